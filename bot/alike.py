"""What a message asks when no phrase fits: what questions like it ask, about the things that it surely names.

Only where a name is certain, or the message plainly points back; and only where nobody is told to do something. Between
people nothing is guessed.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.cues import asks
from bot.heard import NO_SUBJECT, PICKS, Heard
from bot.likeness import Likely, Likeness, marks_of
from bot.meant import Meant
from bot.naming import EXACT
from bot.resolve import FUZZY, Found, Resolution, Unclear
from bot.slots import slots_of

SURE: Final = 0.85
"""A kind must be likelier than not."""
SURE_BETWEEN: Final = 0.9
"""The same between people."""
_SCORE: Final = 1.0
_JOINED: Final = frozenset({"and", "or", "plus"})


class Alike:
    """Reads one message by its likeness to others."""

    def __init__(self, heard: Heard, likeness: Likeness) -> None:
        self._heard = heard
        self._likeness = likeness

    def read(self) -> tuple[Meant, ...]:
        """What is asked; nothing where that is not likely, or not about anything sure."""
        heard = self._heard
        if not asks(heard):
            return ()
        least = SURE if heard.scene.addressed else SURE_BETWEEN
        likely = [one for one in self._likeness(marks_of(heard)) if one.probability >= least]
        found = [meant for one in likely if (meant := self._meant(one)) is not None]
        return tuple(found) if len(found) == len(likely) else ()

    def _meant(self, likely: Likely) -> Meant | None:
        kind, heard = likely.kind, self._heard
        if kind not in heard.kinds:
            return None
        about = tuple(self._about(kind))
        if heard.subject(kind).needed and not about:
            return None
        slots = slots_of(kind, heard.spoken(), heard.spoken(), heard.moments)
        if kind in PICKS and (excluded := heard.excluded()):
            slots["exclude"] = excluded
        rule = f"like other such questions, by {', '.join(f'“{mark}”' for mark in likely.marks)}"
        return Meant(kind, about, slots, rule, _SCORE * likely.probability, self._words)

    @property
    def _words(self) -> str:
        named = [unit for unit in self._heard.units if unit.span is not None]
        return " ".join(named[0].span.typed) if len(named) == 1 and named[0].span is not None else ""

    def _about(self, kind: str) -> Iterator[Resolution]:
        if kind in NO_SUBJECT:
            return
        named = list(self._named(kind))
        if not named:
            yield from (Found(ref, EXACT, "what the thread is about") for ref in self._heard.topic_refs(kind))
        for number, (place, one) in enumerate(named):
            if number and not self._is_joined(named[number - 1][0], place):
                break
            yield one

    def _named(self, kind: str) -> Iterator[tuple[int, Resolution]]:
        """What is surely named and can be asked about so, with where."""
        heard = self._heard
        for place, unit in enumerate(heard.units):
            if unit.span is None or (heard.excluding is not None and unit.start >= heard.excluding):
                continue
            read = heard.listener.read(place, place + 1, heard.subject(kind))
            if read.resolutions and heard.fits(kind, read) and _is_sure(read.resolutions):
                yield place, read.resolutions[0]

    def _is_joined(self, before: int, place: int) -> bool:
        """Whether two names are enumerated."""
        between = range(before + 1, place)
        comma = self._heard.units[place].after_comma
        return (comma or any(self._heard.words[one] in _JOINED for one in between)) and not any(
            self._heard.is_telling(one) for one in between
        )


def _is_sure(resolutions: Sequence[Resolution]) -> bool:
    first = resolutions[0]
    return isinstance(first, Unclear) or (isinstance(first, Found) and first.rank < FUZZY)
