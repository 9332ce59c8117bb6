"""Files stay small enough to read, and are named for what they hold."""

from tests.house.room import ROOMS, ROOT, sources, text_of

MOST_LINES = 400
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "core", "misc", "shared"}

FILES = [str(path.relative_to(ROOT)) for path in sources(*ROOMS)]


def test_every_file_can_be_read_in_one_sitting() -> None:
    assert [name for name in FILES if len(text_of(name).splitlines()) > MOST_LINES] == []


def test_every_file_is_named_for_what_it_holds() -> None:
    assert [name for name in FILES if NO_NAMES & set(name.removesuffix(".py").split("/"))] == []


def test_every_file_opens_by_saying_what_room_it_is() -> None:
    assert [name for name in FILES if text_of(name) and not text_of(name).startswith('"""')] == []
