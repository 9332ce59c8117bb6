"""What Unleash's replies mean. Pure.

Its own words for errors are never repeated, since some hold SQL.
Source: Unleash 8.2's OpenAPI document, and measurements of a running server.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

import msgspec

from bot.providers.unleash_strategies import Constraint, Strategy

AWAY: Final = frozenset({401, 403, 429, 502, 503, 504})
"""Statuses with which Unleash, or what stands before it, would answer anything else as well."""

T = TypeVar("T")


class UnleashFailed(Exception):
    """No answer that counts; the text says why, one plain clause for people."""


class Unusable(UnleashFailed):
    """A reply to this one request that nobody can use; others may well be answered."""


class NoSuchFlag(UnleashFailed):
    """There is no such flag (any more), or it is archived."""


@dataclass(frozen=True, slots=True)
class Reply:
    """headers: names in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class _Project(msgspec.Struct):
    id: str


class _Projects(msgspec.Struct):
    projects: tuple[_Project, ...]


class Tag(msgspec.Struct, frozen=True):
    type: str
    value: str


class IndexEnvironment(msgspec.Struct, rename="camel"):
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
    environments: tuple[IndexEnvironment, ...] = ()


class _Index(msgspec.Struct):
    features: tuple[IndexFlag, ...]
    total: int = 0


class DetailEnvironment(msgspec.Struct, rename="camel"):
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
    environments: tuple[DetailEnvironment, ...]
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


def moment(written: str | None) -> datetime | None:
    """An instant as Unleash writes it."""
    try:
        return datetime.fromisoformat(written).astimezone(UTC) if written else None
    except ValueError:
        return None
