"""How fast we post: one message a second into each channel, and a few at once after a quiet time.

Source: Slack's "Rate limits": 1 message a second and channel, "short bursts" allowed.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

BURST: Final = 8
_INTERVAL: Final = 1.0
_MOST_CHANNELS: Final = 1000


class Pace:
    """Whose turn it is to post into a channel.

    Theory: each channel has the moment at which it would be quiet again if every message took a second; a message
    waits until that moment is less than a burst away.
    clock: seconds, monotonic.
    """

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._clock = clock
        self._sleep = sleep
        self._quiet_at: dict[str, float] = {}

    async def wait(self, channel: str) -> None:
        """Wait for our turn to post into `channel`."""
        now = self._clock()
        quiet_at = max(self._quiet_at.get(channel, now), now)
        self._quiet_at[channel] = quiet_at + _INTERVAL
        if len(self._quiet_at) > _MOST_CHANNELS:
            self._quiet_at = {name: moment for name, moment in self._quiet_at.items() if moment > now}
        if (seconds := quiet_at - now - (BURST - 1) * _INTERVAL) > 0:
            await self._sleep(seconds)
