"""What one person said or pressed in Slack, and where the answer goes: what a listener hands on."""

from datetime import datetime

import msgspec

from bot.slack.place import Place, channel_of
from handlers.asked import Asked


class Words(msgspec.Struct, frozen=True):
    """Something said in words, as Slack sends it."""

    text: str


class Asks(msgspec.Struct, frozen=True):
    """Questions already understood, as a button holds them. label: what it says; empty where that is not known."""

    asks: tuple[Asked, ...]
    label: str = ""


class Share(msgspec.Struct, frozen=True):
    """A private answer is to be posted for all, with the question it answers."""

    question: str


class Note(msgspec.Struct, frozen=True):
    """Nothing to understand; `text` is our answer."""

    text: str


Move = Words | Asks | Share | Note


class Turn(msgspec.Struct, frozen=True):
    """Something somebody said or pressed.

    keys: what identifies it, to be claimed in this order; whoever claims all of them first answers it.
    place: where the answer goes.
    thread: what identifies the conversation; None outside one. begins: whether that begins with it.
    said_at: aware, UTC; None where Slack does not say.
    shareable: the question, where its private answer may be shared with the channel.
    is_shared: whether Slack says that outsiders read the channel; None where it does not say.
    """

    keys: tuple[str, ...]
    move: Move
    user: str
    place: Place
    thread: str | None = None
    begins: bool = False
    addressed: bool = True
    said_at: datetime | None = None
    channel_name: str = ""
    shareable: str = ""
    is_shared: bool | None = None

    @property
    def channel(self) -> str:
        return channel_of(self.place)
