"""What is put right where words were taken for the wrong thing, and whether they are worth remembering. Pure.

Theory: a button outlives what we remember of its thread, so it carries the correction itself: one more line of its
value, which reads like a question of the kind `corrected` about the things that were not meant.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from bot.english import is_common
from bot.folding import key_of, words_of
from bot.heard import IGNORABLE, PICKS
from bot.hearing import WORD, hear
from bot.meant import Meant
from bot.names import Names
from bot.naming import EXACT, GENERIC
from bot.resolve import Found
from bot.vocabulary import KIND_WORDS, SOFT_KIND_WORDS
from catalog_client import EntityRef
from handlers.asked import Asked

_CORRECTED: Final = "corrected"
_MOST_CHARACTERS: Final = 60
_MOST_WORDS: Final = 6
_SAYS_LITTLE: Final = IGNORABLE | GENERIC | KIND_WORDS.keys() | SOFT_KIND_WORDS


class Correction(msgspec.Struct, frozen=True):
    """words: what something was called, as typed; empty where that is not known. rejected: what was not meant by it."""

    words: str
    rejected: tuple[EntityRef, ...] = ()

    def line(self) -> Asked:
        """The correction as a button carries it."""
        return Asked(_CORRECTED, self.rejected, {"words": self.words})


def without_correction(asks: Sequence[Asked]) -> tuple[tuple[Asked, ...], Correction | None]:
    """What a button asks, and what it puts right."""
    lines = [one for one in asks if one.kind == _CORRECTED]
    others = tuple(one for one in asks if one.kind != _CORRECTED)
    return others, (Correction(str(lines[0].slots.get("words", "")), lines[0].entities) if lines else None)


def called(meant: Sequence[Meant], text: str) -> str:
    """What the one thing that was asked about was called in `text`; empty where several things were, or a pointer."""
    words = {each.words for each in meant if len(each.subjects) == 1}
    if len(words) != 1 or any(len(each.subjects) != 1 for each in meant):
        return ""
    [said] = words
    own = any(said == getattr(one, "how", None) for each in meant for one in each.subjects)
    return "" if own or f"<#{said}" in text or f"<@{said}" in text else said


def answered_about(meant: Sequence[Meant]) -> EntityRef | None:
    """The one thing that is answered about; None where there are several, or somebody is picked by the answer."""
    refs = {one.ref for each in meant for one in each.subjects if isinstance(one, Found)}
    found = all(isinstance(one, Found) for each in meant for one in each.subjects)
    return refs.pop() if found and len(refs) == 1 and not any(each.kind in PICKS for each in meant) else None


def is_worth_learning(words: str, names: Names) -> bool:
    """Whether words may become a name: the catalog has none such, and they say more than one everyday word does."""
    said = words_of(words)
    if not said or len(said) > _MOST_WORDS or len(words) > _MOST_CHARACTERS:
        return False
    if any(token.kind != WORD for token in hear(words)):
        return False
    telling = [word for word in said if word not in _SAYS_LITTLE and not word.isdigit()]
    if not telling or (len(telling) == 1 and is_common(telling[0])):
        return False
    return not any(hit.rank == EXACT and not hit.how for hit in names.exactly(key_of(said)))
