"""Asks the questions of the catalog the way the line does, without words."""

from datetime import UTC
from typing import Final

from bot.compose import answer
from catalog_client import EntityRef, Snapshot
from handlers import QUESTIONS
from handlers.asked import Asked
from handlers.kit import Facts, Message, Passage
from handlers.sources import Freshness, Reader, Sources
from tests.company import NOW, TAKEN_AT, company
from tests.fakes.names import LikelyNames

BY_NAME: Final = {question.name: question for question in QUESTIONS}
FRESH: Final = (Freshness("catalog", TAKEN_AT, "fresh"),)


def sources_of(catalog: Snapshot, freshness: tuple[Freshness, ...] = FRESH) -> Sources:
    return Sources(catalog, LikelyNames(catalog), freshness)


async def reply(
    text: str,
    catalog: Snapshot | None = None,
    asker: EntityRef | None = None,
    freshness: tuple[Freshness, ...] = FRESH,
) -> tuple[Passage, Facts]:
    """What is answered to an `Asked` in writing, of the company where no other catalog is given."""
    asked = Asked.parse(text)
    about = asked.entities[0] if asked.entities else None
    sources = sources_of(company() if catalog is None else catalog, freshness)
    return await BY_NAME[asked.kind].reply(about, asked, sources, Reader(NOW, UTC, asker))


async def said(text: str, catalog: Snapshot | None = None) -> str:
    passage, _ = await reply(text, catalog)
    return passage.text()


async def facts(text: str, catalog: Snapshot | None = None) -> Facts:
    _, found = await reply(text, catalog)
    return found


async def message(text: str, catalog: Snapshot | None = None, asker: EntityRef | None = None) -> Message:
    passage, _ = await reply(text, catalog, asker)
    return answer([passage], FRESH, Reader(NOW, UTC, asker), known_kinds=frozenset(BY_NAME), asks=[Asked.parse(text)])
