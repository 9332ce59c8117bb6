"""What Slack told us lately, kept for a while so that it is not asked again."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta
from typing import Generic, TypeVar

V = TypeVar("V")


class Lately(Generic[V]):
    """At most `most` values by Slack's ids, each known for at most `known_for`; the oldest go first.

    clock: seconds, monotonic.
    """

    def __init__(self, most: int, known_for: timedelta, clock: Callable[[], float]) -> None:
        self._most = most
        self._seconds = known_for.total_seconds()
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, V]] = OrderedDict()

    def get(self, key: str) -> V | None:
        """What is known of `key`; None when that is nothing, or too old."""
        until, value = self._known.get(key, (0.0, None))
        return value if value is not None and until > self._clock() else None

    def keep(self, key: str, value: V) -> None:
        self._known[key] = (self._clock() + self._seconds, value)
        self._known.move_to_end(key)
        while len(self._known) > self._most:
            self._known.popitem(last=False)

    def forget(self, key: str) -> None:
        self._known.pop(key, None)

    def forget_all(self) -> None:
        self._known.clear()
