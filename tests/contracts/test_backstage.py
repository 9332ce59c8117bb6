"""Our client reads a real Backstage and the fake one alike, and the fake answers as the real one does."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Protocol

import httpx
import msgspec
import pytest

from catalog_client import CatalogError, CatalogRefused, CatalogUnreachable, Entity, EntityRef
from catalog_client.backstage import Backstage, connect
from catalog_client.part import Part
from catalog_client.stitched import Reading
from tests.contracts.backstage.server import RealBackstage, running_backstage
from tests.fakes.backstage import RESTRICTED_TOKEN, TOKEN, FakeBackstage, served
from tests.fakes.generated import Descriptor, company
from tests.fakes.stitching import stitched

pytestmark = pytest.mark.xdist_group("backstage")

NOW = datetime(2026, 3, 1, tzinfo=UTC)
COMPANY = company(620)
EDITED = "ledge-worker-11"


class Server(Protocol):
    """A Backstage that can be told what its sources say. Each call waits until it has happened."""

    @property
    def address(self) -> str: ...

    async def publish(self, descriptors: list[Descriptor]) -> None: ...

    async def stop(self) -> None: ...

    async def start(self) -> None: ...

    async def lock_database(self) -> None: ...

    async def unlock_database(self) -> None: ...


class Real:
    def __init__(self, backstage: RealBackstage) -> None:
        self._backstage = backstage
        self.address = backstage.address

    async def publish(self, descriptors: list[Descriptor]) -> None:
        await asyncio.to_thread(self._backstage.publish, descriptors)

    async def stop(self) -> None:
        await asyncio.to_thread(self._backstage.stop)

    async def start(self) -> None:
        await asyncio.to_thread(self._backstage.start)

    async def lock_database(self) -> None:
        await asyncio.to_thread(self._backstage.lock_database)

    async def unlock_database(self) -> None:
        await asyncio.to_thread(self._backstage.unlock_database)


class Fake:
    def __init__(self) -> None:
        self._fake = FakeBackstage()
        self._port = 0
        self._served = AsyncExitStack()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def publish(self, descriptors: list[Descriptor]) -> None:
        self._fake.publish(descriptors)

    async def stop(self) -> None:
        await self._served.aclose()

    async def start(self) -> None:
        address = await self._served.enter_async_context(served(self._fake, self._port))
        self._port = httpx.URL(address).port or 0

    async def lock_database(self) -> None:
        self._fake.mood = "database down"

    async def unlock_database(self) -> None:
        self._fake.mood = "well"


@pytest.fixture(scope="session")
def real_backstage() -> Iterator[RealBackstage]:
    with running_backstage() as backstage:
        yield backstage


@pytest.fixture(params=["fake", "real"])
async def server(request: pytest.FixtureRequest) -> AsyncIterator[Server]:
    """A Backstage that has ingested a company."""
    if request.param == "real":
        real = Real(request.getfixturevalue("real_backstage"))
        await real.publish(COMPANY)
        yield real
        return
    fake = Fake()
    await fake.publish(COMPANY)
    await fake.start()
    try:
        yield fake
    finally:
        await fake.stop()


class Wire:
    """What went over the wire: method and last word of the path, status, and bytes as they were sent."""

    def __init__(self) -> None:
        self.replies: list[tuple[str, int]] = []
        self.bytes = 0

    async def note(self, response: httpx.Response) -> None:
        await response.aread()
        word = response.request.url.path.rpartition("/")[2]
        self.replies.append((f"{response.request.method} {word}", response.status_code))
        self.bytes += response.num_bytes_downloaded

    def clear(self) -> None:
        self.replies.clear()
        self.bytes = 0


@asynccontextmanager
async def reader(server: Server, token: str | None = TOKEN) -> AsyncIterator[tuple[Backstage, Wire]]:
    wire = Wire()
    async with connect(server.address, token) as client:
        client.event_hooks = {"response": [wire.note]}
        yield Backstage(client, now=lambda: NOW, sleep=asyncio.sleep), wire


def edited(**metadata: Any) -> list[Descriptor]:
    return [
        one | {"metadata": one["metadata"] | metadata} if one["metadata"]["name"] == EDITED else one
        for one in COMPANY
    ]


def comparable(entity: Entity) -> tuple[object, ...]:
    """An entity without what is each server's own: where its descriptor lies, uid and hash."""
    annotations = {key: value for key, value in entity.annotations.items() if not key.startswith("backstage.io/")}
    texts = (entity.kind, entity.name, entity.title, entity.description, entity.type, entity.lifecycle, entity.error)
    return (*texts, entity.shown_name, entity.email, entity.tags, entity.links, entity.relations, annotations)


def expected(descriptors: list[Descriptor]) -> dict[EntityRef, tuple[object, ...]]:
    reading = Reading("here")
    items = map(msgspec.json.encode, stitched(descriptors, {}, random.Random(0)).values())
    return {one.ref: comparable(one) for one in map(reading.entity, items) if isinstance(one, Entity)}


def found(part: Part) -> dict[EntityRef, tuple[object, ...]]:
    return {ref: comparable(entity) for ref, entity in part.entities.items()}


async def test_everything_is_read_over_several_pages(server: Server) -> None:
    async with reader(server) as (backstage, wire):
        part = await backstage.read(None)
    assert found(part) == expected(COMPANY)
    assert all(entity.etag for entity in part.entities.values())
    assert wire.replies == [("GET by-query", 200)] * 2
    assert part.problems == ()


async def test_a_refresh_of_an_unchanged_catalog_costs_next_to_nothing(server: Server) -> None:
    async with reader(server) as (backstage, wire):
        first = await backstage.read(None)
        whole = wire.bytes
        second = await backstage.read(first)
        wire.clear()
        third = await backstage.read(second)
    assert third.entities is first.entities
    assert wire.replies == [("GET by-query", 304)]
    assert wire.bytes < 0.01 * whole


async def test_an_edit_is_fetched_alone(server: Server) -> None:
    async with reader(server) as (backstage, wire):
        before = await backstage.read(None)
        changed = edited(title="Another title")
        await server.publish(changed)
        wire.clear()
        after = await backstage.read(before)
    assert found(after) == expected(changed)
    assert wire.replies == [("GET by-query", 200), ("POST by-refs", 200)]
    assert sum(before.entities[ref] is not entity for ref, entity in after.entities.items()) == 1


async def test_what_was_deleted_is_gone(server: Server) -> None:
    async with reader(server) as (backstage, _):
        before = await backstage.read(None)
        await server.publish(COMPANY[:-1])
        after = await backstage.read(before)
    gone = before.entities.keys() - after.entities.keys()
    assert {ref.name for ref in gone} == {COMPANY[-1]["metadata"]["name"]}


async def test_an_etag_that_an_author_wrote_hides_no_change(server: Server) -> None:
    async with reader(server) as (backstage, _):
        await server.publish(edited(etag="mine", title="One"))
        before = await backstage.read(None)
        await server.publish(edited(etag="mine", title="Two"))
        after = await backstage.read(before)
    titles = [part.entities[EntityRef("component", "default", EDITED)].title for part in (before, after)]
    assert titles == ["One", "Two"]


async def test_a_restart_is_survived_and_changes_nothing(server: Server) -> None:
    async with reader(server) as (backstage, wire):
        before = await backstage.read(None)
        await server.stop()
        with pytest.raises(CatalogUnreachable):
            await backstage.read(before)
        await server.start()
        wire.clear()
        after = await backstage.read(before)
    assert after.entities is before.entities
    assert wire.replies == [("GET by-query", 200)]


async def test_a_database_that_is_down_is_told_from_an_empty_catalog(server: Server) -> None:
    async with reader(server) as (backstage, _):
        before = await backstage.read(None)
        await server.lock_database()
        try:
            for known in (before, None):
                with pytest.raises(CatalogUnreachable, match="trouble of its own"):
                    await backstage.read(known)
        finally:
            await server.unlock_database()
        assert (await backstage.read(before)).entities is before.entities


@pytest.mark.parametrize("token", ["a-wrong-token", None, RESTRICTED_TOKEN])
async def test_a_token_that_does_not_do_is_refused(server: Server, token: str | None) -> None:
    async with reader(server, token) as (backstage, _):
        with pytest.raises(CatalogRefused) as caught:
            await backstage.read(None)
    assert isinstance(caught.value, CatalogError)
    assert not token or token not in str(caught.value)


QUERY = "/api/catalog/entities/by-query"
BY_REFS = "/api/catalog/entities/by-refs"
REF = f"component:default/{EDITED}"


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (f"GET {QUERY}?limit=0", 200),
        (f"GET {QUERY}?limit=-1", 400),
        (f"GET {QUERY}?limit=x", 400),
        (f"GET {QUERY}?limit=1&limit=2", 400),
        (f"GET {QUERY}?Limit=1", 400),
        (f"GET {QUERY}?cursor=", 400),
        (f"GET {QUERY}?cursor=garbage", 400),
        (f"GET {QUERY}?fields=", 400),
        ("GET /api/catalog/nowhere", 404),
        ("GET /api/nothing/entities", 404),
        (f"GET {BY_REFS}", 404),
        ("GET /.backstage/health/v1/readiness", 200),
    ],
)
async def test_the_fake_is_as_strict_as_the_real_one(server: Server, request_line: str, status: int) -> None:
    method, _, path = request_line.partition(" ")
    async with connect(server.address, TOKEN) as client:
        reply = await client.request(method, f"{server.address}{path}")
    assert reply.status_code == status
    if status == 404:
        assert (reply.content, "content-type" in reply.headers) == (b"", False)
    if status == 400:
        assert reply.json()["error"]["name"] == "InputError"


async def test_pages_follow_each_other_to_the_last(server: Server) -> None:
    async with connect(server.address, TOKEN) as client:
        query = {"limit": "400", "fields": "metadata.uid"}
        first = (await client.get(QUERY, params=query)).json()
        second = (await client.get(QUERY, params={"cursor": first["pageInfo"]["nextCursor"], **query})).json()
        default = (await client.get(QUERY, params={"cursor": first["pageInfo"]["nextCursor"]})).json()
    assert first["pageInfo"].keys() == {"nextCursor"}
    assert second["pageInfo"].keys() == {"prevCursor"}
    assert first["totalItems"] == second["totalItems"] >= len(COMPANY)
    uids = [item["metadata"]["uid"] for item in first["items"] + second["items"]]
    assert len(set(uids)) == len(uids) == first["totalItems"]
    assert len(default["items"]) == 200


async def test_only_picked_fields_have_an_etag_of_the_page(server: Server) -> None:
    async with connect(server.address, TOKEN) as client:
        whole = await client.get(QUERY, params={"limit": 5})
        fields = "kind,metadata.name,metadata.annotations.github.com/project-slug,metadata.nothing"
        picked = await client.get(QUERY, params={"limit": 700, "fields": fields})
        plain = await client.get(
            QUERY, params={"limit": 700, "fields": fields}, headers={"accept-encoding": "identity"}
        )
        again = await client.get(
            QUERY, params={"limit": 700, "fields": fields}, headers={"if-none-match": picked.headers["etag"]}
        )
    assert "etag" not in whole.headers
    assert picked.headers["content-encoding"] == "gzip"
    assert picked.headers["etag"] == plain.headers["etag"]
    assert (again.status_code, again.content) == (304, b"")
    assert {
        "kind": "Component",
        "metadata": {"name": EDITED, "annotations": {"github.com/project-slug": f"example/{EDITED}"}},
    } in picked.json()["items"]


async def test_refs_are_taken_to_the_letter(server: Server) -> None:
    refs = [REF, "component:default/no-such-thing", REF.upper(), EDITED, REF]
    async with connect(server.address, TOKEN) as client:
        items = (await client.post(BY_REFS, json={"entityRefs": refs})).json()["items"]
        too_much = await client.post(BY_REFS, json={"entityRefs": ["x" * 1000] * 120})
        no_json = await client.post(BY_REFS, content=b"{}", headers={"content-type": "text/plain"})
    assert [item and item["metadata"]["name"] for item in items] == [EDITED, None, None, None, EDITED]
    assert (too_much.status_code, no_json.status_code) == (400, 400)
