"""Keeps the shifts of on-call schedules at hand, so that an answer waits for nobody, and goes on when a source is down.

Theory: what is kept of a schedule spans some weeks around now. While it is young it is simply given. When it is older
it is given all the same, and read again meanwhile; all who ask share that reading. A source that failed rests for a
while, and what was kept is given with the reason. Only what nothing is kept of, or what lies outside the weeks that
are kept, is waited for, up to a deadline.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.rests import Rests
from bot.schedule_source import NoRotaShelf, NoSuchSchedule, NotTold, RotaShelf, ScheduleSource
from handlers.shifts import Rota, Unread
from handlers.sources import Freshness

_log = logging.getLogger(__name__)

ON_CALL: Final = "on-call"
KEPT_BEFORE: Final = timedelta(days=9)
KEPT_AHEAD: Final = timedelta(days=80)
"""PagerDuty cuts shifts at 90 days."""
YOUNG: Final = timedelta(minutes=2)
STALE: Final = timedelta(minutes=10)
_DEADLINE: Final = 8.0
"""Seconds an answer waits for what nothing is kept of."""
_AT_ONCE: Final = 64
_LOOK: Final = 10.0
"""Seconds between two looks at what is no longer young."""
_MOST_KEPT: Final = 10_000


class Rotas:
    """The schedules of all sources, by the word before the colon of a schedule.

    now: aware, UTC. clock: seconds, monotonic. named: the schedules to keep fresh.
    """

    def __init__(
        self,
        sources: Mapping[str, ScheduleSource],
        *,
        now: Callable[[], datetime],
        clock: Callable[[], float],
        named: Callable[[], Iterable[str]] = tuple,
        shelf: RotaShelf | None = None,
    ) -> None:
        self._sources = sources
        self._now = now
        self._named = named
        self._shelf: RotaShelf = shelf or NoRotaShelf()
        self._rests = Rests(clock)
        self._kept: dict[str, Rota] = {}
        self._reading: dict[str, asyncio.Task[Rota]] = {}
        self._last_read: datetime | None = None

    async def rota(self, schedule: str, start: datetime, end: datetime) -> Rota | Unread:
        """The shifts of `schedule` that meet a span, and whatever else is kept of it. Raises nothing."""
        if self._source_of(schedule) is None:
            return Unread(schedule, f"no source called {schedule.partition(':')[0]} is configured")
        if not self._spans(start, end):
            return await self._directly(schedule, start, end)
        kept = self._kept.get(schedule)
        age = self._now() - kept.as_of if kept is not None else None
        if kept is None or age is None or (age > STALE and not kept.failing):
            return await self._waited_for(schedule)
        if age > YOUNG:
            self._read_again(schedule)
        return kept

    async def refresh(self) -> None:
        """Read everything named that is no longer young, some at a time."""
        places = asyncio.Semaphore(_AT_ONCE)

        async def one(schedule: str) -> None:
            async with places:
                if (task := self._read_again(schedule)) is not None:
                    await asyncio.wait({task})

        await asyncio.gather(*(one(schedule) for schedule in self._named() if not self._is_young(schedule)))

    async def run(self, sleep: Callable[[float], Awaitable[object]]) -> None:
        """Keep what is named fresh, until cancelled."""
        while True:
            await self.refresh()
            await sleep(_LOOK)

    def freshness(self) -> tuple[Freshness, ...]:
        """How it stands with all sources together; when down, as of the oldest that could not be read again."""
        failing = list(self._rests.failing())
        stuck = [rota.as_of for rota in self._kept.values() if rota.failing]
        as_of = min(stuck or [rota.as_of for rota in self._kept.values()], default=self._last_read)
        reasons = list(dict.fromkeys(reason for _, reason in failing))
        return (Freshness(ON_CALL, as_of, "down" if failing else "fresh", "; ".join(reasons)),)

    def _source_of(self, schedule: str) -> ScheduleSource | None:
        return self._sources.get(schedule.partition(":")[0])

    def _spans(self, start: datetime, end: datetime) -> bool:
        now = self._now()
        return now - KEPT_BEFORE <= start and end <= now + KEPT_AHEAD

    def _is_young(self, schedule: str) -> bool:
        kept = self._kept.get(schedule)
        return kept is not None and self._now() - kept.as_of <= YOUNG

    async def _directly(self, schedule: str, start: datetime, end: datetime) -> Rota | Unread:
        try:
            async with asyncio.timeout(_DEADLINE):
                return await self._ask(schedule, start, end)
        except NotTold as error:
            return Unread(schedule, str(error))
        except TimeoutError:
            return Unread(schedule, "it takes too long to answer")

    async def _waited_for(self, schedule: str) -> Rota | Unread:
        """What a reading finds; it goes on where the deadline comes first."""
        task = self._read_again(schedule)
        if task is not None:
            await asyncio.wait({task}, timeout=_DEADLINE)
        if (kept := self._kept.get(schedule)) is not None:
            return kept
        error = task.exception() if task is not None and task.done() and not task.cancelled() else None
        return Unread(schedule, str(error) if isinstance(error, NotTold) else "it takes too long to answer")

    def _read_again(self, schedule: str) -> asyncio.Task[Rota] | None:
        """The reading under way, or a new one; None where one would bring nothing new."""
        if (task := self._reading.get(schedule)) is not None:
            return task
        source = self._source_of(schedule)
        if source is None or (schedule in self._kept and self._rests.reason(source.behind(_name(schedule)))):
            return None
        task = asyncio.get_running_loop().create_task(self._keep(schedule))
        self._reading[schedule] = task
        task.add_done_callback(lambda done: self._put_away(schedule, done))
        return task

    def _put_away(self, schedule: str, task: asyncio.Task[Rota]) -> None:
        del self._reading[schedule]
        if not task.cancelled() and (error := task.exception()) is not None and not isinstance(error, NotTold):
            _log.error("Reading the schedule %s failed", schedule, exc_info=error)

    async def _keep(self, schedule: str) -> Rota:
        """Read a schedule, or take what another process read just now. Raises: NotTold, where nothing is kept."""
        now = self._now()
        shared = await self._shelf.load(schedule)
        if shared is not None and now - shared.as_of <= YOUNG:
            return self._put(schedule, shared)
        try:
            rota = await self._ask(schedule, now - KEPT_BEFORE, now + KEPT_AHEAD)
        except NotTold as error:
            known = self._kept.get(schedule) or shared
            if known is None:
                raise
            return self._put(schedule, replace(known, failing=str(error)))
        await self._shelf.save(rota)
        return self._put(schedule, rota)

    def _put(self, schedule: str, rota: Rota) -> Rota:
        if len(self._kept) >= _MOST_KEPT and schedule not in self._kept:
            del self._kept[next(iter(self._kept))]
        self._kept[schedule] = rota
        return rota

    async def _ask(self, schedule: str, start: datetime, end: datetime) -> Rota:
        """Ask the source, unless it rests. Raises: NotTold."""
        source, name = self._sources[schedule.partition(":")[0]], _name(schedule)
        behind = source.behind(name)
        if reason := self._rests.reason(behind):
            raise NotTold(reason)
        try:
            rota = await source.read(name, start, end)
        except NoSuchSchedule:
            self._rests.answered(behind)
            raise
        except NotTold as error:
            self._rests.failed(behind, str(error))
            raise
        self._rests.answered(behind)
        self._last_read = self._now()
        return replace(rota, schedule=schedule)


def _name(schedule: str) -> str:
    return schedule.partition(":")[2]
