"""Who failed lately is left alone for a while, longer each time, so that nobody waits for it again and again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

FIRST_REST: Final = 10.0
LONGEST_REST: Final = 120.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class _Failed:
    times: int
    until: float
    reason: str


class Rests:
    """Remembers whom to leave alone. clock: seconds, monotonic."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failed: dict[str, _Failed] = {}

    def reason(self, name: str) -> str:
        """Why `name` is left alone now; empty when it may be asked."""
        failed = self._failed.get(name)
        return failed.reason if failed is not None and self._clock() < failed.until else ""

    def failed(self, name: str, reason: str) -> None:
        times = self._failed[name].times + 1 if name in self._failed else 1
        rest = min(FIRST_REST * 2 ** (times - 1), LONGEST_REST)
        self._failed[name] = _Failed(times, self._clock() + rest, reason)

    def answered(self, name: str) -> None:
        self._failed.pop(name, None)

    def failing(self) -> Iterator[tuple[str, str]]:
        """Whoever failed when last asked, with the reason."""
        yield from ((name, failed.reason) for name, failed in sorted(self._failed.items()))
