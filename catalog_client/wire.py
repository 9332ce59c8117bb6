"""Backstage's HTTP conversation without HTTP: what to ask, and what the replies mean. Pure.

A catalog is read page by page along a cursor, in the order of uids: entities that stay are then never missed while
others come and go. Later only its marks are scanned, and what changed is fetched by ref. A page whose HTTP ETag is
still the same is not sent again.

Source: @backstage/plugin-catalog-backend 4.0.0, "Catalog API" of Backstage's documentation, and measurements.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final, TypeVar
from urllib.parse import urlencode, urlsplit

import msgspec

from catalog_client.entity import Entity
from catalog_client.errors import CatalogError, CatalogRefused, CatalogUnreachable, CatalogUnreadable
from catalog_client.ref import EntityRef
from catalog_client.snapshot import Problem
from catalog_client.stitched import ORPHAN, Reading

PAGE: Final = 500
"""Entities in a page of a full read: no slower than larger pages, and quickly decoded."""

SCAN_PAGE: Final = 2000
"""Marks in a page of a scan: each keeps Backstage's one thread busy for some 50 ms."""

MOST_REFS: Final = 1000
MOST_BYTES: Final = 90_000
"""At most so many refs, and bytes of them, in one request: Backstage refuses bodies above 100 kB."""

_T = TypeVar("_T")

_QUERY: Final = "api/catalog/entities/by-query"
_BY_REFS: Final = "api/catalog/entities/by-refs"
_SCANNED: Final = ",".join(
    ("kind", "metadata.namespace", "metadata.name", "metadata.uid", "metadata.etag", f"metadata.annotations.{ORPHAN}")
)


@dataclass(frozen=True, slots=True)
class Request:
    """One request. path: under the base URL, percent-encoded. headers: beside those of every request."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply. headers: names in lower case. body: as JSON text, no longer compressed."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it came. items: one entity each, not decoded yet. next_cursor: empty on the last page."""

    items: tuple[msgspec.Raw, ...]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """One page of a scan. marks: see `stitched.mark`. etag: the page's own HTTP ETag; empty when it has none."""

    marks: Mapping[EntityRef, str]
    next_cursor: str
    etag: str
    problems: tuple[Problem, ...] = ()


class _PageInfo(msgspec.Struct):
    nextCursor: str | None = None  # noqa: N815


class _Page(msgspec.Struct):
    items: tuple[msgspec.Raw, ...]
    pageInfo: _PageInfo  # noqa: N815


class _ByRefs(msgspec.Struct):
    items: tuple[msgspec.Raw, ...]


_PAGE_DECODER = msgspec.json.Decoder(_Page)
_BY_REFS_DECODER = msgspec.json.Decoder(_ByRefs)


def full_page(cursor: str) -> Request:
    """Ask for a page of whole entities; the first one with an empty cursor.

    Not compressed: that would more than double the time of a read on Backstage's side, and full reads are rare.
    """
    return Request("GET", _path(cursor, limit=PAGE), {"accept-encoding": "identity"})


def scan_page(cursor: str, etag: str = "") -> Request:
    """Ask for a page of a scan, unless it is still the one with this HTTP ETag (then the reply is 304)."""
    return Request("GET", _path(cursor, limit=SCAN_PAGE, fields=_SCANNED), {"if-none-match": etag} if etag else {})


def by_refs(refs: Iterable[EntityRef]) -> Iterator[Request]:
    """Ask for these entities, in as few requests as Backstage takes."""
    for chunk in _chunks(refs):
        yield Request(
            "POST", _BY_REFS, {"content-type": "application/json"}, msgspec.json.encode({"entityRefs": chunk})
        )


def read_page(reply: Reply, source: str) -> Page:
    """The page in a reply. Raises: CatalogError."""
    _check(reply, source)
    page = _decoded(_PAGE_DECODER, reply, source)
    return Page(page.items, page.pageInfo.nextCursor or "")


def read_scan(reply: Reply, source: str, known: Scanned | None = None) -> Scanned:
    """The page of a scan in a reply; `known` when the reply says that it still stands. Raises: CatalogError."""
    if reply.status == 304 and known is not None:
        return known
    page = read_page(reply, source)
    reading = Reading(source)
    rows = [reading.row(item) for item in page.items]
    return Scanned(
        marks=dict(row for row in rows if isinstance(row, tuple)),
        next_cursor=page.next_cursor,
        etag=reply.headers.get("etag", ""),
        problems=tuple(row for row in rows if isinstance(row, Problem)),
    )


def read_by_refs(reply: Reply, source: str) -> tuple[msgspec.Raw, ...]:
    """The entities in a reply, without those that do not exist (any more). Raises: CatalogError."""
    _check(reply, source)
    return tuple(item for item in _decoded(_BY_REFS_DECODER, reply, source).items if bytes(item) != b"null")


def entities_of(items: Iterable[msgspec.Raw], reading: Reading) -> tuple[list[Entity], list[Problem]]:
    """Decode entities one by one, so that a broken one is a problem and not a lost page."""
    found = [reading.entity(item) for item in items]
    return [one for one in found if isinstance(one, Entity)], [one for one in found if isinstance(one, Problem)]


def error_of(reply: Reply, source: str) -> CatalogError | None:
    """What is wrong with a reply, in words for people and with what to do; None when nothing is.

    Backstage's own words are never repeated: they are written for its developers, and name what we asked for.
    """
    if reply.status == 200 and _is_json(reply):
        return None
    return _passing(reply, source) or _lasting(reply, source)


def _passing(reply: Reply, source: str) -> CatalogUnreachable | None:
    match reply.status:
        case 404 if not reply.body:  # so it is for a second at every start, before the catalog is mounted
            return CatalogUnreachable(f"{source} is starting, or has no catalog at this address.")
        case 429:
            return CatalogUnreachable(f"{source} asks us to slow down.", retry_after(reply))
        case status if status >= 500:
            return CatalogUnreachable(f"{source} has trouble of its own (status {status}).", retry_after(reply))
        case _:
            return None


def _lasting(reply: Reply, source: str) -> CatalogError:
    match reply.status:
        case 200:
            return CatalogUnreadable(
                f"{source} answers with a web page instead of the catalog's data. "
                "Give the address of Backstage's backend; where a login stands before it, let this program through."
            )
        case 401:
            return CatalogRefused(
                f"{source} does not accept the catalog token. "
                "Give one that stands in Backstage's configuration under backend.auth.externalAccess."
            )
        case 403:
            return CatalogRefused(
                f"{source} knows the catalog token but does not let it read the catalog. "
                "Allow it the permission catalog.entity.read there."
            )
        case status if 300 <= status < 400:
            return CatalogUnreadable(
                f"{source} sends us on to {_host(reply)} instead of answering. "
                "Give the address of Backstage's backend."
            )
        case status:
            return CatalogUnreadable(
                f"{source} does not answer as Backstage's catalog does (status {status}). "
                "Check the address, and that Backstage is not years old."
            )


def retry_after(reply: Reply) -> timedelta | None:
    """How long a reply asks us to wait: seconds, or a date against the reply's own clock."""
    wanted = reply.headers.get("retry-after", "").strip()
    if wanted.isdecimal():
        return timedelta(seconds=min(int(wanted), 86_400))
    until, sent = _date(wanted), _date(reply.headers.get("date", ""))
    return max(until - sent, timedelta(0)) if until and sent else None


def _check(reply: Reply, source: str) -> None:
    error = error_of(reply, source)
    if error is not None:
        raise error


def _decoded(decoder: msgspec.json.Decoder[_T], reply: Reply, source: str) -> _T:
    try:
        return decoder.decode(reply.body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise CatalogUnreadable(
            f"{source} answers with something that is not a page of Backstage's catalog. Check the address."
        ) from None


def _path(cursor: str, **asked: int | str) -> str:
    return f"{_QUERY}?{urlencode(asked | ({'cursor': cursor} if cursor else {}))}"


def _chunks(refs: Iterable[EntityRef]) -> Iterator[Sequence[str]]:
    chunk: list[str] = []
    size = 0
    for text in map(str, refs):
        if chunk and (len(chunk) == MOST_REFS or size + len(text) + 3 > MOST_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(text)
        size += len(text) + 3
    if chunk:
        yield chunk


def _is_json(reply: Reply) -> bool:
    return reply.headers.get("content-type", "").partition(";")[0].strip().endswith("json")


def _host(reply: Reply) -> str:
    """Where a redirect leads, without path and query: they may hold secrets."""
    try:
        return urlsplit(reply.headers.get("location", "")).hostname or "another page"
    except ValueError:
        return "another page"


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None
