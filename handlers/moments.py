"""How a moment and a length of time are written in one line, for whoever reads the answer."""

from datetime import date, datetime, timedelta, tzinfo
from typing import Final

_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_NAMED: Final = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_SAME_WEEKDAY: Final = 7
"""Days ahead at which a weekday would be taken for today's."""
_SAME_SEASON: Final = 183
"""Days within which nobody asks which year a date is of."""


def spoken(moment: datetime | date, now: datetime, zone: tzinfo) -> str:
    """An instant (aware) or a day, as a reader in that zone reads it.

    Shape: `today 14:20`, `yesterday 09:00`, `Mon 09:00` within the coming week, else `12 Nov, 14:20`; of days
    `today`, `Mon 30 Nov`, `12 Nov`. The year stands only where it is more than half a year off.
    """
    today = now.astimezone(zone).date()
    if not isinstance(moment, datetime):
        days = (moment - today).days
        ahead = f"{_WEEKDAYS[moment.weekday()]} " if 1 < days < _SAME_WEEKDAY else ""
        return _NAMED.get(days) or f"{ahead}{_dated(moment, days)}"
    local = moment.astimezone(zone)
    days, clock = (local.date() - today).days, f"{local.hour:02}:{local.minute:02}"
    if days in _NAMED:
        return f"{_NAMED[days]} {clock}"
    if 0 < days < _SAME_WEEKDAY:
        return f"{_WEEKDAYS[local.weekday()]} {clock}"
    return f"{_dated(local.date(), days)}, {clock}"


def _dated(day: date, days: int) -> str:
    year = f" {day.year}" if abs(days) > _SAME_SEASON else ""
    return f"{day.day} {_MONTHS[day.month - 1]}{year}"


def lasting(length: timedelta) -> str:
    """A length of time in one or two units, rounded down: `40 s`, `4 min`, `5 h 20 min`, `1 day 3 h`, `3 days`."""
    seconds = int(abs(length).total_seconds())
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86_400
    if seconds < 60:
        return f"{seconds} s"
    if hours < 1:
        return f"{minutes} min"
    if days < 1:
        return f"{hours} h" + (f" {minutes % 60} min" if minutes % 60 else "")
    if days < 2:
        return "1 day" + (f" {hours % 24} h" if hours % 24 else "")
    if days < 60:
        return f"{days} days"
    return f"{days // 30} months" if days < 730 else f"{days // 365} years"
