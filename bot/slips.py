"""Names with a typing error or two: which of them can only be a slip, and which may be the name of something else."""

import re
from collections.abc import Iterator
from typing import Final

from rapidfuzz.distance import OSA, Hamming, Indel

from bot.english import is_english
from bot.folding import key_of
from bot.names import Names
from bot.naming import GENERIC
from bot.nearness import allowed_errors
from bot.resolution import FUZZY, Found, Unclear, Wanted, decide, offered
from catalog_client import EntityRef

_LONG: Final = 9
"""Letters from which two wrong ones are still a slip: `github` and `gitlab` are different words."""
_DOUBLED: Final = re.compile(r"(.)\1")
_AMERICAN: Final = {"ogue": "og", "our": "or", "tre": "ter", "ise": "ize", "isation": "ization", "mme": "m"}
_BRITISH: Final = re.compile(rf"(?<=\w\w)(?:{'|'.join(_AMERICAN)})$")
_DIGITS: Final = re.compile(r"\d+")


def nearly(words: tuple[str, ...], names: Names, wanted: Wanted) -> Found | Unclear | None:
    key = key_of(words)
    if wanted.loose:
        return None
    if (most := allowed_errors(key)) == 0 or (len(words) == 1 and is_english(words[0])):
        return None
    hits = [
        hit for hit in names.nearly(key, most) if wanted.admits(hit.ref) and not _leaves_out(words, hit.ref, names)
    ]
    if not hits:
        return None
    nearest_of_all = hits[0].distance
    as_near = [hit for hit in hits if hit.distance == nearest_of_all]
    best = [hit for hit in as_near if hit.rank == min(hit.rank for hit in as_near)]
    slips = [hit for hit in best if _is_slip(words, hit.ref, names)]
    if len(slips) < len(best):
        return Unclear(offered(hit.ref for hit in best), "the nearest names differ by a letter or a word")
    return decide(best, wanted, FUZZY, _letters_off(nearest_of_all))


def _leaves_out(words: tuple[str, ...], ref: EntityRef, names: Names) -> bool:
    """Whether words leave out one of a name's, however short; that is no slip: "port service" of `port-in-service`."""
    said = frozenset(words)
    return any(said < frozenset(form) for form in names.forms_of(ref))


def _letters_off(distance: int) -> str:
    return f"{('no', 'one', 'two')[distance]} letter{'' if distance == 1 else 's'} off"


def _is_slip(typed: tuple[str, ...], ref: EntityRef, names: Names) -> bool:
    """Whether `typed` can only be a slip of a name of `ref`, and not the name of something else."""
    return any(_slip_between(typed, form) for form in _all_forms(names, ref))


def _all_forms(names: Names, ref: EntityRef) -> Iterator[tuple[str, ...]]:
    for form in names.forms_of(ref):
        yield form
        if len(form) > 1 and form[-1] in GENERIC:
            yield form[:-1]
        if len(form) > 1 and form[0] == "team":
            yield form[1:]


def _slip_between(typed: tuple[str, ...], name: tuple[str, ...]) -> bool:
    if OSA.distance(key_of(typed), key_of(name), score_cutoff=2) > 2:
        return False
    if _DIGITS.findall(" ".join(typed)) != _DIGITS.findall(" ".join(name)):
        return False
    if len(typed) != len(name):
        return True
    pairs = [(one, other) for one, other in zip(typed, name, strict=True) if one != other]
    agreeing = sum(one == other and one not in GENERIC for one, other in zip(typed, name, strict=True))
    return all(_word_slip(one, other, agreeing) for one, other in pairs)


def _word_slip(typed: str, word: str, agreeing: int) -> bool:
    """One word for another: a slip unless both are English, or too short to tell; two further words make it sure."""
    errors = OSA.distance(typed, word)
    if errors > (1 if len(word) < 6 else 2) or min(len(typed), len(word)) < 4:
        return False
    if are_replaced(typed, word):
        return False
    if agreeing >= 2 or not (is_english(typed) and is_english(word)):
        return True
    return _same_stem(typed, word) or _undoubled(typed) == _undoubled(word)


def are_replaced(typed: str, word: str) -> bool:
    """Whether two letters of a word that is not long are others, which makes another word."""
    return len(word) < _LONG and Hamming.distance(typed, word) == 2 == Indel.distance(typed, word) // 2


def _undoubled(word: str) -> str:
    """A word without doubled letters, which are doubled and halved more often than any other slip."""
    return _DOUBLED.sub(r"\1", word)


def _same_stem(one: str, other: str) -> bool:
    """Singular and plural are the same word; so are `catalog` and `catalogue`, `color` and `colour`."""
    return _american(one.removesuffix("s")) == _american(other.removesuffix("s"))


def _american(word: str) -> str:
    return _BRITISH.sub(lambda match: _AMERICAN[match[0]], word)
