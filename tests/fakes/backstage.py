"""A Backstage backend with a catalog, as a program sees it: the same paths, refusals, cursors, ETags and moods.

It knows no more of the protocol than a client of a catalog needs, and is as strict about that as the real one;
`tests/contracts/test_backstage.py` holds both to the same. What the real one knows and this one does not is an
error of the test (status 501).
"""

import base64
import binascii
import gzip
import hashlib
import json
import random
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal
from urllib.parse import parse_qsl

import msgspec
from aiohttp import web

from tests.fakes.stitching import Descriptor, Stitched, stitched

TOKEN = "a-token-for-tests"
RESTRICTED_TOKEN = "a-token-for-another-plugin"

_KNOWN = frozenset({"fields", "limit", "cursor", "totalItems"})
_UNSUPPORTED = frozenset({"filter", "orderField", "offset", "fullTextFilterTerm", "fullTextFilterFields"})
_JSON = {"content-type": "application/json; charset=utf-8"}


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def gzipped(self) -> bytes:
        return gzip.compress(self.body, 6)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in. query: pairs, decoded."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(slots=True)
class FakeBackstage:
    """mood: `booting` (nothing mounted), `database down`, `stopping`, or `well`.

    quota: how many requests are left before 429; None without end. drops: how many requests are cut off unanswered.
    instead: what answers in place of the catalog, as a login page does. asked: every request so far. sent: bytes.
    """

    mood: Literal["booting", "well", "database down", "stopping"] = "well"
    quota: int | None = None
    drops: int = 0
    instead: Callable[[Asked], Answer | None] = lambda _: None
    asked: list[Asked] = field(default_factory=list)
    sent: int = 0
    entities: dict[str, Stitched] = field(default_factory=dict)
    _order: list[Stitched] = field(default_factory=list)
    _chance: random.Random = field(default_factory=lambda: random.Random(7))
    _built: dict[tuple[tuple[str, str], ...], Answer] = field(default_factory=dict)

    def publish(self, descriptors: Iterable[Descriptor]) -> None:
        """Make these the descriptors of all sources, and let everything be processed."""
        uids = {ref: entity["metadata"]["uid"] for ref, entity in self.entities.items()}
        self.show(stitched(descriptors, uids, self._chance))

    def show(self, entities: dict[str, Stitched]) -> None:
        """Serve exactly these stitched entities, whatever is wrong with them."""
        self.entities = entities
        self._order = sorted(entities.values(), key=lambda entity: str(entity["metadata"]["uid"]))
        self._built.clear()

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        instead = self.instead(asked)
        if instead is not None:
            return instead
        if self.quota is not None:
            if not self.quota:
                return _error(429, "Error", "Too many requests, please try again later", {"retry-after": "7"})
            self.quota -= 1
        return self._routed(asked)

    def _routed(self, asked: Asked) -> Answer:
        if asked.path == "/.backstage/health/v1/readiness":
            return _ok({"status": "ok"}) if self.mood != "booting" else Answer(503, b'{"status":"error"}', _JSON)
        if self.mood == "booting" or not asked.path.startswith("/api/catalog/"):
            return Answer(404)
        if self.mood == "stopping":
            return _error(503, "ServiceUnavailableError", "Service is shutting down")
        refused = _refused(asked.headers.get("authorization", ""))
        if refused is not None:
            return refused
        if self.mood == "database down":
            return _error(500, "Error", "An internal error occurred logId=1234")
        match asked.method, asked.path.removeprefix("/api/catalog/"):
            case "GET", "entities/by-query":
                return self._by_query(asked)
            case "POST", "entities/by-refs":
                return self._by_refs(asked)
            case _:
                return Answer(404)

    def _by_query(self, asked: Asked) -> Answer:
        built = self._built.get(asked.query)
        if built is None:
            built = self._built[asked.query] = self._page(dict(asked.query), asked)
        if "etag" in built.headers and asked.headers.get("if-none-match") == built.headers["etag"]:
            return Answer(304, b"", {"etag": built.headers["etag"]})
        return built

    def _page(self, query: dict[str, str], asked: Asked) -> Answer:
        wrong = _wrong(query, asked)
        if wrong is not None:
            return wrong
        after = _anchor(query["cursor"]) if "cursor" in query else ""
        if after is None:
            return _input_error("Malformed cursor: unknown encoding")
        left = [entity for entity in self._order if entity["metadata"]["uid"] > after]
        items = left[: int(query.get("limit", 200))]
        info = {}
        if items and len(items) < len(left):
            info["nextCursor"] = _cursor(items[-1], len(self._order), is_previous=False)
        if after:
            info["prevCursor"] = _cursor(items[0], len(self._order), is_previous=True)
        fields = query["fields"].split(",") if "fields" in query else []
        page = {
            "items": [_picked(item, fields) for item in items] if fields else items,
            "totalItems": len(self._order),
            "pageInfo": info,
        }
        # Only answers put together from objects carry an ETag; whole entities are passed through as they are stored.
        return _ok(page, etag=bool(fields))

    def _by_refs(self, asked: Asked) -> Answer:
        if len(asked.body) > 100 * 1024:
            return _input_error("request entity too large")
        if not asked.headers.get("content-type", "").startswith("application/json"):
            return _input_error("unsupported media type text/plain")
        refs = json.loads(asked.body).get("entityRefs")
        if not isinstance(refs, list):
            return _input_error("request/body must have required property 'entityRefs'")
        return _ok({"items": [self.entities.get(ref) for ref in refs]})


@asynccontextmanager
async def served(fake: FakeBackstage, port: int = 0) -> AsyncIterator[str]:
    """Serve the fake on a port, or on a free one; gives its base URL."""

    async def handle(request: web.Request) -> web.StreamResponse:
        if fake.drops:
            fake.drops -= 1
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        query = tuple(parse_qsl(request.rel_url.raw_query_string, keep_blank_values=True))
        headers = {name.lower(): value for name, value in request.headers.items()}
        asked = Asked(request.method, request.path, query, headers, await request.read())
        return _sent(fake, asked, fake.answer(asked))

    app = web.Application(client_max_size=1 << 22)
    app.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(app, keepalive_timeout=5, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port, reuse_address=True)
        await site.start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _sent(fake: FakeBackstage, asked: Asked, answer: Answer) -> web.Response:
    gzipped = len(answer.body) >= 1024 and "gzip" in asked.headers.get("accept-encoding", "")
    body = answer.gzipped if gzipped else answer.body
    fake.sent += len(body)
    coding = {"content-encoding": "gzip", "vary": "Accept-Encoding"} if gzipped else {}
    response = web.Response(status=answer.status, body=body or None, headers={**answer.headers, **coding})
    if "content-type" not in answer.headers:
        response.headers.popall("content-type", None)
    return response


def _refused(authorization: str) -> Answer | None:
    kind, _, token = authorization.partition(" ")
    if kind.lower() != "bearer":
        return _error(401, "AuthenticationError", "Missing credentials")
    if token == RESTRICTED_TOKEN:
        return _error(403, "NotAllowedError", "This token's access is restricted to plugin(s) 'search'")
    return None if token == TOKEN else _error(401, "AuthenticationError", "Illegal token")


def _wrong(query: Mapping[str, str], asked: Asked) -> Answer | None:
    if _UNSUPPORTED & query.keys():
        return Answer(501)
    if len(query) < len(asked.query):
        return _input_error("Expected a single value")
    for name, value in query.items():
        if name not in _KNOWN:
            return _input_error(f"Unknown query parameter '{name}'")
        if not value:
            return _input_error(f"Empty value found for query parameter '{name}'")
    limit = query.get("limit", "0")
    return None if limit.isdecimal() else _input_error("request/query/limit must be integer")


def _cursor(entity: Stitched, total: int, *, is_previous: bool) -> str:
    uid = entity["metadata"]["uid"]
    cursor = {"orderFields": [], "orderFieldValues": [uid], "isPrevious": is_previous, "totalItems": total}
    return base64.b64encode(json.dumps(cursor).encode()).decode()


def _anchor(cursor: str) -> str | None:
    try:
        return str(json.loads(base64.b64decode(cursor, validate=True))["orderFieldValues"][0])
    except (binascii.Error, ValueError, KeyError, TypeError):
        return None


def _picked(entity: Stitched, fields: Iterable[str]) -> dict[str, Any]:
    picked: dict[str, Any] = {}
    for path in fields:
        _copy(entity, picked, path)
    return picked


def _copy(source: Mapping[str, Any], into: dict[str, Any], path: str) -> None:
    """Copy what stands at a dotted path; keys may hold dots themselves, as those of annotations do."""
    if path in source:
        into[path] = source[path]
        return
    for key, value in source.items():
        if isinstance(value, dict) and path.startswith(f"{key}."):
            inner: dict[str, Any] = {}
            _copy(value, inner, path.removeprefix(f"{key}."))
            if inner:
                into[key] = {**into.get(key, {}), **inner}


def _ok(content: object, *, etag: bool = False) -> Answer:
    body = msgspec.json.encode(content)
    tag = {"etag": f'W/"{len(body):x}-{hashlib.sha1(body).hexdigest()[:27]}"'} if etag else {}
    return Answer(200, body, _JSON | tag)


def _input_error(message: str) -> Answer:
    return _error(400, "InputError", message)


def _error(status: int, name: str, message: str, headers: Mapping[str, str] | None = None) -> Answer:
    content = {"error": {"name": name, "message": message}, "response": {"statusCode": status}}
    return Answer(status, json.dumps(content).encode(), {**_JSON, **(headers or {})})
