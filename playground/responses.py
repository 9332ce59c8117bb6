"""Response URLs: how an app answers an interaction without a token.

Source: Slack's "Handling user interaction" (message responses): five answers in thirty minutes, to the person alone
unless `in_channel` is said, in a new message unless `replace_original` or `delete_original` is.
"""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from playground.arguments import Arguments
from playground.content import draft_of
from playground.happenings import Called
from playground.message import Message
from playground.passes import ResponsePass
from playground.refusal import Refused
from playground.world import World


class Responses:
    """Answers posts to `/hooks/…/SECRET`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def respond(self, secret: str, given: Mapping[str, Any]) -> None:
        """Do what an app answers. Raises: Refused."""
        known = self._world.passes.use_response(secret)
        arguments = Arguments(given)
        original = self._original(known)
        if arguments.flag("delete_original"):
            self._world.workspace.delete(_found(original))
            return
        draft = draft_of(arguments, thread_ts=arguments.optional("thread_ts") or None)
        if arguments.flag("replace_original"):
            self._world.workspace.edit(_found(original), draft)
        elif arguments.optional("response_type") == "in_channel":
            self._world.workspace.post(known.channel, draft)
        else:
            self._world.workspace.whisper(known.channel, known.user, draft)

    def _original(self, known: ResponsePass) -> Message | None:
        workspace = self._world.workspace
        ts = known.message_ts or ""
        return workspace.ephemerals.get(ts) or workspace.channel(known.channel).messages.get(ts)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One answer, told in the feed."""
        workspace, clock = self._world.workspace, asyncio.get_running_loop().time
        at, begun = workspace.now(), clock()
        answer: dict[str, Any] = {"ok": True}
        status, given = 200, {}
        try:
            given = _payload(await request.text())
            self.respond(request.match_info["secret"], given)
        except Refused as refused:
            answer = refused.to_dict()
            status = 404 if refused.code in {"expired_url", "used_url"} else 400
        workspace.feed.tell(Called("response_url", given, answer, status, at, clock() - begun))
        if status == 200:
            return web.Response(text="ok")
        return web.json_response(answer, status=status)


def _payload(text: str) -> dict[str, Any]:
    try:
        given = json.loads(text)
    except ValueError:
        raise Refused("invalid_payload") from None
    if not isinstance(given, dict):
        raise Refused("invalid_payload")
    return given


def _found(original: Message | None) -> Message:
    if original is None:
        raise Refused("message_not_found")
    return original
