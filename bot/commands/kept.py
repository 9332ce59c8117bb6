"""What a command that looks after what is kept opens: the Redis that was set, or our own."""

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.clock import now
from bot.settings import Settings, secret
from bot.stores.address import address_of
from bot.stores.breaker import Breaker
from bot.stores.connection import connected
from bot.stores.embedded import embedded


@asynccontextmanager
async def kept(settings: Settings) -> AsyncIterator[Breaker]:
    """Raises: EmbeddedFailed; ValueError, for an unusable URL."""
    async with AsyncExitStack() as stack:
        url = secret(settings.redis_url)
        address = address_of(url) if url else await stack.enter_async_context(embedded(settings.state))
        yield Breaker(await stack.enter_async_context(connected(address)), now, time.monotonic, own=not url)
