"""Whether this process is well: two small pages over HTTP for whoever keeps it running, and the question to them.

`/live` answers as long as the process does. `/ready` answers 200 when questions would be answered, else 503 with a
line for each reason. Source: Kubernetes' "Liveness, Readiness and Startup Probes".
"""

import http.client
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web

Obstacles = Callable[[], Sequence[str]]
"""What keeps us from answering right now, a plain clause each; empty when nothing does."""

LIVE: Final = "/live"
READY: Final = "/ready"
_ANYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - what to ask, not to bind
_PATIENCE: Final = 4.0
"""Seconds."""


def health_routes(obstacles: Obstacles) -> list[web.RouteDef]:
    """The two pages, for an aiohttp application."""

    async def live(_: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def ready(_: web.Request) -> web.Response:
        found = obstacles()
        return web.Response(status=503, text="\n".join(found) + "\n") if found else web.Response(text="ready\n")

    return [web.get(LIVE, live), web.get(READY, ready)]


@asynccontextmanager
async def listening(pages: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve `pages` while the block runs; yields the port, which the system chose if `port` is 0.

    Raises: OSError, when the port is taken.
    """
    runner = web.AppRunner(pages, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def ask_health(host: str, port: int) -> str:
    """Ask the process that listens there: empty when it is ready, else why not, in plain words."""
    connection = http.client.HTTPConnection(_ANYWHERE.get(host, host), port, timeout=_PATIENCE)
    try:
        connection.request("GET", READY)
        reply = connection.getresponse()
        said = reply.read(10_000).decode(errors="replace").strip()
    except (OSError, http.client.HTTPException):
        return f"nothing answers on port {port}"
    finally:
        connection.close()
    return "" if reply.status == 200 else said or f"it answers {reply.status}"
