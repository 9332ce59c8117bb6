"""A Redis as the stores see it."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.stores.address import address_of
from bot.stores.breaker import Breaker
from bot.stores.connection import Client, connected

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


class Hands:
    """A clock whose hands a test moves. Unit: seconds."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
async def client(redis_url: str) -> AsyncIterator[Client]:
    async with connected(address_of(redis_url)) as opened:
        yield opened


@pytest.fixture
def breaker(client: Client, hands: Hands) -> Breaker:
    return Breaker(client, lambda: NOW, hands)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A state folder whose path is short enough for a socket."""
    with TemporaryDirectory(prefix="reverb-", dir="/tmp") as path:
        yield Path(path)
