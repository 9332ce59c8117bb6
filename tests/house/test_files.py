"""Files stay small enough to read, and are named for what they hold."""

import pytest

from tests.house.room import ROOMS, ROOT, sources

MOST_LINES = 400
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "core", "misc", "shared"}

FILES = [str(path.relative_to(ROOT)) for path in sources(*ROOMS)]


@pytest.mark.parametrize("name", FILES)
def test_a_file_can_be_read_in_one_sitting(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_named_for_what_it_holds(name: str) -> None:
    assert not NO_NAMES & set(name.removesuffix(".py").split("/"))


@pytest.mark.parametrize("name", FILES)
def test_a_file_opens_by_saying_what_room_it_is(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not text or text.startswith('"""')
