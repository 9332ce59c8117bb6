"""Dates as they are written: `14 october`, `october 14th`, `23/12`, `2026-12-23`, `the 3rd`, `christmas eve`.

`3/12` has the day first, unless only the second number can be a day; `24/7` is no date.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.moments.almanac import FEASTS, day_of, nearest_monthly, nearest_yearly
from bot.moments.clocks import Clock, Part
from bot.moments.stretches import Stretch
from bot.moments.words import MONTHS, ORDINALS, OTHER_WORDS_TOO, Said, nth, numeral, year_of
from bot.moments.zones import offset_of

Leads = frozenset[str]
ANY: Final[Leads] = frozenset()
DATED: Final[Leads] = frozenset({"on", "since", "from", "until", "till", "by", "before", "after", "for"})
FEASTED: Final[Leads] = DATED | {"at", "over", "during", "around", "between"}


@dataclass(frozen=True, slots=True)
class Day:
    """A day, as words point to it.

    past: whether they point to the past or to what is to come, as far as they say.
    weekly: whether it is a bare weekday, for which a time of the day may mean the next or the last one.
    near: whether it is said in relation to today, without "on".
    needs: prepositions of which one must stand before it to make it a time; none for words that mean nothing else.
    part, clock: the part of the day, or the time, where the same words say it. stretch: where several days are meant.
    """

    on: date
    past: bool | None = None
    weekly: bool = False
    near: bool = False
    needs: Leads = ANY
    part: Part | None = None
    clock: Clock | None = None
    stretch: Stretch | None = None


def written_at(said: Said, at: int) -> tuple[Day, int] | None:
    """A date, and where the words go on."""
    word = said.at(at)
    if word[:1].isdecimal() and (day := _numbers(word, said)):
        return (day, at + 1) if not day.needs or said.closes(at + 1) else None
    return _day_of_month(said, at) or _feast(said, at)


_ISO: Final = re.compile(
    r"([12][0-9]{3})([-/.])([0-9]{1,2})\2([0-9]{1,2})"
    r"(?:[t_]([0-9]{2}):?([0-9]{2})(?::?[0-9]{2})?(z|[+-][0-9]{2}:?(?:[0-9]{2})?)?)?",
    re.ASCII,
)
_SLASHED: Final = re.compile(r"([0-9]{1,2})([/.])([0-9]{1,2})(?:\2([12][0-9]{3}|[0-9]{2}))?", re.ASCII)


def _numbers(word: str, said: Said) -> Day | None:
    if match := _ISO.fullmatch(word):
        return _iso(match)
    match = _SLASHED.fullmatch(word)
    if match is None or word == "24/7" or (match[2] == "." and len(match[4] or "") < 4):
        return None
    number, month = int(match[1]), int(match[3])
    if month > 12:
        number, month = month, number
    if match[4]:
        day = day_of(int(match[4]) + (2000 if len(match[4]) == 2 else 0), month, number)
        return Day(day) if day else None
    day = nearest_yearly(lambda year: day_of(year, month, number), said.today, said.past)
    plainly_a_date = number > 12 and len(match[3]) == len(match[1]) == 2
    return Day(day, needs=ANY if plainly_a_date else DATED) if day else None


def _iso(match: re.Match[str]) -> Day | None:
    """Source: ISO 8601, as RFC 3339 profiles it; fractions of seconds are what logs write, not people."""
    day = day_of(int(match[1]), int(match[3]), int(match[4]))
    if day is None or match[5] is None:
        return Day(day) if day else None
    hour, minute = int(match[5]), int(match[6])
    if hour > 23 or minute > 59:
        return None
    return Day(day, clock=Clock(hour * 60 + minute, zone=offset_of(match[7]) if match[7] else None))


def _day_of_month(said: Said, at: int) -> tuple[Day, int] | None:
    """`14 october 2026`, `the 14th of october`, `october the 14th`, `the 14th`."""
    start = at + (said.at(at) == "the")
    word = said.at(start)
    if word in MONTHS:
        return _month_first(said, start)
    number, surely = _number(word)
    if number is None:
        return None
    of = said.at(start + 1) == "of"
    month = said.at(start + 1 + of)
    if month not in MONTHS:
        alone = monthly_at(said, at) if start > at and said.closes(start + 1) else None
        return (replace(alone[0], needs=DATED), alone[1]) if alone else None
    if word in ORDINALS and not of:
        return None
    return _dated(said, MONTHS[month], number, start + 2 + of, sure=surely or of or month not in OTHER_WORDS_TOO)


def _month_first(said: Said, at: int) -> tuple[Day, int] | None:
    month, start = said.at(at), at + 1
    start += said.at(start) == "the"
    number, surely = _number(said.at(start))
    if number is None:
        return None
    return _dated(said, MONTHS[month], number, start + 1, sure=surely or month not in OTHER_WORDS_TOO)


def _number(word: str) -> tuple[int | None, bool]:
    """The day's number, and whether it is written as nothing but a day's is."""
    ordinal = nth(word) or ORDINALS.get(word)
    return (ordinal, True) if ordinal else (numeral(word), False)


def _dated(said: Said, month: int, number: int, end: int, *, sure: bool) -> tuple[Day, int] | None:
    year = year_of(said.at(end))
    if year is not None:
        day = day_of(year, month, number)
        return (Day(day), end + 1) if day else None
    day = nearest_yearly(lambda year: day_of(year, month, number), said.today, said.past)
    return (Day(day, needs=ANY if sure else DATED), end) if day else None


_FEASTS_BY_WORD: Final = {
    first: tuple(name for name in FEASTS if name.split()[0] == first)
    for first in {name.split()[0] for name in FEASTS}
}
_AMONG_OTHER_WORDS: Final = frozenset(
    {"christmas", "new year", "easter", "halloween", "thanksgiving", "epiphany", "black friday", "cyber monday"}
)
"""Names of days that campaigns and flags are called after, too."""


def _feast(said: Said, at: int) -> tuple[Day, int] | None:
    """`christmas eve`, `last christmas`, `easter monday 2027`."""
    turn = said.at(at) if said.at(at) in {"this", "next", "last"} else ""
    at += bool(turn)
    for name in _FEASTS_BY_WORD.get(said.at(at), ()):
        if end := said.after(at, name):
            year = year_of(said.at(end))
            past = said.past if not turn else turn == "last"
            day = FEASTS[name](year) if year else nearest_yearly(FEASTS[name], said.today, past)
            needs = FEASTED if name in _AMONG_OTHER_WORDS and not turn else ANY
            return (Day(day, needs=needs), end + (year is not None)) if day else None
    return None


def monthly_at(said: Said, at: int) -> tuple[Day, int] | None:
    """A day of the month by its number alone, as after a weekday: "friday the 27th"."""
    at += said.at(at) == "the"
    number = nth(said.at(at))
    day = nearest_monthly(number, said.today, said.past) if number else None
    return (Day(day), at + 1) if day else None
