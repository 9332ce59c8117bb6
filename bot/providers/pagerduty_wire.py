"""PagerDuty's REST conversation without HTTP: what is asked, and what replies mean. Pure.

Source: PagerDuty's "REST API v2", `GET /services/{id}`, `GET /escalation_policies/{id}`, `GET /oncalls`, and "Rate
limits". On-calls come from the final schedule, so overrides are in them; a missing start or end means always.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Final, TypeVar

import msgspec

from bot.schedule_source import NoSuchSchedule, NotTold
from handlers.shifts import Holder, Shift

T = TypeVar("T")

PAGE: Final = 100
_LONGEST_PAUSE: Final = 60.0

Query = Sequence[tuple[str, str]]


class Busy(NotTold):
    """It asks to be left alone for a while. pause: seconds."""

    def __init__(self, who: str, pause: float) -> None:
        super().__init__(f"{who} has no time for more questions now")
        self.pause = pause


@dataclass(frozen=True, slots=True)
class Policy:
    """An escalation policy. name, url: as people know it and where they see it."""

    id: str
    name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class OnCalls:
    """A page of on-calls: the shifts of each policy, by its id; whether there is another page."""

    shifts: tuple[tuple[str, Shift], ...]
    more: bool


def headers(token: str) -> Mapping[str, str]:
    """PagerDuty wants a content type even with what has no content."""
    return {
        "authorization": f"Token token={token}",
        "accept": "application/vnd.pagerduty+json;version=2",
        "content-type": "application/json",
    }


def oncalls_query(policies: Iterable[str], since: datetime, until: datetime, offset: int) -> Query:
    """What to ask of `/oncalls` about some policies over a span."""
    return (
        *(("escalation_policy_ids[]", policy) for policy in policies),
        ("include[]", "users"),
        ("since", _written(since)),
        ("until", _written(until)),
        ("time_zone", "UTC"),
        ("limit", str(PAGE)),
        ("offset", str(offset)),
    )


def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class _Reference(msgspec.Struct):
    id: str
    summary: str | None = None
    html_url: str | None = None


class _Service(msgspec.Struct):
    escalation_policy: _Reference


class _ServiceReply(msgspec.Struct):
    service: _Service


class _Policy(msgspec.Struct):
    id: str
    name: str | None = None
    summary: str | None = None
    html_url: str | None = None


class _PolicyReply(msgspec.Struct):
    escalation_policy: _Policy


class _User(msgspec.Struct):
    id: str
    name: str | None = None
    summary: str | None = None
    email: str | None = None


class _OnCall(msgspec.Struct):
    user: _User
    escalation_policy: _Reference
    escalation_level: Annotated[int, msgspec.Meta(ge=1)]
    start: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    end: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class _OnCallsReply(msgspec.Struct):
    oncalls: list[_OnCall]
    more: bool | None = None


def refused(status: int, given: Mapping[str, str], who: str, what: str) -> NotTold | None:
    """Why a reply is no answer; None where it is one. who: the account; what: what was asked for, both for people."""
    match status:
        case 200:
            return None
        case 401:
            return NotTold(f"{who} refuses the key in REVERB_PAGERDUTY_TOKEN")
        case 403:
            return NoSuchSchedule(f"{who} does not let me see {what}")
        case 404:
            return NoSuchSchedule(f"{who} has no {what}")
        case 429:
            return Busy(who, _pause(given.get("ratelimit-reset", "")))
    return NotTold(f"{who} does not answer" if status >= 500 else f"{who} does not understand my question ({status})")


def _pause(reset: str) -> float:
    """Unit: seconds, as PagerDuty writes them; a second where it does not say."""
    try:
        return min(max(float(reset), 0.0), _LONGEST_PAUSE)
    except ValueError:
        return 1.0


def policy_of_service(body: bytes, who: str) -> Policy:
    """Raises: NotTold, for what is no service."""
    found = _decoded(body, _ServiceReply, who).service.escalation_policy
    return Policy(found.id, found.summary or "", found.html_url or "")


def policy(body: bytes, who: str) -> Policy:
    """Raises: NotTold, for what is no escalation policy."""
    found = _decoded(body, _PolicyReply, who).escalation_policy
    return Policy(found.id, found.name or found.summary or "", found.html_url or "")


def oncalls(body: bytes, who: str) -> OnCalls:
    """Raises: NotTold, for what is no page of on-calls."""
    page = _decoded(body, _OnCallsReply, who)
    return OnCalls(tuple((one.escalation_policy.id, _shift(one)) for one in page.oncalls), bool(page.more))


def _shift(one: _OnCall) -> Shift:
    user = one.user
    holder = Holder(user.name or user.summary or user.id, user.email or "")
    return Shift(one.escalation_level, holder, _utc(one.start), _utc(one.end))


def _utc(at: datetime | None) -> datetime | None:
    return at.astimezone(UTC) if at is not None else None


def _decoded(body: bytes, kind: type[T], who: str) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise NotTold(f"{who} sends what I cannot read") from None
