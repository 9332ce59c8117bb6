"""Some of the words of a name: which entities have all that was said in one of their names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.english import is_english
from bot.names import Hit, Names
from bot.naming import GENERIC
from bot.nearness import allowed_errors
from bot.resolution import FUZZY, Found, Unclear, Wanted, decide
from bot.vocabulary import KIND_WORDS, NOISE, SOFT_KIND_WORDS, SPOKEN, STOP_WORDS

_SHORTEST_PREFIX: Final = 5
"""Letters from which the beginning of a word stands for it: `intel` for `intelligence`."""
_SAYS_NOTHING: Final = STOP_WORDS - {"us", "we", "i"}
"""Words of a name that may be left unsaid; `us` is a country too."""
_LONG: Final = 9
"""Letters from which two slips in the only word that was said leave no doubt."""
_DIGITS: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Part:
    """A word somebody used, and the words in names it may stand for. sure: as written, or a clear slip."""

    typed: str
    words: frozenset[str]
    sure: bool


def partly(words: tuple[str, ...], names: Names, wanted: Wanted) -> Found | Unclear | None:
    parts = [] if wanted.loose else _parts(words, names)
    if not parts:
        return None
    numbers = [number for number in _with_all(parts, names) if wanted.admits(names.ref(number))]
    if _says_no_rollout(words):
        numbers = [number for number in numbers if names.ref(number).kind != "rollout"]
    if not numbers:
        return None
    numbers = list(_of_said_kind(words, parts, numbers, names))
    sure = all(part.sure for part in parts) or sum(part.typed in part.words for part in parts) >= 2
    complete = [number for number in numbers if len(parts) > 1 and _completes(parts, names.forms(number))]
    hits = [Hit(names.ref(number), FUZZY) for number in complete or _least_besides(parts, numbers, names)]
    decided = decide(hits, wanted, FUZZY, "some of the words of its name")
    if isinstance(decided, Found) and not sure:
        return Unclear((decided.ref,), "a word of its name is spelled differently")
    return decided


def _says_no_rollout(words: tuple[str, ...]) -> bool:
    """Whether the word for another kind is said, so that no flag with the other words is meant: "the pollen API"."""
    return any(word in KIND_WORDS and "rollout" not in KIND_WORDS[word] for word in words)


def may_stand(words: Sequence[str], names: Names) -> bool:
    """Whether each of some words may stand in a name, or is too short for telling what it is a slip of."""
    return all(
        not allowed_errors(word) or word in GENERIC or word in SPOKEN or _part(word, names) is not None
        for word in words
    )


def _parts(words: tuple[str, ...], names: Names) -> list[_Part]:
    """What each informative word may stand for; nothing at all when one stands for nothing."""
    telling = [word for word in words if word not in GENERIC and word not in NOISE]
    telling = [
        word for word in telling if names.knows(word) or (word not in KIND_WORDS and word not in SOFT_KIND_WORDS)
    ]
    telling = [word for word in telling if word not in STOP_WORDS or len(telling) == 1]
    if len(telling) == 1 and is_english(telling[0]) and not _stands(telling[0], names):
        return []
    parts: list[_Part] = []
    for word in dict.fromkeys(telling):
        part = _part(word, names)
        if part is None:
            return []
        parts.append(part)
    return parts


def _other_number(word: str) -> str:
    """The singular of a plural, the plural of a singular."""
    return word.removesuffix("s") if word.endswith("s") and len(word) > 3 else word + "s"


def _stands(word: str, names: Names) -> bool:
    return names.knows(word) or names.knows(_other_number(word))


def _part(word: str, names: Names) -> _Part | None:
    same_word = frozenset(one for one in (word, _other_number(word)) if names.knows(one))
    if same_word:
        return _Part(word, same_word, True)
    near = names.spelled_like(word, allowed_errors(word))
    same = frozenset(
        one
        for distance, one in near
        if distance == near[0][0] and _DIGITS.findall(one) == _DIGITS.findall(word) and len(one) >= 4
    )
    if not same and len(word) >= _SHORTEST_PREFIX:
        same = frozenset(names.starting(word))
        return _Part(word, same, True) if same else None
    if not same:
        return None
    sure = near[0][0] == 1 or len(word) >= _LONG
    return _Part(word, same, sure and not any(is_english(word) and is_english(one) for one in same))


def _with_all(parts: Sequence[_Part], names: Names) -> list[int]:
    """The entities that have all parts in one of their names."""
    rarest = min(parts, key=lambda part: sum(names.count_with(word) for word in part.words))
    numbers = {number for word in rarest.words for number in names.with_word(word)}
    return sorted(number for number in numbers if any(_covers(parts, form) for form in names.forms(number)))


def _covers(parts: Sequence[_Part], form: tuple[str, ...]) -> bool:
    return all(not part.words.isdisjoint(form) for part in parts)


def _of_said_kind(
    words: Sequence[str], parts: Sequence[_Part], numbers: Sequence[int], names: Names
) -> Sequence[int]:
    """Those with the generic word that was said in that name, where there are any: "the claim document service"."""
    said = frozenset(words) & GENERIC
    fitting = [
        one for one in numbers if any(_covers(parts, form) and not said.isdisjoint(form) for form in names.forms(one))
    ]
    return fitting or numbers


def _completes(parts: Sequence[_Part], forms: Sequence[tuple[str, ...]]) -> bool:
    """Whether nothing informative of a name was left unsaid."""
    said = frozenset().union(*(part.words for part in parts))
    return any(
        _covers(parts, form) and all(word in said or word in GENERIC or word in _SAYS_NOTHING for word in form)
        for form in forms
    )


def _least_besides(parts: Sequence[_Part], numbers: Sequence[int], names: Names) -> list[int]:
    """All of them, those with the fewest further words first."""
    return sorted(numbers, key=lambda number: min(len(form) for form in names.forms(number) if _covers(parts, form)))
