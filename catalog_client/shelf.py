"""Where the last good catalog outlives the process and is shared by several: ports, and the note beside it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import msgspec


@dataclass(frozen=True, slots=True)
class OriginState:
    """How one origin is doing.

    as_of: when the origin was last known to look as we show it (aware, UTC); None while it was never read.
    failing_since: when reading it began to fail, or to be held back; None while all is well.
    reason: a plain sentence on what is wrong and what helps; empty when all is well.
    held_back: it suddenly lost most of its entities, and we wait to see that again before we believe it.
    """

    name: str
    as_of: datetime | None = None
    failing_since: datetime | None = None
    reason: str = ""
    held_back: bool = False


class ShelfUnavailable(Exception):
    """The shelf does not answer. The catalog in memory stays good."""


class Shelf(Protocol):
    """Keeps two things: the catalog, large, and a note beside it, small and asked for often.

    Raises: ShelfUnavailable, from each.
    """

    async def load(self) -> bytes | None: ...

    async def save(self, saved: bytes) -> None: ...

    async def load_note(self) -> bytes | None: ...

    async def save_note(self, note: bytes) -> None: ...


class Lease(Protocol):
    """Lets one of many processes read the origins for all."""

    async def held(self) -> bool:
        """Whether it is ours now, taking it if it is free. Never raises: with nobody to ask it is everybody's."""
        ...


class NoShelf:
    """Where nothing is kept."""

    async def load(self) -> bytes | None:
        return None

    async def save(self, saved: bytes) -> None:
        pass

    async def load_note(self) -> bytes | None:
        return None

    async def save_note(self, note: bytes) -> None:
        pass


class Alone:
    """The lease where there is only one process."""

    async def held(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Note:
    """What is said about the saved catalog. version: of the catalog's bytes, see `codec.version_of`."""

    version: str
    states: tuple[OriginState, ...]

    def written(self) -> bytes:
        return msgspec.json.encode(self)

    @classmethod
    def read(cls, written: bytes | None) -> "Note | None":
        """The note that was written; None where there is none, or one of another version of this program."""
        if written is None:
            return None
        try:
            return msgspec.json.decode(written, type=cls)
        except msgspec.MsgspecError:
            return None
