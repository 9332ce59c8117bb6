"""What is known of an Unleash, on a shelf that processes share: one reads for all, and a new one starts from there."""

import asyncio
import zlib
from datetime import datetime

import msgspec

from bot.providers.unleash_known import Known, decode, encode
from catalog_client.shelf import Shelf, ShelfUnavailable


class _Note(msgspec.Struct, frozen=True):
    """What is said about what is on the shelf. failing: why the last look failed; empty where it did not."""

    version: str
    as_of: datetime | None
    failing: str


class UnleashShelf:
    """One process's side of the shelf. Without the shelf everybody goes on with what they have."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._version = ""

    async def put(self, known: Known, failing: str, *, changed: bool) -> None:
        """Share what is known; all of it only where it changed."""
        try:
            if changed or not self._version:
                saved = await asyncio.to_thread(zlib.compress, encode(known), 1)
                await self._shelf.save(saved)
                self._version = f"{zlib.crc32(saved):08x}{len(saved):x}"
            await self._shelf.save_note(msgspec.json.encode(_Note(self._version, known.as_of, failing)))
        except ShelfUnavailable:
            self._version = ""

    async def take(self, known: Known) -> tuple[Known, str] | None:
        """What another process knows, and why its last look failed; `known` itself where that is no news."""
        try:
            written = await self._shelf.load_note()
            note = msgspec.json.decode(written, type=_Note) if written is not None else None
            if note is None:
                return None
            taken = known if note.version == self._version else await self._load()
        except (ShelfUnavailable, msgspec.MsgspecError, zlib.error):
            return None
        if taken is None:
            return None
        self._version = note.version
        taken.as_of = note.as_of
        return taken, note.failing

    async def _load(self) -> Known | None:
        saved = await self._shelf.load()
        return decode(await asyncio.to_thread(zlib.decompress, saved)) if saved is not None else None
