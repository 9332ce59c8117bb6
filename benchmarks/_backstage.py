"""A fake Backstage in a process of its own, for benchmarks: its pages are put together before anybody measures.

`python -m benchmarks._backstage SIZE` serves a made-up company until its standard input ends.
"""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime

import httpx

from catalog_client.backstage import Backstage, connect
from catalog_client.part import Part
from tests.contracts.backstage.server import running_backstage
from tests.fakes.backstage import TOKEN, FakeBackstage, served
from tests.fakes.generated import company

START = datetime(2026, 3, 1, tzinfo=UTC)


@contextmanager
def served_apart(size: int) -> Iterator[str]:
    """Serve `size` entities from another process; gives the base URL."""
    command = [sys.executable, "-m", "benchmarks._backstage", str(size)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdin is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


@contextmanager
def really_served(size: int) -> Iterator[str]:
    """Serve `size` entities from a real Backstage, where `.ci/backstage` has installed one; takes minutes to start."""
    with running_backstage() as backstage:
        backstage.publish(company(size), patience=size / 10)
        yield backstage.address


@asynccontextmanager
async def reader(address: str) -> AsyncIterator[tuple[Backstage, httpx.AsyncClient, list[int]]]:
    """Our client of that address, its HTTP client, and the bytes of each reply's body as they were sent."""
    sent: list[int] = []

    async def note(response: httpx.Response) -> None:
        await response.aread()
        sent.append(response.num_bytes_downloaded)

    async with connect(address, TOKEN) as client:
        client.event_hooks = {"response": [note]}
        yield new_reader(client), client, sent


def new_reader(client: httpx.AsyncClient) -> Backstage:
    """A reader that has read nothing yet."""
    return Backstage(client, now=lambda: START, sleep=asyncio.sleep)


async def _serve(size: int) -> None:
    fake = FakeBackstage()
    fake.publish(company(size))
    async with served(fake) as address:
        await _build_pages(address)
        print(address, flush=True)
        await asyncio.to_thread(sys.stdin.read)


async def _build_pages(address: str) -> None:
    part: Part | None = None
    async with reader(address) as (backstage, _, _):
        for _ in range(2):
            part = await backstage.read(part)


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
