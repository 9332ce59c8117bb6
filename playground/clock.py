"""What time it is in the playground, and the timestamps and ids Slack makes of it."""

import time
from collections.abc import Callable
from typing import Final

Now = Callable[[], float]
"""Unit: seconds since the epoch."""

_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def machine_time() -> float:
    """The machine's own clock, in seconds since the epoch."""
    return time.time()


class Timestamps:
    """Slack's timestamps: `1700000000.000100`, each later than the one before, however fast they are asked for."""

    def __init__(self, now: Now) -> None:
        self._now = now
        self._last = 0

    def next(self) -> str:
        self._last = max(round(self._now() * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"


class Ids:
    """Slack's ids: a letter or two for the kind of thing, then letters and digits; never one that was there before.

    begun: when the workspace began, in seconds since the epoch. What an app has kept of an earlier one is not mistaken
    for something of this one.
    """

    def __init__(self, begun: float = 0.0) -> None:
        self._first = round(begun * 1_000_000)
        self._last: dict[str, int] = {}

    def next(self, kind: str) -> str:
        """`V00KH4NQ7K0A`: the next id of a kind."""
        number = self._last[kind] = self._last.get(kind, self._first) + 1
        digits = ""
        while number:
            number, digit = divmod(number, len(_ALPHABET))
            digits = _ALPHABET[digit] + digits
        return kind + digits.rjust(9, "0")
