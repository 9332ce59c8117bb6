"""Times told by a length from now (`in 2 hours`, `3 days ago`, `in the last 24h`), and words for now itself."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final

from bot.moments.lengths import Length, length_at, unit_at
from bot.moments.words import Said

When = datetime | date | None


@dataclass(frozen=True, slots=True)
class Told:
    """What some words tell. end: where the words go on after them; the rest as in `Moment`."""

    end: int
    when: When
    since: When
    past: bool | None
    opens: bool = False


_NOW: Final = {
    "now": ("now",),
    "right": ("right now",),
    "just": ("just now",),
    "for": ("for now",),
    "as": ("as of now", "as of right now"),
    "at": (
        "at the moment",
        "at this moment",
        "at this very moment",
        "at this minute",
        "at this time",
        "at present",
        "at the present moment",
        "at the minute",
    ),
    "this": ("this minute", "this moment", "this very moment", "this instant", "this second"),
    "these": ("these days",),
    "currently": ("currently",),
    "presently": ("presently",),
    "nowadays": ("nowadays",),
    "atm": ("atm",),
    "rn": ("rn",),
}


def now_at(said: Said, at: int) -> Told | None:
    """Words for now: they tell no moment, and are none of a name."""
    end = said.after(at, *_NOW.get(said.at(at), ()))
    return Told(end, None, None, None) if end else None


def span_at(said: Said, at: int) -> Told | None:
    """A time told by a length."""
    return _ahead(said, at) or _rolling(said, at) or _from_now(said, at) or _since_length(said, at)


_OVER: Final = (
    "in the", "over the", "during the", "for the", "within the", "since the", "from the",
    "in", "over", "during", "for", "within", "since", "the",
)  # fmt: skip


def _ahead(said: Said, at: int) -> Told | None:
    """`in 2 hours`, `in two weeks' time`."""
    read = length_at(said, at + 1) if said.at(at) == "in" else None
    if read is None:
        return None
    length, end = read
    end = said.after(end, "time", "from now") or end
    if said.at(end) == "ago":
        return _ago(said, length, end + 1)
    return Told(end, _later(said, length), None, past=False)


def _rolling(said: Said, at: int) -> Told | None:
    """`in the last 2 hours`, `past day`; of the `next 2 hours` now is the first moment."""
    start = said.after(at, *_OVER)
    turn = at if start is None else start
    ahead = said.at(turn) == "next"
    if not ahead and said.at(turn) not in {"last", "past"}:
        return None
    read = length_at(said, turn + 1) or _unit_alone(said, turn, definite=said.at(turn - 1) == "the")
    if read is None:
        return None
    length, end = read
    if ahead:
        return Told(end, None, None, None)
    by_weeks = not length.by_the_clock and (length.months > 0 or length.days >= 7)
    since = _earlier(said, length, whole_days=by_weeks)
    return Told(end, since, since, past=True, opens=True)


def _unit_alone(said: Said, turn: int, *, definite: bool) -> tuple[Length, int] | None:
    """`the last week` is seven days up to now, while `last week` is one of the calendar, which is read elsewhere."""
    unit = said.at(turn + 1)
    if definite or said.at(turn) == "past":
        return None if unit.endswith("s") else unit_at(said, turn + 1)
    return unit_at(said, turn + 1) if unit in {"hour", "day"} else None


def _from_now(said: Said, at: int) -> Told | None:
    """`2 hours ago`, `a week from now`."""
    read = length_at(said, at)
    if read is None:
        return None
    length, end = read
    if said.at(end) in {"ago", "back"}:
        return _ago(said, length, end + 1)
    ahead = said.after(end, "from now")
    return Told(ahead, _later(said, length), None, past=False) if ahead else None


def _since_length(said: Said, at: int) -> Told | None:
    """`since 2 hours ago`, and `since 2 hours`, which many say who learned English late."""
    read = length_at(said, at + 1) if said.at(at) == "since" else None
    if read is None:
        return None
    length, end = read
    return replace(_ago(said, length, said.after(end, "ago") or end), opens=True)


def _ago(said: Said, length: Length, end: int) -> Told:
    then = _earlier(said, length, whole_days=not length.by_the_clock)
    return Told(end, then, then, past=True)


def _earlier(said: Said, length: Length, *, whole_days: bool) -> datetime | date:
    return length.day_before(said.today) if whole_days else length.before(said.local.astimezone(UTC))


def _later(said: Said, length: Length) -> datetime | date:
    """Hours and minutes lead to an instant, days and weeks to a day."""
    return length.after(said.local.astimezone(UTC)) if length.by_the_clock else length.day_after(said.today)
