"""What words point to in a thread: to the sibling of what it is about, to one of several that it was about. Pure."""

from collections.abc import Iterator
from typing import Final

from bot.folding import key_of, words_of
from bot.names import Names
from bot.naming import DERIVED, EXACT, GENERIC
from bot.reply import Topic
from bot.resolve import FUZZY, Found, Resolution, Unclear, Wanted
from catalog_client import EntityRef
from handlers.question import Subject

ONE: Final = frozenset({"one", "ones"})


def sibling(word: str, topic: Topic, names: Names, subject: Subject) -> Found | None:
    """ "The collection one", said of payment-allocation, is payment-collection: one word of the name is another."""
    wanted = Wanted(subject)
    found = {
        hit.ref
        for ref in _about(topic)
        for other in _with_another(words_of(ref.name), word)
        for hit in names.exactly(key_of(other))
        if hit.rank == EXACT and hit.ref != ref and wanted.admits(hit.ref)
    }
    return Found(found.pop(), DERIVED, "named like what the thread is about") if len(found) == 1 else None


def near_the_thread(resolution: Resolution, words: str, topic: Topic, one: bool) -> Resolution:
    """Of several, what the thread was about lately, or what shares a word with that; with "one", of that sort."""
    if not isinstance(resolution, Unclear):
        return resolution
    lately = topic.recent or _about(topic)
    telling = {word for ref in lately for word in words_of(ref.name)} - GENERIC - set(words.lower().split())
    for fitting in (
        [ref for ref in resolution.candidates if ref in lately],
        [ref for ref in resolution.candidates if telling.intersection(words_of(ref.name))],
        [ref for ref in resolution.candidates if one and ref.kind in {each.kind for each in lately}],
    ):
        if len(fitting) == 1:
            return Found(fitting[0], FUZZY, "the one near what the thread is about")
    return resolution


def _about(topic: Topic) -> tuple[EntityRef, ...]:
    return tuple(ref for asked in topic.asks for ref in asked.entities)


def _with_another(name: tuple[str, ...], word: str) -> Iterator[tuple[str, ...]]:
    """A name of several words with `word` in place of each of them."""
    if word not in name and len(name) > 1:
        yield from ((*name[:at], word, *name[at + 1 :]) for at in range(len(name)))
