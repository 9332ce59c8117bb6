"""The stores of a process that has no Redis, for the command line; and what a process falls back on while it has none.

Nothing here outlives the process.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from bot.reply import Topic
from bot.slack.lately import Lately
from bot.stores.answered import REMEMBERED

_MOST_TOPICS: Final = 10_000
_MOST_EVENTS: Final = 20_000
"""As many as Slack delivers in 40 minutes at its limit of 30,000 an hour; it repeats what was not acknowledged within
six minutes. Source: Slack's "Events API"."""


class MemoryTopics:
    """Remembers topics for `ttl`. clock: seconds, monotonic."""

    def __init__(self, ttl: timedelta, clock: Callable[[], float]) -> None:
        self._topics = Lately[Topic](_MOST_TOPICS, ttl, clock)

    async def recall(self, thread: str) -> Topic | None:
        return self._topics.get(thread)

    async def remember(self, thread: str, topic: Topic) -> None:
        self._topics.keep(thread, topic)


class MemoryAnswered:
    """Remembers what this process answered. clock: seconds, monotonic."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._events = Lately[bool](_MOST_EVENTS, REMEMBERED, clock)

    async def first(self, event_id: str) -> bool:
        """Whether nobody has asked about `event_id` before."""
        if self._events.get(event_id):
            return False
        self._events.keep(event_id, True)
        return True
