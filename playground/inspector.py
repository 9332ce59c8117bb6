"""What the inspector on a page asks: what led to a message, and to send it again; and what is to go wrong."""

from collections.abc import Callable, Mapping
from typing import Any, Final, get_args

from playground.delivery import Courier
from playground.faults import Fault, FaultKind, Faults
from playground.happenings import Called, Delivered
from playground.journal import Entry, Journal, said_in
from playground.pageacts import Answer, CannotDo, Given
from playground.pagefeed import described_message
from playground.pagestate import seen_message
from playground.socketmode import SocketMode
from playground.workspace import Workspace

_KINDS: Final[tuple[FaultKind, ...]] = get_args(FaultKind)
MOST_LISTED: Final = 300
MOST_SECONDS: Final = 30.0


class Inspector:
    """One person's look behind the scenes. changed: told when something else goes wrong than before."""

    def __init__(
        self,
        user: str,
        workspace: Workspace,
        journal: Journal,
        courier: Courier,
        sockets: SocketMode,
        faults: Faults,
        changed: Callable[[], None],
    ) -> None:
        self._user, self._workspace, self._journal = user, workspace, journal
        self._courier, self._sockets, self._faults, self._changed = courier, sockets, faults, changed
        self.by_name = {
            "inspect": self.inspect,
            "entry": self.entry,
            "traffic": self.traffic,
            "again": self.again,
            "fault": self.fault,
            "mend": self.mend,
            "disconnect": self.disconnect,
        }

    async def inspect(self, given: Given) -> Answer:
        """Given: channel, ts."""
        message = seen_message(self._user, str(given.get("channel")), str(given.get("ts")), self._workspace)
        trace = self._journal.trace(message)
        return {
            "message": described_message(message, self._user),
            "deliveries": [detailed(each) for each in trace.deliveries],
            "calls": [detailed(each) for each in trace.calls],
        }

    async def entry(self, given: Given) -> Answer:
        """Given: number."""
        return detailed(self._journal.entry(given.get("number", 0)))

    async def traffic(self, given: Given) -> Answer:
        return {"entries": [summed_up(each) for each in self._journal.latest(MOST_LISTED)]}

    async def again(self, given: Given) -> Answer:
        """Deliver an event once more. Given: number; as_new, for what happened to happen once more."""
        what = self._journal.entry(given.get("number", 0)).what
        if not isinstance(what, Delivered) or what.kind != "events_api":
            raise CannotDo("Only events can be sent again: what people do has a trigger that works once.")
        event = what.payload["event"]
        if not given.get("as_new"):
            self._courier.deliver_event(what.payload)
        elif said_in(what) is not None:
            self._workspace.say(event["user"], event["channel"], event["text"], event.get("thread_ts"))
        else:
            fresh = {"event_id": self._workspace.ids.next("Ev"), "event_time": int(self._workspace.now())}
            self._courier.deliver_event({**what.payload, **fresh})
        return {}

    async def fault(self, given: Given) -> Answer:
        """Let something go wrong. Given: kind; method, times, seconds, code where they matter."""
        kind = next((each for each in _KINDS if each == given.get("kind")), None)
        if kind is None:
            raise CannotDo(f"Nothing can go wrong in the way of {given.get('kind')}.")
        times = given.get("times")
        self._faults.switch_on(
            Fault(
                kind,
                method=str(given.get("method") or "*"),
                times=max(1, int(times)) if times is not None else None,
                seconds=min(MOST_SECONDS, max(0.0, float(given.get("seconds") or 1.0))),
                code=str(given.get("code") or "internal_error"),
            )
        )
        self._changed()
        return {}

    async def mend(self, given: Given) -> Answer:
        """Let things go well again. Given: kind; all without."""
        self._faults.switch_off(given.get("kind"))
        self._changed()
        return {}

    async def disconnect(self, given: Given) -> Answer:
        """Part from the app. Given: how: `refresh`, as Slack does every few hours; `cut`, as a broken network does."""
        if given.get("how") == "cut":
            self._sockets.abort()
        else:
            await self._sockets.disconnect("refresh_requested")
        return {}


def summed_up(entry: Entry) -> Answer:
    """An entry in one line of a page."""
    what = entry.what
    told = {"t": "traffic", "number": entry.number, "at": what.at, "ms": round(what.seconds * 1000, 2)}
    if isinstance(what, Called):
        ok = what.status == 200 and what.answer.get("ok", True)
        error = what.answer.get("error") or (f"HTTP {what.status}" if not ok else "")
        return told | {"call": what.method, "ok": ok, "error": error}
    failed = {"ok": what.failure is None, "error": what.failure or "", "attempt": what.attempt}
    return told | {"delivery": what.kind, "what": what_is_in(what.payload), **failed}


def what_is_in(payload: Mapping[str, Any]) -> str:
    """A delivery's content in a word or two."""
    event = payload.get("event")
    if isinstance(event, Mapping):
        return " ".join(str(event[key]) for key in ("type", "subtype") if event.get(key))
    if "command" in payload:
        return f"{payload['command']} {payload.get('text', '')}".strip()
    actions = payload.get("actions") or ()
    named = [str(each.get("action_id")) for each in actions] or [str(payload.get("callback_id") or "")]
    return f"{payload.get('type', '')} {' '.join(named)}".strip()


def detailed(entry: Entry) -> Answer:
    """All of an entry."""
    what = entry.what
    if isinstance(what, Called):
        return summed_up(entry) | {"args": dict(what.args), "answer": dict(what.answer), "status": what.status}
    return summed_up(entry) | {"payload": dict(what.payload), "response": dict(what.response)}
