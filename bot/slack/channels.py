"""The channels we are asked in: their names, and whether people from outside read along."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from bot.slack.lately import Lately
from bot.slack.people import People
from bot.slack.place import is_direct
from bot.slack.web import SlackError, Web

_log = logging.getLogger(__name__)

_MOST: Final = 2_000
_KNOWN_FOR: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation. `name` is empty where it has none; `is_shared`: people from outside read it."""

    name: str
    is_shared: bool


class Channels:
    """Looks channels up, and remembers them for a while.

    clock: seconds, monotonic.
    """

    def __init__(self, web: Web, people: People, clock: Callable[[], float]) -> None:
        self._web = web
        self._people = people
        self._known: Lately[Channel] = Lately(_MOST, _KNOWN_FOR, clock)

    async def channel(self, channel: str) -> Channel | None:
        """The channel with this id; None when Slack does not say, as of private channels we are not in.

        A direct message has only the person who writes to us in it, and is not asked about.
        """
        if is_direct(channel):
            return Channel("", is_shared=False)
        if (known := self._known.get(channel)) is not None:
            return known
        try:
            found = await self._asked(channel)
        except SlackError as error:
            _log.info("Slack does not say what channel %s is: %s", channel, error)
            return None
        self._known.keep(channel, found)
        return found

    def forget_all(self) -> None:
        """Ask Slack again: something about who reads a channel changed."""
        self._known.forget_all()

    async def _asked(self, channel: str) -> Channel:
        """Source: Slack's "Understanding Slack Connect": `is_shared` also means shared within the organisation."""
        answer = (await self._web.read("conversations.info", channel=channel)).get("channel")
        info: Mapping[str, Any] = answer if isinstance(answer, Mapping) else {}
        is_shared = bool(info.get("is_ext_shared") or info.get("is_pending_ext_shared"))
        if not is_shared and info.get("is_mpim") is True:
            is_shared = await self._has_outsiders(channel)
        name = info.get("name")
        return Channel(name if isinstance(name, str) else "", is_shared)

    async def _has_outsiders(self, channel: str) -> bool:
        """Whether anybody in a group message is from outside, or cannot be told. It has at most nine members."""
        members = (await self._web.read("conversations.members", channel=channel)).get("members")
        people = [await self._people.person(str(user)) for user in members] if isinstance(members, list) else [None]
        return any(person is None or person.standing == "external" for person in people)
