"""A refresh of an unchanged catalog of 10 000 entities, beside the bare scan of its etags and beside a full read.

`python -m benchmarks.refresh [entities]`. The bare scan asks for the same fields in the same pages and parses them with
`json`. The first refresh after a full read has no pages to ask about yet; later ones are answered with "not modified".
"""

import asyncio
import json
import sys
from collections.abc import Mapping

import httpx

from benchmarks._backstage import new_reader, reader, served_apart
from benchmarks._table import Step, median_ms, show, side_by_side
from catalog_client import wire

ROUNDS = 9
BARE, FIRST, LATER, FULL = "bare scan of etags and json", "first refresh", "later refreshes", "full read"


async def bare(client: httpx.AsyncClient) -> None:
    cursor = ""
    while True:
        request = wire.scan_page(cursor)
        page = json.loads((await client.request(request.method, request.path)).content)
        cursor = page["pageInfo"].get("nextCursor", "")
        if not cursor:
            return


async def main(size: int) -> None:
    with served_apart(size) as address:
        async with reader(address) as (backstage, client, sent):
            before = await backstage.read(await backstage.read(None))
            steps: dict[str, Step] = {
                BARE: lambda: bare(client),
                FIRST: lambda: new_reader(client).read(before),
                LATER: lambda: backstage.read(before),
                FULL: lambda: new_reader(client).read(None),
            }
            runs = await side_by_side(steps, ROUNDS)
            sizes = await _sizes(steps, sent)
    medians = {name: median_ms(found) for name, found in runs.items()}
    (scan, _), (_, full) = medians[BARE], medians[FULL]
    rows = [
        (name, clock, processor, sizes[name] / 1000, clock / scan, sizes[name] / sizes[FULL], processor / full)
        for name, (clock, processor) in medians.items()
    ]
    heads = ("", "ms", "our CPU ms", "kB", "time / bare scan", "bytes / full read", "CPU / full read")
    show(f"Refresh of {size:,} unchanged entities, median of {ROUNDS}", heads, rows)


async def _sizes(steps: Mapping[str, Step], sent: list[int]) -> dict[str, int]:
    sizes = {}
    for name, step in steps.items():
        sent.clear()
        await step()
        sizes[name] = sum(sent)
    return sizes


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
