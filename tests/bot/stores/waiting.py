"""Waits until something holds, where nothing tells when."""

import asyncio
from collections.abc import Awaitable, Callable


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Raises: TimeoutError, when it does not hold within ten seconds."""
    async with asyncio.timeout(10):
        while not await holds():  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.01)
