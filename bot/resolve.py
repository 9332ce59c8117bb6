"""From the words somebody used for a thing to the thing: exact before fuzzy, and asking back rather than guessing.

In order, and the first that finds anything decides:
1. the words are a name (rank EXACT), or follow from one (DERIVED), spelled in whatever way;
2. the words are a name but for a typing error or two;
3. the words are part of names: every informative word stands in a name, perhaps misspelled.
Within a step the word for a kind ("the component …") decides, then the kinds the question prefers.

A near name is *taken* only when nothing else is as near and the difference is a slip: not another number or version,
not another word of English, not in a word too short to be sure of. Otherwise it is asked back.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.english import is_english
from bot.folding import key_of, words_of
from bot.names import Hit, Names, preferred_namespace
from bot.naming import DERIVED, EXACT, GENERIC
from bot.nearness import allowed_errors
from bot.vocabulary import KIND_WORDS, NOISE, SOFT_KIND_WORDS, SPOKEN, STOP_WORDS
from catalog_client import EntityRef
from handlers.question import Subject

FUZZY: Final = 3
MOST_OFFERED: Final = 5
_MOST_WORDS: Final = 12
_MOST_CHARACTERS: Final = 120
_SHORTEST_PREFIX: Final = 5
_MOST_LISTED: Final = 400
_NEAR_ENOUGH: Final = 62.0
_DIGITS: Final = re.compile(r"\d+")
_ANYTHING: Final = Subject()
_RUNNING: Final = frozenset({"component", "resource"})
"""What people call a service, a website, a database."""


@dataclass(frozen=True, slots=True)
class Found:
    """One entity is meant.

    rank: EXACT, DERIVED or FUZZY. how: in words, why it matched; empty for an exact name.
    also: entities with the very same name in other namespaces.
    """

    ref: EntityRef
    rank: int
    how: str = ""
    also: tuple[EntityRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Unclear:
    """Several may be meant, or one that we are not sure enough of; the likeliest first, at most five."""

    candidates: tuple[EntityRef, ...]
    how: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing is called that. near: what is called something like it, the nearest first."""

    near: tuple[EntityRef, ...] = ()


Resolution = Found | Unclear | Unknown


@dataclass(frozen=True, slots=True)
class Wanted:
    """Narrows what words may mean: kinds named by a word ("the component …"), and what the question is about.

    loose: a word was left out of what was said, so that only a name as it stands will do.
    typed: what was said, for putting the nearest spelling first.
    """

    subject: Subject = _ANYTHING
    kinds: frozenset[str] = frozenset()
    loose: bool = False
    typed: str = ""

    def admits(self, ref: EntityRef) -> bool:
        if self.kinds:
            return ref.kind in self.kinds
        if self.subject.only:
            return any(ref.kind in tier for tier in self.subject.prefers)
        return True

    def tier(self, ref: EntityRef) -> int:
        tiers = self.subject.prefers
        return next((number for number, kinds in enumerate(tiers) if ref.kind in kinds), len(tiers))


def resolve(said: Sequence[str], names: Names, subject: Subject = _ANYTHING) -> Resolution:
    """Find what somebody meant by `said`, the words between blanks as they typed them. Never raises."""
    typed = tuple(said)[:_MOST_WORDS]
    if not typed or sum(map(len, typed)) > _MOST_CHARACTERS:
        return Unknown()
    readings = list(_readings(typed, subject))
    for step in (_exactly, _nearly, _partly):
        for reading, wanted in readings:
            if (resolution := step(reading, names, wanted)) is not None:
                return resolution
    return Unknown(nearest(_flat(typed), names, _asked_kinds(readings), MOST_OFFERED))


def exact(said: Sequence[str], names: Names, subject: Subject = _ANYTHING) -> Found | Unclear | None:
    """As `resolve`, but only by names that need no guessing."""
    for reading, wanted in _readings(tuple(said)[:_MOST_WORDS], subject):
        if (resolution := _exactly(reading, names, wanted)) is not None:
            return resolution
    return None


def _asked_kinds(readings: Sequence[tuple[tuple[str, ...], Wanted]]) -> tuple[str, ...]:
    kinds = {kind for _, wanted in readings for kind in wanted.kinds}
    return tuple(sorted(kinds))


# Ways to read the words


def _readings(said: tuple[str, ...], subject: Subject) -> Iterator[tuple[tuple[str, ...], Wanted]]:
    """The words as they are, then without what only says which kind of thing it is, or nothing at all."""
    seen: set[tuple[tuple[str, ...], frozenset[str]]] = set()
    for typed, kinds, loose in _variants(said):
        words = _flat(typed)
        if words and (words, kinds) not in seen:
            seen.add((words, kinds))
            yield words, Wanted(subject, kinds, loose, " ".join(typed).lower())


def _variants(said: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], frozenset[str], bool]]:
    trimmed = _trim(said)
    anything = frozenset[str]()
    for words in dict.fromkeys((said, trimmed, _as_spoken(trimmed))):
        for kinds, rest in _kind_words(words):
            yield words, kinds, False
            yield rest, kinds, False
        yield words, anything, False
        for rest in _without_soft(words):
            yield rest, _RUNNING, False
            yield rest, anything, True


def _flat(typed: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for one in typed for word in words_of(one))


def _trim(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without articles and empty nouns at both ends: `the old fraud thing` is `fraud`."""
    start, end = 0, len(words)
    while start < end and words[start] in NOISE:
        start += 1
    while end > start and words[end - 1] in NOISE:
        end -= 1
    return words[start:end]


def _as_spoken(words: tuple[str, ...]) -> tuple[str, ...]:
    """Dictated letters and numbers written out: `geo router vee two` is `geo router v 2`."""
    return tuple(written for word in words if (written := SPOKEN.get(word, word)))


def _kind_words(words: tuple[str, ...]) -> Iterator[tuple[frozenset[str], tuple[str, ...]]]:
    if len(words) > 1:
        for word, rest in ((words[-1], words[:-1]), (words[0], words[1:])):
            if word in KIND_WORDS:
                yield KIND_WORDS[word], _trim(rest)


def _without_soft(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if len(words) > 1 and words[-1] in SOFT_KIND_WORDS:
        yield _trim(words[:-1])
    if len(words) > 1 and words[0] in SOFT_KIND_WORDS:
        yield _trim(words[1:])


# 1: names as they are


def _exactly(words: tuple[str, ...], names: Names, wanted: Wanted) -> Found | Unclear | None:
    hits = [hit for hit in names.exactly(key_of(words)) if wanted.admits(hit.ref)]
    if not hits:
        return None
    rank = min(hit.rank for hit in hits)
    return _decide([hit for hit in hits if hit.rank == rank], wanted, rank, "")


def _decide(hits: Sequence[Hit], wanted: Wanted, rank: int, how: str) -> Found | Unclear:
    tier = min(wanted.tier(hit.ref) for hit in hits)
    fitting = [hit for hit in hits if wanted.tier(hit.ref) == tier]
    chosen = preferred_namespace(fitting)
    if len(chosen) == 1:
        also = tuple(hit.ref for hit in fitting if hit is not chosen[0])
        return Found(chosen[0].ref, rank, how or _derivation(rank), also)
    chosen.sort(key=lambda hit: (hit.distance, OSA.distance(wanted.typed, hit.ref.name)))
    return Unclear(_offered(hit.ref for hit in chosen), how or "several things have this name")


def _derivation(rank: int) -> str:
    return "a short form of its name" if rank == DERIVED else ""


def _offered(refs: Iterable[EntityRef]) -> tuple[EntityRef, ...]:
    return tuple(dict.fromkeys(refs))[:MOST_OFFERED]


# 2: names with a slip


def _nearly(words: tuple[str, ...], names: Names, wanted: Wanted) -> Found | Unclear | None:
    key = key_of(words)
    if wanted.loose:
        return None
    if (most := allowed_errors(key)) == 0 or (len(words) == 1 and is_english(words[0])):
        return None
    hits = [hit for hit in names.nearly(key, most) if wanted.admits(hit.ref)]
    if not hits:
        return None
    nearest_of_all = hits[0].distance
    as_near = [hit for hit in hits if hit.distance == nearest_of_all]
    best = [hit for hit in as_near if hit.rank == min(hit.rank for hit in as_near)]
    slips = [hit for hit in best if _is_slip(words, hit.ref, names)]
    rivals = [hit for hit in hits if hit.distance == nearest_of_all + 1] if len(key) < 8 else []
    if len(slips) < len(best) or rivals:
        return Unclear(
            _offered(hit.ref for hit in (*best, *rivals)), "the nearest names differ by a letter or a word"
        )
    return _decide(best, wanted, FUZZY, _letters_off(nearest_of_all))


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
    if errors > (1 if len(word) < 6 else 2) or (min(len(typed), len(word)) < 4 and agreeing < 2):
        return False
    return agreeing >= 2 or not (is_english(typed) and is_english(word)) or _same_stem(typed, word)


def _same_stem(one: str, other: str) -> bool:
    """Singular and plural are the same word."""
    return one.removesuffix("s") == other.removesuffix("s")


# 3: some of the words


@dataclass(frozen=True, slots=True)
class _Part:
    """A word somebody used, and the words in names it may stand for. sure: as written, or a clear slip."""

    typed: str
    words: frozenset[str]
    sure: bool


def _partly(words: tuple[str, ...], names: Names, wanted: Wanted) -> Found | Unclear | None:
    parts = [] if wanted.loose else _parts(words, names)
    if not parts:
        return None
    numbers = [number for number in _with_all(parts, names) if wanted.admits(names.ref(number))]
    if not numbers:
        return None
    numbers = _of_said_kind(words, numbers, names)
    sure = all(part.sure for part in parts) or sum(part.typed in part.words for part in parts) >= 2
    complete = [number for number in numbers if len(parts) > 1 and _completes(parts, names.forms(number))]
    hits = [Hit(names.ref(number), FUZZY) for number in complete or _least_besides(parts, numbers, names)]
    decided = _decide(hits, wanted, FUZZY, "some of the words of its name")
    if isinstance(decided, Found) and not sure:
        return Unclear((decided.ref,), "a word of its name is spelled differently")
    return decided


def _parts(words: tuple[str, ...], names: Names) -> list[_Part]:
    """What each informative word may stand for; nothing at all when one stands for nothing."""
    telling = [word for word in words if word not in GENERIC and word not in NOISE]
    telling = [
        word for word in telling if names.knows(word) or word not in KIND_WORDS and word not in SOFT_KIND_WORDS
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
    return _Part(word, same, not any(is_english(word) and is_english(one) for one in same))


def _with_all(parts: Sequence[_Part], names: Names) -> list[int]:
    """The entities that have all parts in one of their names."""
    rarest = min(parts, key=lambda part: sum(names.count_with(word) for word in part.words))
    numbers = {number for word in rarest.words for number in names.with_word(word)}
    return sorted(number for number in numbers if any(_covers(parts, form) for form in names.forms(number)))


def _covers(parts: Sequence[_Part], form: tuple[str, ...]) -> bool:
    return all(not part.words.isdisjoint(form) for part in parts)


def _of_said_kind(words: Sequence[str], numbers: Sequence[int], names: Names) -> Sequence[int]:
    """Those with the generic word that was said, where there are any: "the claim document service"."""
    said = [word for word in words if word in GENERIC]
    fitting = [one for one in numbers if said and any(word in form for word in said for form in names.forms(one))]
    return fitting or numbers


def _completes(parts: Sequence[_Part], forms: Sequence[tuple[str, ...]]) -> bool:
    """Whether nothing informative of a name was left unsaid."""
    said = frozenset().union(*(part.words for part in parts))
    return any(
        _covers(parts, form) and all(word in said or word in GENERIC or word in STOP_WORDS for word in form)
        for form in forms
    )


def _least_besides(parts: Sequence[_Part], numbers: Sequence[int], names: Names) -> list[int]:
    """All of them, those with the fewest further words first."""
    return sorted(numbers, key=lambda number: min(len(form) for form in names.forms(number) if _covers(parts, form)))


# Near names, for buttons


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


__all__ = [
    "EXACT",
    "FUZZY",
    "Found",
    "Resolution",
    "Unclear",
    "Unknown",
    "Wanted",
    "exact",
    "nearest",
    "ranked",
    "resolve",
]
