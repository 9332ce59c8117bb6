"""What we need to be allowed in a workspace, and what for; the manifest asks for exactly this.

Source: Slack's reference of Web API methods, events and scopes.
"""

from collections.abc import Iterable, Mapping
from typing import Final

_CONVERSATIONS: Final = frozenset({"channels:read", "groups:read", "mpim:read"})
"""Public channels, private ones, group messages. Direct messages are not asked about."""

METHODS: Final[Mapping[str, frozenset[str]]] = {
    "auth.test": frozenset(),
    "chat.postEphemeral": frozenset({"chat:write"}),
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.deleteScheduledMessage": frozenset({"chat:write"}),
    "chat.scheduleMessage": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "conversations.info": _CONVERSATIONS,
    "conversations.members": _CONVERSATIONS,
    # Without the second, Slack leaves the e-mail address out, by which most people are known to the catalog.
    "dnd.info": frozenset({"dnd:read"}),
    "dnd.teamInfo": frozenset({"dnd:read"}),
    "users.info": frozenset({"users:read", "users:read.email"}),
    "users.list": frozenset({"users:read", "users:read.email"}),
}
"""Every method the bot token calls, and the scopes it needs."""

EVENTS: Final[Mapping[str, frozenset[str]]] = {
    "app_mention": frozenset({"app_mentions:read"}),
    "channel_id_changed": frozenset({"channels:read", "groups:read"}),
    "channel_shared": frozenset({"channels:read", "groups:read"}),
    "channel_unshared": frozenset({"channels:read", "groups:read"}),
    "message.im": frozenset({"im:history"}),
    "user_change": frozenset({"users:read"}),
}
"""Every event we listen for by default, and the scopes it needs."""

OPTIONAL_EVENTS: Final[Mapping[str, frozenset[str]]] = {
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.mpim": frozenset({"mpim:history"}),
}
"""With these, follow-ups in a thread need no mention; they let us read every message of the channels we are in."""

COMMANDS: Final = "commands"
"""The scope of slash commands and shortcuts."""

NEEDED: Final = frozenset({COMMANDS}).union(*METHODS.values(), *EVENTS.values())


def missing(granted: Iterable[str]) -> tuple[str, ...]:
    """The scopes we need that a token was not granted."""
    return tuple(sorted(NEEDED.difference(granted)))
