"""What each thread is about, kept in Redis for a while.

Shape: `{"asks": ["owner component:default/x"], "at": "2026-11-23T10:00:00Z", "candidates": ["api:default/y"],
"why": ["…"], "lead": ["owner component:default/x"], "words": "the x thing", "rejected": ["component:default/z"],
"recent": ["component:default/x"]}`. What an older version did not write is empty, what a newer one writes besides is
passed over, and what cannot be read at all is no topic.
"""

from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from bot.reply import Topic
from bot.stores.breaker import Breaker
from bot.stores.claim import milliseconds
from catalog_client import EntityRef
from handlers.asked import Asked


class _Written(msgspec.Struct):
    asks: list[str]
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    candidates: list[str] = []
    why: list[str] = []
    lead: list[str] = []
    words: str = ""
    rejected: list[str] = []
    recent: list[str] = []
    answered: str = ""
    listed: list[str] = []
    interrupted: bool = False


class RedisTopics:
    """Remembers topics for `ttl` after they were remembered last."""

    def __init__(self, breaker: Breaker, ttl: timedelta) -> None:
        self._breaker = breaker
        self._ttl = ttl

    async def recall(self, thread: str) -> Topic | None:
        """What `thread` is about; None where that is unknown. Raises: Away."""
        written = await self._breaker.ask(lambda redis: redis.get(_key(thread)))
        return None if written is None else read(written)

    async def remember(self, thread: str, topic: Topic) -> None:
        """Raises: Away."""
        await self._breaker.ask(lambda redis: redis.set(_key(thread), write(topic), px=milliseconds(self._ttl)))


def _key(thread: str) -> str:
    return f"reverb:topic:{thread}"


def write(topic: Topic) -> bytes:
    return msgspec.json.encode(
        _Written(
            asks=[str(asked) for asked in topic.asks],
            at=topic.at,
            candidates=[str(ref) for ref in topic.candidates],
            why=list(topic.why),
            lead=[str(asked) for asked in topic.lead],
            words=topic.words,
            rejected=[str(ref) for ref in topic.rejected],
            recent=[str(ref) for ref in topic.recent],
            answered=topic.answered,
            listed=[str(ref) for ref in topic.listed],
            interrupted=topic.interrupted,
        )
    )


def read(written: bytes | str) -> Topic | None:
    """The topic that was written; None when this version cannot read it."""
    try:
        found = msgspec.json.decode(written, type=_Written)
        return Topic(
            asks=tuple(map(Asked.parse, found.asks)),
            at=found.at,
            candidates=tuple(map(EntityRef.parse, found.candidates)),
            why=tuple(found.why),
            lead=tuple(map(Asked.parse, found.lead)),
            words=found.words,
            rejected=tuple(map(EntityRef.parse, found.rejected)),
            recent=tuple(map(EntityRef.parse, found.recent)),
            answered=found.answered,
            listed=tuple(map(EntityRef.parse, found.listed)),
            interrupted=found.interrupted,
        )
    except (msgspec.MsgspecError, ValueError):
        return None
