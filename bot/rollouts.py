"""From what `REVERB_ROLLOUTS` says to the rollouts that can be asked about: every source as one, kept fresh."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol

from bot import example
from bot.naming import Called
from bot.providers.flagd import Flagd
from bot.providers.flagd_places import flag_places
from bot.providers.launchdarkly import launchdarkly
from bot.providers.unleash import unleash
from bot.settings import Settings, secret
from catalog_client import EntityRef, Snapshot
from catalog_client.shelf import Alone, Lease, NoShelf, Shelf
from handlers.flag_index import FlagIndex
from handlers.flag_links import annotated
from handlers.flags import Changes, Rollout, Verdict
from handlers.sources import Freshness, Rollouts

ROLLOUTS: Final = "rollouts"


class Source(Rollouts, Protocol):
    """One source of rollouts. name: the word of the setting, and the namespace in the refs of its rollouts."""

    name: str

    async def refresh(self) -> None:
        """Read again what may have changed. Never raises: what fails is told by `freshness`."""
        ...

    def expect(self, refs: Iterable[EntityRef]) -> None:
        """From now on have ready, too, what is likely to be asked for: these."""
        ...

    def freshness(self) -> Freshness: ...


class AllRollouts:
    """The rollouts of several sources as one; whose a rollout is, its ref says."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = {source.name: source for source in sources}
        self._parts: tuple[FlagIndex, ...] = ()
        self._index = FlagIndex()

    async def refresh(self) -> bool:
        """Read again what may have changed; whether other flags exist now."""
        await asyncio.gather(*(source.refresh() for source in self._sources.values()))
        parts = tuple(source.index() for source in self._sources.values())
        if parts == self._parts:
            return False
        self._parts = parts
        self._index = parts[0] if len(parts) == 1 else FlagIndex(flag for part in parts for flag in part)
        return True

    async def keep(
        self,
        every: float,
        sleep: Callable[[float], Awaitable[object]],
        changed: Callable[[], Awaitable[None]],
        catalog: Callable[[], Snapshot | None] = lambda: None,
    ) -> None:
        """Refresh until cancelled, and have ready what things of the catalog are linked to.

        every: seconds. changed: called when other flags exist than before.
        """
        while True:
            linked = annotated(known, self._index) if (known := catalog()) is not None else frozenset()
            for source in self._sources.values():
                source.expect([ref for ref in linked if ref.namespace == source.name])
            if await self.refresh():
                await changed()
            await sleep(every)

    def freshness(self) -> Freshness:
        """How fresh all sources are together: as fresh as the one that is worst."""
        each = [source.freshness() for source in self._sources.values()]
        worst = max(each, key=lambda one: ("fresh", "stale", "down").index(one.state))
        as_of = min((one.as_of for one in each if one.as_of is not None), default=None)
        return Freshness(ROLLOUTS, as_of, worst.state, "; ".join(one.note for one in each if one.note))

    def each(self) -> Iterator[tuple[str, Freshness, FlagIndex]]:
        """Every source by its name, how fresh it is, and its flags."""
        return ((name, source.freshness(), source.index()) for name, source in self._sources.items())

    def called(self) -> Iterator[Called]:
        """What every flag is called."""
        return (Called(flag.ref, flag.key) for flag in self._index)

    def index(self) -> FlagIndex:
        return self._index

    async def read(self, refs: Sequence[EntityRef]) -> tuple[Rollout, ...]:
        parts = await asyncio.gather(*(source.read(some) for source, some in self._by_source(refs)))
        found = {one.ref: one for part in parts for one in part}
        return tuple(found[ref] for ref in refs if ref in found)

    async def changes(self, refs: Sequence[EntityRef], since: datetime | None, most: int = 20) -> Changes:
        parts = await asyncio.gather(*(source.changes(some, since, most) for source, some in self._by_source(refs)))
        found = sorted((one for part in parts for one in part.found), key=lambda one: one.at, reverse=True)
        return Changes(
            tuple(found[:most]),
            tuple(dict.fromkeys(one for part in parts for one in part.missing)),
            tuple(dict.fromkeys(one for part in parts for one in part.notes)),
        )

    async def is_on(self, ref: EntityRef, subject: str, environment: str = "") -> tuple[Verdict, ...]:
        source = self._sources.get(ref.namespace)
        return await source.is_on(ref, subject, environment) if source is not None else ()

    def _by_source(self, refs: Iterable[EntityRef]) -> Iterator[tuple[Source, list[EntityRef]]]:
        wanted = [*refs]
        for name, source in self._sources.items():
            if some := [ref for ref in wanted if ref.namespace == name]:
                yield source, some


def called_by(rollouts: AllRollouts | None) -> Callable[[], Iterable[Called]]:
    """What the flags are called, for indexing names; nothing where no source is configured."""
    return rollouts.called if rollouts is not None else tuple


@dataclass(frozen=True, slots=True)
class FlagFileAt:
    """A flagd file, by path or URL."""

    where: str


@dataclass(frozen=True, slots=True)
class UnleashAt:
    """An Unleash. token: of a user who may view."""

    url: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LaunchDarklyAt:
    """A project of LaunchDarkly. token: of the role Reader."""

    url: str
    token: str = field(repr=False)
    project: str


Place = FlagFileAt | UnleashAt | LaunchDarklyAt


def rollout_places(settings: Settings) -> tuple[Place, ...]:
    """Where rollouts come from, by the settings; the example company has some of its own."""
    if not settings.catalog and not settings.rollouts:
        return (FlagFileAt(str(example.FLAGS)),)
    return tuple(_place(written, settings) for written in settings.rollouts)


def _place(written: str, settings: Settings) -> Place:
    if written == "unleash":
        return UnleashAt(settings.unleash_url, secret(settings.unleash_token))
    kind, _, where = written.partition(":")
    if kind == "launchdarkly":
        return LaunchDarklyAt(settings.launchdarkly_url, secret(settings.launchdarkly_token), where)
    return FlagFileAt(where)


@asynccontextmanager
async def rollouts_of(
    places: Sequence[Place],
    now: Callable[[], datetime],
    *,
    clock: Callable[[], float] = time.monotonic,
    beside: Callable[[str, str], tuple[Shelf, Lease]] = lambda _, __: (NoShelf(), Alone()),
) -> AsyncIterator[AllRollouts | None]:
    """The rollouts that these places hold, read once; None where there are none. They can be asked while the block runs.

    clock: seconds, monotonic. beside: what shares a source between processes, by a word for it and its address; else
        each process reads for itself.
    """
    async with AsyncExitStack() as opened:
        sources: list[Source] = []
        if files := [one.where for one in places if isinstance(one, FlagFileAt)]:
            sources.append(Flagd(await opened.enter_async_context(flag_places(files)), now))
        for one in places:
            if isinstance(one, UnleashAt):
                shelf, lease = beside(ROLLOUTS, one.url)
                at = unleash(one.url, one.token, now=now, clock=clock, shelf=shelf, lease=lease)
                sources.append(await opened.enter_async_context(at))
        if projects := [one for one in places if isinstance(one, LaunchDarklyAt)]:
            first, keys = projects[0], [one.project for one in projects]
            at_ld = launchdarkly(first.url, first.token, keys, now=now, clock=clock)
            sources.append(await opened.enter_async_context(at_ld))
        rollouts = AllRollouts(sources) if sources else None
        if rollouts is not None:
            await rollouts.refresh()
        yield rollouts
