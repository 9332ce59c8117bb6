"""2 000 schedules in PagerDuty, 200 questions a second: how often PagerDuty is asked, and how fast people are answered.

`python -m benchmarks.oncall [seconds] [schedules]`. A fake PagerDuty serves over HTTP from this process; questions go
to the answer itself, the words being understood already, whether the last one is answered or not. All that is known
becomes old as it begins, so that every schedule is read again once. The same is then asked with PagerDuty down.
"""

import asyncio
import random
import statistics
import sys
import time
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

from benchmarks._table import show
from bot.clock import now
from bot.oncall_sources import rotas_of
from bot.rotas import YOUNG, Rotas
from bot.settings import from_environ
from catalog_client import Entity, EntityRef, Snapshot
from handlers.asked import Asked
from handlers.oncall import ONCALL
from handlers.sources import Reader, Sources
from tests.fakes.names import LikelyNames
from tests.fakes.pagerduty import KEY, Duty, FakePagerDuty, served

RATE = 200
WEEK = timedelta(days=7)


class Clock:
    """The clock, put forward by hand."""

    def __init__(self) -> None:
        self.forward = timedelta()

    def now(self) -> datetime:
        return now() + self.forward


def catalog(schedules: int) -> Snapshot:
    """A component for each schedule."""
    named = (EntityRef("component", "default", f"service-{number}") for number in range(schedules))
    return Snapshot.of(
        (
            Entity(ref, "Component", ref.name, annotations={"pagerduty.com/service-id": f"P{number}"})
            for number, ref in enumerate(named)
        ),
        now(),
    )


def pagerduty(schedules: int) -> FakePagerDuty:
    """Three levels by the week, for each service."""
    begin = now() - WEEK
    people = {f"PU{number}": f"Person {number}" for number in range(300)}
    fake = FakePagerDuty(people, left=10**9)
    for number in range(schedules):
        fake.services[f"P{number}"] = f"PE{number}"
        fake.policies[f"PE{number}"] = [
            Duty(f"PU{(number * 7 + level * 3 + week) % 300}", level, begin + week * WEEK, begin + (week + 1) * WEEK)
            for level in (1, 2, 3)
            for week in range(4)
        ]
    return fake


async def asked_for(seconds: int, sources: Sources, refs: list[EntityRef], chance: random.Random) -> list[float]:
    """Milliseconds each answer took, at `RATE` questions a second."""
    took: list[float] = []

    async def ask(ref: EntityRef) -> None:
        started = time.perf_counter()
        await ONCALL.reply(ref, Asked("oncall", (ref,)), sources, Reader(now(), UTC))
        took.append((time.perf_counter() - started) * 1000)

    asking = []
    begin = time.perf_counter()
    for number in range(seconds * RATE):
        await asyncio.sleep(max(0.0, begin + number / RATE - time.perf_counter()))
        asking.append(asyncio.create_task(ask(chance.choice(refs))))
    await asyncio.gather(*asking)
    return took


def row(what: str, took: list[float], calls: int) -> list[object]:
    cuts = statistics.quantiles(took, n=100)
    return [what, len(took), calls, f"{calls / len(took):.4f}", cuts[49], cuts[98], max(took)]


async def main(seconds: int, schedules: int) -> None:
    known, fake, chance, clock = catalog(schedules), pagerduty(schedules), random.Random(1), Clock()
    refs = [*known.entities]
    rows = []
    async with AsyncExitStack() as opened:
        url = await opened.enter_async_context(served(fake))
        settings = from_environ(
            {
                "REVERB_CATALOG": "x",
                "REVERB_ONCALL": "pagerduty",
                "REVERB_PAGERDUTY_TOKEN": KEY,
                "REVERB_PAGERDUTY_URL": url,
            }
        )
        rotas = await opened.enter_async_context(
            rotas_of(settings, now=clock.now, clock=time.monotonic, catalog=lambda: known)
        )
        assert isinstance(rotas, Rotas)
        started = time.perf_counter()
        await rotas.refresh()
        print(f"read ahead in {time.perf_counter() - started:.1f} s with {len(fake.asked)} calls")
        keeping = asyncio.create_task(rotas.run(asyncio.sleep))
        sources = Sources(known, LikelyNames(known), rotas=rotas)
        for what, down in (("up", False), ("down", True)):
            fake.down = down
            clock.forward += YOUNG + timedelta(seconds=1)
            fake.asked.clear()
            took = await asked_for(seconds, sources, refs, chance)
            rows.append(row(f"PagerDuty {what}", took, len(fake.asked)))
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
    heads = ["", "answers", "calls", "calls an answer", "p50 ms", "p99 ms", "worst ms"]
    show(f"{schedules} schedules, {RATE} questions a second for {seconds} s", heads, rows)


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    asyncio.run(main(*(numbers + [60, 2000][len(numbers) :])))
