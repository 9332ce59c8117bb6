"""What a thread is about is known at once where it was said, and elsewhere without anybody waiting for it."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.reply import Topic
from bot.stores.breaker import Away
from bot.stores.memory import MemoryTopics
from bot.stores.steadfast import SteadfastTopics
from catalog_client import EntityRef
from handlers.asked import Asked

TOPIC = Topic((Asked("owner", (EntityRef.parse("component:default/kiosk"),)),), datetime(2026, 3, 2, tzinfo=UTC))


class Slow(MemoryTopics):
    """A store that takes its time; `set_out` tells that something is on its way, `may_go` lets it arrive."""

    def __init__(self) -> None:
        super().__init__(timedelta(hours=1), lambda: 0.0)
        self.set_out, self.may_go = asyncio.Event(), asyncio.Event()

    async def remember(self, thread: str, topic: Topic) -> None:
        self.set_out.set()
        await self.may_go.wait()
        await super().remember(thread, topic)


class Gone(MemoryTopics):
    async def remember(self, thread: str, topic: Topic) -> None:
        raise Away("it cannot be reached")


def own() -> MemoryTopics:
    return MemoryTopics(timedelta(hours=1), lambda: 0.0)


async def test_nobody_waits_for_a_slow_redis_and_what_was_said_is_known_meanwhile() -> None:
    shared = Slow()
    topics = SteadfastTopics(shared, own())
    await topics.remember("t", TOPIC)
    assert await topics.recall("t") == TOPIC
    await asyncio.wait_for(shared.set_out.wait(), 10)
    assert await topics.recall("t") == TOPIC
    assert await shared.recall("t") is None
    shared.may_go.set()
    await topics.settled()
    assert await shared.recall("t") == TOPIC


async def test_a_redis_that_is_away_keeps_nobody_from_going_on() -> None:
    topics = SteadfastTopics(Gone(timedelta(hours=1), lambda: 0.0), own())
    await topics.remember("t", TOPIC)
    await topics.settled()
    assert await topics.recall("t") == TOPIC
