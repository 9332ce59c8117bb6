"""What stands between the shifts we keep and whoever has them: the port of a source, and of a shelf to share them on."""

from datetime import datetime
from typing import Protocol

from handlers.shifts import Rota


class NotTold(Exception):
    """A source does not tell its shifts; the message is a plain clause for people, without addresses and secrets."""


class NoSuchSchedule(NotTold):
    """The source is well, but has no such schedule, or does not let us see it."""


class ScheduleSource(Protocol):
    """Where shifts come from; schedules are named without the word for their source: `NAME` of `ical:NAME`."""

    def behind(self, schedule: str) -> str:
        """What must answer to tell a schedule, as people know it: when it fails, all that it would tell rests."""
        ...

    async def read(self, schedule: str, start: datetime, end: datetime) -> Rota:
        """The shifts of a schedule that meet a span (aware, UTC). Raises: NotTold."""
        ...


class RotaShelf(Protocol):
    """Where what was read is shared between processes and outlives them. Never raises."""

    async def load(self, schedule: str) -> Rota | None: ...

    async def save(self, rota: Rota) -> None: ...


class NoRotaShelf:
    """Keeps nothing."""

    async def load(self, schedule: str) -> Rota | None:
        return None

    async def save(self, rota: Rota) -> None:
        return None
