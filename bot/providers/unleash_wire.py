"""Unleash's admin API without HTTP: what to ask, and what the replies mean. Pure.

Everything here may be asked with a Viewer's personal access token. The search endpoint is limited to 15 requests a
minute and is asked for archived flags only; Unleash's own words for errors are never repeated, since some hold SQL.
Source: Unleash 8.2's OpenAPI document, and measurements of a running server.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, TypeVar
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from bot.providers.unleash_strategies import Constraint, Strategy, audience_of
from catalog_client import EntityRef
from handlers.flags import Environment, Flag, Parent, Rollout, ref_of

SOURCE: Final = "unleash"
MOST_EVENTS: Final = 1000
"""Events in one reply; Unleash allows no more."""
TOLD: Final = (
    "feature-environment-enabled",
    "feature-environment-disabled",
    "feature-strategy-add",
    "feature-strategy-update",
    "feature-strategy-remove",
    "feature-stale-on",
    "feature-stale-off",
    "feature-archived",
    "feature-revived",
    "feature-created",
)
"""The events that are changes of a rollout."""
AWAY: Final = frozenset({401, 403, 429, 502, 503, 504})
"""Statuses with which Unleash, or what stands before it, would answer anything else as well."""
_ENTITY_PAGE: Final = "/catalog/"

T = TypeVar("T")


class UnleashFailed(Exception):
    """No answer that counts; the text says why, one plain clause for people."""


class Unusable(UnleashFailed):
    """A reply to this one request that nobody can use; others may well be answered."""


class NoSuchFlag(UnleashFailed):
    """There is no such flag (any more), or it is archived."""


@dataclass(frozen=True, slots=True)
class Request:
    """path: under the base URL. etag: of the reply that is known already; then 304 means it still stands."""

    path: str
    body: bytes | None = None
    etag: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """headers: names in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def ref_of_key(key: str) -> EntityRef:
    return ref_of(SOURCE, key)


# What to ask


def projects() -> Request:
    return Request("api/admin/projects")


def index(project: str, etag: str = "") -> Request:
    """All flags of a project that are not archived, without their strategies."""
    return Request(f"api/admin/projects/{quote(project, safe='')}/features", etag=etag)


def detail(project: str, key: str) -> Request:
    return Request(f"api/admin/projects/{quote(project, safe='')}/features/{quote(key, safe='')}")


def segments(etag: str = "") -> Request:
    return Request("api/admin/segments", etag=etag)


def events(most: int = 100, offset: int = 0) -> Request:
    """What happened, the latest first."""
    return Request(f"api/admin/search/events?{urlencode({'limit': most, 'offset': offset})}")


def events_of(keys: Sequence[str]) -> Request:
    """What changed of these flags, the latest first. Keys hold no commas: Unleash allows only what needs no quoting."""
    query = {
        "feature": f"IS_ANY_OF:{','.join(keys)}",
        "type": f"IS_ANY_OF:{','.join(TOLD)}",
        "limit": MOST_EVENTS,
    }
    return Request(f"api/admin/search/events?{urlencode(query)}")


def archived(offset: int = 0) -> Request:
    """A page of archived flags; one of 15 requests a minute."""
    query = {"archived": "IS:true", "limit": 100, "offset": offset, "sortBy": "name", "sortOrder": "asc"}
    return Request(f"api/admin/search/features?{urlencode(query)}")


def quota_of(request: Request) -> str:
    """What a request counts towards: the search has a small quota of its own."""
    return "search" if request.path.startswith("api/admin/search/features") else SOURCE


def playground(project: str, environments: Iterable[str], subject: str, attributes: Iterable[str]) -> Request:
    """Which flags of a project are on for whoever has `subject` as an id, and as each of `attributes`."""
    context = {
        "appName": "reverb",
        "userId": subject,
        "sessionId": subject,
        "properties": dict.fromkeys(attributes, subject),
    }
    body = {"environments": [*environments], "projects": [project], "context": context}
    return Request("api/admin/playground/advanced", msgspec.json.encode(body))


# What replies mean


class _Project(msgspec.Struct):
    id: str


class _Projects(msgspec.Struct):
    projects: tuple[_Project, ...]


class Tag(msgspec.Struct, frozen=True):
    type: str
    value: str


class _IndexEnvironment(msgspec.Struct, rename="camel"):
    name: str
    type: str = ""
    enabled: bool = False
    last_seen_at: str | None = None


class IndexFlag(msgspec.Struct, rename="camel"):
    """A flag as the index and the search know it. project: of the search only."""

    name: str
    description: str | None = None
    stale: bool | None = False
    created_at: str | None = None
    archived_at: str | None = None
    project: str = ""
    tags: tuple[Tag, ...] | None = ()
    environments: tuple[_IndexEnvironment, ...] = ()


class _Index(msgspec.Struct):
    features: tuple[IndexFlag, ...]
    total: int = 0


class _DetailEnvironment(msgspec.Struct, rename="camel"):
    name: str
    type: str = ""
    enabled: bool = False
    last_seen_at: str | None = None
    strategies: tuple[Strategy, ...] = ()


class _Dependency(msgspec.Struct):
    feature: str
    enabled: bool = True
    variants: tuple[str, ...] | None = ()


class _Lifecycle(msgspec.Struct):
    stage: str = ""


class _Link(msgspec.Struct):
    url: str = ""


class Detail(msgspec.Struct):
    """A flag with its strategies."""

    name: str
    environments: tuple[_DetailEnvironment, ...]
    dependencies: tuple[_Dependency, ...] = ()
    lifecycle: _Lifecycle | None = None
    links: tuple[_Link, ...] | None = ()


class _Segment(msgspec.Struct):
    id: int
    name: str
    constraints: tuple[Constraint, ...] = ()


class _Segments(msgspec.Struct):
    segments: tuple[_Segment, ...]


class Event(msgspec.Struct, rename="camel"):
    """Something that happened. data, pre_data: after and before; of strategies the strategy."""

    id: int
    type: str
    created_at: str
    created_by: str | None = None
    feature_name: str | None = None
    project: str | None = None
    environment: str | None = None
    data: Any = None
    pre_data: Any = None


class _Events(msgspec.Struct):
    events: tuple[Event, ...]
    total: int = 0


class _Evaluated(msgspec.Struct, rename="camel"):
    is_enabled: bool = False
    variant: dict[str, Any] | None = None


class _Played(msgspec.Struct):
    name: str
    environments: dict[str, tuple[_Evaluated, ...]] = {}


class _Playground(msgspec.Struct):
    features: tuple[_Played, ...]


def read_projects(reply: Reply) -> tuple[str, ...]:
    """Their ids. Raises: UnleashFailed, as all of these do."""
    return tuple(one.id for one in _read(reply, _Projects).projects)


def read_index(reply: Reply) -> tuple[IndexFlag, ...]:
    return _read(reply, _Index).features


def read_archived(reply: Reply) -> tuple[tuple[IndexFlag, ...], int]:
    """A page, and how many there are on all pages."""
    page = _read(reply, _Index)
    return page.features, page.total


def read_detail(reply: Reply) -> Detail:
    """Raises: NoSuchFlag."""
    if reply.status == 404:
        raise NoSuchFlag("there is no such flag")
    return _read(reply, Detail)


def read_segments(reply: Reply) -> Mapping[int, str]:
    """Names by id."""
    return {one.id: one.name for one in _read(reply, _Segments).segments}


def read_events(reply: Reply) -> tuple[tuple[Event, ...], int]:
    """Events, and how many there are in all."""
    page = _read(reply, _Events)
    return page.events, page.total


def read_playground(reply: Reply, key: str) -> Mapping[str, tuple[bool, str]]:
    """For each environment whether the flag is on, and the variant that is got; empty where that is not one answer."""
    played = next((one for one in _read(reply, _Playground).features if one.name == key), None)
    single = {name: found[0] for name, found in played.environments.items() if len(found) == 1} if played else {}
    return {name: (one.is_enabled, _variant(one)) for name, one in single.items()}


def _variant(one: _Evaluated) -> str:
    variant = one.variant or {}
    return str(variant.get("name", "")) if one.is_enabled and variant.get("enabled") else ""


def _read(reply: Reply, wanted: type[T]) -> T:
    if reply.status in AWAY:
        raise UnleashFailed(reason_of(reply))
    if reply.status != 200:
        raise Unusable(reason_of(reply))
    try:
        return msgspec.json.decode(reply.body, type=wanted)
    except msgspec.MsgspecError:
        raise Unusable("Unleash answers what no Unleash that I know answers; check REVERB_UNLEASH_URL") from None


def reason_of(reply: Reply) -> str:
    """Why a reply is no answer, and what to do."""
    match reply.status:
        case 401:
            return "Unleash does not take the token in REVERB_UNLEASH_TOKEN; give one of a user who may view"
        case 403:
            return (
                "the token in REVERB_UNLEASH_TOKEN may not read flags; give one of a user who may view all projects"
            )
        case 404:
            return "there is no Unleash at REVERB_UNLEASH_URL"
        case 429:
            return "Unleash asks to be asked less often"
        case status if status >= 500:
            return f"Unleash has trouble of its own (status {status})"
        case status:
            return f"Unleash refuses to answer (status {status}); check REVERB_UNLEASH_URL"


# Flags


def flag_of(known: IndexFlag, project: str, base: str, links: Iterable[str] = ()) -> Flag:
    """A flag as answers know it. base: of the web pages. links: addresses on its page, which may be entities' pages."""
    tags = known.tags or ()
    return Flag(
        source=SOURCE,
        key=known.name,
        project=project,
        description=(known.description or "").strip(),
        owners=tuple(tag.value for tag in tags if tag.type == "owner"),
        components=(*(tag.value for tag in tags if tag.type == "component"), *_entities(links)),
        stale=bool(known.stale),
        archived=known.archived_at is not None,
        url=f"{base}/projects/{quote(project, safe='')}/features/{quote(known.name, safe='')}",
        created=moment(known.created_at),
    )


def _entities(links: Iterable[str]) -> Iterable[str]:
    """The refs of entities whose pages in Backstage these are."""
    for link in links:
        _, found, rest = urlsplit(link).path.partition(_ENTITY_PAGE)
        parts = rest.strip("/").split("/")
        if found and len(parts) == 3 and all(parts):
            yield str(EntityRef.of(parts[1], parts[0], parts[2]))


def rollout_of(
    flag: Flag, known: IndexFlag, found: Detail | None, names: Mapping[int, str], as_of: datetime
) -> Rollout:
    """A flag with its environments; without its detail only whether it is switched on. names: of segments, by id."""
    if found is None:
        environments = tuple(_plain(one) for one in known.environments)
        return Rollout(flag, environments, as_of, partial=("for whom it is on",))
    environments = tuple(_full(one, names) for one in found.environments)
    parents = tuple(Parent(one.feature, one.enabled, tuple(one.variants or ())) for one in found.dependencies)
    return Rollout(flag, environments, as_of, parents=parents)


def _plain(one: _IndexEnvironment) -> Environment:
    state = "live" if one.enabled else "off"
    return Environment(one.name, state, production=one.type == "production", last_seen=moment(one.last_seen_at))  # type: ignore[arg-type]


def _full(one: _DetailEnvironment, names: Mapping[int, str]) -> Environment:
    production, seen = one.type == "production", moment(one.last_seen_at)
    if not one.enabled:
        return Environment(one.name, "off", production=production, last_seen=seen)
    return Environment(one.name, "live", audience_of(one.strategies, names), production=production, last_seen=seen)


def moment(written: str | None) -> datetime | None:
    """An instant as Unleash writes it."""
    try:
        return datetime.fromisoformat(written).astimezone(UTC) if written else None
    except ValueError:
        return None
