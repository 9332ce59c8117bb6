"""Shifts: who holds which level of a rota, from when until when; and what follows from them.

Theory: a level is a place in the order of whom to page, 1 first. Ends are exclusive, so at the instant of a hand-over
only whoever comes in is on call. What the source marks as an override counts instead of whatever else stands at its
level, for as long as it lasts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

_BEGINNING: Final = datetime.min.replace(tzinfo=UTC)
_END: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a shift, as the source of it names them. email, slack_id: empty where it does not tell."""

    name: str
    email: str = ""
    slack_id: str = ""

    @property
    def identity(self) -> str:
        return (self.slack_id or self.email or self.name).lower()


@dataclass(frozen=True, slots=True)
class Shift:
    """One person at one level for a while.

    level: 1 is paged first. role: what the source calls the level; may be empty. start, end: aware, UTC; None: for ever.
    """

    level: int
    holder: Holder
    start: datetime | None = None
    end: datetime | None = None
    role: str = ""
    override: bool = False

    @property
    def since(self) -> datetime:
        return self.start or _BEGINNING

    @property
    def until(self) -> datetime:
        return self.end or _END

    def covers(self, at: datetime) -> bool:
        return self.since <= at < self.until

    def meets(self, start: datetime, end: datetime) -> bool:
        return self.since < end and start < self.until


@dataclass(frozen=True, slots=True)
class Rota:
    """What is known of one schedule over some time.

    schedule: `ical:NAME`, `pagerduty:PID`. name, url: as people know it and where they see it; may be empty.
    policy: the escalation policy that orders its levels; may be empty. as_of: when this was true (aware, UTC).
    failing: why it could not be asked again since, a plain clause; empty while all is well.
    """

    schedule: str
    shifts: tuple[Shift, ...]
    as_of: datetime
    name: str = ""
    url: str = ""
    policy: str = ""
    failing: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A schedule of which nothing is known. reason: a plain clause for people, without addresses."""

    schedule: str
    reason: str


def final(shifts: Iterable[Shift]) -> tuple[Shift, ...]:
    """The shifts as they are held: overrides cut out of what they replace; by level, then time, then name."""
    given = tuple(shifts)
    overrides = [one for one in given if one.override]
    held = [*overrides, *(left for one in given if not one.override for left in _without(one, overrides))]
    return tuple(sorted(set(held), key=lambda one: (one.level, one.since, one.holder.name.lower(), one.until)))


def _without(shift: Shift, overrides: Sequence[Shift]) -> Iterator[Shift]:
    """What is left of a shift."""
    left = [shift]
    for cover in overrides:
        if cover.level == shift.level:
            left = [part for one in left for part in _cut(one, cover)]
    yield from left


def _cut(shift: Shift, cover: Shift) -> Iterator[Shift]:
    if not shift.meets(cover.since, cover.until):
        yield shift
        return
    if shift.since < cover.since:
        yield replace(shift, end=cover.start)
    if cover.until < shift.until:
        yield replace(shift, start=cover.end)


def at_instant(shifts: Iterable[Shift], at: datetime, level: int | None = None) -> tuple[Shift, ...]:
    """Who is on call at an instant, at one level or at all."""
    return tuple(one for one in shifts if one.covers(at) and level in {None, one.level})


def within(shifts: Iterable[Shift], start: datetime, end: datetime, level: int | None = None) -> tuple[Shift, ...]:
    """Who is on call at some time of a span, at one level or at all."""
    return tuple(one for one in shifts if one.meets(start, end) and level in {None, one.level})


def following(shifts: Sequence[Shift], start: datetime, end: datetime, level: int | None = None) -> tuple[Shift, ...]:
    """Who comes after a span: at each level the first shifts of somebody who does not hold that level during it."""
    levels = sorted({one.level for one in shifts if level in {None, one.level}})
    return tuple(one for each in levels for one in _following(shifts, start, end, each))


def _following(shifts: Sequence[Shift], start: datetime, end: datetime, level: int) -> tuple[Shift, ...]:
    holding = {one.holder.identity for one in within(shifts, start, end, level)}
    at_level = (one for one in shifts if one.level == level and one.since >= end)
    later = [one for one in at_level if one.holder.identity not in holding]
    first = min((one.since for one in later), default=None)
    return tuple(one for one in later if one.since == first)
