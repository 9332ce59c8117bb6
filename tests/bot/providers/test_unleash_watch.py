"""What is known of an Unleash stays true with few questions, in one process for all."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.providers.unleash import STALE, Unleash
from bot.providers.unleash_client import UnleashClient, base_of
from bot.providers.unleash_known import BEGINNING, Known, decode, encode
from bot.providers.unleash_watch import EVERYTHING_AFTER, Watch
from catalog_client import EntityRef
from handlers.flags import Rollout
from tests.contracts.unleash.flags import share
from tests.fakes.shelf import Handed, MemoryShelf
from tests.fakes.unleash import VIEWER_TOKEN, FakeUnleash, served

Make = Callable[..., Unleash]


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 3, 2, 10, tzinfo=UTC) + timedelta(seconds=self.seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fake() -> FakeUnleash:
    unleash = FakeUnleash()
    for name in ("seats", "meals"):
        unleash.make("default", name)
        unleash.add_strategy(name, "production", share(25))
        unleash.switch(name, "production", True)
    return unleash


@pytest.fixture
async def process(fake: FakeUnleash, clock: Clock) -> AsyncIterator[Make]:
    """Makes the source as one more process has it."""
    async with AsyncExitStack() as opened:
        address = await opened.enter_async_context(served(fake))
        headers = {"authorization": VIEWER_TOKEN}
        client = await opened.enter_async_context(httpx.AsyncClient(base_url=f"{address}/", headers=headers))

        def make(shelf: MemoryShelf | None = None, lease: Handed | None = None) -> Unleash:
            asking = UnleashClient(client, clock)
            shared = {"shelf": shelf or MemoryShelf(), "lease": lease or Handed()}
            return Unleash(asking, Watch(asking, address, now=clock.now, **shared), clock.now)  # type: ignore[arg-type]

        yield make


def ref(name: str) -> EntityRef:
    return EntityRef("rollout", "unleash", name)


async def seats(source: Unleash) -> Rollout:
    [found] = await source.read([ref("seats")])
    return found


async def test_another_process_takes_over_what_one_has_read(fake: FakeUnleash, process: Make) -> None:
    shelf, lease = MemoryShelf(), Handed(ours=False)
    reader, follower = process(shelf), process(shelf, lease)
    reader.expect([ref("seats")])
    await reader.refresh()
    await reader.refresh()
    fake.asked.clear()
    await follower.refresh()
    assert (await seats(follower)).environments == (await seats(reader)).environments
    assert fake.asked == []
    assert follower.freshness() == reader.freshness()
    fake.switch("seats", "production", False)
    await reader.refresh()
    await follower.refresh()
    fake.asked.clear()
    assert (await seats(follower)).environments[-1].enabled is False
    assert fake.asked == []


async def test_whoever_gets_the_lease_goes_on_where_the_other_was(fake: FakeUnleash, process: Make) -> None:
    shelf, lease = MemoryShelf(), Handed(ours=False)
    reader, follower = process(shelf), process(shelf, lease)
    await reader.refresh()
    await follower.refresh()
    lease.ours = True
    fake.switch("seats", "production", False)
    await follower.refresh()
    assert (await seats(follower)).environments[-1].enabled is False


async def test_without_the_shelf_everybody_goes_on_with_what_they_have(process: Make) -> None:
    shelf = MemoryShelf(away=True)
    reader = process(shelf)
    await reader.refresh()
    assert reader.freshness().state == "fresh"
    follower = process(shelf, Handed(ours=False))
    await follower.refresh()
    assert (follower.freshness().state, len(follower.index())) == ("down", 0)
    shelf.away = False
    await reader.refresh()
    await follower.refresh()
    assert len(follower.index()) == 2


async def test_a_shelf_of_another_version_is_no_obstacle(process: Make) -> None:
    shelf = MemoryShelf(saved=b"what is this", note=b'{"version":"x","as_of":null,"failing":""}')
    follower = process(shelf, Handed(ours=False))
    await follower.refresh()
    assert len(follower.index()) == 0


async def test_after_too_much_happened_nothing_counts_as_true_that_was_not_read_again(
    fake: FakeUnleash, process: Make
) -> None:
    source = process()
    source.expect([])
    await source.refresh()
    await seats(source)
    for number in range(600):
        fake.switch("meals", "production", number % 2 == 0)
    fake.switch("seats", "production", False)
    for number in range(600):
        fake.switch("meals", "production", number % 2 == 0)
    await source.refresh()
    assert (await seats(source)).environments[-1].enabled is False


async def test_more_news_than_a_page_are_read_page_by_page(fake: FakeUnleash, process: Make) -> None:
    source = process()
    await source.refresh()
    fake.switch("seats", "production", False)
    for number in range(250):
        fake.switch("meals", "production", number % 2 == 0)
    await source.refresh()
    found = (await source.changes([ref("seats")], None)).found
    assert (found[0].before, found[0].after) == ("on", "off")
    assert len((await source.changes([ref("meals")], None)).found) == 20


async def test_one_flag_that_can_not_be_read_is_nobody_elses_trouble(fake: FakeUnleash, process: Make) -> None:
    fake.features["meals"]["environments"][1]["strategies"] = [{"name": 7}]
    source = process()
    source.expect([ref("meals"), ref("seats")])
    await source.refresh()
    source.expect([ref("meals"), ref("seats")])
    await source.refresh()
    assert source.freshness().state == "fresh"
    assert (await seats(source)).environments[-1].percentage == 25
    [meals] = await source.read([ref("meals")])
    assert meals.partial == ("for whom it is on",)


async def test_once_in_a_while_the_index_is_read_whole_and_finds_what_no_event_told(
    fake: FakeUnleash, process: Make, clock: Clock
) -> None:
    source = process()
    await source.refresh()
    await seats(source)
    fake.features["seats"]["environments"][1]["enabled"] = False
    fake.features["hidden"] = {**fake.features["meals"], "name": "hidden"}
    await source.refresh()
    assert source.index().get(ref("hidden")) is None
    clock.seconds += EVERYTHING_AFTER.total_seconds() + 1
    await source.refresh()
    assert source.index().get(ref("hidden")) is not None
    assert (await seats(source)).environments[-1].enabled is False
    del fake.features["hidden"]
    clock.seconds += EVERYTHING_AFTER.total_seconds() + 1
    await source.refresh()
    assert source.index().get(ref("hidden")) is None


async def test_what_was_archived_is_known_so_although_the_search_has_no_quota_left(
    fake: FakeUnleash, process: Make
) -> None:
    source = process()
    await source.refresh()
    fake.searches = 0
    fake.archive("seats")
    await source.refresh()
    found = await seats(source)
    assert (found.flag.archived, found.flag.project, found.environments) == (True, "default", ())
    fake.revive("seats")
    await source.refresh()
    assert not (await seats(source)).flag.archived
    fake.archive("seats")
    await source.refresh()
    fake.delete("seats")
    await source.refresh()
    assert source.index().get(ref("seats")) is None


async def test_what_is_old_says_so_and_what_fails_says_why(fake: FakeUnleash, process: Make, clock: Clock) -> None:
    source = process()
    assert (source.freshness().state, source.freshness().as_of) == ("down", None)
    await source.refresh()
    clock.seconds += STALE.total_seconds() + 1
    assert source.freshness().state == "stale"
    fake.down = True
    await source.refresh()
    assert (source.freshness().state, source.freshness().note) == (
        "down",
        "Unleash has trouble of its own (status 503)",
    )
    fake.down = False
    await source.refresh()
    assert source.freshness().state == "down", "who failed rests for a while"
    clock.seconds += 300
    await source.refresh()
    assert source.freshness().state == "fresh"


async def test_segments_are_renamed_without_any_event(fake: FakeUnleash, process: Make) -> None:
    fake.put_segment(1, {"name": "beta"})
    fake.add_strategy("seats", "production", share(100, "default", segments=[1]))
    source = process()
    await source.refresh()
    assert "beta" in str((await seats(source)).environments[-1].audience)
    fake.put_segment(1, {"name": "early birds"})
    await source.refresh()
    assert "early birds" in str((await seats(source)).environments[-1].audience)


async def test_somebody_with_a_comma_in_the_id_is_asked_about_by_nobody(fake: FakeUnleash, process: Make) -> None:
    source = process()
    await source.refresh()
    fake.asked.clear()
    assert await source.is_on(ref("seats"), "a,b") == ()
    assert await source.is_on(ref("nothing"), "a") == ()
    assert fake.asked == []


def test_what_is_known_survives_being_written_down() -> None:
    known = Known(segments={1: "beta"}, outdated={"a"}, watched_from=BEGINNING, last_event=7)
    assert decode(encode(known)) == known
    assert decode(b"\x00") is None


def test_the_address_may_be_that_of_the_api() -> None:
    assert base_of("https://unleash.example/api/") == base_of("https://unleash.example") == "https://unleash.example"
