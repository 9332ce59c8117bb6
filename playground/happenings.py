"""What can happen in a workspace: what a page draws, the app's events are made of, and tests wait for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.message import Message


@dataclass(frozen=True, slots=True)
class Posted:
    """A message; `message.visible_to` tells an ephemeral one. unfurls: whether its links may unfurl."""

    message: Message
    unfurls: bool = True


@dataclass(frozen=True, slots=True)
class Edited:
    before: Message
    after: Message


@dataclass(frozen=True, slots=True)
class Deleted:
    message: Message


@dataclass(frozen=True, slots=True)
class Reacted:
    user: str
    name: str
    message: Message


@dataclass(frozen=True, slots=True)
class Unreacted:
    """A reaction is taken back."""

    user: str
    name: str
    message: Message


@dataclass(frozen=True, slots=True)
class Joined:
    user: str
    channel: str


@dataclass(frozen=True, slots=True)
class ChannelShared:
    """A channel is shared with, or no longer with, another organisation."""

    channel: str
    shared: bool
    with_team: str


@dataclass(frozen=True, slots=True)
class ProfileChanged:
    user: str


@dataclass(frozen=True, slots=True)
class GroupMembersChanged:
    group: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HomeOpened:
    """A person looks at the app's own place. tab: `home` or `messages`."""

    user: str
    tab: str


@dataclass(frozen=True, slots=True)
class ViewShown:
    """A modal or a home tab is there, or is drawn anew. view: as in `views.open`'s answer."""

    user: str
    view: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ViewsClosed:
    """A person's modals are gone."""

    user: str


@dataclass(frozen=True, slots=True)
class StatusSet:
    """The app says what it is doing in a thread; an empty status takes it away."""

    channel: str
    thread_ts: str
    status: str


@dataclass(frozen=True, slots=True)
class PromptsSuggested:
    channel: str
    thread_ts: str | None
    prompts: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Connections:
    """A connection of Socket Mode has come or gone; so many are open now."""

    open: int


@dataclass(frozen=True, slots=True)
class Called:
    """The app called the Web API, or a response URL (`method` is then `response_url`).

    at: seconds since the epoch; seconds: how long the answer took; status: of HTTP.
    """

    method: str
    args: Mapping[str, Any]
    answer: Mapping[str, Any]
    status: int
    at: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Delivered:
    """One attempt to deliver something to the app.

    kind: `events_api`, `interactive` or `slash_commands`; attempt: 0 for the first.
    seconds: until the acknowledgement; failure: why there was none, such as `timeout`; None if there was.
    """

    kind: str
    payload: Mapping[str, Any]
    attempt: int
    at: float
    seconds: float
    failure: str | None = None
    response: Mapping[str, Any] = field(default_factory=dict)


Happening = (
    Posted
    | Edited
    | Deleted
    | Reacted
    | Unreacted
    | Joined
    | ChannelShared
    | ProfileChanged
    | GroupMembersChanged
    | HomeOpened
    | ViewShown
    | ViewsClosed
    | StatusSet
    | PromptsSuggested
    | Connections
    | Called
    | Delivered
)
