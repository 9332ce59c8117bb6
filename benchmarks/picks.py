"""What a pick and a press of its button cost in a large team that has been picking for years.

`python -m benchmarks.picks [people] [picks]`. The picks lie in a Valkey of its own on this machine; Slack is not asked.
"""

import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._table import median_ms, show
from bot.stores.breaker import Breaker
from bot.stores.connection import connected
from bot.stores.embedded import embedded
from bot.stores.picks import RedisPicks, key_of
from catalog_client import EntityRef, Snapshot
from catalog_client.relation import MEMBER_OF
from handlers import BUTTONS
from handlers.asked import Asked
from handlers.fairness import Turn, accounts
from handlers.kit import Facts, Passage
from handlers.notetaker import PICK
from handlers.picks import Pick, made
from handlers.question import AnyQuestion
from handlers.receipt import LeftOut, receipt
from handlers.sources import Reader, Sources
from tests.company import NOW, entity, snapshot
from tests.fakes.names import LikelyNames

Run = tuple[float, float]
TEAM, TASK = EntityRef.parse("group:default/crew"), "note-taker"
ROUNDS = 15
EVERY = timedelta(days=7)
AWAY = 25
"""Each time one in so many is away."""
ACCEPT = next(one for one in BUTTONS if one.name == "pick_accept")


def company(people: int) -> tuple[Snapshot, list[EntityRef]]:
    users = [entity(f"User:forename.surname{number}", {MEMBER_OF: "group:crew"}) for number in range(people)]
    return snapshot(entity("Group:crew"), *users), [one.ref for one in users]


def history(people: Sequence[EntityRef], picks: int) -> list[Pick]:
    """Picks as they were made, each of what was known then."""
    known, turns = list[Pick](), list[Turn]()
    for number in range(1, picks + 1):
        away = people[number % AWAY :: AWAY]
        there = {one: account for one, account in accounts(turns, people).items() if one not in away}
        left_out = tuple(LeftOut(one, "away until Thu") for one in away)
        at = NOW - EVERY * (picks + 1 - number)
        pick = made(number, f"C0123456789:{number}.000100", receipt(TEAM, TASK, at, len(people), there, left_out))
        turns.append(Turn(pick.entry.holder or people[0], pick.among))
        known.append(pick)
    return known


async def timed(question: AnyQuestion, asked: Asked, sources: Sources, by: Reader) -> tuple[Passage, Facts, Run]:
    clock, processor = time.perf_counter(), time.process_time()
    passage, facts = await question.reply(TEAM, asked, sources, by)
    return passage, facts, (time.perf_counter() - clock, time.process_time() - processor)


async def main(people: int, picks: int) -> None:
    catalog, members = company(people)
    numbers = count(1)
    with TemporaryDirectory(prefix="reverb-", dir="/tmp") as folder:
        async with embedded(Path(folder)) as address, connected(address) as client:
            store = RedisPicks(Breaker(client, lambda: NOW, time.monotonic), lambda: f"v{next(numbers)}")
            for pick in history(members, picks):
                assert await store.put(await store.ledger(TEAM, TASK), pick)
            sources = Sources(catalog, LikelyNames(catalog), picks=store)
            runs = await measured(sources)
            written = await client.hgetall(key_of(TEAM, TASK))
    show(
        f"A team of {people:,} with {picks:,} picks, median of {ROUNDS}",
        ("", "ms", "of them ours"),
        [(name, *median_ms(found)) for name, found in runs.items()],
    )
    read, whole = len(written[b"ledger"]), sum(map(len, written.values()))
    print(f"  kept: {whole / 1e6:.1f} MB, of which {read / 1e3:.0f} kB are read each time")


async def measured(sources: Sources) -> dict[str, list[Run]]:
    picking, pressing = list[Run](), list[Run]()
    for number in range(ROUNDS):
        reader = Reader(NOW + timedelta(minutes=number), UTC, thread=f"C0123456789:{number}.000200")
        asked, facts, took = await timed(PICK, Asked(PICK.name, (TEAM,)), sources, reader)
        picking.append(took)
        press = next(one.asks for one in asked.buttons if one.asks.kind == ACCEPT.name)
        holder = replace(reader, asker=EntityRef.parse(facts["picked"]))
        settled, _, took = await timed(ACCEPT, press, sources, holder)
        assert "Settled." in settled.text()
        pressing.append(took)
    return {"a pick": picking, "a press of *I'll do it*": pressing}


if __name__ == "__main__":
    asyncio.run(main(*(int(word) for word in (sys.argv[1:] + ["500", "500"][len(sys.argv) - 1 :]))))
