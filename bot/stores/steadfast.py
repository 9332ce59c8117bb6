"""Stores that go on while Redis is away: they remember in this process too, and answer from there.

Away, a process knows only what it saw itself: a thread another process answered has no topic here, and an event that
Slack repeats to another process may be answered twice. Nobody waits, and nobody goes without an answer.
"""

import asyncio
import contextlib
from typing import Final, Protocol

from bot.reply import Topic, Topics
from bot.stores.breaker import Away

_AFTER_THE_ANSWER: Final = 0.002
"""Seconds."""


class Answered(Protocol):
    """What was answered already."""

    async def first(self, event_id: str) -> bool: ...


class SteadfastTopics:
    """Topics of all processes while their Redis answers, of this one while it does not. Never raises.

    The answer sets out first, and nobody waits until Redis has what it is about; whoever reads the answer and asks on
    is slower by far.
    """

    def __init__(self, shared: Topics, own: Topics) -> None:
        self._shared = shared
        self._own = own
        self._on_the_way: set[asyncio.Task[None]] = set()

    async def recall(self, thread: str) -> Topic | None:
        """The newer of what all know and what this process knows, which may have been alone for a while."""
        own = await self._own.recall(thread)
        try:
            shared = await self._shared.recall(thread)
        except Away:
            return own
        return max((topic for topic in (own, shared) if topic), key=lambda topic: topic.at, default=None)

    async def remember(self, thread: str, topic: Topic) -> None:
        """Known here at once, and elsewhere as soon as Redis has it."""
        await self._own.remember(thread, topic)
        sharing = asyncio.create_task(self._share(thread, topic))
        self._on_the_way.add(sharing)
        sharing.add_done_callback(self._on_the_way.discard)

    async def _share(self, thread: str, topic: Topic) -> None:
        await asyncio.sleep(_AFTER_THE_ANSWER)
        with contextlib.suppress(Away):
            await self._shared.remember(thread, topic)

    async def settled(self) -> None:
        """Until everything that is on its way is there, or Redis does not take it."""
        await asyncio.gather(*self._on_the_way, return_exceptions=True)


class SteadfastAnswered:
    """What all processes answered while their Redis answers, what this one did while it does not. Never raises."""

    def __init__(self, shared: Answered, own: Answered) -> None:
        self._shared = shared
        self._own = own

    async def first(self, event_id: str) -> bool:
        """Whether nobody has asked about `event_id` before, as far as that can be known now."""
        if not await self._own.first(event_id):
            return False
        try:
            return await self._shared.first(event_id)
        except Away:
            return True
