"""Asks Redis, as long as it answers: no call waits long, and after a failed one nobody waits again for a while.

Closed, every call goes through, each with a deadline. A call that fails opens the breaker: for `REST` seconds all
others fail at once. Then one is let through to try; if it is answered the breaker closes, else it rests again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from redis.exceptions import (
    AuthenticationError,
    AuthorizationError,
    BusyLoadingError,
    NoPermissionError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisClusterException,
    RedisError,
)
from redis.exceptions import ConnectionError as NotConnected
from redis.exceptions import TimeoutError as NoReply

from bot.stores.connection import TIMEOUT, Client
from bot.stores.disk import write_safely

_log = logging.getLogger(__name__)

T = TypeVar("T")

REST: Final = 5.0
"""Seconds."""
_AT_ONCE: Final = 64
"""Calls under way at once; the others wait for their turn, which is far below a client's number of connections."""

_REASONS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (AuthenticationError, "it refuses the user or password in REVERB_REDIS_URL"),
    (AuthorizationError, "it refuses the user or password in REVERB_REDIS_URL"),
    (NoPermissionError, "the user in REVERB_REDIS_URL may not do what Reverb needs"),
    (BusyLoadingError, "it is still loading its data"),
    (OutOfMemoryError, "it is full"),
    (ReadOnlyError, "it is a replica, which cannot be written to"),
    (NoReply, "it does not answer in time"),
    (TimeoutError, "it does not answer in time"),
    (NotConnected, "it cannot be reached"),
    (RedisClusterException, "its cluster cannot be reached"),
    (OSError, "it cannot be reached"),
)


class Away(Exception):
    """Redis does not answer right now. Its text is the reason, a plain clause."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with Redis.

    as_of: when it answered last; down_since: when it ceased to; None while it answers (both aware, UTC).
    reason: a plain clause on why it does not, such as `it cannot be reached`; empty while it answers.
    """

    as_of: datetime | None = None
    down_since: datetime | None = None
    reason: str = ""


class Breaker:
    """The one way to a Redis.

    now: aware, UTC. clock: seconds, monotonic. patience: seconds a call may take altogether.
    own: whether it is the Valkey that comes with us.
    """

    def __init__(
        self,
        redis: Client,
        now: Callable[[], datetime],
        clock: Callable[[], float],
        patience: float = TIMEOUT,
        *,
        own: bool = False,
    ) -> None:
        self._redis = redis
        self._now = now
        self._clock = clock
        self._patience = patience
        self._own = own
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._rests_until: float | None = None
        self._standing = Standing()

    @property
    def standing(self) -> Standing:
        return self._standing

    async def ask(self, work: Callable[[Client], Awaitable[T]]) -> T:
        """What `work` gets from Redis. It may be done twice. Raises: Away."""
        self._pass()
        try:
            async with asyncio.timeout(self._patience), self._places:
                answer = await work(self._redis)
        except (RedisError, RedisClusterException, OSError) as error:
            raise self._failed(error) from error
        self._answered()
        return answer

    async def write(self, *command: str | bytes | int) -> Any:
        """Carry out a command whose effect must not be lost, as `ask` does. Raises: Away; then it may be."""
        return await self.ask(lambda redis: write_safely(redis, *command, own=self._own))

    def _pass(self) -> None:
        """Let a call through, or raise Away while Redis rests."""
        if self._rests_until is None:
            return
        if self._clock() < self._rests_until:
            raise Away(self._standing.reason)
        self._rests_until = self._clock() + REST  # this call tries; the others do not wait for how it ends

    def _failed(self, error: Exception) -> Away:
        reason = _reason(error)
        if self._standing.down_since is None:
            _log.warning("Redis is away, going on from memory: %s", reason, exc_info=error)
        self._rests_until = self._clock() + REST
        self._standing = Standing(self._standing.as_of, self._standing.down_since or self._now(), reason)
        return Away(reason)

    def _answered(self) -> None:
        if self._standing.down_since is not None:
            _log.info("Redis is back")
        self._rests_until = None
        self._standing = Standing(self._now())


def _reason(error: BaseException) -> str:
    """What is wrong, for people. A login that fails while connecting is the cause of an error, not the error."""
    causes = [error, *(one for one in (error.__cause__, error.__context__) if one is not None)]
    found = (text for kind, text in _REASONS if any(isinstance(one, kind) for one in causes))
    return next(found, "it refuses a command")
