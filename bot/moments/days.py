"""Days in words: `tomorrow`, `next monday`, `wednesday next week`, `the weekend`, `the day after christmas`.

A day that returns (a weekday, a date without a year) is the coming one, or the last one where the message speaks of
the past. "This friday" is this week's and "next friday" the following week's, "last friday" is the one just gone.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.moments.almanac import monday_of, weekday_before, weekday_from
from bot.moments.clocks import EVENING, NIGHT, PARTS
from bot.moments.dates import ANY, DATED, FEASTED, Day, monthly_at, written_at
from bot.moments.lengths import Length, length_at, unit_at
from bot.moments.stretches import edge_at, stretch_at
from bot.moments.words import MONTHS, OTHER_WORDS_TOO, WEEKDAYS, Said

_MONTHED: Final = frozenset({"in", "since", "until", "till", "during"})


def day_at(said: Said, at: int) -> tuple[Day, int] | None:
    """A day, and where the words go on."""
    return _counted(said, at) or _week_of(said, at) or _part_of(said, at) or _plain(said, at)


def _plain(said: Said, at: int) -> tuple[Day, int] | None:
    return _near(said, at) or _weekday(said, at) or _edge(said, at) or written_at(said, at) or _stretch(said, at)


def _counted(said: Said, at: int) -> tuple[Day, int] | None:
    """`the day before yesterday`, `a week from monday`, `two days after christmas`."""
    start = said.after(at, "the")
    read = unit_at(said, start or at) or (length_at(said, at) if start is None else None)
    if read is None or read[0].by_the_clock:
        return None
    length, turn = read
    forward = said.at(turn) in {"after", "from"} or (said.at(turn) == "on" and start is None)
    if not forward and said.at(turn) != "before":
        return None
    inner = _plain(replace(said, past=said.past and not forward), turn + 1)
    if inner is None or inner[0].part or inner[0].clock:
        return None
    return _moved(inner[0], length, forward=forward), inner[1]


def _moved(day: Day, length: Length, *, forward: bool) -> Day:
    return Day(length.day_after(day.on) if forward else length.day_before(day.on), past=day.past)


_WEEK_OF: Final = ("the week of", "week of", "the week commencing", "week commencing", "week beginning", "w/c")


def _week_of(said: Said, at: int) -> tuple[Day, int] | None:
    """`the week of 7 december`."""
    start = said.after(at, *_WEEK_OF)
    read = written_at(said, start) if start is not None else None
    return (replace(read[0], needs=ANY), read[1]) if read else None


def _part_of(said: Said, at: int) -> tuple[Day, int] | None:
    """`the morning of 14 october`."""
    at += said.at(at) == "the"
    if said.at(at) not in PARTS or said.at(at + 1) != "of":
        return None
    read = _plain(said, at + 2)
    return None if read is None else (replace(read[0], part=PARTS[said.at(at)], near=False), read[1])


_LATER_OR_EARLIER: Final = frozenset({"later", "earlier", "early", "late"})


def _near(said: Said, at: int) -> tuple[Day, int] | None:
    """`today`, `tonight`, `tomorrow`, `yesterday`, `this morning`, `last night`."""
    if said.at(at) in _LATER_OR_EARLIER and said.at(at + 1) in {"today", "tonight", "tomorrow", "yesterday", "this"}:
        at += 1
    today, end = said.today, at + 1
    match said.at(at):
        case "today":
            return Day(today, near=True), end
        case "tonight":
            return Day(today, near=True, part=NIGHT), end
        case "tomorrow":
            return Day(today + timedelta(1), past=False, near=True), end
        case "yesterday":
            return Day(today - timedelta(1), past=True, near=True), end
        case "this" if said.at(end) in PARTS:
            return Day(today, near=True, part=PARTS[said.at(end)]), end + 1
        case "last" if said.at(end) in {"night", "evening"}:
            part = NIGHT if said.at(end) == "night" else EVENING
            return Day(today - timedelta(1), past=True, near=True, part=part), end + 1
    if far := said.after(at, "the night before last", "night before last"):
        return Day(today - timedelta(2), past=True, near=True, part=NIGHT), far
    return None


_TURNS: Final = frozenset({"this", "next", "coming", "following", "last", "past", "previous"})
_WEEKS: Final[Mapping[str, int]] = {
    "next week": 1, "of next week": 1, "in next week": 1, "the following week": 1,
    "this week": 0, "of this week": 0,
    "last week": -1, "of last week": -1, "in last week": -1, "the week before last": -2,
    "the week after next": 2, "in the week after next": 2, "week after next": 2, "after next": 2,
}  # fmt: skip


def _weekday(said: Said, at: int) -> tuple[Day, int] | None:
    at += said.at(at) == "the" and (said.at(at + 1) in WEEKDAYS or said.at(at + 1) in _TURNS)
    at += said.at(at) == "this" and said.at(at + 1) in _TURNS
    turn = said.at(at) if said.at(at) in _TURNS else ""
    name = said.at(at + bool(turn))
    weekday = WEEKDAYS.get(name, WEEKDAYS.get(name.removesuffix("s")))
    if weekday is None:
        return None
    end = at + bool(turn) + 1
    if date := written_at(said, end) or monthly_at(said, end):
        return replace(date[0], needs=ANY), date[1]
    if over := said.after(end, *_WEEKS):
        return _in_week(said, weekday, _WEEKS[" ".join(said.words[end:over])]), over
    day = _turned(said, weekday, turn)
    if over := said.after(end, "week"):
        return Day(day.on + timedelta(7), past=False), over
    if not turn and name in OTHER_WORDS_TOO:
        day = replace(day, needs=DATED - {"for"})
    return day, end


def _in_week(said: Said, weekday: int, weeks: int) -> Day:
    on = monday_of(said.today) + timedelta(weekday, weeks=weeks)
    return Day(on, past=None if weeks == 0 else weeks < 0)


def _turned(said: Said, weekday: int, turn: str) -> Day:
    """This, next, last or just such a weekday."""
    today = said.today
    match turn:
        case "next":
            return _in_week(said, weekday, 1)
        case "last" | "past" | "previous":
            return Day(weekday_before(today, weekday), past=True)
        case "coming" | "following":
            return Day(weekday_from(today + timedelta(1), weekday), past=False)
        case "this" if said.past == (monday_of(today) + timedelta(weekday) < today):
            return Day(monday_of(today) + timedelta(weekday))
    back = said.past and today.weekday() != weekday
    return Day(weekday_before(today, weekday) if back else weekday_from(today, weekday), weekly=True)


def _edge(said: Said, at: int) -> tuple[Day, int] | None:
    read = edge_at(said, at)
    if read is None:
        return None
    on, turn, end = read
    return Day(on, past=turn < 0 if turn else None), end


def _stretch(said: Said, at: int) -> tuple[Day, int] | None:
    """`next week`, `this weekend`, `december`; and a weekday in it, as in "next week on wednesday"."""
    read = stretch_at(said, at)
    if read is None:
        return None
    stretch, end = read
    past = stretch.turn < 0 if stretch.turn else None
    inner = said.after(end, "on") or end
    weekday = WEEKDAYS.get(said.at(inner))
    if weekday is not None and (on := monday_of(stretch.first) + timedelta(weekday)) in stretch and stretch.told:
        return Day(on, past=past), inner + 1
    if stretch.unit == "weekend":
        on = said.today if said.today in stretch else stretch.first
        return Day(on, past=past, needs=ANY if stretch.told else FEASTED, stretch=stretch), end
    by_name = not MONTHS.keys().isdisjoint(said.words[at:end])
    if not stretch.told and not by_name:
        return None
    needs = ANY if stretch.told else _MONTHED
    return Day(stretch.first, past=past, near=not by_name, needs=needs, stretch=stretch), end
