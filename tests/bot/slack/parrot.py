"""Stand-ins for what the Slack side of the bot needs: something that answers, and a memory of what was answered."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

from msgspec import structs

from bot.apology import apology
from bot.reply import Reply
from bot.slack.line import Access, SlackLine, slack_line
from bot.slack.socket import Pulse
from bot.slack.turns import Answered, Conversation, Manners, Replying
from bot.utterance import Utterance
from catalog_client import CatalogUnreachable
from handlers.asked import Asked
from handlers.kit import Message, escape, section
from handlers.type_ahead import Offer
from playground.server import LocalSlack

NOW: Final = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
QUICK: Final = Pulse(ping=0.2, watch=0.05, patience=0.1)
MANNERS: Final = Manners(apology, lambda: "ref-1", lambda: NOW)


def saying(text: str) -> Message:
    return Message(text, (section(escape(text)),))


class Parrot:
    """Says back what it hears, unless a word of it says what to do.

    heard, said, pressed: all it understood, answered and was asked by buttons. may_answer: what `slowly` waits for.
    """

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.said: list[Utterance] = []
        self.pressed: list[tuple[tuple[Asked, ...], Utterance]] = []
        self.heard_any, self.may_answer = asyncio.Event(), asyncio.Event()

    async def understood(self, said: Utterance) -> Replying:
        self.heard.append(said.text)
        self.heard_any.set()
        if "babble" in said.text.split():
            raise CatalogUnreachable("the parrot has no idea")
        return partial(self.reply, said)

    async def reply(self, said: Utterance) -> Reply:
        self.said.append(said)
        words = said.text.split()
        if "slowly" in words:
            await self.may_answer.wait()
        if "fail" in words:
            raise CatalogUnreachable("the parrot fell off its perch")
        if not said.addressed and "parrot" not in words:
            return Reply("ignored")
        return Reply("answered", message=saying(f"You said: {said.text}"))

    async def press(self, asks: Sequence[Asked], said: Utterance) -> Reply:
        self.pressed.append((tuple(asks), said))
        return Reply("answered", asks=tuple(asks), message=saying(f"You asked: {'; '.join(map(str, asks))}"))

    def is_for_all(self, said: Utterance, asks: Sequence[Asked] = ()) -> bool:
        return "aloud" in said.text or any(one.kind == "aloud" for one in asks)

    async def suggest(self, asked: Asked, typed: str) -> tuple[Offer, ...]:
        return (Offer("user:default/polly", f"Polly, after {typed}", str(asked)),)


class Buttons(Parrot):
    """Answers with buttons under it; one whose value is `external_select` is a field."""

    def __init__(self, *buttons: tuple[str, str]) -> None:
        super().__init__()
        self._buttons = [
            _field(action)
            if value == "external_select"
            else {
                "type": "button",
                "action_id": action,
                "text": {"type": "plain_text", "text": action},
                "value": value,
            }
            for action, value in buttons
        ]

    async def reply(self, said: Utterance) -> Reply:
        reply = await super().reply(said)
        assert reply.message is not None
        row = {"type": "actions", "elements": self._buttons}
        return structs.replace(reply, message=Message(reply.message.text, (*reply.message.blocks, row)))


def _field(action: str) -> dict[str, Any]:
    placeholder = {"type": "plain_text", "text": "Choose"}
    return {"type": "external_select", "action_id": action, "placeholder": placeholder, "min_query_length": 0}


class Memory:
    """Remembers what was answered, for all bots that share it."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    async def first(self, event_id: str) -> bool:
        is_first = event_id not in self._seen
        self._seen.add(event_id)
        return is_first


@asynccontextmanager
async def bot_at_work(
    slack: LocalSlack,
    conversation: Conversation,
    answered: Answered | None = None,
    *,
    guests: bool = False,
    slow: timedelta = timedelta(seconds=30),
) -> AsyncIterator[SlackLine]:
    """A bot connected to `slack` with both its connections."""
    access = Access(slack.app.bot_token, slack.api_url, app_token=slack.app.app_token)
    before = slack.sockets.connections
    manners = replace(MANNERS, guests=guests, slow=slow)
    async with slack_line(access, conversation, answered or Memory(), manners, pulse=QUICK) as line:
        await slack.sockets.connected(before + 2)
        yield line
