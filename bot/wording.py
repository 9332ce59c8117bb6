"""The ways to read the words somebody used for a thing, the fullest first."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.folding import words_of
from bot.resolution import Wanted
from bot.vocabulary import KIND_WORDS, NOISE, SOFT_KIND_WORDS, SPOKEN
from handlers.question import Subject

_RUNNING: Final = frozenset({"component", "resource"})
"""What people call a service, a website, a database."""


def readings_of(said: tuple[str, ...], subject: Subject) -> Iterator[tuple[tuple[str, ...], Wanted]]:
    """The words as they are, then without what only says which kind of thing it is, or nothing at all."""
    seen: set[tuple[tuple[str, ...], frozenset[str]]] = set()
    for typed, kinds, loose in _variants(said):
        words = flattened(typed)
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


def flattened(typed: Sequence[str]) -> tuple[str, ...]:
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
