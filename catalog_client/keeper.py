"""Keeps a snapshot of the catalog fresh in the background, and serves the last good one however long that fails.

Every origin is read on its own clock: each `interval` while all is well, sooner again after a failure, later where
it asked for patience. What was read is merged to a snapshot only when something changed. One of many processes, the
one with the lease, reads for all and puts the outcome on the shelf; the others look at the note there each
`interval` and load the catalog when it is another one than theirs. A new process starts from the shelf.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final

from catalog_client import codec
from catalog_client.errors import CatalogError, CatalogShrunk, CatalogUnreachable, CatalogUnreadable
from catalog_client.merge import merge
from catalog_client.part import Origin, Part
from catalog_client.shelf import Lease, Note, OriginState, Shelf, ShelfUnavailable
from catalog_client.snapshot import Snapshot

Watcher = Callable[[Snapshot], Awaitable[None]]

FIRST_RETRY: Final = 2.0
"""Seconds until an origin that failed is tried again; doubled each time, up to the interval."""


@dataclass(slots=True)
class _Kept:
    """One origin, and how far we are with it. due: when to read it next. not_before: when it asked us to."""

    origin: Origin
    state: OriginState
    part: Part | None = None
    failures: int = 0
    due: datetime | None = None
    not_before: datetime | None = None


class Keeper:
    """Keeps the catalog of several origins, merged in their order.

    interval: seconds between two readings of an origin. chance: spreads the readings of many processes.
    now, sleep: the clock. watchers: told of each new snapshot, in turn, before the next reading.
    """

    def __init__(
        self,
        origins: Sequence[Origin],
        shelf: Shelf,
        lease: Lease,
        *,
        interval: float,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[object]],
        chance: Random,
        watchers: Sequence[Watcher] = (),
    ) -> None:
        self._kept = tuple(_Kept(origin, OriginState(origin.name)) for origin in origins)
        self._shelf = shelf
        self._lease = lease
        self._interval = interval
        self._now = now
        self._sleep = sleep
        self._chance = chance
        self._watchers = tuple(watchers)
        self._snapshot: Snapshot | None = None
        self._version = ""
        self._rounds = 0
        self._turn = asyncio.Lock()

    @property
    def snapshot(self) -> Snapshot | None:
        """The last good snapshot, the same object for as long as nothing changed; None before the first one.

        How old it is, is in `states`: a reading that finds nothing new does not make a new snapshot.
        """
        return self._snapshot

    @property
    def states(self) -> tuple[OriginState, ...]:
        return tuple(kept.state for kept in self._kept)

    async def start(self) -> Snapshot | None:
        """Take what is on the shelf, without waiting for any origin."""
        async with self._turn:
            await self._follow()
        return self._snapshot

    async def refresh(self) -> tuple[OriginState, ...]:
        """Read all origins now, lease or not, but for those that asked for patience. Raises nothing: see the states.

        Several who ask at once share one reading, if it began after they asked.
        """
        rounds = self._rounds
        async with self._turn:
            if rounds == self._rounds:
                self._rounds += 1
                now = self._now()
                await self._read([kept for kept in self._kept if kept.not_before is None or kept.not_before <= now])
        return self.states

    async def run(self) -> None:
        """Keep the snapshot fresh until cancelled."""
        while True:
            async with self._turn:
                pause = await self._read_due() if await self._lease.held() else await self._follow_on()
            await self._sleep(pause)

    async def _read_due(self) -> float:
        """Read what is due. Gives seconds until the next is, but for the lease's sake no more than the interval."""
        now = self._now()
        await self._read([kept for kept in self._kept if kept.due is None or kept.due <= now])
        now = self._now()
        waits = [(kept.due - now).total_seconds() for kept in self._kept if kept.due is not None]
        return max(0.0, min([*waits, self._interval]))

    async def _follow_on(self) -> float:
        """Take over what another read. Gives seconds until the next look: soon, while there is nothing yet."""
        await self._follow()
        return self._spread(self._interval if self._snapshot is not None else min(self._interval, 1.0))

    def _spread(self, seconds: float) -> float:
        return seconds * self._chance.uniform(0.9, 1.1)

    async def _read(self, due: Iterable[_Kept]) -> None:
        outcomes = await asyncio.gather(*map(self._read_one, due))
        if any(outcomes):
            await self._publish()
        if outcomes:
            await self._put_on_shelf(changed=any(outcomes))

    async def _read_one(self, kept: _Kept) -> bool:
        """Whether anything changed."""
        before = kept.part
        try:
            part = await kept.origin.read(before)
        except CatalogError as error:
            self._failed(kept, error)
            return False
        kept.part, kept.state = part, OriginState(kept.state.name, as_of=part.read_at)
        kept.failures, kept.not_before = 0, None
        kept.due = self._now() + timedelta(seconds=self._spread(self._interval))
        return before is None or part.entities is not before.entities or part.problems != before.problems

    def _failed(self, kept: _Kept, error: CatalogError) -> None:
        now = self._now()
        held_back = isinstance(error, CatalogShrunk)
        kept.state = replace(
            kept.state,
            failing_since=kept.state.failing_since or now,
            reason=str(error),
            held_back=held_back,
        )
        # Looking again soon would only see the same half-filled catalog once more, and believe it.
        kept.failures = 0 if held_back else kept.failures + 1
        wait = (
            min(self._interval, FIRST_RETRY * 2.0 ** min(kept.failures - 1, 20)) if kept.failures else self._interval
        )
        patience = error.retry_after if isinstance(error, CatalogUnreachable) else None
        kept.not_before = now + patience if patience else None
        kept.due = max(now + timedelta(seconds=self._spread(wait)), kept.not_before or now)

    async def _publish(self) -> None:
        parts = self._parts()
        # Not on the event loop: a large catalog takes a while, and people are being answered meanwhile.
        snapshot = await asyncio.to_thread(merge, parts, min(part.read_at for part in parts))
        self._snapshot = snapshot
        for watcher in self._watchers:
            await watcher(snapshot)

    async def _put_on_shelf(self, *, changed: bool) -> None:
        parts = self._parts()
        if not parts:
            return
        if changed:
            self._version = ""  # so that it is saved later where it cannot be now
        try:
            note = Note.read(await self._shelf.load_note())
            if note is None or note.version != self._version:
                saved = await asyncio.to_thread(codec.encode, parts)
                await self._shelf.save(saved)
                self._version = codec.version_of(saved)
            await self._shelf.save_note(Note(self._version, self.states).written())
        except ShelfUnavailable:
            return  # tried again after the next reading; whoever keeps the shelf says that it is away

    async def _follow(self) -> None:
        """Take over what another process read, where it is news."""
        try:
            note = Note.read(await self._shelf.load_note())
            if note is None or note.version != self._version:
                await self._take(await self._shelf.load())
        except (ShelfUnavailable, CatalogUnreadable):
            return  # what we have stays good, and the reading process will write it anew
        if note is not None and note.version == self._version:
            states = {state.name: state for state in note.states}
            for kept in self._kept:
                kept.state = states.get(kept.state.name, kept.state)

    async def _take(self, saved: bytes | None) -> None:
        if saved is None:
            return
        parts = {part.origin: part for part in await asyncio.to_thread(codec.decode, saved)}
        for kept in self._kept:
            kept.part = parts.get(kept.state.name, kept.part)
            if kept.part is not None:
                kept.state = OriginState(kept.state.name, as_of=kept.part.read_at)
        self._version = codec.version_of(saved)
        if self._parts():
            await self._publish()

    def _parts(self) -> list[Part]:
        return [kept.part for kept in self._kept if kept.part is not None]
