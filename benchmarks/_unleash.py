"""A fake Unleash in a process of its own, for benchmarks, and the catalog its flags belong to.

`python -m benchmarks._unleash FLAGS` serves that many flags until its standard input ends; a flag changes each second.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from catalog_client import Snapshot
from catalog_client.relation import OWNED_BY
from tests.company import entity, snapshot
from tests.contracts.unleash.flags import constraint, share
from tests.fakes.unleash import FakeUnleash, served

START = datetime(2026, 3, 1, tzinfo=UTC)
ENTITIES = 1000
TEAMS = 40
_KINDS = ("search", "basket", "ranking", "login", "invoice", "export", "reminder", "upload", "preview", "archive")


@contextmanager
def served_apart(flags: int) -> Iterator[str]:
    """Serve that many flags from another process; gives the base URL."""
    command = [sys.executable, "-m", "benchmarks._unleash", str(flags)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdin is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


def component(number: int) -> str:
    return f"{_KINDS[number % len(_KINDS)]}-worker-{number:04}"


def key(number: int) -> str:
    return f"{_KINDS[number % len(_KINDS)]}-rollout-{number:05}"


def catalog() -> Snapshot:
    """A thousand components of forty teams."""
    teams = [entity(f"Group:crew-{number:02}") for number in range(TEAMS)]
    things = [entity(component(one), {OWNED_BY: f"group:crew-{one % TEAMS:02}"}) for one in range(ENTITIES)]
    return snapshot(*teams, *things, taken_at=START)


def flags(number: int) -> FakeUnleash:
    """Each names its component; half of them are on for a share, every tenth by two rules."""
    unleash = FakeUnleash()
    for one in range(number):
        unleash.make("default", key(one), f"What flag {one} is for")
        unleash.tag(key(one), {"type": "component", "value": component(one % ENTITIES)})
        unleash.add_strategy(key(one), "production", share(one % 100 + 1))
        if one % 10 == 0:
            who = share(100, "default", constraints=[constraint("country", "IN", "DE", "AT", "CH")])
            unleash.add_strategy(key(one), "production", who)
        if one % 2:
            unleash.switch(key(one), "production", True)
    return unleash


async def _change(unleash: FakeUnleash) -> None:
    on = False
    while True:
        await asyncio.sleep(1)
        unleash.switch(key(0), "production", on := not on)


async def _serve(number: int) -> None:
    unleash = flags(number)
    changing = asyncio.create_task(_change(unleash))
    async with served(unleash) as address:
        print(address, flush=True)
        await asyncio.to_thread(sys.stdin.read)
    changing.cancel()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
