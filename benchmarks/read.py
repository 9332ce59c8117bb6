"""A full read of 10 000 entities, to a snapshot ready for questions, beside the bare HTTP read of the same pages.

`python -m benchmarks.read [entities] [real]`. The bare read asks for the same pages over the same connection and parses
them with `json`; ours also checks and builds entities, merges them, and indexes every name. The fake Backstage hands
out pages made ready before; with `real` a real one over PostgreSQL answers, which takes some minutes to fill.
"""

import asyncio
import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager

import httpx

from benchmarks._backstage import START, reader, really_served, served_apart
from benchmarks._table import Step, median_ms, show, side_by_side
from bot.names import Names
from catalog_client import Snapshot, wire
from catalog_client.backstage import Backstage
from catalog_client.merge import merge

ROUNDS = 7


async def bare(client: httpx.AsyncClient) -> int:
    """Read and parse all pages; gives how many entities there are."""
    count, cursor = 0, ""
    while True:
        request = wire.full_page(cursor)
        reply = await client.request(request.method, request.path, headers=dict(request.headers))
        page = json.loads(reply.content)
        count += len(page["items"])
        cursor = page["pageInfo"].get("nextCursor", "")
        if not cursor:
            return count


async def to_snapshot(backstage: Backstage) -> Snapshot:
    return merge([await backstage.read(None)], START)


async def ready(backstage: Backstage) -> tuple[Snapshot, Names]:
    snapshot = await to_snapshot(backstage)
    return snapshot, Names.of(snapshot)


async def main(size: int, serve: Callable[[int], AbstractContextManager[str]]) -> None:
    with serve(size) as address:
        async with reader(address) as (backstage, client, _):
            steps: dict[str, Step] = {
                "bare HTTP read and json": lambda: bare(client),
                "read to a snapshot": lambda: to_snapshot(backstage),
                "read to a snapshot and its index of names": lambda: ready(backstage),
            }
            runs = await side_by_side(steps, ROUNDS)
    medians = {name: median_ms(found) for name, found in runs.items()}
    least = medians["bare HTTP read and json"][0]
    rows = [(name, clock, processor, clock / least) for name, (clock, processor) in medians.items()]
    show(f"Full read of {size:,} entities, median of {ROUNDS}", ("", "ms", "our CPU ms", "ratio"), rows)


if __name__ == "__main__":
    sizes = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    asyncio.run(main(sizes[0] if sizes else 10_000, really_served if "real" in sys.argv[1:] else served_apart))
