"""From what `REVERB_CATALOG` says to where a catalog comes from."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from datetime import datetime

from bot import example
from catalog_client import Snapshot
from catalog_client.backstage import Backstage, connect
from catalog_client.files import Files
from catalog_client.merge import merge
from catalog_client.part import Origin


async def origins_of(
    places: Sequence[str],
    token: str | None,
    opened: AsyncExitStack,
    *,
    now: Callable[[], datetime],
    sleep: Callable[[float], Awaitable[object]],
) -> list[Origin]:
    """One origin for each place, in order: Backstage for a base URL, files for anything else; the example for none.

    opened: closes the connections of the origins.
    """
    origins: list[Origin] = []
    for place in places or (str(example.CATALOG),):
        if "://" in place:
            client = await opened.enter_async_context(connect(place, token))
            origins.append(Backstage(client, now=now, sleep=sleep))
        else:
            origins.append(Files(place, now))
    return origins


async def read_once(origins: Sequence[Origin], now: Callable[[], datetime]) -> Snapshot:
    """The whole catalog, read now. Raises: CatalogError, when any origin can not be read."""
    parts = await asyncio.gather(*(origin.read(None) for origin in origins))
    return merge(parts, now())
