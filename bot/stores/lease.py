"""The lease of whoever reads the catalog for all the processes that share a Redis."""

from datetime import timedelta

from bot.stores.breaker import Away, Breaker
from bot.stores.claim import claim, release


class RedisLease:
    """Is held by one process at a time, and by another when that one has not asked for `ttl`.

    name: what it is for; owner: names this process among all that share the Redis.
    Without Redis every process holds it, since none knows of another.
    """

    def __init__(self, breaker: Breaker, name: str, owner: str, ttl: timedelta) -> None:
        self._breaker = breaker
        self._key = f"reverb:lease:{name}"
        self._owner = owner
        self._ttl = ttl

    async def held(self) -> bool:
        """Whether it is ours now, taking it if it is free. Never raises."""
        try:
            return await self._breaker.ask(lambda redis: claim(redis, self._key, self._owner, self._ttl))
        except Away:
            return True

    async def release(self) -> None:
        """Leave it to another at once. Never raises."""
        try:
            await self._breaker.ask(lambda redis: release(redis, self._key, self._owner))
        except Away:
            return
