"""What went to the app and what the app called, numbered, and what of it belongs to one message. Pure.

Nothing in Slack's protocol says which call answers which event, so this is read from where and when they were: a
delivery and a call belong together when they are about the same thread, or the same person in the same channel, and
no other such delivery came between. Calls that name no place (looking somebody up) are counted when they were made
meanwhile.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from playground.feed import Feed
from playground.happenings import Called, Delivered, Happening
from playground.message import Message

MOST_KEPT: Final = 5_000
_SOON: Final = 60.0
"""Seconds after a delivery within which a call can belong to it."""


@dataclass(frozen=True, slots=True)
class Entry:
    number: int
    what: Called | Delivered


@dataclass(frozen=True, slots=True)
class Trace:
    """What belongs to a message. deliveries: every attempt, and every event, of what led to it; calls: in order."""

    deliveries: Sequence[Entry]
    calls: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is about: a thread of a channel; or, without one, what a person did in the channel."""

    channel: str
    thread: str | None
    user: str | None = None


class Journal:
    """The latest deliveries and calls of a feed."""

    def __init__(self, feed: Feed[Happening]) -> None:
        self._entries: deque[Entry] = deque(maxlen=MOST_KEPT)
        self._last = 0
        feed.watch(self._note)

    def _note(self, happening: Happening) -> None:
        if isinstance(happening, Called | Delivered):
            self._last += 1
            self._entries.append(Entry(self._last, happening))

    @property
    def last(self) -> Entry:
        """The newest entry. Raises: IndexError, when there is none."""
        return self._entries[-1]

    def latest(self, most: int) -> list[Entry]:
        return [*self._entries][-most:]

    def entry(self, number: int) -> Entry:
        """Raises: LookupError."""
        found = next((each for each in self._entries if each.number == number), None)
        if found is None:
            raise LookupError(f"entry {number} is no longer kept")
        return found

    def trace(self, message: Message) -> Trace:
        """What led to a message of the app, or what a person's message led to."""
        entries = sorted(self._entries, key=lambda each: each.what.at)
        deliveries = [each for each in entries if isinstance(each.what, Delivered) and not _is_echo(each.what)]
        calls = [each for each in entries if isinstance(each.what, Called)]
        cause = _cause(message, deliveries, calls)
        if cause is None:
            return Trace((), [each for each in calls if _writes(each.what, message)])
        same = [each for each in deliveries if _identity(each.what) == _identity(cause.what)]
        return Trace(same, _calls_of(cause.what, deliveries, calls))


def _cause(message: Message, deliveries: Sequence[Entry], calls: Sequence[Entry]) -> Entry | None:
    if message.app_id is None:
        about = (each for each in deliveries if said_in(each.what) == (message.channel, message.ts))
        return next(about, None)
    written = next((each.what.at for each in calls if _writes(each.what, message)), float(message.ts))
    near = [each for each in deliveries if each.what.at <= written and _is_near(place_of(each.what), message)]
    return near[-1] if near else None


def said_in(what: Called | Delivered) -> tuple[str, str] | None:
    """The message an event is the coming of, by channel and timestamp."""
    event = what.payload.get("event") if isinstance(what, Delivered) else None
    if not isinstance(event, Mapping) or event.get("subtype") or event.get("type") not in {"message", "app_mention"}:
        return None
    return str(event.get("channel")), str(event.get("ts"))


def _is_echo(what: Delivered) -> bool:
    """Whether the app is only told of what it wrote itself."""
    event = what.payload.get("event")
    if not isinstance(event, Mapping):
        return False
    written = event.get("message") or event
    return bool(written.get("app_id") == what.payload["api_app_id"])


def _is_near(place: Place | None, message: Message) -> bool:
    if place is None or place.channel != message.channel:
        return False
    if message.visible_to:
        return place.user == message.visible_to
    if place.thread is None:
        return message.thread_ts is None
    return place.thread in {message.thread, message.ts}


def place_of(what: Called | Delivered) -> Place | None:
    """Where a delivery is about; None for one that is about no place."""
    payload = what.payload if isinstance(what, Delivered) else {}
    event = payload.get("event")
    if isinstance(event, Mapping):
        item = event.get("item", event)
        if not isinstance(item, Mapping) or not isinstance(item.get("channel"), str):
            return None
        return Place(item["channel"], item.get("thread_ts") or item.get("ts"), event.get("user"))
    if "channel_id" in payload:
        return Place(payload["channel_id"], None, payload["user_id"])
    user = payload.get("user", {}).get("id")
    container = payload.get("container", {})
    if "channel_id" in container:
        return Place(container["channel_id"], container.get("thread_ts") or container["message_ts"], user)
    message = payload.get("message")
    if isinstance(message, Mapping) and isinstance(payload.get("channel"), Mapping):
        return Place(payload["channel"]["id"], message.get("thread_ts") or message.get("ts"), user)
    return None


def _calls_of(cause: Called | Delivered, deliveries: Iterable[Entry], calls: Iterable[Entry]) -> list[Entry]:
    place = place_of(cause)
    after = (each.what.at for each in deliveries if each.what.at > cause.at and _is_other(each.what, cause))
    until = min((at for at in after), default=cause.at + _SOON)
    meanwhile = [each for each in calls if cause.at <= each.what.at < until]
    ours = [each for each in meanwhile if _is_about(each.what, place)]
    last = ours[-1].what.at if ours else cause.at
    return [each for each in meanwhile if each in ours or (_names_no_place(each.what) and each.what.at <= last)]


def _is_other(what: Called | Delivered, cause: Called | Delivered) -> bool:
    """Whether a delivery is about the same place as `cause`, but another thing."""
    return place_of(what) == place_of(cause) and _identity(what) != _identity(cause)


def _identity(what: Called | Delivered) -> object:
    """What is the same for every attempt, and for all events of one message."""
    if (message := said_in(what)) is not None:
        return message
    payload = what.payload if isinstance(what, Delivered) else {}
    return payload.get("event_id") or payload.get("trigger_id") or id(what)


def _is_about(what: Called | Delivered, place: Place | None) -> bool:
    if not isinstance(what, Called) or place is None:
        return False
    if what.method == "response_url":
        return True
    args = what.args
    if args.get("channel") != place.channel and args.get("user") != place.user:
        return False
    named = {args.get("thread_ts"), args.get("ts"), args.get("timestamp"), args.get("message_ts")} - {None}
    return place.thread is None or not named or place.thread in named or _writes_in(what, place)


def _writes_in(what: Called, place: Place) -> bool:
    shown = what.answer.get("message", {})
    return isinstance(shown, Mapping) and shown.get("thread_ts") == place.thread


def _names_no_place(what: Called | Delivered) -> bool:
    return isinstance(what, Called) and not {"channel", "thread_ts"} & what.args.keys()


def _writes(what: Called | Delivered, message: Message) -> bool:
    """Whether a call made a message, or what it says now."""
    if not isinstance(what, Called):
        return False
    if what.method == "response_url":
        stamp = float(message.edited_ts or message.ts)
        return what.at <= stamp <= what.at + what.seconds + 0.001
    made = {what.answer.get("ts"), what.answer.get("message_ts")}
    return message.ts in made and what.method.startswith("chat.")
