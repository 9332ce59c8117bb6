"""Which events were answered already, by any of the processes that share a Redis.

Slack repeats an event that was not acknowledged in time, up to 24 hours with "Delayed Events", and to any process.
Source: Slack's "Events API", "Retries".
"""

from datetime import timedelta
from itertools import count
from typing import Final

from bot.stores.breaker import Breaker
from bot.stores.claim import claim

REMEMBERED: Final = timedelta(hours=25)


class RedisAnswered:
    """Remembers event ids, and whatever else must be done once, for `REMEMBERED`.

    owner: names this process among all that share the Redis.
    """

    def __init__(self, breaker: Breaker, owner: str) -> None:
        self._breaker = breaker
        self._owner = owner
        self._asked = count()

    async def first(self, event_id: str) -> bool:
        """Whether nobody has asked about `event_id` before. Raises: Away."""
        asker = f"{self._owner}:{next(self._asked)}"
        return await self._breaker.ask(lambda redis: claim(redis, f"reverb:answered:{event_id}", asker, REMEMBERED))
