"""Which words are English: a slip that turns one real word into another is no slip, and common words are rarely names.

The list and its counts come with pyspellchecker (from film subtitles); what is too rare there to be sure of is left out.
"""

from functools import cache
from typing import Final

from spellchecker import SpellChecker

_KNOWN: Final = 400
"""Times a word must occur to count as one: rarer ones are mostly names and slips themselves."""
_COMMON: Final = 12_000
"""Times from which a word is everyday English, such as `status` or `search`."""

_SHORTEST_STEM: Final = 4


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    counts = SpellChecker(language="en").word_frequency.dictionary
    known = frozenset(word for word, count in counts.items() if count >= _KNOWN)
    return known, frozenset(word for word in known if counts[word] >= _COMMON)


def is_english(word: str) -> bool:
    """Whether a lower-case word is an English one; plurals and verb forms are words of their own."""
    return word in _words()[0]


def is_common(word: str) -> bool:
    """Whether a lower-case word is one of the few thousand that everybody uses every day."""
    return word in _words()[1]


def stem_of(word: str) -> str:
    """What the forms of a verb have in common: `maintains`, `maintaining`, `maintained`; short words are their own."""
    for ending in ("ing", "ied", "ies", "ed", "es", "s"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            bare = stem + "y" if ending in {"ied", "ies"} else stem
            doubled = bare[-1] == bare[-2] and bare[-1] not in "aeiouls"
            return bare[:-1] if doubled else bare.removesuffix("e")
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM else word


def is_verb_form(word: str) -> bool:
    """Whether a word looks like what somebody is doing, or has done."""
    return word.endswith(("ing", "ed")) and len(word) > _SHORTEST_STEM + 2
