"""Asks the questions of the catalog the way the line does, without words."""

from datetime import UTC
from typing import Final

from bot.compose import answer
from catalog_client import EntityRef, Snapshot
from handlers import BUTTONS, QUESTIONS
from handlers.asked import Asked
from handlers.kit import Facts, Message, Passage
from handlers.sources import Freshness, Reader, Rollouts, Rotas, Sources
from tests.company import NOW, TAKEN_AT, company
from tests.fakes.names import LikelyNames
from tests.ferry_aliases import CHANNEL, FERRY_ALIASES
from tests.ferry_flags import FERRY_FLAGS
from tests.ferry_picks import FERRY_PEOPLE, FERRY_PICKS
from tests.ferry_shifts import FERRY_ROTAS

BY_NAME: Final = {question.name: question for question in (*QUESTIONS, *BUTTONS)}
FRESH: Final = (Freshness("catalog", TAKEN_AT, "fresh"),)
ALL_FRESH: Final = (*FRESH, Freshness("on-call", TAKEN_AT, "fresh"), Freshness("rollouts", TAKEN_AT, "fresh"))


def sources_of(
    catalog: Snapshot,
    freshness: tuple[Freshness, ...] = FRESH,
    rollouts: Rollouts | None = FERRY_FLAGS,
    rotas: Rotas | None = FERRY_ROTAS,
) -> Sources:
    names = LikelyNames(catalog)
    return Sources(
        catalog,
        names,
        lambda: freshness,
        rollouts,
        rotas,
        acquaintances=FERRY_PEOPLE,
        picks=FERRY_PICKS,
        aliases=FERRY_ALIASES,
    )


async def reply(
    text: str,
    catalog: Snapshot | None = None,
    asker: EntityRef | None = None,
    freshness: tuple[Freshness, ...] = FRESH,
    rollouts: Rollouts | None = FERRY_FLAGS,
    rotas: Rotas | None = FERRY_ROTAS,
) -> tuple[Passage, Facts]:
    """What is answered to an `Asked` in writing, of the company where no other catalog is given."""
    asked = Asked.parse(text)
    about = asked.entities[0] if asked.entities else None
    sources = sources_of(company() if catalog is None else catalog, freshness, rollouts, rotas)
    return await BY_NAME[asked.kind].reply(about, asked, sources, Reader(NOW, UTC, asker, CHANNEL))


async def said(text: str, catalog: Snapshot | None = None, rollouts: Rollouts | None = FERRY_FLAGS) -> str:
    passage, _ = await reply(text, catalog, rollouts=rollouts)
    return passage.text()


async def facts(text: str, catalog: Snapshot | None = None, rollouts: Rollouts | None = FERRY_FLAGS) -> Facts:
    _, found = await reply(text, catalog, rollouts=rollouts)
    return found


async def message(text: str, catalog: Snapshot | None = None, asker: EntityRef | None = None) -> Message:
    passage, _ = await reply(text, catalog, asker)
    kinds = frozenset(BY_NAME)
    return answer([passage], ALL_FRESH, Reader(NOW, UTC, asker), known_kinds=kinds, asks=[Asked.parse(text)])
