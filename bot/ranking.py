"""Names near to some words, the likest first: for buttons, and for finding out what was missed."""

from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz

from bot.folding import key_of
from bot.names import Names
from bot.vocabulary import STOP_WORDS
from catalog_client import EntityRef

_MOST_WORDS: Final = 12
_MOST_CHARACTERS: Final = 120
_MOST_LISTED: Final = 400
"""A word in more names than this tells too little to look at all of them."""
_NEAR_ENOUGH: Final = 62.0
"""Likeness (0 to 100) from which a name is worth showing."""


def nearest(words: Sequence[str], names: Names, kinds: Sequence[str] = (), limit: int = 5) -> tuple[EntityRef, ...]:
    """Entities whose names are most like `words`, the likest first; empty when none is anything like them."""
    return tuple(ref for ref, score in ranked(words, names, kinds)[:limit] if score >= _NEAR_ENOUGH)


def ranked(words: Sequence[str], names: Names, kinds: Sequence[str] = ()) -> list[tuple[EntityRef, float]]:
    """Candidates for `words` with their likeness (0 to 100), found without looking at every name."""
    said = tuple(words)[:_MOST_WORDS]
    key = key_of(said)[:_MOST_CHARACTERS]
    scores: dict[EntityRef, float] = {}
    for hit in (*names.exactly(key), *names.nearly(key)):
        scores.setdefault(hit.ref, 100.0 - 100.0 * hit.distance / max(len(key), 1) - hit.rank / 100)
    for number in _sharing_words(said, names):
        ref = names.ref(number)
        score = max((_likeness(said, form) for form in names.forms(number)), default=0.0)
        scores[ref] = max(score, scores.get(ref, 0.0))
    fitting = [(ref, score) for ref, score in scores.items() if not kinds or ref.kind in kinds]
    return sorted(fitting, key=lambda pair: (-pair[1], str(pair[0])))


def _sharing_words(words: Sequence[str], names: Names) -> set[int]:
    """Entities that share the rarer words with what was said."""
    near = [
        spelled
        for word in words
        if word not in STOP_WORDS
        for spelled in ({word} if names.knows(word) else {one for _, one in names.spelled_like(word, 2)[:8]})
    ]
    numbers: set[int] = set()
    for word in sorted(near, key=names.count_with):
        if len(numbers) + names.count_with(word) > _MOST_LISTED and numbers:
            break
        numbers |= names.with_word(word) if names.count_with(word) <= _MOST_LISTED else frozenset()
    return numbers


def _likeness(words: Sequence[str], form: Sequence[str]) -> float:
    one, other = " ".join(words), " ".join(form)
    return max(fuzz.ratio(one, other), 0.98 * fuzz.token_sort_ratio(one, other))
