"""The Web API's front desk: who calls, whether they may, how often; then the method itself.

Refusals come in Slack's order: the method, the token, its type, the rate, the scope, then the arguments.
Source: Slack's "Using the Slack Web API", "Rate limits".
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import web

from playground.arguments import Arguments
from playground.faults import Faults
from playground.happenings import Called
from playground.limits import Limits
from playground.methods import METHODS
from playground.methods.method import Method
from playground.refusal import Refused
from playground.world import World

_POSTS: Final = frozenset({"chat.postMessage", "chat.postEphemeral"})


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the Web API, before it is sent."""

    body: Mapping[str, Any]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class WebApi:
    """Answers calls of `/api/METHOD`. limits: None for a workspace without rate limits."""

    def __init__(self, world: World, limits: Limits | None, faults: Faults) -> None:
        self._world, self._limits, self._faults = world, limits, faults

    def answer(self, name: str, token: str, given: Mapping[str, Any]) -> Reply:
        """What Slack answers to one call."""
        try:
            method = METHODS.get(name)
            if method is None:
                raise Refused("unknown_method", {"req_method": name})
            self._admit(method, token)
            arguments = Arguments(given)
            wait = self._wait(method, arguments)
            if wait:
                return too_often(wait)
            if not method.is_app_level:
                self._world.require(*method.scopes)
            return Reply({"ok": True, **method.answer(self._world, arguments)}, headers=self._scopes(method))
        except Refused as refused:
            return Reply(refused.to_dict())

    def _admit(self, method: Method, token: str) -> None:
        app = self._world.workspace.app
        if not token:
            raise Refused("not_authed")
        if token not in {app.bot_token, app.app_token}:
            raise Refused("invalid_auth")
        if method.is_app_level != (token == app.app_token):
            raise Refused("not_allowed_token_type")
        if method.is_app_level and not app.app_scopes.intersection(method.scopes):
            needed = {"needed": ",".join(method.scopes), "provided": ",".join(sorted(app.app_scopes))}
            raise Refused("missing_scope", needed)

    def _wait(self, method: Method, arguments: Arguments) -> int:
        if self._limits is None:
            return 0
        wait = self._limits.wait_before(method.name, method.per_minute)
        if not wait and method.name in _POSTS:
            return self._limits.wait_before_post(arguments.optional("channel"))
        return wait

    def _scopes(self, method: Method) -> Mapping[str, str]:
        app = self._world.workspace.app
        granted = app.app_scopes if method.is_app_level else app.scopes
        return {"x-oauth-scopes": ",".join(sorted(granted)), "x-accepted-oauth-scopes": ",".join(method.scopes)}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call, with whatever is made to go wrong, told in the feed."""
        name = request.match_info["method"]
        workspace, clock = self._world.workspace, asyncio.get_running_loop().time
        at, begun = workspace.now(), clock()
        try:
            given = await _given(request)
        except Refused as refused:
            return web.json_response(refused.to_dict())
        token = _token(request, given)
        if slow := self._faults.take("slow", name):
            await asyncio.sleep(slow.seconds)
        reply = self._broken(name) or self.answer(name, token, given)
        workspace.feed.tell(Called(name, given, reply.body, reply.status, at, clock() - begun))
        if self._faults.take("drop", name) and request.transport:
            request.transport.abort()
        if not reply.body:
            return web.Response(status=reply.status, text="<html>Slack is down</html>", content_type="text/html")
        return web.json_response(reply.body, status=reply.status, headers=reply.headers)

    def _broken(self, name: str) -> Reply | None:
        """The answer that is made to be wrong."""
        if limited := self._faults.take("rate_limited", name):
            return too_often(int(limited.seconds))
        if failing := self._faults.take("error", name):
            return Reply({"ok": False, "error": failing.code})
        if self._faults.take("unavailable", name):
            return Reply({}, 503)
        return None


def too_often(wait: int) -> Reply:
    """The answer to one call too many. wait: seconds."""
    return Reply({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(wait)})


def _token(request: web.Request, given: dict[str, Any]) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    in_arguments = str(given.pop("token", ""))
    return token.strip() if kind.lower() == "bearer" else in_arguments


async def _given(request: web.Request) -> dict[str, Any]:
    """The arguments of a call. Raises: Refused, `invalid_json`, `json_not_object` or `invalid_post_type`."""
    given: dict[str, Any] = dict(request.query)
    if request.method == "GET" or not request.can_read_body:
        return given
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text())
        except ValueError:
            raise Refused("invalid_json") from None
        if not isinstance(body, dict):
            raise Refused("json_not_object")
        return given | body
    if request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return given | {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    raise Refused("invalid_post_type")
