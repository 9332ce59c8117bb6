"""A PagerDuty, as a program that reads on-calls sees it: its demands on headers, its pages, its limit of questions.

Whatever it answers is checked against `pagerduty_schema` first, so it can not drift into shapes of its own.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import jsonschema
from aiohttp import web
from multidict import MultiMapping

from tests.fakes.pagerduty_schema import ERROR, ONCALLS, POLICY, SERVICE

KEY: Final = "read-only-key"
_PAGES: Final = "https://north.pagerduty.example"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody at a level of a policy. No start or end: always, without a schedule."""

    user: str
    level: int = 1
    start: datetime | None = None
    end: datetime | None = None


def _open() -> asyncio.Event:
    gate = asyncio.Event()
    gate.set()
    return gate


@dataclass(slots=True)
class FakePagerDuty:
    """users: names by id. services: the policy of each. policies: who is on call, by the final schedule.

    key: whoever has another is refused. left: questions it still answers before it wants a pause of `reset` seconds.
    down: whether it answers nothing but that. gate: nothing is answered until it is open.
    asked: paths with their queries, in turn.
    """

    users: dict[str, str] = field(default_factory=dict)
    services: dict[str, str] = field(default_factory=dict)
    policies: dict[str, list[Duty]] = field(default_factory=dict)
    key: str = KEY
    left: int = 960
    reset: int = 1
    down: bool = False
    gate: asyncio.Event = field(default_factory=_open)
    asked: list[str] = field(default_factory=list)

    def service(self, service_id: str) -> Json:
        policy = _reference("escalation_policy", self.services[service_id], "Tickets policy")
        about = {"id": service_id, "type": "service", "summary": "Tickets", "name": "Tickets", "status": "active"}
        page = f"{_PAGES}/service-directory/{service_id}"
        return {"service": {**about, "html_url": page, "escalation_policy": policy, "teams": []}}

    def policy(self, policy_id: str) -> Json:
        about = {"id": policy_id, "type": "escalation_policy", "summary": "Tickets policy", "name": "Tickets policy"}
        return {"escalation_policy": {**about, "html_url": f"{_PAGES}/escalation_policies/{policy_id}"}}

    def oncalls(self, query: MultiMapping[str]) -> Json:
        """A page of who is on call in a span. Raises: ValueError, for what PagerDuty refuses."""
        since, until = datetime.fromisoformat(query["since"]), datetime.fromisoformat(query["until"])
        limit, offset = int(query["limit"]), int(query["offset"])
        if until <= since or not 1 <= limit <= 100 or query["time_zone"] != "UTC":
            raise ValueError("Invalid Input Provided")
        full = "users" in query.getall("include[]", [])
        found = [*self._oncalls(query.getall("escalation_policy_ids[]"), since, until, full)]
        page = found[offset : offset + limit]
        return {"oncalls": page, "limit": limit, "offset": offset, "more": len(found) > offset + limit, "total": None}

    def _oncalls(self, policies: list[str], since: datetime, until: datetime, full: bool) -> Iterator[Json]:
        for policy in policies:
            for one in self.policies.get(policy, []):
                if (one.start is None or one.start < until) and (one.end is None or one.end > since):
                    yield {
                        "user": self._user(one.user, full),
                        "schedule": None if one.start is None else _reference("schedule", "PSCHED", "Weeks"),
                        "escalation_policy": _reference("escalation_policy", policy, "Tickets policy"),
                        "escalation_level": one.level,
                        "start": _instant(one.start),
                        "end": _instant(one.end),
                    }

    def _user(self, user_id: str, full: bool) -> Json:
        name = self.users[user_id]
        if not full:
            return _reference("user", user_id, name)
        email = f"{name.split(' ')[0].lower()}@north.example"
        page = f"{_PAGES}/users/{user_id}"
        about = {"id": user_id, "type": "user", "summary": name, "name": name, "email": email}
        return {**about, "time_zone": "Europe/Lisbon", "html_url": page}


def _reference(kind: str, reference_id: str, summary: str) -> Json:
    page = f"{_PAGES}/{kind}/{reference_id}"
    return {"id": reference_id, "type": f"{kind}_reference", "summary": summary, "self": None, "html_url": page}


def _instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else None


def _checked(body: Json, schema: Json, status: int = 200, **headers: str) -> web.Response:
    jsonschema.validate(body, schema)
    return web.json_response(body, status=status, headers=headers)


def _refusal(status: int, code: int, message: str, **headers: str) -> web.Response:
    return _checked({"error": {"message": message, "code": code}}, ERROR, status, **headers)


Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def served(fake: FakePagerDuty) -> AsyncIterator[str]:
    """The base URL of `fake`, on this machine, while the block runs."""

    @web.middleware
    async def door(request: web.Request, handler: Answer) -> web.StreamResponse:
        fake.asked.append(str(request.rel_url))
        await fake.gate.wait()
        if fake.down:
            return web.Response(status=503, text="<html>Service Unavailable</html>")
        if request.headers.get("authorization") != f"Token token={fake.key}":
            return _refusal(401, 2006, "Unauthorized")
        if "application/vnd.pagerduty+json;version=2" not in request.headers.get("accept", ""):
            return _refusal(406, 2001, "Not Acceptable")
        if request.headers.get("content-type") != "application/json":
            return _refusal(400, 2001, "Content-Type is required")
        if fake.left <= 0:
            limits = {"ratelimit-limit": "960", "ratelimit-remaining": "0", "ratelimit-reset": str(fake.reset)}
            return _refusal(429, 2020, "Rate Limit Exceeded", **limits)
        fake.left -= 1
        return await handler(request)

    async def service(request: web.Request) -> web.Response:
        found = request.match_info["id"]
        return _checked(fake.service(found), SERVICE) if found in fake.services else _refusal(404, 2100, "Not Found")

    async def policy(request: web.Request) -> web.Response:
        found = request.match_info["id"]
        return _checked(fake.policy(found), POLICY) if found in fake.policies else _refusal(404, 2100, "Not Found")

    async def oncalls(request: web.Request) -> web.Response:
        try:
            return _checked(fake.oncalls(request.query), ONCALLS)
        except (KeyError, ValueError) as error:
            return _refusal(400, 2001, f"Invalid Input Provided: {error}")

    app = web.Application(middlewares=[door])
    app.router.add_get("/services/{id}", service)
    app.router.add_get("/escalation_policies/{id}", policy)
    app.router.add_get("/oncalls", oncalls)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()
