"""From a message to Slack's calls: where it goes, how fast, and what is left of it when Slack refuses to draw it."""

import logging
from collections.abc import Mapping
from typing import Any, Final

from bot.slack.pace import Pace
from bot.slack.place import InPlaceOf, InThread, OnlyTo, Place, Privately, after
from bot.slack.web import SlackError, SlackRefused, Web
from handlers.kit import MOST_BLOCKS, MOST_TEXT, Message

_log = logging.getLogger(__name__)

_UNDRAWABLE: Final = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "too_many_attachments"}
)
_WRITTEN_IN_STONE: Final = frozenset(
    {"message_not_found", "cant_update_message", "edit_window_closed", "update_failed", "is_inactive"}
)


class Post:
    """Puts messages where they go."""

    def __init__(self, web: Web, pace: Pace) -> None:
        self._web = web
        self._pace = pace

    async def put(self, message: Message, place: Place) -> str:
        """Post `message`, and return its time in Slack; empty where Slack does not tell.

        A message Slack will not draw is posted as plain text; one that cannot be replaced is followed by a new one; a
        private address that takes no more is replaced by an ephemeral message.
        Raises: SlackError.
        """
        try:
            return await self._drawn_or_plain(message, place)
        except SlackRefused as refused:
            instead = _otherwise(place, refused)
            if instead is None:
                raise
            return await self._drawn_or_plain(message, instead)

    async def withdraw(self, place: Place) -> None:
        """Take back the private message a button was in, where that is possible; it does no harm if it stays."""
        if isinstance(place, Privately):
            try:
                await self._web.respond(place.response_url, delete_original=True)
            except SlackError as error:
                _log.info("A private message stays: %s", error)

    async def _drawn_or_plain(self, message: Message, place: Place) -> str:
        try:
            return await self._send(place, _drawn(message, place))
        except SlackRefused as refused:
            if refused.error not in _UNDRAWABLE:
                raise
            _log.error("Slack does not draw a message, so it goes out as text: %s: %s", refused, message.blocks)
            return await self._send(place, _plain(message))

    async def _send(self, place: Place, content: Mapping[str, Any]) -> str:
        match place:
            case InThread(channel, thread_ts):
                await self._pace.wait(channel)
                where = {"channel": channel, **_thread(thread_ts)}
                quiet = {"unfurl_links": False, "unfurl_media": False}
                sent = await self._web.write("chat.postMessage", **where, **quiet, **content)
                return str(sent.get("ts", ""))
            case InPlaceOf(channel, ts, _):
                await self._web.write("chat.update", channel=channel, ts=ts, **content)
                return ts
            case OnlyTo(channel, user, thread_ts):
                where = {"channel": channel, "user": user, **_thread(thread_ts)}
                await self._web.write("chat.postEphemeral", **where, **content)
            case Privately(response_url, otherwise, replaces):
                await self._web.respond(response_url, **_private(otherwise, replaces), **content)
        return ""


def _drawn(message: Message, place: Place) -> dict[str, Any]:
    kept = place.kept if isinstance(place, InPlaceOf) else ()
    # A drawing of 50 blocks ends with its freshness; the line that says who asked is worth more.
    blocks = [*kept, *message.blocks][:MOST_BLOCKS]
    return {**_plain(message), "blocks": blocks}


def _plain(message: Message) -> dict[str, Any]:
    """The message as text alone, in which nothing is markup. Blocks are named so that an update takes them away."""
    text = message.text if len(message.text) <= MOST_TEXT else message.text[: MOST_TEXT - 1] + "…"
    return {"text": text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), "blocks": []}


def _private(to: OnlyTo, replaces: bool) -> dict[str, Any]:
    return {"response_type": "ephemeral", "replace_original": replaces, **_thread(to.thread_ts)}


def _thread(thread_ts: str) -> dict[str, str]:
    return {"thread_ts": thread_ts} if thread_ts else {}


def _otherwise(place: Place, refused: SlackRefused) -> Place | None:
    match place:
        case InPlaceOf() if refused.error in _WRITTEN_IN_STONE:
            return after(place)
        case Privately(_, otherwise):
            return otherwise
        case _:
            return None
