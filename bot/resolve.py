"""From the words somebody used for a thing to the thing: exact before fuzzy, and asking back rather than guessing.

In order, and the first that finds anything decides:
1. the words are a name (rank EXACT), or follow from one (DERIVED), spelled in whatever way;
2. the words are a name but for a typing error or two;
3. the words are part of names: every informative word stands in a name, perhaps misspelled.
Within a step the word for a kind ("the component …") decides, then the kinds the question prefers.

A near name is *taken* only when nothing else is as near and the difference is a slip: not another number or version,
not another word of English, not in a word too short to be sure of. Otherwise it is asked back.
"""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar, cast

from bot.folding import key_of
from bot.names import Names
from bot.naming import DERIVED, EXACT
from bot.partial import may_stand, partly
from bot.ranking import nearest
from bot.resolution import FUZZY, MOST_OFFERED, Found, Resolution, Unclear, Unknown, Wanted, decide
from bot.slips import nearly
from bot.wording import flattened, readings_of
from catalog_client import EntityRef
from handlers.question import Subject

_MOST_WORDS: Final = 12
_MOST_CHARACTERS: Final = 120
_MOST_FOUND: Final = 4096
_ANYTHING: Final = Subject()
_NOT_LOOKED: Final = object()

T = TypeVar("T")
_Readable = tuple[tuple[str, ...], Wanted]
_Step = Callable[[tuple[str, ...], Names, Wanted], Found | Unclear | None]


def resolve(said: Sequence[str], names: Names, subject: Subject = _ANYTHING) -> Resolution:
    """Find what somebody meant by `said`, the words between blanks as they typed them. Never raises."""
    typed = tuple(said)[:_MOST_WORDS]
    return known(typed, names, subject) or Unknown(_once(_near, typed, names, subject))


def known(said: Sequence[str], names: Names, subject: Subject = _ANYTHING) -> Found | Unclear | None:
    """As `resolve`, without looking for what is called something like it."""
    return _once(_known, tuple(said)[:_MOST_WORDS], names, subject)


def together(
    said: Sequence[str], beside: Sequence[str], names: Names, subject: Subject = _ANYTHING
) -> Found | Unclear | None:
    """What a name and the words beside it name together; guessed only where these may stand in a name."""
    return (known if may_stand(flattened(beside), names) else exact)(said, names, subject)


def _once(
    look: Callable[[tuple[str, ...], Names, Subject], T], typed: tuple[str, ...], names: Names, what: Subject
) -> T:
    """What looking finds; many phrases of one message are about the same words, and many messages too."""
    place = (look, typed, what)
    found = names.found.get(place, _NOT_LOOKED)
    if found is _NOT_LOOKED:
        if len(names.found) >= _MOST_FOUND:
            names.found.clear()
        found = names.found[place] = look(typed, names, what)
    return cast(T, found)


def _known(typed: tuple[str, ...], names: Names, subject: Subject) -> Found | Unclear | None:
    if not _is_readable(typed):
        return None
    readings: list[tuple[tuple[str, ...], Wanted]] = []
    for reading, wanted in readings_of(typed, subject):
        if (resolution := _exactly(reading, names, wanted)) is not None:
            return resolution
        readings.append((reading, wanted))
    near = _first(nearly, readings, names)
    if isinstance(near, Found) or (near is not None and not all(map(names.knows, flattened(typed)))):
        return near
    return _first(partly, readings, names) or near


def _first(step: _Step, readings: Sequence[_Readable], names: Names) -> Found | Unclear | None:
    """What one step finds in the first reading in which it finds anything."""
    found = (step(reading, names, wanted) for reading, wanted in readings)
    return next((one for one in found if one is not None), None)


def _near(typed: tuple[str, ...], names: Names, subject: Subject) -> tuple[EntityRef, ...]:
    if not _is_readable(typed):
        return ()
    kinds = {kind for _, wanted in readings_of(typed, subject) for kind in wanted.kinds}
    return nearest(flattened(typed), names, tuple(sorted(kinds)), MOST_OFFERED)


def _is_readable(typed: tuple[str, ...]) -> bool:
    return 0 < sum(map(len, typed)) <= _MOST_CHARACTERS


def exact(said: Sequence[str], names: Names, subject: Subject = _ANYTHING) -> Found | Unclear | None:
    """As `resolve`, but only by names that need no guessing."""
    for reading, wanted in readings_of(tuple(said)[:_MOST_WORDS], subject):
        if (resolution := _exactly(reading, names, wanted)) is not None:
            return resolution
    return None


def _exactly(words: tuple[str, ...], names: Names, wanted: Wanted) -> Found | Unclear | None:
    hits = [hit for hit in names.exactly(key_of(words)) if wanted.admits(hit.ref)]
    if not hits:
        return None
    rank = min(hit.rank for hit in hits)
    if wanted.loose and rank != EXACT:
        return None
    return decide([hit for hit in hits if hit.rank == rank], wanted, rank, "")


__all__ = [
    "DERIVED",
    "EXACT",
    "FUZZY",
    "Found",
    "Resolution",
    "Unclear",
    "Unknown",
    "Wanted",
    "exact",
    "known",
    "resolve",
    "together",
]
