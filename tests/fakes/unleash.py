"""An Unleash, as a program that reads and changes flags sees it: the same paths, refusals, events and ETags.

It knows no more of the API than a reader of flags and a test that sets them up need, and is as strict about that as
the real one; `tests/contracts/test_unleash.py` holds both to the same.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import web

from bot.clock import now
from tests.fakes.unleash_evaluation import contexts, evaluated

ADMIN_TOKEN: Final = "*:*.contract-admin-token"
VIEWER_TOKEN: Final = "user:contract-viewer-token"
SEARCHES: Final = 15

_ENVIRONMENTS: Final = ("development", "production")

Json = dict[str, Any]


@dataclass(slots=True)
class FakeUnleash:
    """tokens: of those who may look. searches: left in this minute. down: whether all it says is that. asked: paths."""

    tokens: set[str] = field(default_factory=lambda: {VIEWER_TOKEN})
    searches: int = SEARCHES
    down: bool = False
    asked: list[str] = field(default_factory=list)
    features: dict[str, Json] = field(default_factory=dict)
    segments: dict[int, Json] = field(default_factory=dict)
    events: list[Json] = field(default_factory=list)
    tag_types: set[str] = field(default_factory=lambda: {"simple"})

    # Reading

    def projects(self) -> Json:
        return {"version": 1, "projects": [{"id": "default", "name": "Default", "featureCount": len(self._in_use())}]}

    def index(self, project: str) -> Json:
        return {"version": 2, "features": [_indexed(one) for one in self._in_use() if one["project"] == project]}

    def _in_use(self) -> list[Json]:
        return [one for one in self.features.values() if not one["archivedAt"]]

    def detail(self, name: str) -> Json | None:
        flag = self.features.get(name)
        if flag is None or flag["archivedAt"]:
            return None
        hidden = {"tags", "archivedAt"}
        return {key: value for key, value in flag.items() if key not in hidden} | {"archived": False}

    def archived(self, limit: int, offset: int) -> Json:
        found = sorted((one for one in self.features.values() if one["archivedAt"]), key=lambda one: str(one["name"]))
        rows = [{**_indexed(one), "project": one["project"], "archivedAt": one["archivedAt"]} for one in found]
        return {"features": rows[offset : offset + limit], "total": len(rows)}

    def happened(self, query: dict[str, str]) -> Json:
        found = [one for one in reversed(self.events) if _is_wanted(one, query)]
        limit, offset = min(int(query.get("limit", 50)), 1000), int(query.get("offset", 0))
        return {"events": found[offset : offset + limit], "total": len(found)}

    def played(self, asked: Json) -> Json:
        [context] = contexts(asked["context"])
        flags = [one for one in self._in_use() if one["project"] in asked["projects"]]
        return {"features": [self._played(one, asked["environments"], context) for one in flags]}

    def _played(self, flag: Json, environments: list[str], context: Json) -> Json:
        each = {name: [self._verdict(flag, name, context)] for name in environments}
        return {"name": flag["name"], "projectId": flag["project"], "environments": each}

    def _verdict(self, flag: Json, environment: str, context: Json) -> Json:
        on, variant = evaluated(flag, _environment(flag, environment), context, self.segments)
        for one in flag["dependencies"]:
            parent = self.features[one["feature"]]
            is_on = self._verdict(parent, environment, context)["isEnabled"]
            on = on and is_on == one["enabled"]
        variant = variant if on else ""
        return {"isEnabled": on, "variant": {"name": variant or "disabled", "enabled": bool(variant)}}

    # Changing

    def make(self, project: str, name: str, description: str = "") -> None:
        self.features[name] = {
            "name": name,
            "project": project,
            "description": description or None,
            "type": "release",
            "stale": False,
            "archivedAt": None,
            "createdAt": _now(),
            "tags": [],
            "links": [],
            "dependencies": [],
            "lifecycle": {"stage": "initial"},
            "environments": [
                {"name": one, "type": one, "enabled": False, "lastSeenAt": None, "strategies": []}
                for one in _ENVIRONMENTS
            ],
        }
        self._tell("feature-created", name, data={"name": name})

    def add_strategy(self, name: str, environment: str, strategy: Json) -> Json:
        added = {"id": f"S{len(self.events)}", "disabled": False, "segments": [], "constraints": [], "variants": []}
        added |= {"parameters": {}, "title": None} | strategy
        _environment(self.features[name], environment)["strategies"].append(added)
        self._tell("feature-strategy-add", name, environment, data=added)
        return added

    def update_strategy(self, name: str, environment: str, id_: str, strategy: Json) -> Json:
        strategies = _environment(self.features[name], environment)["strategies"]
        [place] = [number for number, one in enumerate(strategies) if one["id"] == id_]
        before = strategies[place]
        plain: Json = {
            "segments": [],
            "constraints": [],
            "variants": [],
            "parameters": {},
            "title": None,
            "disabled": False,
        }
        strategies[place] = {"id": id_, **plain, **strategy}
        self._tell("feature-strategy-update", name, environment, data=strategies[place], before=before)
        return dict(strategies[place])

    def switch(self, name: str, environment: str, on: bool) -> None:
        place = _environment(self.features[name], environment)
        if on and not place["strategies"]:
            everyone = {"rollout": "100", "stickiness": "default", "groupId": name}
            self.add_strategy(name, environment, {"name": "flexibleRollout", "parameters": everyone})
        place["enabled"] = on
        self._tell(f"feature-environment-{'enabled' if on else 'disabled'}", name, environment)

    def patch(self, name: str, operations: list[Json]) -> None:
        for one in operations:
            key = one["path"].lstrip("/")
            self.features[name][key] = one["value"]
            self._tell("feature-metadata-updated", name)
            if key == "stale":
                self._tell(f"feature-stale-{'on' if one['value'] else 'off'}", name)

    def archive(self, name: str) -> None:
        self.features[name]["archivedAt"] = _now()
        self._tell("feature-archived", name)

    def revive(self, name: str) -> None:
        self.features[name]["archivedAt"] = None
        self._tell("feature-revived", name)

    def delete(self, name: str) -> None:
        self._tell("feature-deleted", name)
        del self.features[name]

    def tag(self, name: str, tag: Json) -> None:
        self.features[name]["tags"].append(tag)
        self._tell("feature-tagged", name, data=tag)

    def depend(self, name: str, dependency: Json) -> None:
        self.features[name]["dependencies"].append({"variants": [], "enabled": True, **dependency})
        self._tell("feature-dependency-added", name)

    def put_segment(self, id_: int, segment: Json) -> Json:
        self.segments[id_] = {"id": id_, "constraints": [], **segment}
        return self.segments[id_]

    def _tell(
        self, type_: str, name: str, environment: str | None = None, *, data: Any = None, before: Any = None
    ) -> None:
        self.events.append(
            {
                "id": len(self.events) + 1,
                "type": type_,
                "createdBy": "admin",
                "createdAt": _now(),
                "featureName": name,
                "project": self.features[name]["project"],
                "environment": environment,
                "data": data,
                "preData": before,
            }
        )


def _now() -> str:
    return now().isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _environment(flag: Json, name: str) -> Json:
    found: Json = next(one for one in flag["environments"] if one["name"] == name)
    return found


def _indexed(flag: Json) -> Json:
    shown = ("name", "description", "type", "stale", "createdAt")
    environments = [
        {key: one[key] for key in ("name", "type", "enabled", "lastSeenAt")} for one in flag["environments"]
    ]
    tags = {"tags": flag["tags"]} if flag["tags"] else {}
    return {key: flag[key] for key in shown} | {"environments": environments} | tags


def _is_wanted(event: Json, query: dict[str, str]) -> bool:
    wanted = {"feature": event["featureName"], "type": event["type"]}
    return all(value in _any_of(query[name]) for name, value in wanted.items() if name in query)


def _any_of(written: str) -> list[str]:
    return written.partition(":")[2].split(",")


# Over HTTP


def routes(unleash: FakeUnleash) -> list[web.RouteDef]:
    admin, project = "/api/admin", "/api/admin/projects/{project}/features"
    strategies = f"{project}/{{name}}/environments/{{environment}}"

    def get(path: str, answer: Callable[[web.Request], Any]) -> web.RouteDef:
        return web.get(path, _reading(unleash, answer))

    def change(method: str, path: str, answer: Callable[[web.Request, Any], Any], status: int = 200) -> web.RouteDef:
        return web.route(method, path, _changing(unleash, answer, status))

    def at(request: web.Request) -> tuple[str, str]:
        return request.match_info["name"], request.match_info["environment"]

    return [
        web.get("/health", _health(unleash)),
        get(f"{admin}/projects", lambda _: unleash.projects()),
        get(project, lambda it: unleash.index(it.match_info["project"])),
        get(f"{project}/{{name}}", lambda it: unleash.detail(it.match_info["name"])),
        get(f"{admin}/segments", lambda _: {"segments": [*unleash.segments.values()]}),
        get(f"{admin}/search/events", lambda it: unleash.happened(dict(it.query))),
        web.get(f"{admin}/search/features", _searching(unleash)),
        web.post(f"{admin}/playground/advanced", _playing(unleash)),
        change(
            "POST",
            project,
            lambda it, said: unleash.make(it.match_info["project"], said["name"], said.get("description", "")),
            201,
        ),
        change("PATCH", f"{project}/{{name}}", lambda it, said: unleash.patch(it.match_info["name"], said)),
        change("DELETE", f"{project}/{{name}}", lambda it, _: unleash.archive(it.match_info["name"]), 202),
        change("POST", f"{strategies}/strategies", lambda it, said: unleash.add_strategy(*at(it), said)),
        change(
            "PUT",
            f"{strategies}/strategies/{{id}}",
            lambda it, said: unleash.update_strategy(*at(it), it.match_info["id"], said),
        ),
        change(
            "POST",
            f"{strategies}/{{switch:on|off}}",
            lambda it, _: unleash.switch(*at(it), it.match_info["switch"] == "on"),
        ),
        change(
            "POST", f"{project}/{{name}}/dependencies", lambda it, said: unleash.depend(it.match_info["name"], said)
        ),
        change(
            "POST", f"{admin}/features/{{name}}/tags", lambda it, said: unleash.tag(it.match_info["name"], said), 201
        ),
        change("POST", f"{admin}/tag-types", lambda _, said: unleash.tag_types.add(said["name"]), 201),
        change(
            "POST", f"{admin}/segments", lambda _, said: unleash.put_segment(len(unleash.segments) + 1, said), 201
        ),
        change(
            "PUT",
            f"{admin}/segments/{{id}}",
            lambda it, said: unleash.put_segment(int(it.match_info["id"]), said),
            204,
        ),
    ]


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _reading(unleash: FakeUnleash, answer: Callable[[web.Request], Any]) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        if (refused := _refused(unleash, request)) is not None:
            return refused
        found = answer(request)
        return _error(404, "NotFoundError", "Could not find it") if found is None else _tagged(request, found)

    return handler


def _searching(unleash: FakeUnleash) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        if (refused := _refused(unleash, request)) is not None:
            return refused
        unleash.searches -= 1
        if unleash.searches < 0:
            headers = {"Retry-After": "60", "RateLimit-Policy": "15;w=60"}
            return web.Response(status=429, text="Too many requests, please try again later.", headers=headers)
        return _tagged(
            request, unleash.archived(int(request.query.get("limit", 50)), int(request.query.get("offset", 0)))
        )

    return handler


def _playing(unleash: FakeUnleash) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        refused = _refused(unleash, request)
        return refused if refused is not None else web.json_response(unleash.played(await request.json()))

    return handler


def _changing(unleash: FakeUnleash, answer: Callable[[web.Request, Any], Any], status: int) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        if (refused := _refused(unleash, request)) is not None:
            return refused
        if request.headers.get("authorization") != ADMIN_TOKEN:
            return _error(403, "PermissionError", "You don't have the required permissions")
        answered = answer(request, json.loads(await request.text() or "null"))
        return (
            web.json_response(answered, status=status) if isinstance(answered, dict) else web.Response(status=status)
        )

    return handler


def _health(unleash: FakeUnleash) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        return web.json_response({"health": "GOOD"}) if not unleash.down else web.Response(status=503)

    return handler


def _refused(unleash: FakeUnleash, request: web.Request) -> web.Response | None:
    unleash.asked.append(request.path)
    if unleash.down:
        return web.Response(status=503)
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    if token not in {*unleash.tokens, ADMIN_TOKEN}:
        return _error(401, "UnauthorizedError", "You must log in to use Unleash.")
    return None


def _error(status: int, name: str, message: str) -> web.Response:
    return web.json_response({"name": name, "message": message, "details": [{"message": message}]}, status=status)


def _tagged(request: web.Request, found: Any) -> web.Response:
    """The reply with a weak ETag of its body, or 304 where that is known."""
    body = json.dumps(found).encode()
    etag = f'W/"{len(body):x}-{hashlib.sha1(body, usedforsecurity=False).hexdigest()}"'
    if request.headers.get("if-none-match") == etag:
        return web.Response(status=304, headers={"ETag": etag})
    return web.Response(body=body, content_type="application/json", headers={"ETag": etag})


@asynccontextmanager
async def served(unleash: FakeUnleash, port: int = 0) -> AsyncIterator[str]:
    """The address of the fake while the block runs."""
    app = web.Application()
    app.add_routes(routes(unleash))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
