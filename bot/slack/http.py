"""Slack's payloads over HTTP, for who runs without Socket Mode.

Size and signature are checked before anything is parsed: Bolt parses first, and answers garbage with a traceback. A
replay within the five minutes a signature holds is a turn that was answered before, and is acknowledged only.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest

from bot.slack.signature import is_signed

PATH: Final = "/slack/events"
MOST_BYTES: Final = 1_000_000
_BOLT_ONLY: Final = "x-slack-bolt-"
"""Headers by which Bolt talks to itself; the signature does not cover them, and one makes it skip an event."""


def slack_route(app: AsyncApp, signing_secret: str, now: Callable[[], datetime]) -> web.RouteDef:
    """Where Slack sends everything: the Request URL of events, interactivity and commands."""

    async def receive(request: web.Request) -> web.Response:
        body = await _within(request, MOST_BYTES)
        if body is None:
            return web.Response(status=413)
        stamp, signature = (request.headers.get(f"x-slack-{name}", "") for name in ("request-timestamp", "signature"))
        if not is_signed(signing_secret, stamp, signature, body, now().timestamp()):
            return web.Response(status=401)
        headers = {name: value for name, value in request.headers.items() if not name.lower().startswith(_BOLT_ONLY)}
        try:
            asked = AsyncBoltRequest(body=body.decode(), query=request.query_string, headers={**headers})
        except (ValueError, RecursionError):
            return web.Response(status=400)
        return await to_aiohttp_response(await app.async_dispatch(asked))

    return web.post(PATH, receive)


async def _within(request: web.Request, most: int) -> bytes | None:
    """The body, or None as soon as it is longer than `most` bytes."""
    body = bytearray()
    async for chunk in request.content.iter_chunked(65_536):
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)
