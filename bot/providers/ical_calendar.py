"""What an iCalendar feed says about on-call: from its text to shifts. Pure.

Theory: every event is a shift of each of its attendees, or of whom its summary names where it has none. Ends are on
the clock of the event's zone, as RFC 5545 wants it for a week, so a shift across a clock change is an hour longer or
shorter. An empty body, a log-in page or half a file is no calendar, which is another thing than a calendar in which
nobody is on call. Source: RFC 5545, and what the library `ical` makes of recurrences and exceptions.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.compat import enable_compat_mode
from ical.event import Event, EventStatus
from ical.exceptions import CalendarError

from handlers.shifts import Holder, Shift, final

_MARGIN: Final = timedelta(days=2)
"""Looked at before and after the span: at the repeated hour, comparing clocks alone loses a shift."""
_LEVELS: Final = {"primary": 1, "secondary": 2, "tertiary": 3}
_LOOSE_LEVELS: Final = {"first": 1, "1st": 1, "backup": 2, "second": 2, "2nd": 2, "shadow": 2, "third": 3, "3rd": 3}
_NUMBERED: Final = re.compile(r"\b(?:l|level[ -]?|tier[ -]?)([1-9])\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[a-z0-9]+", re.IGNORECASE)
_OVERRIDE: Final = re.compile(r"\boverride\b", re.IGNORECASE)
_NO_SHIFT: Final = re.compile(r"\b(?:holidays?|vacation|out of office|ooo|pto|hand-?over meeting)\b", re.IGNORECASE)
_NOT_A_NAME: Final = re.compile(
    r"\b(?:on[- ]?call|override|shift|rota|primary|secondary|tertiary|backup)\b"
    r"|\b(?:l|level[ -]?|tier[ -]?)[1-9]\b|[()\[\]]",
    re.IGNORECASE,
)
_SEPARATOR: Final = re.compile(r"\s*(?:[:|–—]|\s-\s)\s*")


class NotACalendar(Exception):
    """The text is no calendar that can be read; the message is a plain clause."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """A calendar that was read. zone: for what in it has none."""

    calendar: Calendar
    name: str
    zone: tzinfo
    has_attendees: bool

    def between(self, start: datetime, end: datetime) -> tuple[Shift, ...]:
        """The shifts that meet a span (aware, UTC), overrides laid over what they replace.

        Raises: NotACalendar, when it repeats by a rule that cannot be followed.
        """
        try:
            timeline = self.calendar.timeline_tz(self.zone)
            events = list(timeline.overlapping(start - _MARGIN, end + _MARGIN))
        except CalendarError:
            raise NotACalendar("a rule of repetition in the calendar cannot be followed") from None
        held = final(shift for event in events for shift in _shifts_of(event, self))
        return tuple(one for one in held if one.meets(start, end))


def read_calendar(text: str) -> Rotation:
    """Raises: NotACalendar."""
    if "BEGIN:VCALENDAR" not in text:
        what = "is empty" if not text.strip() else "is not a calendar but some other page"
        raise NotACalendar(f"what the feed sends {what}")
    if "END:VCALENDAR" not in text:
        raise NotACalendar("the feed breaks off before its end")
    try:
        with enable_compat_mode(text) as mended:
            calendar = IcsCalendarStream.calendar_from_ics(mended)
    except (CalendarError, ValueError):
        raise NotACalendar("what the feed sends is not a calendar that can be read") from None
    name = next((str(one.value) for one in calendar.extras if one.name == "x-wr-calname"), "")
    return Rotation(
        calendar, name, _zone(calendar.x_wr_timezone or ""), any(event.attendees for event in calendar.events)
    )


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _shifts_of(event: Event, rotation: Rotation) -> Iterator[Shift]:
    cancelled = event.status is EventStatus.CANCELLED
    if event.dtstart is None or cancelled or _is_note(event, rotation):
        return
    words = " ".join([*event.categories, event.summary or ""])
    level, role = level_of(event.categories, event.summary or "")
    start, end = _instant(event.dtstart, rotation.zone), _instant(event.end, rotation.zone)
    if end <= start:
        return
    for holder in _holders(event):
        yield Shift(level, holder, start, end, role, _OVERRIDE.search(words) is not None)


def _is_note(event: Event, rotation: Rotation) -> bool:
    """Whether an event without attendees names nobody: a holiday, a day marked among shifts that have attendees."""
    if event.attendees:
        return False
    if _NO_SHIFT.search(event.summary or "") or not (event.summary or "").strip():
        return True
    all_day = not isinstance(event.dtstart, datetime)
    return all_day and rotation.has_attendees and not level_of(event.categories, event.summary or "")[1]


def _instant(at: datetime | date, zone: tzinfo) -> datetime:
    """In UTC; a day begins at midnight, and a clock without a zone shows the calendar's."""
    if not isinstance(at, datetime):
        return datetime.combine(at, time(), zone).astimezone(UTC)
    return (at if at.tzinfo is not None else at.replace(tzinfo=zone)).astimezone(UTC)


def _holders(event: Event) -> Iterator[Holder]:
    coming = [one for one in event.attendees if str(one.status or "").upper() != "DECLINED"]
    for one in coming:
        email = re.sub(r"^mailto:", "", str(one.uri), flags=re.IGNORECASE).strip()
        yield Holder((one.common_name or "").strip() or email, email if "@" in email else "")
    if not event.attendees:
        yield Holder(name_in(event.summary or ""))


def level_of(categories: Sequence[str], summary: str) -> tuple[int, str]:
    """The level, and the word for it: of the categories, else of the summary; level 1 and no word by default."""
    for text in (*categories, summary):
        if found := _explicit(text) or _loose(text):
            return found
    return 1, ""


def _explicit(text: str) -> tuple[int, str] | None:
    if numbered := _NUMBERED.search(text):
        return int(numbered[1]), numbered[0]
    return next(((_LEVELS[word], word) for word in _WORD.findall(text.lower()) if word in _LEVELS), None)


def _loose(text: str) -> tuple[int, str] | None:
    """Words that may mean something else too, so they count only where no clearer one stands."""
    return next(((_LOOSE_LEVELS[word], word) for word in _WORD.findall(text.lower()) if word in _LOOSE_LEVELS), None)


def name_in(summary: str) -> str:
    """Whom a summary names: `On call: Anna (override)` names Anna; all of it where nothing else is left."""
    parts = (" ".join(_NOT_A_NAME.sub(" ", part).split()) for part in _SEPARATOR.split(summary))
    named = [part for part in parts if part]
    return named[-1] if named else " ".join(summary.split())
