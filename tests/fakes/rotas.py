"""On-call schedules that are simply there."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from handlers.shifts import Rota, Unread


class FixedRotas:
    """Knows these schedules; any other is unread."""

    def __init__(self, rotas: Mapping[str, Rota | Unread]) -> None:
        self._rotas = rotas

    async def rota(self, schedule: str, start: datetime, end: datetime) -> Rota | Unread:
        found = self._rotas.get(schedule, Unread(schedule, "nobody knows it"))
        if isinstance(found, Unread):
            return found
        return replace(found, shifts=tuple(one for one in found.shifts if one.meets(start, end)))
