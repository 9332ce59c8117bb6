"""People talking with us in a channel of the tests' company, in words and by the buttons we offer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.compose import asks_of
from bot.conversation import Conversation
from bot.reply import NEITHER, Reply
from bot.stores.aliases_in_memory import MemoryAliases
from bot.stores.memory import MemoryTopics
from bot.taught import Taught, Votes
from bot.understand import Understanding
from bot.understood import phrases_of
from bot.utterance import Utterance
from bot.world import Worlds
from catalog_client import Snapshot
from handlers import BUTTONS, QUESTIONS
from handlers.people import Person
from tests.company import NOW, company


@dataclass(frozen=True, slots=True)
class Talk:
    """One thread of a channel, as one person of it sees it."""

    conversation: Conversation
    channel: str = "C0TICKETS"
    thread: str = "t1"
    by: str = "U0INES"
    mentions_us: bool = True
    moments: list[datetime] = field(default_factory=lambda: [NOW])

    def elsewhere(self, channel: str = "", by: str = "") -> "Talk":
        """Another thread, of another channel or person where one is named."""
        return replace(self, thread=f"t{len(self.moments)}", channel=channel or self.channel, by=by or self.by)

    def unmentioned(self, by: str = "") -> "Talk":
        """The same thread, without mentioning us; as another person where one is named."""
        return replace(self, by=by or self.by, mentions_us=False)

    async def say(self, text: str) -> Reply:
        return await self.conversation.reply(self._said(text))

    async def press(self, reply: Reply, label: str) -> Reply:
        """Press the button whose label begins with `label`."""
        value = buttons(reply)[next(one for one in buttons(reply) if one.startswith(label))]
        return await self.conversation.press(asks_of(value), self._said(""))

    def _said(self, text: str) -> Utterance:
        self.moments.append(self.moments[-1] + timedelta(seconds=20))
        person = Person(self.by, self.by, "", "UTC")
        return Utterance(
            text,
            self.moments[-1],
            UTC,
            person,
            channel=self.channel,
            thread=self.thread,
            addressed=self.mentions_us,
        )


async def talk(catalog: Snapshot | None = None, votes: Votes | None = None) -> tuple[Talk, Taught]:
    """A conversation about a catalog, with what it was taught before, and what it learns."""
    taught = Taught(votes or MemoryAliases(), lambda: worlds.rename())
    worlds: Worlds = Worlds(tuple, taught=taught)
    await taught.refresh()
    await worlds.take(catalog or company())
    topics = MemoryTopics(timedelta(hours=1), lambda: 0.0)
    asked = (*QUESTIONS, *BUTTONS)
    return Talk(Conversation(asked, Understanding(phrases_of(QUESTIONS)), worlds, topics)), taught


def buttons(reply: Reply) -> Mapping[str, str]:
    """The value of each button of a reply, by its label; empty for the one that says nothing here is meant."""
    blocks = reply.message.blocks if reply.message is not None else ()
    found: list[dict[str, Any]] = [one for block in blocks if block["type"] == "actions" for one in block["elements"]]
    assert all(one["action_id"] == NEITHER or one["value"] for one in found)
    return {one["text"]["text"]: one.get("value", "") for one in found}
