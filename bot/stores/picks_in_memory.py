"""Picks of one run, for the command line, and of a bot that has no Redis at all."""

from dataclasses import replace

from catalog_client import EntityRef
from handlers.picks import Ledger, Pick


class MemoryPicks:
    """Remembers picks until the process ends."""

    def __init__(self) -> None:
        self._ledgers: dict[tuple[EntityRef, str], Ledger] = {}

    async def ledger(self, team: EntityRef, task: str) -> Ledger:
        return self._ledgers.get((team, task), Ledger(team, task, version="0"))

    async def one(self, team: EntityRef, task: str, number: int) -> Pick | None:
        return (await self.ledger(team, task)).numbered(number)

    async def put(self, read: Ledger, pick: Pick) -> bool:
        """Write a pick, new or changed; False where `read` is not the latest any more."""
        latest = await self.ledger(read.team, read.task)
        if latest.version != read.version:
            return False
        others = [one for one in latest.picks if one.number != pick.number]
        picks = tuple(sorted([*others, pick], key=lambda one: one.number))
        self._ledgers[read.team, read.task] = replace(latest, picks=picks, version=str(int(latest.version) + 1))
        return True
