"""Weeks, weekends, months, quarters and years in words, and their edges: `next week`, `december`, `end of the month`.

Weeks begin on Monday, and for people at work they end on Friday.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.moments.almanac import last_of_month, monday_of, months_after, nearest_yearly
from bot.moments.words import MONTHS, Said, year_of

_TURNS: Final[Mapping[str, int]] = {
    "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1, "last": -1, "previous": -1,
}  # fmt: skip
_UNITS: Final = frozenset({"week", "weekend", "month", "quarter", "year"})
_EDGES: Final[Mapping[str, str]] = {
    "start": "start", "beginning": "start", "early": "start",
    "middle": "middle", "mid": "middle",
    "end": "end", "late": "end",
}  # fmt: skip
_ENDS: Final[Mapping[str, str]] = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days on end. unit: `week`, `weekend`, `month` …; turn: -1 of the past, 1 to come, 0 neither.

    told: whether the words say which one, as "this week" does and "the week" does not; "december" is as often a name.
    """

    first: date
    last: date
    unit: str
    turn: int = 0
    told: bool = True

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def stretch_at(said: Said, at: int) -> tuple[Stretch, int] | None:
    """A stretch of days, and where the words go on."""
    at += said.at(at) == "the"
    at += said.at(at) == "this" and said.at(at + 1) in _TURNS
    turn = _TURNS.get(said.at(at))
    end = at if turn is None else at + 1
    word = said.at(end)
    if word in MONTHS:
        return _month(said, end, turn)
    if word not in _UNITS:
        return None
    if end == at and (far := said.after(end + 1, "after next")):
        return _of(word, said.today, 2), far
    if end == at and (far := said.after(end + 1, "before last")):
        return _of(word, said.today, -2), far
    if word == "weekend" and said.at(at) == "coming" and said.today.weekday() < 5:
        turn = 0
    found = _of(word, said.today, turn or 0)
    return (found if turn is not None else _untold(found, said)), end + 1


def _untold(found: Stretch, said: Said) -> Stretch:
    """`the weekend` is the last one where the message speaks of the past, unless it has begun."""
    if found.unit == "weekend" and said.past and said.today < found.first:
        found = _of("weekend", said.today, -1)
    return Stretch(found.first, found.last, found.unit, told=False)


def _of(unit: str, today: date, turns: int) -> Stretch:
    """The week, weekend, … so many from today's."""
    turn = max(-1, min(1, turns))
    match unit:
        case "week" | "weekend":
            monday = monday_of(today) + timedelta(weeks=turns)
            return Stretch(monday + timedelta(5 if unit == "weekend" else 0), monday + timedelta(6), unit, turn)
        case "month":
            first, months = today.replace(day=1), 1
        case "quarter":
            first, months = today.replace(month=today.month - (today.month - 1) % 3, day=1), 3
        case _:
            first, months = today.replace(month=1, day=1), 12
    first = months_after(first, turns * months)
    return Stretch(first, months_after(first, months) - timedelta(1), unit, turn)


def _month(said: Said, at: int, turn: int | None) -> tuple[Stretch, int] | None:
    """`december`, `december 2026`, `next december`."""
    month, year, today = MONTHS[said.at(at)], year_of(said.at(at + 1)), said.today
    if year is not None and turn is None:
        first: date | None = date(year, month, 1)
        return Stretch(date(year, month, 1), last_of_month(date(year, month, 1)), "month"), at + 2
    this_month = today.replace(day=1)
    match turn:
        case 0:
            first = date(today.year, month, 1)
        case 1:
            first = nearest_yearly(lambda year: date(year, month, 1), months_after(this_month, 1), past=False)
        case -1:
            first = nearest_yearly(lambda year: date(year, month, 1), this_month - timedelta(1), past=True)
        case _:
            first = nearest_yearly(lambda year: date(year, month, 1), this_month, said.past)
    if first is None:
        return None
    return Stretch(first, last_of_month(first), "month", turn or 0, told=turn is not None), at + 1


def edge_at(said: Said, at: int) -> tuple[date, int, int] | None:
    """A day at the start, middle or end of a stretch; its turn (-1 past, 1 to come), and where the words go on."""
    if said.at(at) in _ENDS:
        return _edge("end", _of(_ENDS[said.at(at)], said.today, 0), said.today), 0, at + 1
    at += said.at(at) == "the"
    edge = _EDGES.get(said.at(at))
    if edge is None:
        return None
    read = stretch_at(said, said.after(at + 1, "of", "in") or at + 1)
    if read is None:
        return None
    stretch, end = read
    return _edge(edge, stretch, said.today), stretch.turn, end


def _edge(edge: str, stretch: Stretch, today: date) -> date:
    first, last = stretch.first, stretch.last
    if stretch.unit == "week" and (today not in stretch or today <= first + timedelta(4)):
        last = first + timedelta(4)
    match edge:
        case "start":
            return first
        case "end":
            return last
        case _:
            return first + timedelta(14) if stretch.unit == "month" else first + (last - first) // 2
