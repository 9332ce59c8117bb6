"""Rollouts as a test says they are. Stands behind `handlers.sources.Rollouts`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from catalog_client import EntityRef
from handlers.flag_index import FlagIndex
from handlers.flags import Change, Changes, Rollout, Verdict


@dataclass(frozen=True, slots=True)
class KnownRollouts:
    rollouts: tuple[Rollout, ...] = ()
    history: tuple[Change, ...] = ()
    missing: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    def index(self) -> FlagIndex:
        return FlagIndex(one.flag for one in self.rollouts)

    async def read(self, refs: Sequence[EntityRef]) -> tuple[Rollout, ...]:
        known = {one.ref: one for one in self.rollouts}
        return tuple(known[ref] for ref in refs if ref in known)

    async def changes(self, refs: Sequence[EntityRef], since: datetime | None, most: int = 20) -> Changes:
        found = [one for one in self.history if one.rollout in refs and (since is None or one.at >= since)]
        return Changes(tuple(found[:most]), self.missing)

    async def is_on(self, ref: EntityRef, subject: str, environment: str = "") -> tuple[Verdict, ...]:
        return self.verdicts
