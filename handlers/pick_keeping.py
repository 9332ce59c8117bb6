"""Changes what is remembered of a team's picks, so that of two who change it at once each sees what the other did."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from catalog_client import EntityRef
from handlers.kit import Mrkdwn, Passage, escape
from handlers.picks import Entry, Ledger, Pick, PicksAway
from handlers.sources import Picks

_ATTEMPTS: Final = 10


@dataclass(frozen=True, slots=True)
class Kept:
    """A pick as it is remembered now, among the others.

    before: as it was; None where it is new. note: why it was left as it is; empty where it changed.
    """

    ledger: Ledger
    pick: Pick
    before: Pick | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unremembered:
    """What was picked can not be read or written. reason: a plain clause."""

    reason: str


Which = Callable[[Ledger], Entry | None]
"""Which pick of the ledger is to change; None where there is none yet."""
Change = Callable[[Ledger, Pick | None], Awaitable[tuple[Pick, str]]]
"""What the pick that was found is to become, and why it stays as it is. It may be asked again, of a newer ledger."""


async def kept(picks: Picks, team: EntityRef, task: str, which: Which, change: Change) -> Kept | Unremembered:
    """Change one pick of a team and task. A new one that nobody holds is not remembered."""
    try:
        for _ in range(_ATTEMPTS):
            ledger = await picks.ledger(team, task)
            entry = which(ledger)
            # It may be newer than the ledger; then that is not the latest, and nothing is written.
            before = await picks.one(team, task, entry.number) if entry is not None else None
            pick, note = await change(ledger, before)
            if pick == before or (before is None and pick.holder is None) or await picks.put(ledger, pick):
                return Kept(ledger, pick, before, note)
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
