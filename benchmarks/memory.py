"""What a process needs that holds the catalog: the snapshot, its index of names, and all the program's modules.

`python -m benchmarks.memory [entities ...]`. Each size is measured in a process of its own, which reads the catalog,
puts it on a shelf, indexes its names, and refreshes twice, as the bot does.
"""

import asyncio
import importlib
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks._backstage import START, new_reader, reader, served_apart
from benchmarks._table import show
from bot.names import Names
from catalog_client import Snapshot
from catalog_client.keeper import Keeper
from catalog_client.shelf import Alone, NoShelf

PROGRAM = (
    "bot.__main__",
    "slack_bolt.async_app",
    "slack_sdk.socket_mode.aiohttp",
    "redis.asyncio",
    "rapidfuzz",
    "yaml",
)
ALLOWED_MB = {100_000: 400}
GIVING_BACK = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "131072", "MALLOC_TRIM_THRESHOLD_": "131072"}
"""How the image sets glibc, which otherwise keeps much of what was needed for a moment only."""


class Away(NoShelf):
    """A shelf in another process, as far as memory goes."""


async def hold(address: str) -> list[int]:
    """Megabytes resident: with the program alone, the snapshot, its names, after two refreshes; at most so far."""
    for module in PROGRAM:
        importlib.import_module(module)
    sizes = [_resident()]
    indexes: list[Names] = []

    async def index(snapshot: Snapshot) -> None:
        sizes.append(_resident())
        indexes.append(await asyncio.to_thread(Names.of, snapshot))
        sizes.append(_resident())

    async with reader(address) as (_, client, _):
        kept = Keeper(
            [new_reader(client)],
            Away(),
            Alone(),
            interval=60,
            now=lambda: START,
            sleep=asyncio.sleep,
            chance=random.Random(1),
            watchers=[index],
        )
        for _ in range(3):
            await kept.refresh()
    return [*sizes, _resident(), _resident("VmHWM")]


def _resident(which: str = "VmRSS") -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.partition(f"{which}:")[2].split()[0]) // 1024


def measured(size: int) -> list[tuple[object, ...]]:
    with served_apart(size) as address:
        return [
            (f"{size:,} entities{how}", *_measured_apart(address, settings), ALLOWED_MB.get(size, ""))
            for how, settings in (("", {}), (", as in the image", GIVING_BACK))
        ]


def _measured_apart(address: str, settings: Mapping[str, str]) -> list[int]:
    command = ["env", *(f"{name}={value}" for name, value in settings.items())]
    command += [sys.executable, "-m", "benchmarks.memory", address]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [int(word) for word in done.stdout.split()]


def main(sizes: list[int]) -> None:
    rows = [row for size in sizes for row in measured(size)]
    heads = ("MB resident", "program", "+ snapshot", "+ names", "refreshed", "at most", "allowed")
    show("Memory of the process", heads, rows)


if __name__ == "__main__":
    if sys.argv[1:] and "://" in sys.argv[1]:
        print(*asyncio.run(hold(sys.argv[1])))
    else:
        main([int(word) for word in sys.argv[1:]] or [10_000, 100_000])
