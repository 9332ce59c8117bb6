"""The work that is left after Slack got its acknowledgement: so many pieces at once, the others in line."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any


class Desk:
    """Takes work at once, does `at_once` pieces of it side by side, and can be cleared before we leave.

    Work about the same is done in the order it came: "and on call?" means nothing until "who owns x" is answered.
    """

    def __init__(self, at_once: int) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._work: set[asyncio.Task[None]] = set()
        self._latest: dict[str, asyncio.Task[None]] = {}

    def take(self, work: Coroutine[Any, Any, None], about: str | None = None) -> None:
        """Do `work` when there is a place and all earlier work `about` the same is done; it deals with its errors."""
        before = self._latest.get(about) if about else None
        task = asyncio.get_running_loop().create_task(self._in_line(work, before))
        self._work.add(task)
        if about:
            self._latest[about] = task
        task.add_done_callback(lambda done: self._put_away(done, about))

    async def clear(self, patience: timedelta) -> None:
        """Finish what was taken; after `patience`, leave it."""
        if not self._work:
            return
        _, unfinished = await asyncio.wait(self._work, timeout=patience.total_seconds())
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)

    async def _in_line(self, work: Coroutine[Any, Any, None], before: asyncio.Task[None] | None) -> None:
        try:
            if before is not None:
                await asyncio.wait({before})
            async with self._places:
                await work
        finally:
            work.close()

    def _put_away(self, task: asyncio.Task[None], about: str | None) -> None:
        self._work.discard(task)
        if about and self._latest.get(about) is task:
            del self._latest[about]
