"""How the commands that stay end: when they are told to, after closing everything."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any


async def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Do `work` until it ends, or until SIGINT or SIGTERM; then it is cancelled, and closes what it opened."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for stop in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(stop, task.cancel)
    await asyncio.wait({task})
    if not task.cancelled():
        task.result()
