"""A question about one entity of the catalog that needs nothing but the snapshot."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from catalog_client import Entity, EntityRef
from handlers.asked import Asked
from handlers.kit import Facts, Mrkdwn, Passage, code
from handlers.question import Question, Subject
from handlers.sources import Reader, Sources

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Gone:
    """The entity was in the catalog when it was named, and is no longer."""

    ref: EntityRef


def entity_question(
    *,
    name: str,
    asks: str,
    phrases: tuple[str, ...],
    subject: Subject,
    answer: Callable[[Entity, Asked, Sources], A],
    render: Callable[[A], Passage],
    facts: Callable[[A], Facts],
) -> Question[A | Gone]:
    """A question whose `answer` gets the entity itself; that it is gone from the catalog is answered here."""

    async def find(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> A | Gone:
        if about is None:
            raise ValueError(f"{name!r} asks about an entity")
        entity = sources.catalog.get(about)
        return answer(entity, asked, sources) if entity is not None else Gone(about)

    def draw(found: A | Gone, reader: Reader) -> Passage:
        return gone(found) if isinstance(found, Gone) else render(found)

    def tell(found: A | Gone) -> Facts:
        return {} if isinstance(found, Gone) else facts(found)

    return Question(name, asks, phrases, subject, find, draw, tell)


def gone(found: Gone) -> Passage:
    """That it is not there any more."""
    return Passage(Mrkdwn(f"{code(str(found.ref))} is not in the catalog any more."))
