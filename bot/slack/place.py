"""Where in Slack an answer goes."""

from dataclasses import dataclass, replace
from typing import Final

from handlers.kit import Block

_DIRECT: Final = "D"
"""Ids of direct messages begin with it. Source: Slack's "Conversations API"."""


@dataclass(frozen=True, slots=True)
class InThread:
    """A new message for all who read it, in a thread; an empty `thread_ts` begins one."""

    channel: str
    thread_ts: str


@dataclass(frozen=True, slots=True)
class InPlaceOf:
    """Instead of a message of ours.

    kept: blocks of it that stay, before the answer.
    """

    channel: str
    ts: str
    thread_ts: str
    kept: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class OnlyTo:
    """Seen by one person only, and gone when they reload. `thread_ts` is empty outside a thread."""

    channel: str
    user: str
    thread_ts: str = ""


@dataclass(frozen=True, slots=True)
class Privately:
    """Seen by one person only, where we need not be a member. The address takes 5 answers within 30 minutes.

    replaces: whether the answer takes the place of the private message the button was in.
    otherwise: where it goes when the address takes no more.
    """

    response_url: str
    otherwise: OnlyTo
    replaces: bool = False


Place = InThread | InPlaceOf | OnlyTo | Privately


def channel_of(place: Place) -> str:
    return place.otherwise.channel if isinstance(place, Privately) else place.channel


def is_private(place: Place) -> bool:
    """Whether only the person who asked will see it."""
    return isinstance(place, OnlyTo | Privately)


def aside(place: Place, user: str) -> Place:
    """Where to tell only `user` something about what was to go to `place`."""
    match place:
        case OnlyTo() | Privately():
            return after(place)
        case InThread(channel, thread_ts) | InPlaceOf(channel, _, thread_ts):
            return InThread(channel, thread_ts) if is_direct(channel) else OnlyTo(channel, user, thread_ts)


def after(place: Place) -> Place:
    """Beside the message that was to be replaced, which stays as it is; else the same place."""
    match place:
        case InPlaceOf(channel, _, thread_ts):
            return InThread(channel, thread_ts)
        case Privately():
            return replace(place, replaces=False)
        case _:
            return place


def is_direct(channel: str) -> bool:
    return channel.startswith(_DIRECT)
