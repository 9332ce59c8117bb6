"""How things reach the app: the order of attempts, whatever they travel over (Socket Mode or HTTP).

Only events are tried again; a command, a click or a submission that is not acknowledged has failed before the
person's eyes. Source: Slack's "Events API" (retries: nearly at once, after a minute, after five).
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from playground.events import callback, events_of
from playground.faults import Faults
from playground.happenings import Delivered, Happening
from playground.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Timing:
    """Unit: seconds.

    ack: how long an acknowledgement may take. retries: the pause before each further attempt of an event.
    trigger: how long a trigger id may be used. response_url: how long a response URL may be used.
    """

    ack: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    trigger: float = 3.0
    response_url: float = 1800.0


@dataclass(frozen=True, slots=True)
class Parcel:
    """Something to deliver.

    kind: `events_api`, `interactive` or `slash_commands`.
    accepts_response: whether the acknowledgement may carry one.
    attempt: 0 for the first; reason: why the one before failed.
    """

    kind: str
    payload: Mapping[str, Any]
    accepts_response: bool = False
    attempt: int = 0
    reason: str = ""


class NotAcknowledged(Exception):
    """The app did not take a delivery.

    reason: in Slack's words, such as `timeout`, `connection_failed` or `http_error`.
    is_final: whether the app asked not to be tried again.
    """

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_final = is_final


class Line(Protocol):
    """What deliveries travel over."""

    async def send(self, parcel: Parcel, within: float) -> Mapping[str, Any]:
        """The response in the acknowledgement. Raises: NotAcknowledged."""
        ...


class Courier:
    """Delivers what happens in the workspace to the app, over a line."""

    def __init__(self, workspace: Workspace, line: Line, timing: Timing, faults: Faults) -> None:
        self._workspace, self._line, self._timing, self._faults = workspace, line, timing, faults
        self._under_way: set[asyncio.Task[None]] = set()
        workspace.feed.watch(self._notice)

    async def settled(self, within: float) -> None:
        """Wait until every event is acknowledged or given up. Raises: TimeoutError."""
        async with asyncio.timeout(within):
            while self._under_way:
                await asyncio.wait(self._under_way)

    def _notice(self, happening: Happening) -> None:
        for event in events_of(happening, self._workspace):
            self.deliver_event(callback(event, self._workspace))

    def deliver_event(self, payload: Mapping[str, Any]) -> None:
        """Deliver an event, again and again if need be. Also for an event that was delivered before."""
        for _ in range(2 if self._faults.take("duplicate") else 1):
            task = asyncio.get_running_loop().create_task(self._keep_trying(payload))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _keep_trying(self, payload: Mapping[str, Any]) -> None:
        reason = ""
        for attempt, pause in enumerate((None, *self._timing.retries)):
            if pause:
                await asyncio.sleep(pause)
            try:
                await self._attempt(Parcel("events_api", payload, attempt=attempt, reason=reason))
            except NotAcknowledged as failed:
                if failed.is_final:
                    return
                reason = failed.reason
            else:
                return

    async def interact(self, kind: str, payload: Mapping[str, Any]) -> Mapping[str, Any]:
        """Deliver what a person did, and the app's response. Raises: NotAcknowledged."""
        return await self._attempt(Parcel(kind, payload, accepts_response=True))

    async def _attempt(self, parcel: Parcel) -> Mapping[str, Any]:
        clock = asyncio.get_running_loop().time
        at, begun = self._workspace.now(), clock()
        failure, response = None, {}
        try:
            response = dict(await self._line.send(parcel, self._timing.ack))
            return response
        except NotAcknowledged as failed:
            failure = failed.reason
            raise
        finally:
            took = clock() - begun
            told = Delivered(parcel.kind, parcel.payload, parcel.attempt, at, took, failure, response)
            self._workspace.feed.tell(told)

    async def close(self) -> None:
        """Deliver nothing more, and give up what is under way."""
        self._workspace.feed.unwatch(self._notice)
        for task in tuple(self._under_way):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
