"""What happens in the workspace, as it happens: for whoever watches, and for whoever waits.

Watchers are told at once and in order; they must not block. A listener gets its own queue, so none loses a thing.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Generic, TypeVar

E = TypeVar("E")
T = TypeVar("T")
MOST_REMEMBERED: Final = 50_000


class NothingHappened(Exception):
    """What was waited for did not happen in time."""


class Feed(Generic[E]):
    """A stream of happenings, with what has happened lately in `past`, the oldest first."""

    def __init__(self) -> None:
        self.past: deque[E] = deque(maxlen=MOST_REMEMBERED)
        self._watchers: list[Callable[[E], None]] = []
        self._listeners: list[asyncio.Queue[E]] = []

    def tell(self, happening: E) -> None:
        self.past.append(happening)
        for watcher in tuple(self._watchers):
            watcher(happening)
        for listener in self._listeners:
            listener.put_nowait(happening)

    def watch(self, watcher: Callable[[E], None]) -> None:
        """Call `watcher` with everything that happens, until `unwatch`."""
        self._watchers.append(watcher)

    def unwatch(self, watcher: Callable[[E], None]) -> None:
        self._watchers.remove(watcher)

    @contextmanager
    def listen(self) -> Iterator[asyncio.Queue[E]]:
        """A queue of everything that happens while the block runs."""
        queue: asyncio.Queue[E] = asyncio.Queue()
        self._listeners.append(queue)
        try:
            yield queue
        finally:
            self._listeners.remove(queue)

    async def until(self, look: Callable[[], T | None], what: str, within: float) -> T:
        """What `look` finds, looking again whenever something happens.

        within: seconds.
        Raises: NothingHappened, naming `what`, when it is not found in time.
        """
        with self.listen() as happenings:
            try:
                async with asyncio.timeout(within):
                    while (found := look()) is None:
                        await happenings.get()
                    return found
            except TimeoutError:
                raise NothingHappened(f"{what}: not within {within:g} s") from None
