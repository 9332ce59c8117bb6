"""Arithmetic of days: weekdays and months from a day on, feasts of a year, and instants by the clock of a zone."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final


def weekday_from(day: date, weekday: int) -> date:
    """The first such weekday (Monday is 0) on or after a day."""
    return day + timedelta((weekday - day.weekday()) % 7)


def weekday_before(day: date, weekday: int) -> date:
    """The last such weekday before a day."""
    return day - timedelta((day.weekday() - weekday - 1) % 7 + 1)


def monday_of(day: date) -> date:
    """The first day of a day's week; weeks begin on Monday. Source: ISO 8601."""
    return day - timedelta(day.weekday())


def months_after(day: date, months: int) -> date:
    """The same day some months on, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def nearest(candidates: Callable[[int], date | None], around: int, today: date, past: bool) -> date | None:
    """The coming one of days that return, today included; of the past, the last one up to today.

    candidates: by number, rising; None where there is none. around: the number of the one about today.
    """
    days = [day for number in range(around - 8, around + 9) if (day := candidates(number)) is not None]
    if past:
        return max((day for day in days if day <= today), default=None)
    return min((day for day in days if day >= today), default=None)


def nearest_yearly(in_year: Callable[[int], date | None], today: date, past: bool) -> date | None:
    """The coming (or last) one of a day that returns every year, or only in some."""
    return nearest(in_year, today.year, today, past)


def nearest_monthly(number: int, today: date, past: bool) -> date | None:
    """The coming (or last) day of a month with this number: `the 23rd`."""
    first = today.replace(day=1)

    def in_month(months: int) -> date | None:
        month = months_after(first, months)
        return day_of(month.year, month.month, number)

    return nearest(in_month, 0, today, past)


def day_of(year: int, month: int, number: int) -> date | None:
    """That day, if the calendar has it and it is within living memory or foresight."""
    if not (1970 <= year <= 2999 and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]):
        return None
    return date(year, month, number)


def easter(year: int) -> date:
    """Easter Sunday. Source: the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    skipped = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - skipped + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _after_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days)


def _after_thanksgiving(days: int) -> Callable[[int], date]:
    """Thanksgiving is the fourth Thursday of November, as in the United States."""
    return lambda year: weekday_from(date(year, 11, 22), 3) + timedelta(days)


def _every(month: int, number: int) -> Callable[[int], date]:
    return lambda year: date(year, month, number)


FEASTS: Final[Mapping[str, Callable[[int], date]]] = {
    "christmas eve": _every(12, 24),
    "christmas day": _every(12, 25),
    "christmas": _every(12, 25),
    "boxing day": _every(12, 26),
    "st stephens day": _every(12, 26),
    "new years eve": _every(12, 31),
    "new year eve": _every(12, 31),
    "nye": _every(12, 31),
    "new years day": _every(1, 1),
    "new year day": _every(1, 1),
    "new years": _every(1, 1),
    "new year": _every(1, 1),
    "epiphany": _every(1, 6),
    "valentines day": _every(2, 14),
    "valentine day": _every(2, 14),
    "halloween": _every(10, 31),
    "good friday": _after_easter(-2),
    "easter sunday": _after_easter(0),
    "easter monday": _after_easter(1),
    "easter": _after_easter(0),
    "black friday": _after_thanksgiving(1),
    "cyber monday": _after_thanksgiving(4),
    "thanksgiving day": _after_thanksgiving(0),
    "thanksgiving": _after_thanksgiving(0),
}
"""Days with a name, longer names first."""


def instant(day: date, hour: int, minute: int, zone: tzinfo) -> datetime:
    """The instant (UTC) when clocks of a zone show this; hours from 24 on are the next day's.

    A time that a clock change leaves out is read by the clock from before it, so 02:30 becomes 03:30; of a time
    that comes twice, the first is meant.
    """
    days, hour = divmod(hour, 24)
    return datetime.combine(day + timedelta(days), time(hour, minute), zone).astimezone(UTC)
