"""Keeping a snapshot fresh, without a second of real time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from catalog_client import CatalogError, CatalogShrunk, CatalogUnreachable, Entity, EntityRef, Snapshot
from catalog_client.codec import decode
from catalog_client.keeper import Keeper, Watcher
from catalog_client.part import Part
from catalog_client.shelf import Alone, Lease, NoShelf, Note, OriginState, Shelf, ShelfUnavailable

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
INTERVAL = 60.0


class Clock:
    """Time that passes only in sleep, and for each sleeper in turn."""

    def __init__(self) -> None:
        self.time = START
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)
        await asyncio.sleep(0)


@dataclass
class FakeOrigin:
    """An origin that has these names, or fails with what is next in `failures`. reads: when it was read."""

    clock: Clock
    name: str = "here"
    names: set[str] = field(default_factory=lambda: {"a", "b"})
    failures: list[CatalogError] = field(default_factory=list)
    reads: list[datetime] = field(default_factory=list)
    down: bool = False

    async def read(self, before: Part | None) -> Part:
        self.reads.append(self.clock.time)
        await asyncio.sleep(0)
        if self.failures:
            raise self.failures.pop(0)
        if self.down:
            raise CatalogUnreachable(f"{self.name} cannot be reached.")
        entities = {ref: Entity(ref, "Component", ref.name) for ref in map(ref_of, sorted(self.names))}
        if before is not None and before.entities == entities:
            return replace(before, read_at=self.clock.time)
        return Part(self.name, entities, self.clock.time)


@dataclass
class FakeShelf:
    saved: bytes | None = None
    note: bytes | None = None
    away: bool = False
    saves: int = 0
    loads: int = 0

    async def load(self) -> bytes | None:
        self._answer()
        self.loads += 1
        return self.saved

    async def save(self, saved: bytes) -> None:
        self._answer()
        self.saves += 1
        self.saved = saved

    async def load_note(self) -> bytes | None:
        self._answer()
        return self.note

    async def save_note(self, note: bytes) -> None:
        self._answer()
        self.note = note

    def _answer(self) -> None:
        if self.away:
            raise ShelfUnavailable


@dataclass
class FakeLease:
    ours: bool

    async def held(self) -> bool:
        return self.ours


def ref_of(name: str) -> EntityRef:
    return EntityRef("component", "default", name)


def keeper(
    clock: Clock,
    *origins: FakeOrigin,
    shelf: Shelf | None = None,
    lease: Lease | None = None,
    watchers: Iterable[Watcher] = (),
) -> Keeper:
    return Keeper(
        origins,
        shelf or NoShelf(),
        lease or Alone(),
        interval=INTERVAL,
        now=clock.now,
        sleep=clock.sleep,
        chance=Random(1),
        watchers=tuple(watchers),
    )


def names(keeper: Keeper) -> list[str]:
    return sorted(entity.name for entity in keeper.snapshot or ())


@asynccontextmanager
async def running(keeper: Keeper) -> AsyncIterator[Callable[[Callable[[], bool]], Awaitable[None]]]:
    """Run the keeper; gives a function that waits until something is so."""

    async def until(so: Callable[[], bool]) -> None:
        while not so():
            assert not task.done(), task.result()
            await asyncio.sleep(0)

    task = asyncio.create_task(keeper.run())
    try:
        yield lambda so: asyncio.wait_for(until(so), 20)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def origin(clock: Clock) -> FakeOrigin:
    return FakeOrigin(clock)


async def test_nothing_is_known_before_the_first_reading(clock: Clock, origin: FakeOrigin) -> None:
    kept = keeper(clock, origin)
    assert await kept.start() is None
    assert kept.states == (OriginState("here"),)


async def test_origins_are_merged_in_their_order(clock: Clock, origin: FakeOrigin) -> None:
    kept = keeper(clock, origin, FakeOrigin(clock, "there", {"b", "c"}))
    assert await kept.refresh() == (OriginState("here", as_of=START), OriginState("there", as_of=START))
    assert names(kept) == ["a", "b", "c"]


async def test_a_change_is_seen_within_an_interval(clock: Clock, origin: FakeOrigin) -> None:
    kept = keeper(clock, origin)
    async with running(kept) as until:
        await until(lambda: names(kept) == ["a", "b"])
        origin.names = {"c"}
        await until(lambda: names(kept) == ["c"])
    assert origin.reads[1] - origin.reads[0] <= timedelta(seconds=1.1 * INTERVAL)


async def test_an_unchanged_catalog_stays_the_same_snapshot_of_another_age(clock: Clock, origin: FakeOrigin) -> None:
    seen: list[Snapshot] = []

    async def watch(snapshot: Snapshot) -> None:
        seen.append(snapshot)

    kept = keeper(clock, origin, watchers=[watch])
    async with running(kept) as until:
        await until(lambda: len(origin.reads) > 5)
    assert seen == [kept.snapshot]
    assert kept.states[0].as_of == origin.reads[-1] > START


async def test_the_last_good_snapshot_is_served_however_long_a_source_is_down(
    clock: Clock, origin: FakeOrigin
) -> None:
    kept = keeper(clock, origin)
    await kept.refresh()
    origin.down = True
    async with running(kept) as until:
        await until(lambda: clock.time > START + timedelta(hours=25))
        assert names(kept) == ["a", "b"]
        (state,) = kept.states
        assert (state.as_of, state.reason) == (START, "here cannot be reached.")
        assert state.failing_since is not None
        assert state.failing_since <= START + timedelta(seconds=2 * INTERVAL)
        origin.down = False
        await until(lambda: kept.states[0].reason == "")
    assert kept.states[0].failing_since is None


async def test_a_source_that_fails_takes_no_other_down(clock: Clock, origin: FakeOrigin) -> None:
    kept = keeper(clock, origin, FakeOrigin(clock, "there", down=True))
    _, there = await kept.refresh()
    assert names(kept) == ["a", "b"]
    assert there == OriginState("there", None, START, "there cannot be reached.")


async def test_a_failed_source_is_tried_again_soon_then_seldom(clock: Clock, origin: FakeOrigin) -> None:
    origin.down = True
    async with running(keeper(clock, origin)) as until:
        await until(lambda: len(origin.reads) == 9)
    waits = [(after - before).total_seconds() for before, after in zip(origin.reads, origin.reads[1:], strict=False)]
    for wait, expected in zip(waits, (2, 4, 8, 16, 32, 60, 60, 60), strict=True):
        assert wait == pytest.approx(expected, rel=0.11)


async def test_a_source_is_left_alone_for_as_long_as_it_asks(clock: Clock, origin: FakeOrigin) -> None:
    origin.failures = [CatalogUnreachable("here asks us to slow down.", timedelta(minutes=10))]
    kept = keeper(clock, origin)
    async with running(kept) as until:
        await until(lambda: len(origin.reads) == 1)
        await kept.refresh()
        assert len(origin.reads) == 1
        await until(lambda: names(kept) == ["a", "b"])
    assert origin.reads[1] - origin.reads[0] >= timedelta(minutes=10)


async def test_a_loss_held_back_is_said_and_looked_at_after_a_whole_interval(
    clock: Clock, origin: FakeOrigin
) -> None:
    kept = keeper(clock, origin)
    await kept.refresh()
    origin.failures = [CatalogShrunk("here has 0 entities now.")]
    async with running(kept) as until:
        await until(lambda: kept.states[0].held_back)
        assert names(kept) == ["a", "b"]
        assert kept.states[0].reason == "here has 0 entities now."
        await until(lambda: not kept.states[0].held_back)
    assert origin.reads[2] - origin.reads[1] >= timedelta(seconds=0.9 * INTERVAL)


async def test_several_who_ask_for_a_refresh_share_one_that_began_after_they_asked(
    clock: Clock, origin: FakeOrigin
) -> None:
    kept = keeper(clock, origin)
    await asyncio.gather(*(kept.refresh() for _ in range(10)))
    assert len(origin.reads) == 2
    await kept.refresh()
    assert len(origin.reads) == 3


async def test_a_second_process_answers_from_the_shelf_at_once(clock: Clock, origin: FakeOrigin) -> None:
    shelf = FakeShelf()
    await keeper(clock, origin, shelf=shelf).refresh()
    down = FakeOrigin(clock, down=True)
    second = keeper(clock, down, shelf=shelf)
    assert await second.start() is not None
    assert names(second) == ["a", "b"]
    assert second.states == (OriginState("here", as_of=START),)
    assert down.reads == []


async def test_what_is_shelved_is_saved_only_when_it_changed(clock: Clock, origin: FakeOrigin) -> None:
    shelf = FakeShelf()
    kept = keeper(clock, origin, shelf=shelf)
    async with running(kept) as until:
        await until(lambda: len(origin.reads) > 3)
        assert shelf.saves == 1
        origin.names = {"c"}
        await until(lambda: shelf.saves == 2)
    assert [sorted(ref.name for ref in part.entities) for part in decode(shelf.saved or b"")] == [["c"]]


async def test_a_process_without_the_lease_follows_the_one_that_has_it(clock: Clock, origin: FakeOrigin) -> None:
    shelf = FakeShelf()
    reader = keeper(clock, origin, shelf=shelf)
    unread = FakeOrigin(clock)
    follower = keeper(clock, unread, shelf=shelf, lease=FakeLease(ours=False))
    async with running(follower) as until:
        await reader.refresh()
        await until(lambda: names(follower) == ["a", "b"])
        loads = shelf.loads
        origin.down = True
        await reader.refresh()
        await until(lambda: follower.states[0].failing_since is not None)
        assert follower.states == reader.states
        assert shelf.loads == loads
        origin.down, origin.names = False, {"c"}
        await reader.refresh()
        await until(lambda: names(follower) == ["c"])
    assert unread.reads == []


async def test_a_process_that_gets_the_lease_reads_on(clock: Clock, origin: FakeOrigin) -> None:
    shelf = FakeShelf()
    lease = FakeLease(ours=False)
    await keeper(clock, FakeOrigin(clock), shelf=shelf).refresh()
    origin.names = {"c"}
    follower = keeper(clock, origin, shelf=shelf, lease=lease)
    async with running(follower) as until:
        await until(lambda: names(follower) == ["a", "b"])
        lease.ours = True
        await until(lambda: names(follower) == ["c"] and shelf.saves == 2)


async def test_without_its_shelf_a_process_goes_on_and_saves_later(clock: Clock, origin: FakeOrigin) -> None:
    shelf = FakeShelf(away=True)
    kept = keeper(clock, origin, shelf=shelf)
    assert await kept.start() is None
    async with running(kept) as until:
        await until(lambda: len(origin.reads) == 3)
        assert names(kept) == ["a", "b"]
        shelf.away = False
        await until(lambda: shelf.saves == 1)
        shelf.saved = shelf.note = None
        await until(lambda: shelf.saves == 2)


@pytest.mark.parametrize("saved", [b"reverb-catalog/0\n...", b"damaged"])
async def test_what_cannot_be_read_from_the_shelf_is_written_anew(
    clock: Clock, origin: FakeOrigin, saved: bytes
) -> None:
    shelf = FakeShelf(saved=saved, note=b"{}")
    kept = keeper(clock, origin, shelf=shelf)
    assert await kept.start() is None
    await kept.refresh()
    assert decode(shelf.saved or b"")[0].entities.keys() == {ref_of("a"), ref_of("b")}
    assert Note.read(shelf.note) is not None


async def test_origins_that_are_no_longer_configured_are_not_taken_from_the_shelf(
    clock: Clock, origin: FakeOrigin
) -> None:
    shelf = FakeShelf()
    await keeper(clock, origin, FakeOrigin(clock, "there", {"c"}), shelf=shelf).refresh()
    assert names(keeper(clock, origin, shelf=shelf)) == []
    kept = keeper(clock, origin, shelf=shelf)
    await kept.start()
    assert names(kept) == ["a", "b"]
