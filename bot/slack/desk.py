"""The work that is left after Slack got its acknowledgement: so many turns at once, the others in line."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any


class Desk:
    """Takes work at once, does `at_once` pieces of it side by side, and can be cleared before we leave."""

    def __init__(self, at_once: int) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._work: set[asyncio.Task[None]] = set()

    def take(self, work: Coroutine[Any, Any, None]) -> None:
        """Do `work` when there is a place; it deals with its own errors."""
        task = asyncio.get_running_loop().create_task(self._in_line(work))
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    async def clear(self, patience: timedelta) -> None:
        """Finish what was taken; after `patience`, leave it."""
        if not self._work:
            return
        _, unfinished = await asyncio.wait(self._work, timeout=patience.total_seconds())
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)

    async def _in_line(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            async with self._places:
                await work
        finally:
            work.close()
