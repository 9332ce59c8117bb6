"""What questions wait for: several at a time, up to a deadline, and one reading for all who want the same."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

_log = logging.getLogger(__name__)

AT_ONCE: Final = 8


class SharedReadings:
    """Readings under way, by name. expected: what a reading may fail with; anything else is logged."""

    def __init__(self, expected: type[Exception], at_once: int = AT_ONCE) -> None:
        self._expected = expected
        self._places = asyncio.Semaphore(at_once)
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def these(self, readings: Mapping[str, Callable[[], Awaitable[object]]], seconds: float) -> frozenset[str]:
        """Do these; gives the names of those that failed or are not done in time. The latter go on."""
        tasks = {name: self._begun(name, read) for name, read in readings.items()}
        if tasks:
            await asyncio.wait(tasks.values(), timeout=seconds)
        return frozenset(name for name, task in tasks.items() if not _is_done(task))

    def _begun(self, name: str, read: Callable[[], Awaitable[object]]) -> asyncio.Task[None]:
        if (task := self._under_way.get(name)) is not None:
            return task
        task = asyncio.get_running_loop().create_task(self._reading(read))
        self._under_way[name] = task
        task.add_done_callback(lambda done: self._put_away(name, done))
        return task

    async def _reading(self, read: Callable[[], Awaitable[object]]) -> None:
        async with self._places:
            await read()

    def _put_away(self, name: str, task: asyncio.Task[None]) -> None:
        del self._under_way[name]
        error = task.exception() if not task.cancelled() else None
        if error is not None and not isinstance(error, self._expected):
            _log.error("Reading %s failed", name, exc_info=error)


def _is_done(task: asyncio.Task[None]) -> bool:
    return task.done() and not task.cancelled() and task.exception() is None
