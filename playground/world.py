"""What a Web API method works on."""

from collections.abc import Callable
from dataclasses import dataclass

from playground.channel import Channel
from playground.events import FAMILY
from playground.passes import Passes
from playground.refusal import Refused
from playground.workspace import Workspace


@dataclass(frozen=True, slots=True)
class World:
    """The workspace, and what the app holds in it.

    socket_url: the address of a new Socket Mode connection, with its ticket in it.
    """

    workspace: Workspace
    passes: Passes
    socket_url: Callable[[], str]

    def require(self, *scopes: str) -> None:
        """Raises: Refused, `missing_scope`, when the bot token has none of `scopes`."""
        granted = self.workspace.app.scopes
        if scopes and not granted.intersection(scopes):
            provided = ",".join(sorted(granted))
            raise Refused("missing_scope", {"needed": ",".join(scopes), "provided": provided})

    def seen(self, channel: str) -> Channel:
        """A conversation the app may know of: a private one only from the inside.

        Raises: Refused, `channel_not_found`.
        """
        place = self.workspace.channel(channel)
        if place.kind != "channel" and self.workspace.app.bot_user not in place.members:
            raise Refused("channel_not_found")
        return place

    def readable(self, channel: str, right: str) -> Channel:
        """A conversation whose `info` (`right` is `read`) or messages (`history`) the app may read.

        Raises: Refused, `channel_not_found`, `missing_scope` or `not_in_channel`.
        """
        place = self.seen(channel)
        self.require(f"{FAMILY[place.kind]}:{right}")
        if right == "history" and self.workspace.app.bot_user not in place.members:
            raise Refused("not_in_channel")
        return place

    def writable(self, channel: str) -> Channel:
        """Where the app may post: by id, by name, or a person's id for the direct message with them.

        Raises: Refused, `channel_not_found`, `not_in_channel` or `is_archived`.
        """
        if channel in self.workspace.people.users:
            return self.workspace.direct_message(channel)
        named = {place.name: place.id for place in self.workspace.channels.values() if place.kind == "channel"}
        place = self.seen(named.get(channel.removeprefix("#"), channel))
        if place.is_archived:
            raise Refused("is_archived")
        if self.workspace.app.bot_user not in place.members and "chat:write.public" not in self.workspace.app.scopes:
            raise Refused("not_in_channel")
        return place
