"""A start from the saved catalog beside a first read of 10 000 entities, each to a snapshot and its index of names.

`python -m benchmarks.start [entities]`. What is saved lies in this process's memory; Redis on the same machine hands
it over in some milliseconds more.
"""

import asyncio
import random
import sys

import httpx

from benchmarks._backstage import START, new_reader, reader, served_apart
from benchmarks._table import Step, median_ms, show, side_by_side
from bot.names import Names
from catalog_client import Snapshot
from catalog_client.keeper import Keeper
from catalog_client.merge import merge
from catalog_client.shelf import Alone, NoShelf, Shelf

ROUNDS = 7
READ, READ_NAMES = "first read, to a snapshot", "first read, names indexed too"
SAVED, SAVED_NAMES = "saved catalog, to a snapshot", "saved catalog, names indexed too"


class Kept(NoShelf):
    """A shelf in memory."""

    def __init__(self) -> None:
        self.saved: bytes | None = None

    async def load(self) -> bytes | None:
        return self.saved

    async def save(self, saved: bytes) -> None:
        self.saved = saved


def keeper(client: httpx.AsyncClient, shelf: Shelf) -> Keeper:
    return Keeper(
        [new_reader(client)],
        shelf,
        Alone(),
        interval=60,
        now=lambda: START,
        sleep=asyncio.sleep,
        chance=random.Random(1),
    )


async def main(size: int) -> None:
    shelf = Kept()
    with served_apart(size) as address:
        async with reader(address) as (_, client, _):
            await keeper(client, shelf).refresh()

            async def first_read() -> Snapshot:
                return merge([await new_reader(client).read(None)], START)

            async def saved() -> Snapshot | None:
                return await keeper(client, shelf).start()

            async def indexed(step: Step) -> Names:
                snapshot = await step()
                assert isinstance(snapshot, Snapshot) and len(snapshot) == size
                return Names.of(snapshot)

            steps: dict[str, Step] = {
                READ: first_read,
                SAVED: saved,
                READ_NAMES: lambda: indexed(first_read),
                SAVED_NAMES: lambda: indexed(saved),
            }
            runs = await side_by_side(steps, ROUNDS)
    medians = {name: median_ms(found)[0] for name, found in runs.items()}
    beside = {SAVED: READ, SAVED_NAMES: READ_NAMES}
    rows = [(name, clock, clock / medians[beside.get(name, name)]) for name, clock in medians.items()]
    show(f"Start with {size:,} entities, median of {ROUNDS}", ("", "ms", "ratio"), rows)
    print(f"  saved: {len(shelf.saved or b'') / 1e6:.1f} MB")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
