"""Messages that Slack posts later by itself. Source: Slack's "chat.scheduleMessage", "chat.deleteScheduledMessage"."""

import logging
from datetime import datetime

from bot.slack.web import SlackError, Web
from handlers.kit import Mrkdwn, escape, plain, section
from handlers.sources import RemindersAway

_log = logging.getLogger(__name__)


class SlackReminders:
    """Sets reminders in threads, once it has met a workspace."""

    def __init__(self) -> None:
        self._web: Web | None = None

    def meet(self, web: Web) -> None:
        self._web = web

    async def remind(self, thread: str, text: Mrkdwn, at: datetime) -> str:
        """Have `text` posted in a thread later; what identifies that. Raises: RemindersAway."""
        if self._web is None:
            raise RemindersAway
        channel, _, root = thread.partition(":")
        content = {"text": escape(plain(text)), "blocks": [section(text)]}
        try:
            answer = await self._web.write(
                "chat.scheduleMessage", channel=channel, thread_ts=root, post_at=int(at.timestamp()), **content
            )
        except SlackError as error:
            _log.warning("Slack does not take a reminder: %s", error)
            raise RemindersAway from error
        return str(answer.get("scheduled_message_id", ""))

    async def withdraw(self, thread: str, reminder: str) -> None:
        """Take a reminder back; one that was posted, or is just about to be, stays."""
        if self._web is None:
            return
        try:
            await self._web.write(
                "chat.deleteScheduledMessage", channel=thread.partition(":")[0], scheduled_message_id=reminder
            )
        except SlackError as error:
            _log.info("A reminder stays: %s", error)
