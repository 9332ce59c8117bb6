"""Rate limits: how often each method may be called. Pure."""

import math
from dataclasses import dataclass
from typing import Final

from playground.clock import Now

POSTS_PER_SECOND: Final = 1.0
MOST_POSTS_AT_ONCE: Final = 10
"""Slack allows "short bursts" over one message a second and channel, without saying how short."""


@dataclass(frozen=True, slots=True)
class _Bucket:
    left: float
    at: float


class Limits:
    """What is left of each allowance. Allowances fill up steadily."""

    def __init__(self, now: Now) -> None:
        self._now = now
        self._buckets: dict[tuple[str, ...], _Bucket] = {}

    def wait_before(self, method: str, per_minute: int) -> int:
        """How many seconds to wait before a method may be called; 0 counts as a call."""
        return self._take((method,), per_minute, per_minute / 60)

    def wait_before_post(self, channel: str) -> int:
        """The same for posting in a channel."""
        return self._take(("post", channel), MOST_POSTS_AT_ONCE, POSTS_PER_SECOND)

    def _take(self, key: tuple[str, ...], most: float, per_second: float) -> int:
        now = self._now()
        bucket = self._buckets.get(key, _Bucket(most, now))
        left = min(most, bucket.left + (now - bucket.at) * per_second)
        if left < 1:
            self._buckets[key] = _Bucket(left, now)
            return max(1, math.ceil((1 - left) / per_second))
        self._buckets[key] = _Bucket(left - 1, now)
        return 0
