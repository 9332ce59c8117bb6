"""Socket Mode: Slack's payloads over WebSockets that we open, with no public address.

Two connections, because one is away while Slack refreshes it. And a watch over both: after a refused handshake the
SDK's client tries for ever with the address it has, which Slack takes only once; without it, it asks for a new one.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot.slack.identity import TokenRefused
from bot.slack.web import SlackRefused, SlackUnreachable, Web

_log = logging.getLogger(__name__)

CONNECTIONS: Final = 2
"""Of each process. Slack gives an app ten in all, also while the processes of a new version take over."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """Unit: seconds.

    ping: between two pings, and between two tries to connect. watch: between two looks at a connection.
    patience: how long a connection may be down before it gets a fresh address.
    """

    ping: float = 5.0
    watch: float = 0.25
    patience: float = 3.0


class Sockets:
    """Our connections to Slack. `up`: how many were open and answering pings when last looked at."""

    def __init__(self, handlers: Sequence[AsyncSocketModeHandler], pulse: Pulse) -> None:
        self._handlers = tuple(handlers)
        self._pulse = pulse
        self.up = 0

    async def watch(self) -> None:
        """Look at the connections, and mend those that stay down. Runs until it is cancelled."""
        down = dict.fromkeys(self._handlers, 0.0)
        while True:
            await asyncio.sleep(self._pulse.watch)
            for handler in self._handlers:
                down[handler] = 0.0 if await handler.client.is_connected() else down[handler] + self._pulse.watch
                if down[handler] >= self._pulse.patience:
                    handler.client.wss_uri = None
            self.up = sum(seconds == 0.0 for seconds in down.values())


@asynccontextmanager
async def connected(app: AsyncApp, web: Web, app_token: str, pulse: Pulse | None = None) -> AsyncIterator[Sockets]:
    """Connect, and stay connected while the block runs; the block begins before the first connection is up.

    Raises: TokenRefused.
    """
    pulse = pulse or Pulse()
    address = await _first_address(web, app_token)
    handlers = [
        AsyncSocketModeHandler(app, app_token, logger=_log, web_client=web.client, ping_interval=pulse.ping)
        for _ in range(CONNECTIONS)
    ]
    for handler in handlers:
        handler.client.proxy = web.client.proxy
    handlers[0].client.wss_uri = address
    sockets = Sockets(handlers, pulse)
    tasks = [asyncio.create_task(_connect(handler)) for handler in handlers]
    tasks.append(asyncio.create_task(sockets.watch()))
    try:
        yield sockets
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for handler in handlers:
            await handler.close_async()  # type: ignore[no-untyped-call]


async def _connect(handler: AsyncSocketModeHandler) -> None:
    await handler.connect_async()  # type: ignore[no-untyped-call]


async def _first_address(web: Web, app_token: str) -> str | None:
    """An address for the first connection, asked for by ourselves: the SDK tries a bad token for ever."""
    try:
        return await web.socket_address(app_token)
    except SlackRefused as refused:
        raise TokenRefused(
            f"Slack does not take the app-level token ({refused.error}): make one with the scope connections:write "
            "on the app's page, Basic Information, and copy it (xapp-…) to SLACK_APP_TOKEN."
        ) from refused
    except SlackUnreachable as error:
        _log.warning("Slack gives no address to connect to yet: %s", error)
        return None
