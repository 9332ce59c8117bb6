"""Time in words inside a chat message: "saturday at 3am", "since friday", "in the last 2 hours".

A moment is read by the clock of the zone it is said in. What may be read in several ways is settled where it is read:
days in `days.py`, dates in `dates.py`, hours in `clocks.py`, lengths in `lengths.py`, clock changes in `almanac.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from bot.moments.reading import tells_any, told_at
from bot.moments.spans import Told, When
from bot.moments.words import Said, say

__all__ = ["Moment", "moments"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in a message.

    start, end: the span of its words in the list given, with the prepositions and possessives that belong to it.
    when: the instant (aware, UTC) or, where a whole day is meant, the day that is asked about; None where the words
        mean now ("right now", "this week") or a deadline ("until friday").
    since: where a span up to now would begin: midnight of "today", the Monday of "last week", the evening of "last
        night", and last Friday for "friday" whatever `when` says; None where there is none, as for "tomorrow".
    past: whether the words themselves point to the past, or to what is to come; None where they do neither.
    opens: whether the words open such a span: "since friday", "in the last 2 hours".
    """

    start: int
    end: int
    when: datetime | date | None
    since: datetime | date | None
    past: bool | None = None
    opens: bool = False


def moments(words: Sequence[str], now: datetime, zone: tzinfo, past: bool = False) -> tuple[Moment, ...]:
    """The times in a message, in order, each as long as it goes.

    words: lower case; a comma is `,` and any other stop `|`; possessives are words of their own or part of theirs.
    now: aware. zone: whose clock the words mean. past: whether the message speaks of the past ("who was on call"):
    days that return are then the last ones instead of the coming ones. For any words, in time linear in them.
    """
    said = say(words, now, zone, past)
    if not tells_any(said):
        return ()
    found: list[Moment] = []
    at = 0
    while at < len(said.words):
        told = told_at(said, at)
        if told is None:
            at += 1
            continue
        end = _end(words, said.places[told.end - 1] + 1)
        found.append(Moment(said.places[at], end, told.when, _since(said, told, at), told.past, told.opens))
        at = told.end
    return tuple(found)


def _since(said: Said, told: Told, at: int) -> When:
    """Where the span begins: if it has not yet, what the same words mean of the past."""
    if told.since is None or _is_over(told.since, said.local):
        return told.since
    if told.past is False:
        return None
    before = told_at(replace(said, past=True), at)
    return before.since if before and before.since is not None and _is_over(before.since, said.local) else None


def _is_over(when: datetime | date, now: datetime) -> bool:
    return when <= now if isinstance(when, datetime) else when <= now.date()


def _end(words: Sequence[str], end: int) -> int:
    """The end of a span, with the possessive that belongs to its last word: "today 's"."""
    return end + 1 if end < len(words) and words[end] in {"'s", "’s"} else end
