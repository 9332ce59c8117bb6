"""Keeps what is known of an Unleash true, in the background.

Theory: one question after events tells whether anything happened (see `unleash_known`); what it was about is read
again, and the details that are expected to be asked for are read ahead. One of many processes does so for all, the one
with the lease; the others take what it put on the shelf. What could not be read stays to be read the next time.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from bot.providers import unleash_requests as requests
from bot.providers import unleash_wire as wire
from bot.providers.unleash_client import UnleashClient
from bot.providers.unleash_flags import ref_of_key
from bot.providers.unleash_known import ARCHIVING, BEGINNING, Known
from bot.providers.unleash_requests import Request
from bot.providers.unleash_shelf import UnleashShelf
from bot.providers.unleash_wire import Event, IndexFlag, NoSuchFlag, Reply, UnleashFailed, Unusable
from catalog_client import EntityRef
from catalog_client.shelf import Lease, Shelf
from handlers.flag_index import FlagIndex

EVERYTHING_AFTER: Final = timedelta(minutes=5)
ARCHIVED_AFTER: Final = timedelta(minutes=30)
_PAGE: Final = 100
_MOST_MISSED: Final = 1000
"""Events; after more than these, everything is read again."""
_MOST_ARCHIVED: Final = 500
_MOST_AHEAD: Final = 500
_AT_ONCE: Final = 4
_TOGETHER: Final = 50
"""Flags whose history is asked for in one request."""


class Watch:
    """What is known of one Unleash. base: of its web pages. now: aware, UTC."""

    def __init__(
        self, client: UnleashClient, base: str, *, now: Callable[[], datetime], shelf: Shelf, lease: Lease
    ) -> None:
        self.known = Known()
        self.index = FlagIndex()
        self.failing = ""
        self._client = client
        self._base = base
        self._now = now
        self._shelf = UnleashShelf(shelf)
        self._lease = lease
        self._by_key: dict[str, IndexFlag] = {}
        self._expected: frozenset[EntityRef] = frozenset()
        self._ahead = False
        self._etags: dict[str, str] = {}
        self._unread: set[str] = set()
        self._everything_at: datetime | None = None
        self._archived_at: datetime | None = None
        self._turn = asyncio.Lock()

    def expect(self, refs: Iterable[EntityRef]) -> None:
        """From now on read ahead: the details of these, and of flags that say what they belong to."""
        self._expected = frozenset(refs)
        self._ahead = True

    def flag(self, key: str) -> IndexFlag | None:
        return self._by_key.get(key)

    def reindex(self) -> None:
        """Make the index anew from what is known."""
        self.index = FlagIndex(self.known.flags(self._base))
        self._take_by_key()

    def _take_by_key(self) -> None:
        in_use = (one for known in self.known.index.values() for one in known)
        self._by_key = {one.name: one for one in (*self.known.archived, *in_use)}

    async def refresh(self) -> None:
        """Find out what happened, and read it. Never raises; see `failing`."""
        async with self._turn:
            if not await self._lease.held():
                await self._follow()
                return
            before = self._extent()
            try:
                await self._look(self._now())
                if self._ahead:
                    await self._read_ahead()
            except UnleashFailed as error:
                self.failing = str(error)
            await self._shelf.put(self.known, self.failing, changed=before != self._extent())

    def _extent(self) -> tuple[object, ...]:
        """What differs whenever anything is known that was not before."""
        known = self.known
        return known.last_event, len(known.details), len(known.whole), len(known.outdated), known.segments

    async def _look(self, now: datetime) -> None:
        if self._everything_at is None or now - self._everything_at > EVERYTHING_AFTER:
            await self._look_at_everything()
            self._everything_at = now
        else:
            await self._look_for_news()
        await self._look_at_segments()
        await self._look_at_archived(now)
        self.known.as_of, self.failing = now, ""

    # The index, and what events say of it

    async def _look_at_everything(self) -> None:
        # Events first: what happens while the index is read is then news the next time.
        await self._take_news(_MOST_MISSED)
        projects = wire.read_projects(await self._client.ask(requests.projects()))
        gone = self.known.index.keys() - {*projects}
        self.known.index = {name: one for name, one in self.known.index.items() if name not in gone}
        self._unread.update(projects)
        await self._read_unread(others=bool(gone))
        self.known.forget_the_gone()

    async def _look_for_news(self) -> None:
        if await self._take_news(_PAGE) or self._unread:
            await self._read_unread()

    async def _take_news(self, page: int) -> bool:
        """Take in what happened since the last time; whether anything did."""
        request = requests.events(page)
        if (reply := await self._unless_known(request)) is None:
            return False
        events, total = wire.read_events(reply)
        found = [*events]
        while found and found[-1].id > self.known.last_event and len(found) < min(total, _MOST_MISSED):
            more, total = wire.read_events(await self._client.ask(requests.events(page, len(found))))
            if not more:
                break
            found += more
        self._mind_the_gap(found, total)
        archived = self.known.archived
        projects = self.known.happened(found)
        if self.known.archived != archived:
            self.reindex()
        self._unread |= projects
        if any(event.type in ARCHIVING for event in found[:_PAGE]) and projects:
            self._archived_at = None
        self._has(request, reply)
        return bool(projects)

    def _mind_the_gap(self, found: Sequence[Event], total: int) -> None:
        """Where more happened than was read, nothing that is known counts as true."""
        if len(found) >= total:
            self.known.watched_from = self.known.watched_from or BEGINNING
        elif found and found[-1].id > self.known.last_event:
            self.known.outdated |= self.known.details.keys()
            self.known.whole.clear()
            self.known.watched_from = wire.moment(found[-1].created_at)
            self._everything_at = None

    async def _read_unread(self, others: bool = False) -> None:
        """Read what projects hold that something happened in. others: whether there are other flags already."""
        for project in sorted(self._unread):
            request = requests.index(project)
            if (reply := await self._unless_known(request)) is not None:
                others |= self.known.take_index(project, wire.read_index(reply))
                self._has(request, reply)
            self._unread.discard(project)
        if others:
            self.reindex()
        else:
            self._take_by_key()

    async def _look_at_segments(self) -> None:
        if (reply := await self._unless_known(requests.segments())) is not None:
            self.known.segments = dict(wire.read_segments(reply))
            self._has(requests.segments(), reply)

    async def _look_at_archived(self, now: datetime) -> None:
        """The flags no longer in use; where the search has no quota left, later."""
        if self._archived_at is not None and now - self._archived_at < ARCHIVED_AFTER:
            return
        try:
            found = await self._read_archived()
        except UnleashFailed:
            return
        self._archived_at = now
        if found != self.known.archived:
            self.known.archived = found
            self.reindex()

    async def _read_archived(self) -> tuple[IndexFlag, ...]:
        """At most five of the fifteen searches a minute that there are. Raises: UnleashFailed."""
        found: list[IndexFlag] = []
        total = 1
        while len(found) < min(total, _MOST_ARCHIVED):
            page, total = wire.read_archived(await self._client.ask(requests.archived(len(found))))
            if not page:
                break
            found += page
        return tuple(found)

    async def _unless_known(self, request: Request) -> Reply | None:
        """The reply, or None where it is the one we had the last time."""
        etag = self._etags.get(request.path, "")
        reply = await self._client.ask(Request(request.path, request.body, etag))
        return reply if reply.status != 304 else None

    def _has(self, request: Request, reply: Reply) -> None:
        """Remember that a reply was taken in, so that it need not be sent again."""
        self._etags[request.path] = reply.headers.get("etag", "")

    # Details and histories

    async def _read_ahead(self) -> None:
        details = [*islice(self._wanted_details(), _MOST_AHEAD)]
        places = asyncio.Semaphore(_AT_ONCE)

        async def one(key: str) -> bool:
            async with places:
                with suppress(Unusable):
                    return await self.read_detail(key)
                return False

        relinked = await asyncio.gather(*(one(key) for key in details))
        if any(relinked):
            self.reindex()
        wanted = [*islice(self._wanted_histories(), _MOST_AHEAD)]
        for start in range(0, len(wanted), _TOGETHER):
            await self.read_histories(wanted[start : start + _TOGETHER])

    def _wanted_details(self) -> Iterator[str]:
        """What is outdated first, then what is expected and was never read."""
        known = self.known
        yield from (key for key in sorted(known.outdated) if key in known.details)
        yield from (key for key in self._awaited() if key not in known.details)

    def _wanted_histories(self) -> Iterator[str]:
        return (key for key in self._awaited() if not self.known.knows_history(key, None))

    def _awaited(self) -> Iterator[str]:
        """The keys of flags that something is linked to."""
        for flag in self.index:
            if not flag.archived and (flag.components or flag.owners or flag.ref in self._expected):
                yield flag.key

    async def read_detail(self, key: str) -> bool:
        """Read a flag's detail; whether the addresses on its page changed. Raises: UnleashFailed."""
        flag = self.index.get(ref_of_key(key))
        if flag is None or flag.archived:
            self.known.outdated.discard(key)
            return False
        reply = await self._client.ask(requests.detail(flag.project, key))
        try:
            return self.known.take_detail(wire.read_detail(reply), reply.body)
        except NoSuchFlag:
            self.known.details.pop(key, None)
            self.known.outdated.discard(key)
            return False

    async def read_histories(self, keys: Sequence[str]) -> None:
        """Read what changed of these flags, all of it where it is not too much. Raises: UnleashFailed."""
        events, total = wire.read_events(await self._client.ask(requests.events_of(keys)))
        if len(events) < total and len(keys) > 1:
            half = len(keys) // 2
            await self.read_histories(keys[:half])
            await self.read_histories(keys[half:])
        else:
            self.known.take_history(keys, events, whole=True)

    async def _follow(self) -> None:
        """Take over what another process knows."""
        self._etags.clear()
        if (taken := await self._shelf.take(self.known)) is not None:
            known, self.failing = taken
            if known is not self.known:
                self.known = known
                self.reindex()
