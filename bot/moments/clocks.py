"""Times of the day in words: `9:30pm`, `half past eight in the morning`, `noon`, `9 CET`, `in the evening`.

Where words leave the half of the day open, the part of the day beside it decides ("tonight at 9" is 21:00). Without
one, `9:30` is meant as a 24-hour clock shows it, and a bare hour as offices mean it: 7 to 11 before noon, 12 to 6
after. Midnight is the end of the day it is said with; `12am` its beginning.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from enum import Enum, auto
from typing import Final

from bot.moments.words import MERIDIEMS, Said, number_at
from bot.moments.zones import zone_at

HALF: Final = 12 * 60
DAY: Final = 24 * 60
"""Minutes."""
_SMALL_HOURS: Final = 5 * 60
"""Until then, a time said with an evening or a night belongs to the next day."""


class Company(Enum):
    """What must stand beside words that have other meanings to make them a time."""

    NOTHING = auto()
    DAY_OR_AT = auto()
    DAY = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day. begins, hour: when it begins and the hour that is meant by it, of the day it is said with.

    late: whether it runs into the next day.
    """

    begins: int
    hour: int
    late: bool = False


MORNING: Final = Part(0, 9)
AFTERNOON: Final = Part(12, 15)
EVENING: Final = Part(17, 19, late=True)
NIGHT: Final = Part(18, 22, late=True)
_DEAD_OF_NIGHT: Final = Part(18, 27, late=True)

PARTS: Final[Mapping[str, Part]] = {
    "morning": MORNING,
    "afternoon": AFTERNOON,
    "evening": EVENING,
    "night": NIGHT,
}
_MODIFIERS: Final = frozenset({"early", "late"})
_DAYTIME_ENDS: Final = ("eod", "eob", "cob", "end of day", "end of the day", "end of business", "close of business")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day.

    minutes: since midnight, as meant where nothing else says which half of the day.
    dial: minutes on a twelve-hour dial where the words leave the half open, else None.
    needs: what must stand beside it to make it a time: a day for `first thing`, a day or "at" for a bare `9`.
    zone: whose clock, where the words say so.
    """

    minutes: int
    dial: int | None = None
    needs: Company = Company.NOTHING
    zone: tzinfo | None = None

    def within(self, part: Part | None) -> int:
        """Minutes since the midnight that began the day, when the day's part is known: "saturday night at 2"."""
        if part is None:
            return self.minutes
        if self.dial is None:
            return self.minutes + DAY if part.late and self.minutes < _SMALL_HOURS else self.minutes
        if part.late and self.dial < _SMALL_HOURS:
            return self.dial + DAY
        return self.dial if part is MORNING else self.dial + HALF

    def followed_by(self, part: Part) -> "Clock":
        """The time, when its part of the day is said after it: "2 at night" is 2 in the morning of that day."""
        if self.dial is None:
            return replace(self, needs=Company.NOTHING)
        small = part.late and 60 <= self.dial < _SMALL_HOURS
        return Clock(self.dial if small else self.within(part))


def part_at(said: Said, at: int) -> tuple[Part, int] | None:
    """A part of the day with its own preposition (`in the morning`, `at night`), and where the words go on."""
    start = said.after(at, "in the", "during the", "at", "over", "in")
    if end := said.after(start or at, "middle of the night", "dead of night"):
        return _DEAD_OF_NIGHT, end
    if said.at(at) == "overnight":
        return NIGHT, at + 1
    return part_alone(said, start) if start is not None else None


def part_alone(said: Said, at: int) -> tuple[Part, int] | None:
    """A part of the day without a preposition, as after a day: `early morning`."""
    at += said.at(at) in _MODIFIERS
    word = said.at(at)
    return (PARTS[word], at + 1) if word in PARTS else None


def clock_at(said: Said, at: int) -> tuple[Clock, int] | None:
    """A time of the day, and where the words go on."""
    read = _named(said, at) or _turned(said, at) or _written(said, at)
    if read is None:
        return None
    clock, end = read
    if part := part_at(said, end):
        clock, end = clock.followed_by(part[0]), part[1]
    if zone := zone_at(said, end):
        clock, end = replace(clock, zone=zone[0], needs=Company.NOTHING), zone[1]
    return clock, end


def _named(said: Said, at: int) -> tuple[Clock, int] | None:
    if end := said.after(at, "12 noon", "noon", "midday"):
        return Clock(HALF), end
    if end := said.after(at, "12 midnight", "midnight"):
        return Clock(DAY), end
    if end := said.after(at, *_DAYTIME_ENDS):
        return Clock(18 * 60), end
    if end := said.after(at, "first thing"):
        return Clock(9 * 60, needs=Company.DAY), end
    if end := said.after(at, "this time", "same time", "the same time"):
        return Clock(said.local.hour * 60 + said.local.minute, needs=Company.DAY), end
    return None


_STEPS: Final[Mapping[str, int]] = {"half": 30, "quarter": 15}


def _turned(said: Said, at: int) -> tuple[Clock, int] | None:
    """`half past eight`, `quarter to nine`, `ten past 8`; `half nine` is half past nine, as the British say it."""
    at += said.at(at) == "a"
    step, joint = _STEPS.get(said.at(at)), at + 1
    named = step is not None
    if step is None:
        number = number_at(said, at)
        if number is None or not 1 <= number[0] <= 29:
            return None
        step, joint = number[0], said.after(number[1], "minutes", "minute", "min") or number[1]
    turn = said.at(joint)
    if turn == "past" or (turn == "after" and named):
        return _turned_hour(said, joint + 1, step, Company.NOTHING)
    if turn == "to" and step % 5 == 0 and step < 30 and said.at(at - 1) not in {"from", "between"}:
        return _turned_hour(said, joint + 1, -step, Company.NOTHING if named else Company.DAY_OR_AT)
    return _turned_hour(said, joint, step, Company.DAY_OR_AT) if step == 30 and named else None


def _turned_hour(said: Said, at: int, step: int, needs: Company) -> tuple[Clock, int] | None:
    read = _written(said, at)
    if read is None or read[0].minutes % 60:
        return None
    hour, end = read
    if hour.dial is None:
        return Clock((hour.minutes + step) % DAY, None, needs), end
    dial = (hour.dial + step) % HALF
    return Clock(_in_office(dial), dial, needs), end


_DIGITS: Final = re.compile(
    r"(?P<hour>[01]?[0-9]|2[0-4])(?:(?P<mark>[:.h])(?P<minute>[0-5][0-9])(?::[0-5][0-9])?)?"
    r"(?P<half>am|pm|a\.m\.?|p\.m\.?)?(?P<utc>z)?",
    re.ASCII,
)
_MILITARY: Final = re.compile(r"([01][0-9]|2[0-3])([0-5][0-9])", re.ASCII)


def _written(said: Said, at: int) -> tuple[Clock, int] | None:
    """`9`, `nine`, `9pm`, `9 p.m.`, `14:00`, `9 o'clock`, `0900 hours`."""
    word = said.at(at)
    if match := _MILITARY.fullmatch(word):
        return _military(said, at, int(match[1]) * 60 + int(match[2]))
    if match := _DIGITS.fullmatch(word):
        return _digits(said, at + 1, match)
    number = number_at(said, at)
    if number is None or not 1 <= number[0] <= 12:
        return None
    return _hour(said, number[1], number[0] * 60)


def _military(said: Said, at: int, minutes: int) -> tuple[Clock, int] | None:
    if end := said.after(at + 1, "hours", "hrs", "h"):
        return Clock(minutes), end
    sure = said.at(at).startswith("0") or zone_at(said, at + 1)
    return (Clock(minutes, needs=Company.DAY_OR_AT), at + 1) if sure else None


def _digits(said: Said, end: int, match: re.Match[str]) -> tuple[Clock, int] | None:
    minutes = int(match["hour"]) * 60 + int(match["minute"] or 0)
    if match["half"]:
        return (_halved(minutes, match["half"]), end) if _on_dial(minutes) else None
    if match["utc"]:
        return (Clock(minutes % DAY, zone=UTC), end) if match["minute"] else None
    if match["mark"] in {None, "."}:
        return _hour(said, end, minutes) if minutes < DAY else None
    if minutes > DAY:
        return None
    if (half := _half_at(said, end)) and _on_dial(minutes):
        return _halved(minutes, half), end + 1
    open_half = _on_dial(minutes) and not match["hour"].startswith("0")
    return Clock(minutes, minutes % HALF if open_half else None), end


def _hour(said: Said, end: int, minutes: int) -> tuple[Clock, int]:
    """A time said by its hour, with `am` or `o'clock` after it or bare."""
    needs = Company.NOTHING if said.at(end) == "oclock" else Company.DAY_OR_AT
    end += said.at(end) == "oclock"
    if (half := _half_at(said, end)) and _on_dial(minutes):
        return _halved(minutes, half), end + 1
    if not _on_dial(minutes):
        return Clock(minutes, None, needs), end
    dial = minutes % HALF
    return Clock(_in_office(dial), dial, needs), end


def _half_at(said: Said, at: int) -> str | None:
    """`am` or `pm`, unless it is the verb: "at 9 am i on call"."""
    return None if said.at(at + 1) in {"i", "we"} else MERIDIEMS.get(said.at(at))


def _on_dial(minutes: int) -> bool:
    return 60 <= minutes < 13 * 60


def _halved(minutes: int, half: str) -> Clock:
    return Clock(minutes % HALF + (HALF if half.startswith("p") else 0))


def _in_office(dial: int) -> int:
    """A bare hour as offices mean it: 7 to 11 before noon, 12 to 6 after."""
    return dial + HALF if dial < 7 * 60 else dial
