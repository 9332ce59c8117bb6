"""A catalog that Backstage serves, read over HTTP. What is asked and what replies mean is in `wire`.

The first reading takes everything. Later ones scan the marks of all entities, which Backstage answers with "not
modified" page by page while nothing changes, and fetch only entities whose mark is new. Only complete scans count:
what fails half way changes nothing. Deletions leave no trace but absence, so a catalog that suddenly has less than
half of its entities is more likely one that is starting: it is held back until another scan finds it no fuller.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

import httpx

from catalog_client import wire
from catalog_client.entity import Entity
from catalog_client.errors import CatalogShrunk, CatalogUnreachable, CatalogUnreadable
from catalog_client.part import Part
from catalog_client.ref import EntityRef
from catalog_client.snapshot import Problem
from catalog_client.stitched import Reading
from catalog_client.trusted import trusted

EVERYTHING_AFTER: Final = timedelta(days=1)
"""A full reading once in a while mends what no scan shows: an author's own etag that looks like a hash."""

_AT_ONCE = 50  # entities decoded before others get a turn: a millisecond
_LONGEST_PAUSE = timedelta(minutes=1)
_MOST_PAUSES = 5
_DROPPED = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)


def connect(address: str, token: str | None) -> httpx.AsyncClient:
    """A client for the Backstage at `address`: its base URL, with or without `/api/catalog`. To be closed after use.

    token: a static external-access token; None where Backstage asks for none.
    """
    base = address.rstrip("/").removesuffix("/catalog").removesuffix("/api")
    return httpx.AsyncClient(
        base_url=f"{base}/",
        headers={"authorization": f"Bearer {token}"} if token else {},
        verify=trusted(),
        timeout=httpx.Timeout(60, connect=5),
        limits=httpx.Limits(keepalive_expiry=4),  # Backstage closes idle connections after 5 s
        follow_redirects=False,
    )


@dataclass(frozen=True, slots=True)
class _Scan:
    """What one scan of all marks found. unsure: entities to be fetched, new ones among them."""

    refs: set[EntityRef] = field(default_factory=set)
    unsure: list[EntityRef] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, page: wire.Scanned, before: Part) -> wire.Scanned:
        """Compare a page with what we have. Gives it back holding the refs and marks we have where they are equal."""
        known = before.entities
        marks: dict[EntityRef, str] = {}
        for ref, mark in page.marks.items():
            entity = known.get(ref)
            if entity is not None and mark and entity.etag == mark:
                marks[entity.ref] = entity.etag
            else:
                marks[ref] = mark
                self.unsure.append(ref)
        self.refs.update(marks)
        self.problems.extend(page.problems)
        return replace(page, marks=marks)


class Backstage:
    """The catalog behind one Backstage: an `Origin`. Read by one task at a time.

    client: see `connect`; whoever made it closes it. now, sleep: the clock.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        *,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        self._client = client
        self._now = now
        self._sleep = sleep
        self._name = str(client.base_url.copy_with(userinfo=b"", query=None, fragment=None)).rstrip("/")
        self._pages: Mapping[str, wire.Scanned] = {}
        self._counted_since: datetime | None = None
        self._held_back: int | None = None

    @property
    def name(self) -> str:
        return self._name

    async def read(self, before: Part | None) -> Part:
        """Read everything, or only what changed since `before`; its very mapping of entities when nothing did.

        Raises: CatalogUnreachable, CatalogRefused, CatalogUnreadable; CatalogShrunk, when held back.
        """
        started = self._now()
        since = self._counted_since or started
        if before is None or started - since >= EVERYTHING_AFTER:
            part = await self._everything(before, started)
            since = started
        else:
            part = await self._changes(before, started)
        self._counted_since = since
        self._held_back = None
        return part

    async def _everything(self, before: Part | None, started: datetime) -> Part:
        reading = Reading(self._name)
        entities: dict[EntityRef, Entity] = {}
        problems: list[Problem] = []
        async with aclosing(self._full_pages()) as pages:
            async for page in pages:
                for start in range(0, len(page.items), _AT_ONCE):
                    found, broken = wire.entities_of(page.items[start : start + _AT_ONCE], reading)
                    entities.update((entity.ref, entity) for entity in found)
                    problems += broken
                    await asyncio.sleep(0)  # meanwhile others are answered, and the next page is on its way
        self._doubt(before, len(entities))
        return Part(self._name, entities, started, tuple(problems), complete=True)

    async def _full_pages(self) -> AsyncGenerator[wire.Page, None]:
        """All pages, each asked for before the one before it is used."""
        cursors: set[str] = set()
        asked = asyncio.create_task(self._ask(wire.full_page("")))
        try:
            while True:
                page = wire.read_page(await asked, self._name)
                if not page.next_cursor:
                    break
                self._once(page.next_cursor, cursors)
                asked = asyncio.create_task(self._ask(wire.full_page(page.next_cursor)))
                yield page
            yield page
        finally:
            asked.cancel()

    async def _changes(self, before: Part, started: datetime) -> Part:
        scan = await self._scan(before)
        self._doubt(before, len(scan.refs))
        found, broken = await self._fetch(scan.unsure)
        problems = (*scan.problems, *broken)
        known = before.entities
        gone = (set(known) - scan.refs) | {ref for ref in scan.unsure if ref in known and ref not in found}
        changed = {ref: entity for ref, entity in found.items() if known.get(ref) != entity}
        if not gone and not changed:
            return replace(before, read_at=started, problems=problems)
        entities = {**known, **changed}
        for ref in gone:
            del entities[ref]
        return Part(self._name, entities, started, problems, complete=True)

    async def _scan(self, before: Part) -> _Scan:
        """Look at the marks of all entities, page by page; unchanged pages are not even sent."""
        pages: dict[str, wire.Scanned] = {}
        scan = _Scan()
        cursors: set[str] = set()
        cursor = ""
        while True:
            known = self._pages.get(cursor)
            reply = await self._ask(wire.scan_page(cursor, known.etag if known else ""))
            page = wire.read_scan(reply, self._name, known)
            pages[cursor] = scan.take(page, before)
            if not (cursor := page.next_cursor):
                break
            self._once(cursor, cursors)
        self._pages = pages
        return scan

    async def _fetch(self, refs: Iterable[EntityRef]) -> tuple[Mapping[EntityRef, Entity], list[Problem]]:
        reading = Reading(self._name)
        entities: dict[EntityRef, Entity] = {}
        problems: list[Problem] = []
        for request in wire.by_refs(refs):
            found, broken = wire.entities_of(wire.read_by_refs(await self._ask(request), self._name), reading)
            entities.update((entity.ref, entity) for entity in found)
            problems += broken
        return entities, problems

    def _doubt(self, before: Part | None, count: int) -> None:
        """Hold back what shrank by more than half, or was empty from the start, the first time it is seen so."""
        most = len(before.entities) if before is not None else 1
        if count * 2 >= most:
            return
        held_back, self._held_back = self._held_back, count
        if held_back is None or count > held_back:
            raise CatalogShrunk(
                f"{self._name} has {count} entities now; more than half of what was there is gone. "
                "If that is right it will show after the next look."
                if before is not None
                else f"{self._name} has no entities yet."
            )

    def _once(self, cursor: str, cursors: set[str]) -> None:
        if cursor in cursors:
            raise CatalogUnreadable(f"{self._name} sends the same page of the catalog again and again.")
        cursors.add(cursor)

    async def _ask(self, request: wire.Request) -> wire.Reply:
        """Ask, and ask again where the reply says to wait a little."""
        reply = await self._reply(request)
        for _ in range(_MOST_PAUSES):
            pause = wire.retry_after(reply) if reply.status == 429 else None
            if pause is None or pause > _LONGEST_PAUSE:
                break
            await self._sleep(pause.total_seconds())
            reply = await self._reply(request)
        return reply

    async def _reply(self, request: wire.Request) -> wire.Reply:
        try:
            try:
                return await self._send(request)
            except _DROPPED:  # closed at the very moment we asked, or by a restart; asking changes nothing
                return await self._send(request)
        except httpx.TimeoutException:
            raise CatalogUnreachable(f"{self._name} took too long to answer.") from None
        except httpx.TransportError:
            raise CatalogUnreachable(f"{self._name} cannot be reached.") from None
        except httpx.DecodingError:
            raise CatalogUnreadable(f"{self._name} sends broken data.") from None

    async def _send(self, request: wire.Request) -> wire.Reply:
        response = await self._client.request(
            request.method, request.path, headers=dict(request.headers), content=request.body
        )
        return wire.Reply(response.status_code, dict(response.headers), response.content)
