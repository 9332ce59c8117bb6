"""From what `REVERB_CATALOG` says to where a catalog comes from."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime

from bot import example
from catalog_client import Snapshot
from catalog_client.backstage import Backstage, connect
from catalog_client.files import Files
from catalog_client.merge import merge
from catalog_client.part import Origin


@asynccontextmanager
async def origins_of(places: Sequence[str], token: str, now: Callable[[], datetime]) -> AsyncIterator[list[Origin]]:
    """One origin for each place, in order: Backstage for a base URL, files for anything else; the example for none.

    token: for Backstage; empty where it asks for none. The origins can be read while the block runs.
    """
    async with AsyncExitStack() as opened:
        origins: list[Origin] = []
        for place in places or (str(example.CATALOG),):
            if "://" in place:
                client = await opened.enter_async_context(connect(place, token or None))
                origins.append(Backstage(client, now=now, sleep=asyncio.sleep))
            else:
                origins.append(Files(place, now))
        yield origins


async def read_catalog(places: Sequence[str], token: str, now: Callable[[], datetime]) -> Snapshot:
    """The whole catalog of these places, read now. Raises: CatalogError, when any of them cannot be read."""
    async with origins_of(places, token, now) as origins:
        parts = await asyncio.gather(*(origin.read(None) for origin in origins))
    return merge(parts, now())
