"""Shifts are kept at hand, read again in the background, and given with their age while a source is down."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from bot.rests import FIRST_REST
from bot.rotas import KEPT_AHEAD, STALE, YOUNG, Rotas
from bot.schedule_source import NoSuchSchedule, NotTold
from handlers.shifts import Holder, Rota, Shift, Unread
from tests.company import NOW

MINUTE = timedelta(minutes=1)


class Time:
    """A clock that passes when told to."""

    def __init__(self) -> None:
        self.passed = timedelta()

    def now(self) -> datetime:
        return NOW + self.passed

    def clock(self) -> float:
        return self.passed.total_seconds()


class Source:
    """Tells one endless shift. reads: what it was asked; asked: set when it was.

    failure: what it raises instead. gate: opened when it may tell.
    """

    def __init__(self, time: Time) -> None:
        self._time = time
        self.reads: list[str] = []
        self.failure: NotTold | None = None
        self.asked = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()

    def behind(self, schedule: str) -> str:
        return "PagerDuty"

    async def read(self, schedule: str, start: datetime, end: datetime) -> Rota:
        self.reads.append(schedule)
        self.asked.set()
        await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        return Rota(schedule, (Shift(1, Holder("Ana")),), self._time.now())


class Shelf:
    """What all processes share."""

    def __init__(self) -> None:
        self.rotas: dict[str, Rota] = {}

    async def load(self, schedule: str) -> Rota | None:
        return self.rotas.get(schedule)

    async def save(self, rota: Rota) -> None:
        self.rotas[rota.schedule] = rota


class Bench:
    """Rotas over one source, and their time."""

    def __init__(self, *named: str, shelf: Shelf | None = None) -> None:
        self.time = Time()
        self.source = Source(self.time)
        self.rotas = Rotas(
            {"pagerduty": self.source}, now=self.time.now, clock=self.time.clock, named=lambda: named, shelf=shelf
        )

    async def ask(self, schedule: str = "pagerduty:P1") -> Rota | Unread:
        return await self.rotas.rota(schedule, self.time.now(), self.time.now() + MINUTE)

    async def known(self, schedule: str = "pagerduty:P1") -> Rota:
        found = await self.ask(schedule)
        assert isinstance(found, Rota)
        return found

    async def settle(self) -> None:
        """Until whatever is read in the background has been."""
        await self.rotas.refresh()


async def test_what_is_kept_answers_without_asking_anybody() -> None:
    bench = Bench()
    assert [await bench.known() for _ in range(5)] == [await bench.known()] * 5
    assert bench.source.reads == ["P1"]


async def test_all_who_ask_at_once_share_one_reading() -> None:
    bench = Bench()
    bench.source.gate.clear()
    asking = [asyncio.create_task(bench.known()) for _ in range(5)]
    await bench.source.asked.wait()
    bench.source.gate.set()
    await asyncio.gather(*asking)
    assert bench.source.reads == ["P1"]


async def test_what_is_older_is_given_at_once_and_read_again_meanwhile() -> None:
    bench = Bench("pagerduty:P1")
    await bench.known()
    bench.time.passed = YOUNG + MINUTE
    bench.source.gate.clear()
    assert (await bench.known()).as_of == NOW
    bench.source.gate.set()
    await bench.settle()
    assert (await bench.known()).as_of == bench.time.now()


async def test_everything_the_catalog_names_is_read_ahead() -> None:
    bench = Bench("pagerduty:P1", "pagerduty:P2", "unknown:x")
    await bench.rotas.refresh()
    assert sorted(bench.source.reads) == ["P1", "P2"]
    await bench.rotas.refresh()
    assert len(bench.source.reads) == 2


async def test_a_source_that_fails_leaves_what_was_known_with_the_reason() -> None:
    bench = Bench("pagerduty:P1")
    await bench.known()
    bench.time.passed = YOUNG + MINUTE
    bench.source.failure = NotTold("PagerDuty does not answer")
    await bench.settle()
    found = await bench.known()
    assert (found.as_of, found.failing) == (NOW, "PagerDuty does not answer")
    [freshness] = bench.rotas.freshness()
    assert (freshness.state, freshness.as_of, freshness.note) == ("down", NOW, "PagerDuty does not answer")


async def test_a_source_that_failed_rests_and_is_asked_again_after_it() -> None:
    bench = Bench("pagerduty:P1")
    bench.source.failure = NotTold("PagerDuty does not answer")
    for _ in range(5):
        assert await bench.ask() == Unread("pagerduty:P1", "PagerDuty does not answer")
    assert bench.source.reads == ["P1"]
    bench.source.failure = None
    bench.time.passed = timedelta(seconds=FIRST_REST)
    assert (await bench.known()).failing == ""
    assert bench.rotas.freshness()[0].state == "fresh"


async def test_while_a_source_is_down_nobody_waits_however_old_it_gets() -> None:
    bench = Bench("pagerduty:P1")
    await bench.known()
    bench.source.failure = NotTold("PagerDuty does not answer")
    bench.time.passed = YOUNG + MINUTE
    await bench.settle()
    bench.time.passed = STALE * 3
    bench.source.gate.clear()
    assert (await bench.known()).as_of == NOW


async def test_a_schedule_that_does_not_exist_is_no_outage() -> None:
    bench = Bench()
    bench.source.failure = NoSuchSchedule("PagerDuty has no service P1")
    assert await bench.ask() == Unread("pagerduty:P1", "PagerDuty has no service P1")
    bench.source.failure = None
    assert isinstance(await bench.ask("pagerduty:P2"), Rota)


async def test_another_time_is_asked_for_and_not_kept() -> None:
    bench = Bench()
    far = NOW + KEPT_AHEAD * 3
    for _ in range(2):
        assert isinstance(await bench.rotas.rota("pagerduty:P1", far, far + MINUTE), Rota)
    assert bench.source.reads == ["P1", "P1"]


async def test_a_word_that_no_setting_has_is_said() -> None:
    assert await Bench().ask("opsgenie:x") == Unread("opsgenie:x", "no source called opsgenie is configured")


async def test_what_another_process_read_just_now_is_taken() -> None:
    shelf = Shelf()
    await Bench(shelf=shelf).known()
    other = Bench(shelf=shelf)
    assert (await other.known()).shifts
    assert other.source.reads == []


async def test_what_an_earlier_process_read_serves_while_the_source_is_down() -> None:
    shelf = Shelf()
    await Bench(shelf=shelf).known()
    later = Bench(shelf=shelf)
    later.time.passed = timedelta(hours=5)
    later.source.failure = NotTold("PagerDuty does not answer")
    assert (await later.known()) == replace(shelf.rotas["pagerduty:P1"], failing="PagerDuty does not answer")
