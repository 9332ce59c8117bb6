"""What a question is: how it is put, what it is about, how its answer is found and how that is drawn."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from catalog_client import EntityRef
from handlers.asked import Asked
from handlers.kit import Facts, Passage
from handlers.sources import Reader, Sources
from handlers.type_ahead import Offer

A = TypeVar("A")

Suggest = Callable[[Asked, str, Sources], Awaitable[tuple[Offer, ...]]]


class Subject(msgspec.Struct, frozen=True):
    """What a question is about.

    prefers: kinds of entity, the likeliest first; each element is a set of equals, such as
        `(frozenset({"component", "system"}), frozenset({"group"}))`. Kinds in none of them come last.
    needed: whether the question means nothing without one.
    only: whether no other kinds can be meant.
    """

    prefers: tuple[frozenset[str], ...] = ()
    needed: bool = True
    only: bool = False


@dataclass(frozen=True, slots=True)
class Question(Generic[A]):
    """A kind of question.

    name: stable; it stands in `reverb ask --json`, logs and metrics.
    asks: what it asks, for the README and for help: `who owns X`.
    phrases: ways to put it, each with at most one `{entity}`, or `{facets}`; `[may be left out]`, `(this|or that)`.
        Matched without case, punctuation and filler words. The first one is shown to people.
    subject: what it is about.
    answer: finds the facts about one entity (None for a question without one); the only step that may wait on the
        outside world. A question about several entities is answered once for each.
    render: draws the facts; pure.
    facts: the facts as JSON.
    source: the source it can say nothing without, by the name in `Freshness`; empty where the catalog is enough.
    for_all: whether it is answered for all to see, however it was asked.
    suggest: what fits into a field under its answers, after the letters typed so far; None where it has no field.
    """

    name: str
    asks: str
    phrases: tuple[str, ...]
    subject: Subject
    answer: Callable[[EntityRef | None, Asked, Sources, Reader], Awaitable[A]]
    render: Callable[[A, Reader], Passage]
    facts: Callable[[A], Facts]
    source: str = ""
    for_all: bool = False
    suggest: Suggest | None = None

    async def reply(
        self, about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader
    ) -> tuple[Passage, Facts]:
        """Answer and draw in one go; the types of the two halves are joined here."""
        found = await self.answer(about, asked, sources, reader)
        return self.render(found, reader), self.facts(found)


AnyQuestion = Question[Any]
Questions = Mapping[str, AnyQuestion]
