"""Pieces put together: a day, a time and a part of the day, in any order, with the preposition before them.

A preposition belongs to a moment only where it goes with its first piece: `on` with a weekday or a date but never
with "today", so that "is it on today" keeps its `on`; a bare number is a time only after "at" or beside a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from bot.moments.almanac import FEASTS, instant
from bot.moments.clocks import DAY, NIGHT, PARTS, Clock, Company, Part, clock_at, part_alone, part_at
from bot.moments.dates import Day
from bot.moments.days import day_at
from bot.moments.spans import Told, now_at, span_at
from bot.moments.words import MONTHS, NUMBERS, ORDINALS, UNITS, WEEKDAYS, Said, words_in
from bot.moments.zones import zone_at

_BEFORE_DAYS: Final = frozenset({"on", "over", "during", "in"})
_BEFORE_ALL: Final = frozenset({"at", "since", "from", "for", "by", "until", "till", "before", "after", "around"})
_LEADS: Final = _BEFORE_DAYS | _BEFORE_ALL | {"between", "@"}
_BEFORE_NUMBERS: Final = frozenset({"at", "since", "until", "till", "around", "@"})
_NEVER_BEFORE_TODAY: Final = _BEFORE_DAYS | {"at"}
_DEADLINES: Final = frozenset({"until", "till", "by"})
_TO: Final = frozenset({"to", "until", "till", "-", "–"})
_JOINTS: Final = frozenset({"at", "on", "around", "about", "@", "of", "from", "by"})
_BEING: Final = frozenset({"is", "are", "was", "were", "am", "i", "be", "been", "whos", "who's"})
"""Before `on` they make it mean "on call"."""
_LEANING: Final = frozenset(
    {"depends", "depend", "dependent", "depending", "relies", "rely", "based", "built", "runs"}
)
_CALLED: Final = frozenset({"happy", "merry", "black", "cyber"})
"""Before a day they make it a wish or the name of a sale."""
_ON_CALL: Final = frozenset({"oncall", "on-call", "call", "duty"})
_LEADING: Final = _LEADS | {"the", "a", "an"}
_BEGINNING: Final = (
    frozenset({*WEEKDAYS, *MONTHS, *NUMBERS, *ORDINALS, *UNITS, *PARTS})
    | words_in("today tonight tomorrow yesterday later earlier early late weekend few several some couple")
    | words_in("this next last past previous coming following current start beginning middle mid end dead close")
    | words_in("half quarter noon midday midnight first same overnight eod eob cob eow eom eoq eoy")
    | words_in("now right just as moment minute present very these currently presently nowadays atm rn time w/c")
    | {name.split()[0] for name in FEASTS}
)
"""Words that times begin with, after prepositions and articles, besides those that begin with a digit."""


def told_at(said: Said, at: int) -> Told | None:
    """What the longest time that begins there tells."""
    if not _may_begin(said, at) or said.at(at - 1) in _CALLED:
        return None
    return span_at(said, at) or _pieced(said, at, "") or _led(said, at) or now_at(said, at)


def tells_any(said: Said) -> bool:
    """Whether any time may be told: most messages tell none, and this is all the work they make."""
    return any(map(_begins, said.words))


def _may_begin(said: Said, at: int) -> bool:
    """Whether it is worth reading: most words of a message begin no time."""
    return _begins(next((word for word in said.words[at : at + 4] if word not in _LEADING), ""))


def _begins(word: str) -> bool:
    return word in _BEGINNING or word[:1].isdecimal() or (word.endswith("s") and word[:-1] in WEEKDAYS)


def _led(said: Said, at: int) -> Told | None:
    lead = said.at(at)
    if lead not in _LEADS or (lead == "on" and said.at(at - 1) in _BEING | _LEANING):
        return None
    return _pieced(said, at + 1, lead)


@dataclass(frozen=True, slots=True)
class _Pieces:
    end: int
    day: Day | None = None
    clock: Clock | None = None
    part: Part | None = None

    def __bool__(self) -> bool:
        return not (self.day is None and self.clock is None and self.part is None)


def _pieced(said: Said, at: int, lead: str) -> Told | None:
    """A day, a time, a part of the day, as many of them as stand together."""
    if lead == "since":
        said = replace(said, past=True)
    pieces = _Pieces(at)
    while more := _with_next(said, pieces, lead if pieces.end == at else ""):
        if not pieces and not _goes_with(lead, more):
            return None
        pieces = more
    if not pieces or not (_means_time(pieces, lead) or _said_of_duty(said, at, pieces)):
        return None
    told = _settled(said, _with_end(said, _with_zone(said, pieces), lead))
    if lead in _DEADLINES:
        return Told(told.end, None, None, None)
    return replace(told, past=True, opens=True) if lead == "since" else told


def _with_zone(said: Said, pieces: _Pieces) -> _Pieces:
    """`9am tomorrow CET`: the zone may come last."""
    if pieces.clock is None or pieces.clock.zone or (zone := zone_at(said, pieces.end)) is None:
        return pieces
    return replace(pieces, clock=replace(pieces.clock, zone=zone[0]), end=zone[1])


def _with_end(said: Said, pieces: _Pieces, lead: str) -> _Pieces:
    """`from 9am to 5pm tomorrow`: the beginning is asked about; the end is none of a name, and may tell the day."""
    if said.at(pieces.end) not in _TO and not (lead == "between" and said.at(pieces.end) == "and"):
        return pieces
    until = _Pieces(pieces.end + 1)
    while more := _with_next(said, until, "" if until else "at"):
        until = more
    if not until or not _means_time(until, "on"):
        return pieces
    return replace(pieces, end=until.end, day=pieces.day or until.day)


def _goes_with(lead: str, first: _Pieces) -> bool:
    if first.day is not None:
        return not (first.day.near and lead in _NEVER_BEFORE_TODAY)
    return not lead or (first.clock is not None and lead not in _BEFORE_DAYS)


def _means_time(pieces: _Pieces, lead: str) -> bool:
    """Whether words that may be something else have the company that makes them a time."""
    day = pieces.day
    if day is None or not day.needs or lead in day.needs:
        return True
    return not _is_month(day) and (pieces.clock is not None or pieces.part is not None)


def _said_of_duty(said: Said, at: int, pieces: _Pieces) -> bool:
    """ "on call sat?" needs no preposition; Jan and April may be people."""
    in_its_place = said.at(at - 1) in _ON_CALL and said.closes(pieces.end)
    return in_its_place and pieces.day is not None and not _is_month(pieces.day)


def _is_month(day: Day) -> bool:
    return day.stretch is not None and day.stretch.unit == "month"


def _with_next(said: Said, pieces: _Pieces, lead: str) -> _Pieces | None:
    """The pieces with the one that follows, at most one of each sort."""
    for start in filter(partial(_may_begin, said), _starts(said, pieces)):
        joint = said.at(start - 1) if start > pieces.end else lead
        if more := _with_day(said, pieces, start, joint) or _with_clock(said, pieces, start, joint):
            return more
        if more := _with_part(said, pieces, start):
            return more
    return None


def _starts(said: Said, pieces: _Pieces) -> Iterator[int]:
    """Where the next piece may begin: at once, or after one or two joining words."""
    yield pieces.end
    start = pieces.end
    while pieces and start < pieces.end + 2 and said.at(start) in _JOINTS:
        start += 1
        yield start


def _with_day(said: Said, pieces: _Pieces, start: int, joint: str) -> _Pieces | None:
    read = day_at(said, start) if pieces.day is None else None
    if read is None:
        return None
    day, end = read
    more = replace(pieces, day=day, end=end)
    return None if pieces and not _means_time(more, joint) else more


def _with_clock(said: Said, pieces: _Pieces, start: int, joint: str) -> _Pieces | None:
    taken = pieces.clock or (pieces.day and pieces.day.clock)
    read = clock_at(said, start) if taken is None else None
    if read is None:
        return None
    clock, end = read
    if clock.needs is not Company.NOTHING and (pieces.day is not None or day_at(said, end) is None):
        at_it = joint in _BEFORE_NUMBERS and clock.needs is Company.DAY_OR_AT
        if not said.closes(end) or not (pieces or at_it):
            return None
    return replace(pieces, clock=clock, end=end)


def _with_part(said: Said, pieces: _Pieces, start: int) -> _Pieces | None:
    if pieces.part is not None or (pieces.day is not None and pieces.day.part is not None):
        return None
    read = part_at(said, start) or (part_alone(said, start) if pieces.day else None)
    return replace(pieces, part=read[0], end=read[1]) if read else None


def _settled(said: Said, pieces: _Pieces) -> Told:
    """The pieces as a moment, by the clock of the zone they are meant in."""
    day = pieces.day
    part = pieces.part or (day.part if day else None)
    clock = pieces.clock or (day.clock if day else None)
    past = day.past if day else None
    if clock is None and part is None:
        return _whole_day(said, day, pieces.end) if day else Told(pieces.end, None, None, None)
    zone = clock.zone if clock and clock.zone else said.zone
    on = day.on if day else said.local.astimezone(zone).date()
    minutes = clock.within(part) if clock else part.hour * 60 if part else 0
    slack = timedelta() if clock else timedelta(hours=3)
    then = instant(on, *divmod(minutes, 60), zone)
    returns = timedelta(days=7) if day and day.weekly else timedelta() if day else timedelta(days=1)
    if returns and on == said.local.astimezone(zone).date():
        on += _turn(said, then, slack, returns)
        then = instant(on, *divmod(minutes, 60), zone)
    then = _this_night(said, then, on, part, clock)
    since = then if clock or part is None else instant(on, part.begins, 0, zone)
    return Told(pieces.end, then, since, past)


def _turn(said: Said, then: datetime, slack: timedelta, returns: timedelta) -> timedelta:
    """How far to go from today's turn of a time that returns: on where it is over, back where the past is meant."""
    if said.past:
        return -returns if then > said.local else timedelta()
    return returns if then + slack <= said.local and then != said.local else timedelta()


def _this_night(said: Said, then: datetime, on: date, part: Part | None, clock: Clock | None) -> datetime:
    """Who says "tonight" in the small hours means the night that is not over yet; and later tonight, what is left."""
    if part is not NIGHT or on != said.today or said.past:
        return then
    now = said.local.astimezone(then.tzinfo)
    if clock is None:
        return now if said.local.hour < 5 else max(now, then)
    earlier = then - timedelta(minutes=DAY)
    return earlier if said.local.hour < 5 and earlier >= now else then


def _whole_day(said: Said, day: Day, end: int) -> Told:
    """A day, or some days on end: of those that have begun, now is meant."""
    stretch, on = day.stretch, day.on
    if stretch is not None:
        when = None if said.today in stretch and stretch.unit != "weekend" else on
        return Told(end, when, stretch.first, day.past)
    if day.weekly and said.past and on == said.today:
        on -= timedelta(7)
    midnight_told = day.near and on == said.today
    return Told(end, on, instant(on, 0, 0, said.zone) if midnight_told else on, day.past)
