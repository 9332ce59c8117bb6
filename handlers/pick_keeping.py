"""Changes what is remembered of a team's picks, so that of two who change it at once each sees what the other did."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from catalog_client import EntityRef
from handlers.kit import Mrkdwn, Passage, escape
from handlers.picks import Ledger, Pick, PicksAway
from handlers.sources import Picks

_ATTEMPTS: Final = 10


@dataclass(frozen=True, slots=True)
class Kept:
    """A pick as it is remembered now, among the others. note: why it was left as it is; empty where it changed."""

    ledger: Ledger
    pick: Pick
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unremembered:
    """What was picked can not be read or written. reason: a plain clause."""

    reason: str


Change = Callable[[Ledger], Awaitable[tuple[Pick, str]]]
"""What is to stand in the ledger, and why that is what stood there already. It may be asked again, of a newer ledger."""


async def kept(picks: Picks, team: EntityRef, task: str, change: Change) -> Kept | Unremembered:
    """Change one pick of a team and task. A new one that nobody holds is not remembered."""
    try:
        for _ in range(_ATTEMPTS):
            ledger = await picks.ledger(team, task)
            pick, note = await change(ledger)
            before = ledger.numbered(pick.number)
            if pick == before or (before is None and pick.holder is None) or await picks.put(ledger, pick):
                return Kept(ledger, pick, note)
    except PicksAway as away:
        return Unremembered(str(away))
    return Unremembered("too many people are picking for this team at once")


def unremembered(found: Unremembered) -> Passage:
    """That no pick is made without remembering it."""
    return Passage(
        escape(f"I can not pick fairly right now: {found.reason}. Please ask again in a minute."), sources=()
    )


def no_team(name: Mrkdwn) -> Passage:
    return Passage(Mrkdwn(f"{name} is no team of the catalog, and none stands behind it, so I can not pick from it."))
