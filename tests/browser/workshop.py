"""A local Slack with an app of Bolt in it, on a loop and thread of its own, for a browser that waits."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient  # noqa: TID251

from playground.seed import Seed
from playground.server import LocalSlack, local_slack

T = TypeVar("T")


class Workshop:
    """slack: to look at from the loop only, through `run`."""

    def __init__(self, slack: LocalSlack, loop: asyncio.AbstractEventLoop) -> None:
        self.slack, self._loop = slack, loop

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something on the loop, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=20)


@contextmanager
def workshop(seed: Seed, app: Callable[[AsyncApp], None]) -> Iterator[Workshop]:
    """app: adds listeners."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    opened = _opened(seed, app)
    try:
        slack = asyncio.run_coroutine_threadsafe(opened.__aenter__(), loop).result(timeout=20)
        yield Workshop(slack, loop)
        asyncio.run_coroutine_threadsafe(opened.__aexit__(None, None, None), loop).result(timeout=20)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@asynccontextmanager
async def _opened(seed: Seed, listen: Callable[[AsyncApp], None]) -> AsyncIterator[LocalSlack]:
    async with local_slack(seed) as slack, aiohttp.ClientSession() as session:
        client = AsyncWebClient(token=slack.app.bot_token, base_url=slack.api_url, session=session)
        app = AsyncApp(client=client, signing_secret="unused")
        listen(app)
        handler = AsyncSocketModeHandler(app, slack.app.app_token, ping_interval=1)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        await slack.sockets.connected()
        try:
            yield slack
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]
