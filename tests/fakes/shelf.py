"""A shelf in memory, and a lease that a test hands over. Stand behind the ports of `catalog_client.shelf`."""

from dataclasses import dataclass

from catalog_client.shelf import ShelfUnavailable


@dataclass(slots=True)
class MemoryShelf:
    """away: whether it does not answer."""

    saved: bytes | None = None
    note: bytes | None = None
    away: bool = False

    def _there(self) -> None:
        if self.away:
            raise ShelfUnavailable("away")

    async def load(self) -> bytes | None:
        self._there()
        return self.saved

    async def save(self, saved: bytes) -> None:
        self._there()
        self.saved = saved

    async def load_note(self) -> bytes | None:
        self._there()
        return self.note

    async def save_note(self, note: bytes) -> None:
        self._there()
        self.note = note


@dataclass(slots=True)
class Handed:
    """Whether it is ours, as a test says."""

    ours: bool = True

    async def held(self) -> bool:
        return self.ours
