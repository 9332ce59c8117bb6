"""LaunchDarkly as a source of rollouts: read with few requests, answered from what is known.

Theory: the audit log tells what was done since the last look; only flags it names are read again. The list of flags
is read whole once in a while. A flag nobody has read yet is waited for, up to a deadline. LaunchDarkly's own
evaluation is not asked, so nobody can say here for whom in particular a flag is on.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Final

import httpx

from bot.providers import launchdarkly_wire as wire
from bot.providers.launchdarkly_flags import SOURCE, changes_of, flag_of, parents_of, ref_of_key, rollout_of
from bot.providers.launchdarkly_wire import FlagRep, LaunchDarklyFailed, Reply, Unusable
from bot.providers.shared_readings import SharedReadings
from bot.rests import Rests
from catalog_client import EntityRef
from catalog_client.trusted import trusted
from handlers.flag_index import FlagIndex
from handlers.flags import Change, Changes, Flag, Rollout, Verdict, with_history
from handlers.sources import Freshness

EVERYTHING_AFTER: Final = timedelta(minutes=10)
STALE: Final = timedelta(minutes=3)
_DEADLINE: Final = 3.0
_DEEPEST: Final = 4
_MOST_PAGES: Final = 10
_MOST_AHEAD: Final = 100
_MOST_HISTORIES: Final = 10
_MOST_CHANGES: Final = 2000
_TIMEOUT: Final = httpx.Timeout(10, connect=3)


class LaunchDarkly:
    """The flags of some projects. base: of the web pages. clock: seconds, monotonic."""

    name = SOURCE

    def __init__(
        self,
        client: httpx.AsyncClient,
        projects: Sequence[str],
        base: str,
        now: Callable[[], datetime],
        clock: Callable[[], float],
    ) -> None:
        self._client = client
        self._projects = tuple(projects)
        self._base = base
        self._now = now
        self._rests = Rests(clock)
        self._readings = SharedReadings(LaunchDarklyFailed)
        self._listed: dict[str, tuple[FlagRep, ...]] = {}
        self._details: dict[str, FlagRep] = {}
        self._outdated: set[str] = set()
        self._changes: tuple[Change, ...] = ()
        self._index = FlagIndex()
        self._expected: frozenset[EntityRef] | None = None
        self._looked_at = 0
        self._watched_from = 0
        self._everything_at: datetime | None = None
        self._as_of: datetime | None = None
        self._failing = ""

    # Keeping it fresh

    async def refresh(self) -> None:
        """Find out what was done, and read it. Never raises; see `freshness`."""
        now = self._now()
        try:
            if self._everything_at is None or now - self._everything_at > EVERYTHING_AFTER:
                await self._read_everything(now)
            else:
                await self._read_news(now)
            self._as_of, self._failing = now, ""
            await self._read_ahead()
        except LaunchDarklyFailed as error:
            self._failing = str(error)

    def expect(self, refs: Iterable[EntityRef]) -> None:
        self._expected = frozenset(refs)

    def freshness(self) -> Freshness:
        if self._failing or self._as_of is None:
            return Freshness("rollouts", self._as_of, "down", self._failing)
        return Freshness("rollouts", self._as_of, "stale" if self._now() - self._as_of > STALE else "fresh")

    async def _ask(self, path: str) -> Reply:
        if reason := self._rests.reason(SOURCE):
            raise LaunchDarklyFailed(reason)
        try:
            got = await self._client.get(path)
        except httpx.HTTPError as error:
            self._rests.failed(SOURCE, "LaunchDarkly does not answer")
            raise LaunchDarklyFailed("LaunchDarkly does not answer") from error
        if got.status_code in wire.AWAY:
            self._rests.failed(SOURCE, wire.reason_of(got.status_code))
        else:
            self._rests.answered(SOURCE)
        return Reply(got.status_code, got.content)

    async def _read_everything(self, now: datetime) -> None:
        if self._looked_at:
            await self._read_news(now)
        for project in self._projects:
            self._listed[project] = tuple(await self._read_list(project))
        self._watched_from = self._watched_from or _milliseconds(now)
        self._looked_at = self._looked_at or _milliseconds(now)
        self._everything_at = now
        flags = [flag_of(rep, project, self._base) for project, reps in self._listed.items() for rep in reps]
        self._index = FlagIndex(flags)
        kept = {flag.key for flag in self._index}
        self._details = {key: rep for key, rep in self._details.items() if key in kept}

    async def _read_list(self, project: str) -> list[FlagRep]:
        found: list[FlagRep] = []
        total = 1
        while len(found) < total:
            page, total = wire.read_flags(await self._ask(wire.flags(project, len(found))))
            if not page:
                break
            found += page
        return found

    async def _read_news(self, now: datetime) -> None:
        """What was done since the last look; where it is too much, everything counts as outdated."""
        for project in self._projects:
            entries = [one async for one in self._entries(project)]
            fresh = [*changes_of(entries, project)]
            self._outdated.update(change.key for change in fresh)
            known = (change for change in self._changes if change not in fresh)
            self._changes = (*fresh, *known)[:_MOST_CHANGES]
            if any(self._index.get(change.rollout) is None for change in fresh):
                self._everything_at = None
        self._looked_at = _milliseconds(now)

    async def _entries(self, project: str) -> AsyncIterator[wire.Entry]:
        before = 0
        for _ in range(_MOST_PAGES):
            page = wire.read_audit(await self._ask(wire.audit(project, self._looked_at - 1, before)))
            for entry in page:
                yield entry
            if len(page) < wire.ENTRIES:
                return
            before = page[-1].date
        self._outdated.update(self._details)

    async def _read_ahead(self) -> None:
        for key in [*islice(self._wanted(), _MOST_AHEAD)]:
            with suppress(Unusable):
                await self._read_detail(key)

    def _wanted(self) -> Iterator[str]:
        """What is outdated first, then what is expected to be asked for and was never read."""
        yield from sorted(self._outdated & self._details.keys())
        for flag in self._index if self._expected is not None else ():
            linked = flag.components or flag.owners or flag.ref in (self._expected or ())
            if linked and not flag.archived and flag.key not in self._details:
                yield flag.key

    # Answering

    def index(self) -> FlagIndex:
        return self._index

    async def read(self, refs: Sequence[EntityRef]) -> tuple[Rollout, ...]:
        flags = [flag for ref in refs if (flag := self._index.get(ref)) is not None]
        late = await self._load({flag.key for flag in flags})
        return tuple(self._rollout(flag, late) for flag in flags)

    async def changes(self, refs: Sequence[EntityRef], since: datetime | None, most: int = 20) -> Changes:
        flags = [flag for ref in refs if (flag := self._index.get(ref)) is not None]
        found = {change for change in self._changes if change.rollout in set(refs)}
        missing: tuple[str, ...] = ()
        if since is None or _milliseconds(since) < self._watched_from:
            asked = flags[:_MOST_HISTORIES]
            try:
                async with asyncio.timeout(_DEADLINE):
                    histories = await asyncio.gather(*(self._history(flag) for flag in asked))
                found.update(change for history in histories for change in history)
            except (LaunchDarklyFailed, TimeoutError):
                missing = ("LaunchDarkly does not tell now what was done before I began to watch it",)
            if len(flags) > len(asked):
                missing = ("of so many flags I only know what was done since I began to watch",)
        wanted = sorted(
            (one for one in found if since is None or one.at >= since), key=lambda one: one.at, reverse=True
        )
        return Changes(tuple(wanted[:most]), missing)

    async def is_on(self, ref: EntityRef, subject: str, environment: str = "") -> tuple[Verdict, ...]:
        """Nobody can say: see the top."""
        return ()

    async def _history(self, flag: Flag) -> tuple[Change, ...]:
        entries = wire.read_audit(await self._ask(wire.audit(flag.project, key=flag.key)))
        return tuple(change for change in changes_of(entries, flag.project) if change.key == flag.key)

    async def _load(self, keys: set[str]) -> frozenset[str]:
        """Read what nobody has read of these flags, and of those they depend on. Gives what could not be."""
        late: frozenset[str] = frozenset()
        wanted, seen = keys, set[str]()
        for _ in range(_DEEPEST):
            unread = [key for key in sorted(wanted) if key not in self._details or key in self._outdated]
            late |= await self._readings.these({key: partial(self._read_detail, key) for key in unread}, _DEADLINE)
            seen |= wanted
            wanted = {one for key in wanted if (rep := self._details.get(key)) for one in parents_of(rep)} - seen
            if not wanted:
                break
        return late

    async def _read_detail(self, key: str) -> None:
        flag = self._index.get(ref_of_key(key))
        if flag is None or flag.archived:
            return
        self._details[key] = wire.read_flag(await self._ask(wire.flag(flag.project, key)))
        self._outdated.discard(key)

    def _rollout(self, flag: Flag, late: frozenset[str]) -> Rollout:
        as_of = self._as_of or self._now()
        rep = self._details.get(flag.key)
        if rep is None:
            return Rollout(flag, (), as_of, partial=() if flag.archived else ("where and for whom it is on",))
        rollout = rollout_of(flag, rep, as_of, self._details)
        changes = [change for change in self._changes if change.key == flag.key]
        environments = tuple(with_history(one, changes) for one in rollout.environments)
        missing = ("its latest changes",) if flag.key in late else ()
        return Rollout(
            flag, environments, as_of, rollout.switch, rollout.parents, partial=(*rollout.partial, *missing)
        )


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


@asynccontextmanager
async def launchdarkly(
    url: str,
    token: str,
    projects: Sequence[str],
    *,
    now: Callable[[], datetime],
    clock: Callable[[], float],
) -> AsyncIterator[LaunchDarkly]:
    """These projects of LaunchDarkly, while the block runs. token: of the role Reader; clock: seconds, monotonic."""
    headers = {"authorization": token, "ld-api-version": wire.VERSION}
    async with httpx.AsyncClient(verify=trusted(), base_url=f"{url}/", headers=headers, timeout=_TIMEOUT) as client:
        yield LaunchDarkly(client, projects, url, now, clock)
