"""Slack, put together: from our tokens to a bot that listens and answers. Only the composition root asks for it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from aiohttp import web
from slack_bolt.async_app import AsyncApp

from bot.slack.channels import Channels
from bot.slack.desk import Desk
from bot.slack.http import slack_route
from bot.slack.identity import Identity, introduce
from bot.slack.listeners import Listeners, bolt_app
from bot.slack.pace import Pace
from bot.slack.people import People
from bot.slack.post import Post
from bot.slack.reminders import SlackReminders
from bot.slack.roster import Roster
from bot.slack.scopes import missing
from bot.slack.socket import Pulse, Sockets, connected
from bot.slack.suggestions import Suggestions
from bot.slack.turns import Answered, Conversation, Manners, Turns
from bot.slack.web import Web, open_web

_log = logging.getLogger(__name__)

AT_ONCE: Final = 16
_LAST_ANSWERS: Final = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Access:
    """How we get into a workspace: an app token means Socket Mode, a signing secret alone HTTP."""

    bot_token: str
    api_url: str
    app_token: str = ""
    signing_secret: str = ""


class SlackLine:
    """A bot at work in a workspace.

    us: who we are there. app: Bolt's. routes: what has to be served over HTTP for Slack; none in Socket Mode.
    """

    def __init__(self, us: Identity, app: AsyncApp, routes: Sequence[web.RouteDef], sockets: Sockets | None) -> None:
        self.us = us
        self.app = app
        self.routes = tuple(routes)
        self._sockets = sockets

    def obstacles(self) -> Sequence[str]:
        """What keeps Slack from reaching us right now, a plain clause each."""
        if self._sockets is not None and not self._sockets.up:
            return ("there is no connection to Slack",)
        return ()


@asynccontextmanager
async def slack_line(
    access: Access,
    conversation: Conversation,
    answered: Answered,
    manners: Manners,
    *,
    roster: Roster | None = None,
    reminders: SlackReminders | None = None,
    at_once: int = AT_ONCE,
    pulse: Pulse | None = None,
) -> AsyncIterator[SlackLine]:
    """A bot that answers while the block runs; at its end, what it was asked before is answered still.

    roster, reminders: are told of the workspace. at_once: how many answers are worked on side by side.
    Raises: TokenRefused; SlackUnreachable, when Slack does not answer for more than a minute.
    """
    async with open_web(access.bot_token, access.api_url) as slack:
        us = await introduce(slack)
        for scope in missing(us.scopes) if us.scopes else ():
            _log.warning("The app lacks the scope %s: update it from manifest.yml and install it again.", scope)
        desk = Desk(at_once)
        people = People(slack, us, asyncio.get_running_loop().time)
        if roster is not None:
            roster.meet(slack, us, people, asyncio.get_running_loop().time)
        if reminders is not None:
            reminders.meet(slack)
        app = _listening(slack, us, desk, people, conversation, answered, manners)
        try:
            if access.app_token:
                async with connected(app, slack, access.app_token, pulse) as sockets:
                    yield SlackLine(us, app, (), sockets)
            else:
                yield SlackLine(us, app, [slack_route(app, access.signing_secret, manners.now)], None)
        finally:
            await desk.clear(_LAST_ANSWERS)


def _listening(
    slack: Web,
    us: Identity,
    desk: Desk,
    people: People,
    conversation: Conversation,
    answered: Answered,
    manners: Manners,
) -> AsyncApp:
    clock = asyncio.get_running_loop().time
    channels = Channels(slack, people, clock)
    turns = Turns(conversation, answered, people, channels, Post(slack, Pace(clock)), manners)
    app = bolt_app(slack, us)
    suggestions = Suggestions(conversation, people, manners.guests)
    Listeners(us, turns, desk, people, channels, suggestions).register(app)
    return app
