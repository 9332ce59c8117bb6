"""LaunchDarkly's REST API, as a reader of flags sees it: lists without environments, details, the audit log.

`tests/bot/providers/test_launchdarkly.py` holds what it says to the models of the official client.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import web

TOKEN: Final = "api-contract-reader"

Json = dict[str, Any]
_LINKS: Final = {"self": {"href": "/api/v2/x", "type": "application/json"}}
BOOLEAN: Final = ({"value": True, "name": "on"}, {"value": False, "name": "off"})


def configuration(*, on: bool = True, **more: Any) -> Json:
    """A flag in one environment: everybody gets the first variation while it is on, the second while it is off."""
    return {
        "on": on,
        "archived": False,
        "salt": "s",
        "sel": "s",
        "lastModified": 1_772_000_000_000,
        "version": 1,
        "targets": [],
        "contextTargets": [],
        "rules": [],
        "fallthrough": {"variation": 0},
        "offVariation": 1,
        "prerequisites": [],
        "_site": {"href": "/x", "type": "text/html"},
        "_environmentName": "Production",
        "trackEvents": False,
        "trackEventsFallthrough": False,
    } | more


def flag(key: str, environments: dict[str, Json] | None = None, **more: Any) -> Json:
    return {
        "key": key,
        "name": key,
        "kind": "boolean",
        "description": "",
        "_version": 1,
        "creationDate": 1_770_000_000_000,
        "variations": [*BOOLEAN],
        "temporary": True,
        "tags": [],
        "_links": _LINKS,
        "experiments": {"baselineIdx": 0, "items": []},
        "customProperties": {},
        "archived": False,
        "environments": environments if environments is not None else {"production": configuration()},
    } | more


def clause(attribute: str, op: str, *values: Any, **more: Any) -> Json:
    return {"attribute": attribute, "op": op, "values": [*values], "negate": False, "contextKind": "user"} | more


def rule(*clauses: Json, **serving: Any) -> Json:
    return {"clauses": [*clauses], "trackEvents": False} | (serving or {"variation": 0})


def shares(*weights: int, **more: Any) -> Json:
    """A rollout: the share of each variation, of 100 000."""
    return {"variations": [{"variation": place, "weight": one} for place, one in enumerate(weights)]} | more


def entry(at: int, resource: str, verb: str, email: str = "boris@x.example") -> Json:
    """Something that was done. at: milliseconds since 1970."""
    return {
        "_links": _LINKS,
        "_id": f"e{at}",
        "_accountId": "a",
        "date": at,
        "accesses": [{"action": "updateOn", "resource": resource}],
        "kind": "flag",
        "name": "x",
        "description": "",
        "shortDescription": "",
        "member": {"email": email, "firstName": "Boris", "lastName": "B"},
        "titleVerb": verb,
    }


@dataclass(slots=True)
class FakeLaunchDarkly:
    """status: what it answers instead of anything, where that is not 0. asked: paths with their queries."""

    flags: list[Json] = field(default_factory=list)
    entries: list[Json] = field(default_factory=list)
    status: int = 0
    asked: list[str] = field(default_factory=list)

    def listed(self, limit: int, offset: int) -> Json:
        page = [{name: one[name] for name in one if name != "environments"} for one in self.flags]
        return {"items": page[offset : offset + limit], "totalCount": len(page), "_links": _LINKS}

    def found(self, key: str) -> Json | None:
        return next((one for one in self.flags if one["key"] == key), None)

    def audited(self, query: dict[str, str]) -> Json:
        after, before = int(query.get("after", 0)), int(query.get("before", 1 << 62))
        key = query["spec"].rpartition("flag/")[2]
        fitting = [one for one in self.entries if after < one["date"] < before and _is_about(one, key)]
        latest = sorted(fitting, key=lambda one: -int(one["date"]))
        return {"items": latest[: min(int(query.get("limit", 10)), 20)], "_links": _LINKS}


def _is_about(one: Json, key: str) -> bool:
    return key == "*" or any(f":flag/{key};" in f"{access['resource']};" for access in one["accesses"])


@asynccontextmanager
async def served(launchdarkly: FakeLaunchDarkly) -> AsyncIterator[str]:
    """The address of the fake while the block runs."""

    @web.middleware
    async def at_the_door(request: web.Request, handler: Any) -> web.StreamResponse:
        launchdarkly.asked.append(request.path_qs)
        if request.headers.get("authorization") != TOKEN or request.headers.get("ld-api-version") != "20240415":
            return web.json_response({"code": "unauthorized", "message": "select secret"}, status=401)
        if launchdarkly.status:
            return web.json_response({"code": "x", "message": "select secret"}, status=launchdarkly.status)
        answered: web.StreamResponse = await handler(request)
        return answered

    async def listed(request: web.Request) -> web.Response:
        query = request.query
        return web.json_response(launchdarkly.listed(int(query.get("limit", 20)), int(query.get("offset", 0))))

    async def found(request: web.Request) -> web.Response:
        one = launchdarkly.found(request.match_info["key"])
        return web.json_response(one) if one is not None else web.json_response({"code": "not_found"}, status=404)

    async def audited(request: web.Request) -> web.Response:
        return web.json_response(launchdarkly.audited(dict(request.query)))

    app = web.Application(middlewares=[at_the_door])
    app.add_routes(
        [
            web.get("/api/v2/flags/{project}", listed),
            web.get("/api/v2/flags/{project}/{key}", found),
            web.get("/api/v2/auditlog", audited),
        ]
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
