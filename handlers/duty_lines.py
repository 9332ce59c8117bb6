"""How on-call is put in words: who, at which level, until when, where they are, and why nobody is known. Pure.

Nobody is mentioned here: a name is written, and only the button *Ping on-call* wakes somebody.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from handlers.duties import Duty, OnCall, Span
from handlers.kit import Facts, Mrkdwn, Passage, bold, code, escape, listed, shortened
from handlers.lines import MOST_NAME, Mentioned, ago, quiet, strong
from handlers.moments import lasting, spoken
from handlers.reach import ways
from handlers.schedules import ON_CALL, Schedule
from handlers.shifts import Shift
from handlers.sources import Reader

SOURCES: Final = ("catalog", "on-call")
_ORDINALS: Final = {1: "First", 2: "Second", 3: "Third"}
_MOST_HOLDERS: Final = 6
_MOST_TO_ASK: Final = 2
_MOST_REASON: Final = 200
_AHEAD: Final = timedelta(days=2)
"""How far ahead it helps to say in how long a shift ends."""


def who(duties: Iterable[Duty]) -> Mrkdwn:
    """Names in bold, each once."""
    named = dict.fromkeys(bold(shortened(one.name, MOST_NAME)) for one in duties)
    return listed([*named], _MOST_HOLDERS)


def by_level(duties: Iterable[Duty]) -> list[tuple[int, list[Duty]]]:
    """The duties of each level, the first level first."""
    ordered = sorted(duties, key=lambda one: one.shift.level)
    return [(level, list(same)) for level, same in groupby(ordered, key=lambda one: one.shift.level)]


def ordinal(level: int) -> str:
    return _ORDINALS.get(level, f"Level {level}")


def ends(duties: Sequence[Duty], reader: Reader) -> Mrkdwn:
    """` until Mon 09:00 (5 h 20 min from now)`: the first end; nothing where there is none."""
    end = min((one.shift.end for one in duties if one.shift.end is not None), default=None)
    if end is None:
        return Mrkdwn("")
    left = end - reader.now
    soon = f" ({lasting(left)} from now)" if timedelta(0) < left < _AHEAD else ""
    return Mrkdwn(f" until {spoken(end, reader.now, reader.zone)}{soon}")


def when(span: Span, reader: Reader) -> Mrkdwn:
    """` on Wed 25 Nov`, ` today 14:20`; nothing for now."""
    if span.said is None:
        return Mrkdwn("")
    said = spoken(span.said, reader.now, reader.zone)
    named = said.split(" ")[0] in {"today", "yesterday", "tomorrow"}
    return Mrkdwn(f" {said}" if named else f" on {said}")


def tense(span: Span, reader: Reader) -> str:
    """`is`, `was` or `will be`."""
    if span.said is None or span.start <= reader.now < span.end:
        return "is"
    return "was" if span.end <= reader.now else "will be"


def whereabouts(duties: Iterable[Duty], reader: Reader) -> Iterator[Mrkdwn]:
    """`It is 03:40 for Ana in Lisbon, do not disturb is on until 08:00.` for those whose zone is known."""
    people = {one.person.slack_id: one for one in duties if one.person is not None}
    for duty in people.values():
        person = duty.person
        zone = _zone(person.zone) if person is not None else None
        if person is None or zone is None:
            continue
        there = reader.now.astimezone(zone)
        place = person.zone.rpartition("/")[2].replace("_", " ")
        first = duty.name.split(" ")[0]
        quiet_now = person.quiet_from is not None and person.quiet_from <= reader.now
        is_quiet = quiet_now and person.quiet_until is not None and reader.now < person.quiet_until
        dnd = ", do not disturb is on" if is_quiet else ""
        if there.utcoffset() != reader.now.astimezone(reader.zone).utcoffset() or dnd:
            yield escape(f"It is {there:%H:%M} for {first} in {place}{dnd}.")


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def origin(schedule: Schedule | None, subject: Mentioned) -> Iterator[Mrkdwn]:
    """Which schedule it is, where it is not the entity's own."""
    if schedule is not None and schedule.how:
        of = f"{escape(schedule.how)} {strong(schedule.of)}"
        yield Mrkdwn(f"From the schedule of {of}; {quiet(subject)} has none of its own.")


def shift_of(shift: Shift, reader: Reader) -> Mrkdwn:
    """`Wed 10:00 to 2 Dec, 10:00`, as far as it has ends."""
    start = spoken(shift.start, reader.now, reader.zone) if shift.start else ""
    end = spoken(shift.end, reader.now, reader.zone) if shift.end else ""
    match start, end:
        case "", "":
            return escape("always")
        case _, "":
            return escape(f"from {start}")
        case "", _:
            return escape(f"until {end}")
    return escape(f"{start} to {end}")


def unknown(found: OnCall) -> Passage:
    """What is said where no schedule is known, or it could not be read: two different things."""
    subject = strong(found.subject)
    if found.status == "unreadable":
        reason = escape(shortened(found.reason, _MOST_REASON))
        asked = Mrkdwn(f"I could not find out who is on call for {subject}: {reason}.")
        return Passage(asked, (*origin(found.schedule, found.subject), *_turn_to(found)), sources=SOURCES)
    where = "nor anything it belongs to" if found.subject.ref.kind != "group" else "nor any group above it"
    headline = Mrkdwn(f"No on-call schedule is known for {subject}: neither it {where} names one.")
    hint = Mrkdwn(f"Whoever knows it can set the annotation {code(ON_CALL)} there.")
    return Passage(headline, (*_turn_to(found), hint))


def _turn_to(found: OnCall) -> Iterator[Mrkdwn]:
    quickest = [ways(reach)[0] for reach in found.ask[:_MOST_TO_ASK]]
    if quickest:
        yield Mrkdwn(f"Ask {' or '.join(dict.fromkeys(quickest))}.")


def turn_to(found: OnCall) -> tuple[Mrkdwn, ...]:
    """Whom to ask instead."""
    return tuple(_turn_to(found))


def outage(found: OnCall, reader: Reader) -> tuple[Mrkdwn, ...]:
    """That the source does not answer now, and how old is what we know."""
    if found.rota is None or not found.rota.failing:
        return ()
    reason = escape(shortened(found.rota.failing, _MOST_REASON))
    return (Mrkdwn(f"As of {ago(found.rota.as_of, reader.now)}; {reason}."),)


def as_facts(found: OnCall) -> Facts:
    """`people`, and `oncall` where nobody is known; `next`."""
    known = {"people": [person_fact(one) for one in found.duties], "next": [next_fact(one) for one in found.next]}
    return known if found.duties else {**known, "oncall": found.status}


def person_fact(duty: Duty) -> Facts:
    until = {"until": instant(duty.shift.end)} if duty.shift.end is not None else {}
    return {**duty.who, "level": duty.shift.level, **until}


def next_fact(duty: Duty) -> Facts:
    start = {"from": instant(duty.shift.start)} if duty.shift.start is not None else {}
    return {**duty.who, "level": duty.shift.level, **start}


def instant(at: datetime) -> str:
    """In UTC, as `2026-11-26T09:00:00Z`."""
    return at.isoformat().replace("+00:00", "Z")
