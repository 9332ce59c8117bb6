"""LaunchDarkly's REST API without HTTP: what to ask, and what the replies mean. Pure.

Everything here may be asked with an access token of the role Reader. A list of flags has no environments, so a flag's
are read with the flag; what changed since is asked of the audit log, 20 entries at a time.
Source: LaunchDarkly's REST API 20240415, as in the models and the texts of its official client `launchdarkly-api`.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeVar
from urllib.parse import quote, urlencode

import msgspec

from bot.providers.launchdarkly_targeting import Configuration

VERSION: Final = "20240415"
"""Sent with each request; the newest one there is."""
PAGE: Final = 100
ENTRIES: Final = 20
AWAY: Final = frozenset({401, 403, 429, 502, 503, 504})

T = TypeVar("T")


class LaunchDarklyFailed(Exception):
    """No answer that counts; the text says why, one plain clause for people."""


class Unusable(LaunchDarklyFailed):
    """A reply to this one request that nobody can use; others may well be answered."""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes = b""


def flags(project: str, offset: int = 0) -> str:
    """The path of a page of a project's flags, archived ones too, without their environments."""
    query = {"limit": PAGE, "offset": offset, "sort": "key", "filter": "state:live+deprecated+archived"}
    return f"api/v2/flags/{quote(project, safe='')}?{urlencode(query)}"


def flag(project: str, key: str) -> str:
    return f"api/v2/flags/{quote(project, safe='')}/{quote(key, safe='')}"


def audit(project: str, after: int = 0, before: int = 0, key: str = "*") -> str:
    """The path of what was done to flags between two moments (milliseconds since 1970), the latest first."""
    spec = f"proj/{project}:env/*:flag/{key}"
    times = {name: at for name, at in (("after", after), ("before", before)) if at}
    return f"api/v2/auditlog?{urlencode({'limit': ENTRIES, 'spec': spec, **times})}"


class _Variation(msgspec.Struct):
    value: Any = None
    name: str | None = None


class _Property(msgspec.Struct):
    value: tuple[str, ...] = ()


class _Stale(msgspec.Struct, rename="camel"):
    ready_to_archive: bool | None = None
    ready_for_code_removal: bool | None = None


class FlagRep(msgspec.Struct, rename="camel"):
    """A flag as LaunchDarkly represents it. environments: by key; absent in lists."""

    key: str
    kind: str = "boolean"
    name: str = ""
    description: str | None = None
    creation_date: int = 0
    archived: bool = False
    deprecated: bool | None = None
    maintainer_team_key: str | None = None
    variations: tuple[_Variation, ...] = ()
    custom_properties: dict[str, _Property] = {}
    stale: _Stale | None = None
    environments: dict[str, Configuration] | None = None


class _Flags(msgspec.Struct, rename="camel"):
    items: tuple[FlagRep, ...]
    total_count: int = 0


class _Access(msgspec.Struct):
    action: str | None = None
    resource: str | None = None


class _Member(msgspec.Struct, rename="camel"):
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None


class _Named(msgspec.Struct):
    name: str | None = None


class Entry(msgspec.Struct, rename="camel"):
    """Something that was done. date: milliseconds since 1970. accesses: to what."""

    date: int
    accesses: tuple[_Access, ...] = ()
    title_verb: str | None = None
    member: _Member | None = None
    token: _Named | None = None
    app: _Named | None = None

    @property
    def by(self) -> str:
        member = self.member
        if member is not None:
            return member.email or f"{member.first_name or ''} {member.last_name or ''}".strip()
        return next((one.name for one in (self.app, self.token) if one is not None and one.name), "")


class _Entries(msgspec.Struct):
    items: tuple[Entry, ...]


def read_flags(reply: Reply) -> tuple[tuple[FlagRep, ...], int]:
    """A page, and how many there are on all. Raises: LaunchDarklyFailed, as all of these do."""
    page = _read(reply, _Flags)
    return page.items, page.total_count


def read_flag(reply: Reply) -> FlagRep:
    return _read(reply, FlagRep)


def read_audit(reply: Reply) -> tuple[Entry, ...]:
    return _read(reply, _Entries).items


def _read(reply: Reply, wanted: type[T]) -> T:
    if reply.status in AWAY:
        raise LaunchDarklyFailed(reason_of(reply.status))
    if reply.status != 200:
        raise Unusable(reason_of(reply.status))
    try:
        return msgspec.json.decode(reply.body, type=wanted)
    except msgspec.MsgspecError:
        raise Unusable("LaunchDarkly answers what I can not read; check REVERB_LAUNCHDARKLY_URL") from None


def reason_of(status: int) -> str:
    """Why a reply is no answer, and what to do."""
    match status:
        case 401 | 403:
            return "LaunchDarkly does not take the token in REVERB_LAUNCHDARKLY_TOKEN; give one of the role Reader"
        case 404:
            return "LaunchDarkly has no such project or flag; check launchdarkly:PROJECT in REVERB_ROLLOUTS"
        case 429:
            return "LaunchDarkly asks to be asked less often"
        case _ if status >= 500:
            return f"LaunchDarkly has trouble of its own (status {status})"
        case _:
            return f"LaunchDarkly refuses to answer (status {status}); check REVERB_LAUNCHDARKLY_URL"


def moment(milliseconds: int) -> datetime | None:
    return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None


@dataclass(frozen=True, slots=True)
class Touched:
    """What an entry of the audit log was done to. environment: empty where it was all of them."""

    project: str
    environment: str
    key: str


def touched(entry: Entry) -> tuple[Touched, ...]:
    """The flags an entry is about. Shape of a resource: `proj/default:env/production:flag/new-seats;tag`."""
    parsed = (_touched(access.resource or "") for access in entry.accesses)
    return tuple(dict.fromkeys(one for one in parsed if one is not None))


def _touched(resource: str) -> Touched | None:
    split = (part.partition("/") for part in resource.split(":"))
    parts = {kind: name.partition(";")[0] for kind, _, name in split}
    if "flag" not in parts or "proj" not in parts:
        return None
    environment = parts.get("env", "")
    return Touched(parts["proj"], "" if environment == "*" else environment, parts["flag"])
