"""Who is on call for an entity at some time, joined with the catalog and Slack, and every way of not knowing."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Final, Literal

from catalog_client import Entity
from handlers.asked import Asked
from handlers.holders import user_of
from handlers.lines import Mentioned, mentioned
from handlers.owners import owners_of
from handlers.people import Person
from handlers.reach import Reach, reach_of, reaches
from handlers.schedules import Schedule, schedule_for
from handlers.shifts import Rota, Shift, Unread, at_instant, following, within
from handlers.sources import Reader, Sources

AHEAD: Final = timedelta(days=60)
"""How far ahead it is looked for who comes next."""
BEFORE: Final = timedelta(days=7)
"""How far back, for the shift that has just ended."""

_INSTANT: Final = timedelta(seconds=1)

PAGED_FOR: Final = (
    frozenset({"component", "system", "group"}),
    frozenset({"domain"}),
    frozenset({"api", "resource"}),
)
"""Kinds of entity that somebody is on call for, the likeliest first."""

Status = Literal["ok", "nobody", "unmapped", "unreadable"]


@dataclass(frozen=True, slots=True)
class Duty:
    """A shift, and who holds it. user: in the catalog, person: in Slack, where they are known."""

    shift: Shift
    user: Mentioned | None = None
    person: Person | None = None

    @property
    def name(self) -> str:
        return self.user.name if self.user is not None else self.shift.holder.name

    @property
    def who(self) -> dict[str, str]:
        """As facts say it."""
        return {"ref": str(self.user.ref)} if self.user is not None else {"name": self.shift.holder.name}


@dataclass(frozen=True, slots=True)
class Span:
    """The time asked about: an instant, or a whole day of the reader's. said: how it was asked for; None: now."""

    start: datetime
    end: datetime
    said: datetime | date | None = None

    @property
    def is_day(self) -> bool:
        return self.end - self.start > timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class OnCall:
    """Who is on call for `subject`.

    schedule: the one that counts; None where none is known. rota: what is known of it.
    duties: who is on call in the span, at the level asked for where one was; others: at other levels, then.
    next: who comes after the span, level by level. last: whose shift ended last, where nobody is on call any more.
    reason: why the schedule could not be read. ask: whom to turn to where nobody is known.
    """

    subject: Mentioned
    span: Span
    status: Status
    level: int | None = None
    schedule: Schedule | None = None
    rota: Rota | None = None
    duties: tuple[Duty, ...] = ()
    others: tuple[Duty, ...] = ()
    next: tuple[Duty, ...] = ()
    last: Duty | None = None
    reason: str = ""
    ask: tuple[Reach, ...] = ()


async def on_call(entity: Entity, asked: Asked, sources: Sources, reader: Reader) -> OnCall:
    """Who is on call for an entity when `asked` says, now by default."""
    catalog = sources.catalog
    subject, span = mentioned(catalog, entity.ref), span_of(asked.slots.get("when"), reader)
    level = _level_of(asked)
    ask = _whom_to_ask(entity, sources)
    schedule = schedule_for(catalog, sources.names, entity)
    if schedule is None or sources.rotas is None:
        return OnCall(subject, span, "unmapped", level, ask=ask)
    rota = await sources.rotas.rota(schedule.key, span.start - BEFORE, span.end + AHEAD)
    if isinstance(rota, Unread):
        return OnCall(subject, span, "unreadable", level, schedule, reason=rota.reason, ask=ask)
    held = within(rota.shifts, span.start, span.end) if span.is_day else at_instant(rota.shifts, span.start)
    duties = await joined((one for one in held if level in {None, one.level}), sources)
    return OnCall(
        subject,
        span,
        "ok" if duties else "nobody",
        level,
        schedule,
        rota,
        duties,
        await joined((one for one in held if level not in {None, one.level}), sources),
        await joined(following(rota.shifts, span.start, span.end, level), sources),
        None if duties else await _last(rota, span, level, sources),
        ask=ask,
    )


def span_of(when: Any, reader: Reader) -> Span:
    """The time a slot `when` stands for: an instant in UTC, a date by the reader's clock, or now."""
    try:
        said = _moment(str(when)) if when is not None else None
    except ValueError:
        said = None
    if isinstance(said, datetime) or said is None:
        at = said or reader.now
        return Span(at, at + _INSTANT, said)
    return Span(midnight(said, reader.zone), midnight(said + timedelta(days=1), reader.zone), said)


def midnight(day: date, zone: tzinfo) -> datetime:
    """When a day begins there, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _moment(text: str) -> datetime | date:
    if len(text) <= len("2026-11-23"):
        return date.fromisoformat(text)
    at = datetime.fromisoformat(text)
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _level_of(asked: Asked) -> int | None:
    level = asked.slots.get("level")
    return level if isinstance(level, int) else None


def _whom_to_ask(entity: Entity, sources: Sources) -> tuple[Reach, ...]:
    own = reach_of(sources.catalog, entity)
    owners = owners_of(sources.catalog, sources.names, entity)
    return reaches(sources.catalog, owners.responsible) or ((own,) if own else ())


async def _last(rota: Rota, span: Span, level: int | None, sources: Sources) -> Duty | None:
    """Whose shift ended last before the span."""
    ended = [one for one in rota.shifts if one.until <= span.start and level in {None, one.level}]
    latest = max(ended, key=lambda one: (one.until, -one.level), default=None)
    return (await joined([latest], sources))[0] if latest is not None else None


async def joined(shifts: Iterable[Shift], sources: Sources) -> tuple[Duty, ...]:
    """The shifts with whoever holds them; of two entries for one person at one level and time, one."""
    once = {(one.level, one.holder.identity, one.start, one.end): one for one in shifts}
    return tuple(await asyncio.gather(*(_joined(one, sources) for one in once.values())))


async def _joined(shift: Shift, sources: Sources) -> Duty:
    holder, known = shift.holder, sources.acquaintances
    ref = user_of(holder, sources)
    person = await known.person(ref, holder.email, holder.slack_id) if known is not None else None
    return Duty(shift, mentioned(sources.catalog, ref) if ref is not None else None, person)
