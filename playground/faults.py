"""What can be made to go wrong, to see an app cope."""

from dataclasses import dataclass, replace
from typing import Literal

FaultKind = Literal[
    "rate_limited",  # the Web API answers 429 with Retry-After `seconds`
    "slow",  # the Web API waits `seconds` before it does anything
    "error",  # the Web API answers `{"ok": false, "error": code}`
    "unavailable",  # the Web API answers 503 with a page of HTML
    "drop",  # the Web API does what it is asked, and closes the connection without an answer
    "duplicate",  # an event is delivered twice
    "handshake",  # a WebSocket handshake is refused with 503
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong.

    method: the Web API method it strikes; `*` for each. times: how often; None until it is switched off.
    """

    kind: FaultKind
    method: str = "*"
    times: int | None = None
    seconds: float = 1.0
    code: str = "internal_error"


class Faults:
    """What goes wrong at present."""

    def __init__(self) -> None:
        self._on: list[Fault] = []

    @property
    def on(self) -> tuple[Fault, ...]:
        return tuple(self._on)

    def switch_on(self, fault: Fault) -> None:
        self._on.append(fault)

    def switch_off(self, kind: FaultKind | None = None) -> None:
        """Let faults of a kind, or all, no longer happen."""
        self._on = [fault for fault in self._on if kind is not None and fault.kind != kind]

    def take(self, kind: FaultKind, method: str = "*") -> Fault | None:
        """The fault that strikes now, if one does; one with a number of times is then used up by one."""
        for index, fault in enumerate(self._on):
            if fault.kind == kind and fault.method in {"*", method}:
                if fault.times is not None:
                    left = replace(fault, times=fault.times - 1)
                    self._on[index : index + 1] = [left] if left.times else []
                return fault
        return None
