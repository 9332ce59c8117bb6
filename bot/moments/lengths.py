"""Lengths of time in words: `6h`, `2 hours and 30 minutes`, `half an hour`, `a couple of days`, `a week`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.moments.almanac import months_after
from bot.moments.words import UNITS, Said, number_at

_SECONDS: Final[Mapping[str, int]] = {"second": 1, "minute": 60, "hour": 3600}
_DAYS: Final[Mapping[str, int]] = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS: Final[Mapping[str, int]] = {"month": 1, "quarter": 3, "year": 12}
_GLUED_UNITS: Final[Mapping[str, str]] = {
    "s": "second", "sec": "second", "secs": "second", "m": "minute", "min": "minute", "mins": "minute",
    "h": "hour", "hr": "hour", "hrs": "hour", "d": "day", "days": "day", "w": "week", "wk": "week", "mo": "month",
    "y": "year", "yr": "year",
}  # fmt: skip
_VAGUE: Final = ("a couple of", "couple of", "a couple", "couple", "a few", "few", "several", "some")
_MOST_YEARS: Final = 100


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time, by the calendar (months, days) or by the clock (time)."""

    months: int = 0
    days: int = 0
    time: timedelta = timedelta()

    @property
    def by_the_clock(self) -> bool:
        return bool(self.time)

    def day_after(self, day: date) -> date:
        return months_after(day, self.months) + timedelta(self.days)

    def day_before(self, day: date) -> date:
        return months_after(day, -self.months) - timedelta(self.days)

    def after(self, moment: datetime) -> datetime:
        """The same time of the day where the length is by the calendar alone."""
        return moment + timedelta(self.days + 30 * self.months) + self.time

    def before(self, moment: datetime) -> datetime:
        return moment - timedelta(self.days + 30 * self.months) - self.time


def length_at(said: Said, at: int) -> tuple[Length, int] | None:
    """A length, and where the words go on; None beyond a hundred years."""
    read = _glued(said, at) or _half(said, at) or _counted(said, at)
    if read is None:
        return None
    length, end = read
    if said.at(end) == "and" and length.by_the_clock and (more := _counted(said, end + 1)) and more[0].by_the_clock:
        length, end = Length(length.months, length.days, length.time + more[0].time), more[1]
    years = length.months / 12 + (length.days + length.time.days) / 365
    return (length, end) if years <= _MOST_YEARS else None


def unit_at(said: Said, at: int) -> tuple[Length, int] | None:
    """One of a unit, named alone: the `hour` of "the last hour"."""
    unit = UNITS.get(said.at(at))
    return (_length(1, unit), at + 1) if unit else None


_PIECE: Final = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,2})?)([a-z]{1,4})", re.ASCII)
_GLUED: Final = re.compile(rf"(?:{_PIECE.pattern}){{1,3}}", re.ASCII)


def _glued(said: Said, at: int) -> tuple[Length, int] | None:
    """`6h`, `1h30m`."""
    word = said.at(at)
    if not word[:1].isdecimal() or not _GLUED.fullmatch(word):
        return None
    pieces = [(float(amount), _GLUED_UNITS.get(unit)) for amount, unit in _PIECE.findall(word)]
    lengths = [_length(amount, unit) for amount, unit in pieces if unit]
    if len(lengths) < len(pieces):
        return None
    months, days = sum(one.months for one in lengths), sum(one.days for one in lengths)
    return Length(months, days, sum((one.time for one in lengths), timedelta())), at + 1


def _half(said: Said, at: int) -> tuple[Length, int] | None:
    """`half an hour`, `half a day`, `a quarter of an hour`."""
    for share, phrases in (
        (0.5, ("half a", "half an", "half", "a half")),
        (0.25, ("a quarter of an", "quarter of an")),
    ):
        end = said.after(at, *phrases)
        if end is not None and said.at(end) in UNITS:
            return _length(share, UNITS[said.at(end)]), end + 1
    return None


def _counted(said: Said, at: int) -> tuple[Length, int] | None:
    """`2 hours`, `an hour and a half`, `one and a half hours`, `1.5 hours`, `a few days`."""
    read = _amount(said, at)
    if read is None:
        return None
    amount, end = read
    if halved := said.after(end, "and a half"):
        amount, end = amount + 0.5, halved
    unit = UNITS.get(said.at(end))
    if unit is None:
        return None
    if halved := said.after(end + 1, "and a half"):
        return _length(amount + 0.5, unit), halved
    return _length(amount, unit), end + 1


_DECIMAL: Final = re.compile(r"[0-9]{1,3}[.][0-9]{1,2}", re.ASCII)


def _amount(said: Said, at: int) -> tuple[float, int] | None:
    word = said.at(at)
    if number := number_at(said, at):
        return number
    if end := said.after(at, *_VAGUE):
        return (2 if "couple" in said.words[at:end] else 3), end
    if word in {"a", "an"}:
        return 1, at + 1
    return (float(word), at + 1) if _DECIMAL.fullmatch(word) else None


def _length(amount: float, unit: str) -> Length:
    """Parts of days and weeks are hours; parts of months are days, thirty to a month."""
    if unit in _SECONDS:
        return Length(time=timedelta(seconds=amount * _SECONDS[unit]))
    if unit in _DAYS:
        days, rest = divmod(amount * _DAYS[unit], 1)
        return Length(days=int(days), time=timedelta(days=rest))
    months, rest = divmod(amount * _MONTHS[unit], 1)
    return Length(months=int(months), days=round(rest * 30))
