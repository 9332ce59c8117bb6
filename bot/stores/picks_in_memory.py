"""Picks of one run, for the command line, and of a bot that has no Redis at all."""

from catalog_client import EntityRef
from handlers.picks import Ledger, Pick


class MemoryPicks:
    """Remembers picks until the process ends."""

    def __init__(self) -> None:
        self._ledgers: dict[tuple[EntityRef, str], Ledger] = {}
        self._picks: dict[tuple[EntityRef, str, int], Pick] = {}

    async def ledger(self, team: EntityRef, task: str) -> Ledger:
        return self._ledgers.get((team, task), Ledger(team, task, version="0"))

    async def one(self, team: EntityRef, task: str, number: int) -> Pick | None:
        return self._picks.get((team, task, number))

    async def put(self, read: Ledger, pick: Pick) -> bool:
        """Write a pick, new or changed; False where `read` is not the latest any more."""
        latest = await self.ledger(read.team, read.task)
        if latest.version != read.version:
            return False
        self._ledgers[read.team, read.task] = latest.after(pick, str(int(latest.version) + 1))
        self._picks[read.team, read.task, pick.number] = pick
        return True
