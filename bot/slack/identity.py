"""Who we are in the workspace: found out once, at the start, so that no message has to."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from bot.slack.web import SlackBusy, SlackRefused, SlackUnreachable, Web

_log = logging.getLogger(__name__)

_PAUSES: Final = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 30.0)
"""Seconds between tries; Slack may be away for a minute while we start."""


class TokenRefused(Exception):
    """Slack does not take a token. The text says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Us, as Slack knows us.

    enterprise_id: empty outside an organisation of several workspaces. scopes: what our token was granted.
    """

    user_id: str
    bot_id: str
    team_id: str
    enterprise_id: str = ""
    scopes: frozenset[str] = frozenset()


async def introduce(web: Web, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> Identity:
    """Ask Slack who we are, again and again while it does not answer.

    Raises: TokenRefused; SlackUnreachable, after a minute and a half.
    """
    for pause in _PAUSES:
        try:
            return await _ask(web)
        except SlackUnreachable as error:
            _log.warning("Slack does not answer yet, trying again: %s", error)
            await sleep(max(pause, error.seconds if isinstance(error, SlackBusy) else 0.0))
    return await _ask(web)


async def _ask(web: Web) -> Identity:
    try:
        said, scopes = await web.scopes()
    except SlackRefused as refused:
        raise TokenRefused(
            f"Slack does not take the bot token ({refused.error}): copy the Bot User OAuth Token (xoxb-…) from the "
            "app's page, OAuth & Permissions, to SLACK_BOT_TOKEN."
        ) from refused
    return Identity(
        user_id=str(said.get("user_id") or ""),
        bot_id=str(said.get("bot_id") or ""),
        team_id=str(said.get("team_id") or ""),
        enterprise_id=str(said.get("enterprise_id") or ""),
        scopes=scopes,
    )
