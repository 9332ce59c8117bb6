"""5 000 flags of an Unleash over 1 000 entities: what keeping them fresh costs, and how fast questions are answered.

`python -m benchmarks.rollouts [flags]`. A fake Unleash serves from another process, where a flag changes each second.
Questions go the whole line, from words to the message, a hundred a second whether the last one is answered or not.
"""

import asyncio
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from benchmarks._table import show
from benchmarks._unleash import ENTITIES, START, TEAMS, catalog, component, key, served_apart
from bot.app import ROLLOUTS_EVERY
from bot.conversation import Conversation
from bot.providers.unleash import Unleash
from bot.providers.unleash_client import UnleashClient
from bot.providers.unleash_watch import Watch
from bot.rollouts import AllRollouts
from bot.stores.memory import MemoryTopics
from bot.understand import Understanding
from bot.understood import phrases_of
from bot.utterance import Utterance
from bot.world import Worlds
from catalog_client.shelf import Alone, NoShelf
from handlers import QUESTIONS
from tests.fakes.unleash import VIEWER_TOKEN

RATE = 100
SECONDS = 20
IDLE_MINUTES = 10


class Clock:
    """A clock that is turned by hand, so that minutes of idling take no time."""

    def __init__(self) -> None:
        self.passed = timedelta()

    def now(self) -> datetime:
        return START + self.passed


def questions(flags: int, chance: random.Random) -> Callable[[], str]:
    """What is asked: mostly about one flag, sometimes about those of a thing or a team, or about what changed."""

    def one() -> str:
        flag, thing = key(chance.randrange(flags)), component(chance.randrange(ENTITIES))
        return chance.choice(
            [
                f"is {flag} rolled out",
                f"how far is {flag}",
                f"what percentage is {flag} at",
                f"rollouts of {thing}",
                f"which toggles does crew-{chance.randrange(TEAMS):02} have half way",
                f"what changed in {thing}'s rollouts today",
            ]
        )

    return one


async def answered(conversation: Conversation, ask: Callable[[], str]) -> list[float]:
    """Seconds each answer took, counted from when it was due."""
    loop = asyncio.get_running_loop()
    begun = loop.time()

    async def one(number: int) -> float:
        due = begun + number / RATE
        await asyncio.sleep(due - loop.time())
        reply = await conversation.reply(Utterance(ask(), START + timedelta(minutes=IDLE_MINUTES), UTC))
        assert reply.status == "answered", reply
        return loop.time() - due

    return [*await asyncio.gather(*(one(number) for number in range(RATE * SECONDS)))]


async def main(flags: int) -> None:
    clock, requests = Clock(), [0]

    async def note(_: httpx.Response) -> None:
        requests[0] += 1

    with served_apart(flags) as address:
        headers = {"authorization": VIEWER_TOKEN}
        async with httpx.AsyncClient(base_url=f"{address}/", headers=headers, timeout=30) as client:
            client.event_hooks = {"response": [note]}
            asking = UnleashClient(client, time.monotonic)
            unleash = Unleash(
                asking, Watch(asking, address, now=clock.now, shelf=NoShelf(), lease=Alone()), clock.now
            )
            rollouts = AllRollouts([unleash])
            await measured(rollouts, unleash, clock, requests, flags)


async def measured(rollouts: AllRollouts, unleash: Unleash, clock: Clock, requests: list[int], flags: int) -> None:
    worlds = Worlds(lambda: (), rollouts.called, rollouts)
    await worlds.take(catalog())
    before, begun = resident(), time.perf_counter()
    await rollouts.refresh()
    first = time.perf_counter() - begun, requests[0]
    unleash.expect(())
    rounds = 0
    while True:
        count = requests[0]
        await rollouts.refresh()
        rounds += 1
        if requests[0] - count < 10:
            break
    ahead = time.perf_counter() - begun, requests[0]
    await worlds.rename()
    requests[0] = 0
    for _ in range(int(IDLE_MINUTES * 60 / ROLLOUTS_EVERY)):
        clock.passed += timedelta(seconds=ROLLOUTS_EVERY)
        await rollouts.refresh()
    idle = requests[0] / IDLE_MINUTES
    topics = MemoryTopics(timedelta(hours=1), time.monotonic)
    conversation = Conversation(QUESTIONS, Understanding(phrases_of(QUESTIONS)), worlds, topics)
    ask = questions(flags, random.Random(1))
    for _ in range(20):
        await conversation.reply(Utterance(ask(), START, UTC))
    requests[0] = 0
    refreshing = asyncio.create_task(_refreshing(rollouts))
    took = sorted(one * 1000 for one in await answered(conversation, ask))
    refreshing.cancel()
    busy = requests[0] / (SECONDS / 60)
    rows: list[tuple[str, object]] = [
        ("first look, s", round(first[0], 2)),
        ("first look, requests", first[1]),
        ("all details read ahead, s", round(ahead[0], 1)),
        ("all details read ahead, requests", ahead[1]),
        ("looks until then", rounds + 1),
        (f"requests a minute, idle, a look each {ROLLOUTS_EVERY:.0f} s", round(idle, 1)),
        (f"requests a minute under {RATE} questions a second", round(busy, 1)),
        ("answer p50, ms", round(statistics.median(took), 2)),
        ("answer p99, ms", round(took[int(len(took) * 0.99)], 2)),
        ("slowest answer, ms", round(took[-1], 1)),
        ("memory for the flags, MB", round(resident() - before)),
    ]
    show(f"{flags:,} flags over {ENTITIES:,} entities", ("", ""), rows)


async def _refreshing(rollouts: AllRollouts) -> None:
    while True:
        await asyncio.sleep(ROLLOUTS_EVERY / 3)
        await rollouts.refresh()


def resident() -> float:
    """Megabytes of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000))
