"""What the bot listens for. Each listener acknowledges, reads the payload and leaves the turn at the desk.

What is said, nearly all there is, is taken in a middleware: for it, Bolt need not look for a listener, make its
arguments and run it in a task. Bolt takes the first listener that fits, so the catch-alls come last. What nobody
acknowledges, Slack sends again or counts as a failure, or shows to the person as one. Source: Bolt's "Acknowledging
requests" and "Global middleware", Slack's "Events API".
"""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse

from bot.reply import ASK, CHOOSE, INSTEAD, NEITHER
from bot.slack.channels import Channels
from bot.slack.desk import Desk
from bot.slack.identity import Identity
from bot.slack.people import People
from bot.slack.suggestions import Suggestions
from bot.slack.turn import Turn
from bot.slack.turns import Turns
from bot.slack.utterance import commanded, heard, pointed_at, pressed
from bot.slack.web import Web
from bot.slack.words import SHARE

COMMAND: Final = "/reverb"
FIND_THE_OWNER: Final = "find_owner"
"""Callback id of the message shortcut."""

_BUTTONS: Final = re.compile(rf"^(?:(?:{ASK}|{INSTEAD}):\d+|{NEITHER}|{SHARE}|{CHOOSE}:.+)$")
_FIELDS: Final = re.compile(rf"^{CHOOSE}:")
_SAID: Final = frozenset({"message", "app_mention"})
"""Types of event."""
_READERS_CHANGED: Final = re.compile(r"^channel_(?:shared|unshared|id_changed)$")
_ANYTHING: Final = re.compile("")

Body = Mapping[str, Any]


class _App(AsyncApp):
    """Bolt's app; what Bolt knows nothing of (404) or cannot read (500) is taken too, not to be sent again."""

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        response = await super().async_dispatch(req)
        return response if response.status not in {404, 500} else BoltResponse(status=200)


def bolt_app(web: Web, us: Identity) -> AsyncApp:
    """Bolt's app without listeners, for a workspace that is known already.

    Bolt's own look-up of who we are drops the event when Slack does not answer it. Requests are verified before Bolt
    sees them: by the socket they come through, or in `bot.slack.http`.
    """
    result = AuthorizeResult(
        enterprise_id=us.enterprise_id or None,
        team_id=us.team_id,
        bot_user_id=us.user_id,
        bot_id=us.bot_id,
        bot_token=web.client.token,
    )

    async def authorize() -> AuthorizeResult:
        return result

    logger = logging.getLogger(f"{__name__}.bolt")
    # Bolt warns at every start that the token in SLACK_BOT_TOKEN is not used by itself, which is what we want.
    logger.setLevel(logging.ERROR)
    return _App(
        name="reverb",
        logger=logger,
        client=web.client,
        authorize=authorize,
        request_verification_enabled=False,
        # Tokens and words for listeners that answer by themselves; ours leave that to `bot.slack.turns`.
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )


class _Ear(AsyncMiddleware):
    """Takes what people say; everything else goes on to the listeners."""

    def __init__(self, heard: Callable[[Body], None]) -> None:
        self._heard = heard

    async def async_process(
        self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        event = req.body.get("event")
        if isinstance(event, Mapping) and event.get("type") in _SAID:
            self._heard(req.body)
            return BoltResponse(status=200)
        await next()
        return resp


class Listeners:
    """Reads payloads and leaves them at the desk."""

    def __init__(
        self,
        us: Identity,
        turns: Turns,
        desk: Desk,
        people: People,
        channels: Channels,
        suggestions: Suggestions,
    ) -> None:
        self._us = us
        self._turns = turns
        self._desk = desk
        self._people = people
        self._channels = channels
        self._suggestions = suggestions

    def register(self, app: AsyncApp) -> None:
        """Listen, the frequent things first."""
        app.use(_Ear(self.heard))
        app.action(_BUTTONS)(self.pressed)
        app.command(COMMAND)(self.commanded)
        app.shortcut(FIND_THE_OWNER)(self.pointed_at)
        app.event("user_change")(self.person_changed)
        app.event(_READERS_CHANGED)(self.channel_changed)
        for rest in (app.event, app.action, app.command, app.shortcut, app.view):
            rest(_ANYTHING)(self.anything_else)
        app.view({"type": "view_closed", "callback_id": _ANYTHING})(self.anything_else)
        app.options(_FIELDS)(self.typed)
        app.options(_ANYTHING)(self.no_options)

    def heard(self, body: Body) -> None:
        self._leave(heard(body, self._us.user_id))

    async def pressed(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        self._leave(pressed(body))

    async def commanded(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        self._leave(commanded(body))

    async def pointed_at(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        self._leave(pointed_at(body))

    async def person_changed(self, event: Body) -> None:
        user = event.get("user")
        if isinstance(user, Mapping):
            self._people.changed(user)

    async def channel_changed(self) -> None:
        self._channels.forget_all()

    async def anything_else(self, ack: AsyncAck) -> None:
        """Buttons of old versions, links, events we never asked for: taken, and that is all."""
        await ack()

    async def typed(self, ack: AsyncAck, body: Body) -> None:
        await ack(options=await self._suggestions.options(body))

    async def no_options(self, ack: AsyncAck) -> None:
        await ack(options=[])

    def _leave(self, turn: Turn | None) -> None:
        if turn is not None:
            self._desk.take(self._turns.take(turn), about=turn.thread)
