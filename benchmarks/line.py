"""How fast questions are answered: along the line alone, and as whole events of Slack, in one run each.

`python -m benchmarks.line [events]`. Along the line: from the words to the message, one question after the other,
with all sources in memory, in the example company and in a generated one of 10 000 entities.
In Slack: from somebody's mention until the answer stands in the thread, through a local Slack's sockets, Bolt, and a
Valkey of our own. Beside it, turn by turn, a Bolt app with its one listener, which says "hello" in the thread by one
`chat.postMessage`, on a local Slack of its own. Both are asked for answers of all sorts, in channels and by people they
know already. Target: at the median at most 1.5 times as long as Bolt alone.

What favours whom: Bolt's client is as it comes and connects anew for each call, a quarter of Bolt's time; ours keeps its
connection. The local Slack works in the same process, so that what it does is part of both times, and reading our blocks
part of ours alone.
"""

import asyncio
import json
import random
import statistics
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from benchmarks._table import show
from benchmarks.resolve import company, mistyped
from bot.app import at_work
from bot.catalogs import read_catalog
from bot.conversation import Conversation
from bot.example import USERS
from bot.manifest import manifest
from bot.settings import FOR_SLACK, from_environ
from bot.stores.memory import MemoryTopics
from bot.understand import Understanding
from bot.understood import phrases_of
from bot.utterance import Utterance
from bot.world import Worlds
from catalog_client import Snapshot
from catalog_client.relation import DEPENDS_ON, MEMBER_OF, OWNED_BY
from handlers import QUESTIONS
from playground.happenings import Happening, Posted
from playground.message import Message
from playground.seed import Seed, app_of
from playground.server import LocalSlack, local_slack
from tests.company import entity, snapshot

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
SECONDS = 5.0
ENTITIES = 10_000
LAYERS = 4
"""Things depend on three of the next layer each, so that what depends on one is some dozens of others."""
CHANNELS = 100
"""So many that the pace at which we post into each keeps nobody waiting."""
TARGET = 1.5
AFTERWARDS = 0.01
"""Seconds for what an app does when its answer is out, so that the time of the other does not count it."""
IN_MEMORY = Path("/dev/shm")
"""Bolt alone writes nothing; our Valkey waits for the disk with each answer, and disks differ."""
_ASKED = (
    "who owns {}",
    "whose is {}?",
    "who is on call for {} tomorrow at 9am",
    "runbook for {} pls",
    "what does {} depend on",
    "what breaks if {} goes down",
    "what is {}",
    "how do I reach the owners of {}",
)
_BESIDES = (
    "who is in playback crew",
    "what does the playback crew own",
    "which teams am I in",
    "is gapless-playback rolled out?",
    "what changed in stream-gateway's rollouts this week",
    "list all python services",
    "who consumes the upload api",
    "who owns and is on call for stream-gateway",
    "hi",
    "thanks, that was quick!",
)


def example(catalog: Snapshot, chance: random.Random) -> list[str]:
    """What people ask in the example company, about everything in it; every eighth name has a slip in it."""
    things = [one.title or one.name for one in catalog if one.kind not in {"User", "Group", "Location"}]
    said = [thing if chance.random() < 7 / 8 else mistyped(thing, 1, chance) for thing in things]
    asked = [*(words.format(thing) for thing in said for words in _ASKED), *_BESIDES * 10]
    return chance.sample(asked, len(asked))


def generated(size: int, chance: random.Random) -> tuple[Snapshot, list[str]]:
    """A company of that many entities, and questions about them."""
    teams, people = [f"crew-{number:03}" for number in range(size // 50)], size // 10
    names = company(size - len(teams) - people, chance)
    layers = [names[one::LAYERS] for one in range(LAYERS)]
    related = (
        {
            OWNED_BY: f"group:{chance.choice(teams)}",
            DEPENDS_ON: " ".join(chance.sample(layers[number % LAYERS + 1], 3)) if (number + 1) % LAYERS else "",
        }
        for number in range(len(names))
    )
    found = snapshot(
        *(entity(f"Group:{team}", type="team") for team in teams),
        *(entity(f"User:person-{one:05}", {MEMBER_OF: f"group:{teams[one % len(teams)]}"}) for one in range(people)),
        *(entity(name, relations, type="service") for name, relations in zip(names, related, strict=True)),
        taken_at=NOW,
    )
    return found, [chance.choice(_ASKED).format(chance.choice(names)) for _ in range(2000)]


async def along_the_line(catalog: Snapshot, questions: Sequence[str]) -> list[float]:
    """Milliseconds of each answer."""
    worlds = Worlds(tuple)
    await worlds.take(catalog)
    topics = MemoryTopics(timedelta(hours=1), time.monotonic)
    conversation = Conversation(QUESTIONS, Understanding(phrases_of(QUESTIONS)), worlds, topics)
    taken: list[float] = []
    begun = time.perf_counter()
    while time.perf_counter() < begun + SECONDS:
        text = questions[len(taken) % len(questions)]
        started = time.perf_counter()
        await conversation.reply(Utterance(text, NOW, UTC, thread=f"C0:{len(taken)}"))
        taken.append((time.perf_counter() - started) * 1000)
    return taken


class Asked:
    """A local Slack with an app at work in it."""

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self._waiting: asyncio.Future[None] | None = None
        self._about: Message | None = None
        self._waits_for = ""
        slack.workspace.feed.watch(self._notice)

    def _notice(self, happening: Happening) -> None:
        if self._waiting is None or self._waiting.done() or not isinstance(happening, Posted):
            return
        if happening.message.app_id and happening.message.thread_ts == self._waits_for:
            self._waiting.set_result(None)

    async def ask(self, user: str, channel: str, question: str) -> float:
        """Milliseconds until the answer stands in the thread."""
        begun = time.perf_counter()
        self._waiting = asyncio.get_running_loop().create_future()
        asked = await self._slack.driver.mention(user, channel, question)
        self._waits_for = asked.ts
        async with asyncio.timeout(10):
            await self._waiting
        taken = (time.perf_counter() - begun) * 1000
        await self._slack.courier.settled(10)
        await asyncio.sleep(AFTERWARDS)
        return taken


def seed() -> Seed:
    """The people of the example company, and many channels."""
    channels = [{"id": f"C0LINE{one:03}", "name": f"line-{one:03}", "is_member": True} for one in range(CHANNELS)]
    return Seed(app_of(manifest()), json.loads(USERS.read_bytes()), channels)


@asynccontextmanager
async def ours(state: Path) -> AsyncIterator[Asked]:
    async with local_slack(seed(), limited=False) as slack:
        environ = {
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.app.bot_token,
            "SLACK_APP_TOKEN": slack.app.app_token,
            "REVERB_HTTP_PORT": "0",
            "REVERB_STATE": str(state),
        }
        async with at_work(from_environ(environ, FOR_SLACK)) as bot:
            await bot.ready()
            await slack.sockets.connected(2)
            yield Asked(slack)


@asynccontextmanager
async def bolt_alone() -> AsyncIterator[Asked]:
    async with local_slack(seed(), limited=False) as slack:
        app = AsyncApp(token=slack.app.bot_token)
        app.client.base_url, app.client.proxy = slack.api_url, None

        @app.event("app_mention")
        async def hello(event: dict[str, Any]) -> None:
            await app.client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text="hello")

        handler = AsyncSocketModeHandler(app, slack.app.app_token, web_client=app.client)
        handler.client.proxy = None
        await handler.connect_async()  # type: ignore[no-untyped-call]
        try:
            await slack.sockets.connected(1)
            yield Asked(slack)
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]


async def in_slack(events: int, questions: Sequence[str]) -> dict[str, list[float]]:
    """Milliseconds of each event, ours and Bolt's in turn."""
    async with AsyncExitStack() as stack:
        apps = {"Bolt alone": await stack.enter_async_context(bolt_alone())}
        for name, place in {"Reverb": None, "Reverb, its Valkey's log in memory": IN_MEMORY}.items():
            if place is None or place.is_dir():
                state = stack.enter_context(TemporaryDirectory(dir=place))
                apps[name] = await stack.enter_async_context(ours(Path(state)))
        taken: dict[str, list[float]] = {name: [] for name in apps}
        for number in range(CHANNELS + events):
            channel = f"C0LINE{number % CHANNELS:03}"
            question = questions[number % len(questions)]
            for name, app in apps.items():
                milliseconds = await app.ask("U0MARTAOVTN", channel, question)
                if number >= CHANNELS:
                    taken[name].append(milliseconds)
    return taken


def row(what: str, taken: Sequence[float], *more: object) -> list[object]:
    cuts = statistics.quantiles(taken, n=100)
    return [what, len(taken), cuts[49], cuts[98], *more]


async def main(events: int) -> None:
    known = await read_catalog((), "", lambda: NOW)
    questions = example(known, random.Random(7))
    companies = {
        "the example company": (known, questions),
        f"{ENTITIES:,} entities": generated(ENTITIES, random.Random(7)),
    }
    rows = []
    for name, (catalog, asked) in companies.items():
        taken = await along_the_line(catalog, asked)
        rows.append(row(name, taken, round(len(taken) / sum(taken) * 1000)))
    show("Along the line", ["", "answers", "p50 ms", "p99 ms", "questions a second"], rows)
    events_taken = await in_slack(events, questions)
    bolt = statistics.median(events_taken["Bolt alone"])
    rows = [row(name, taken, f"{statistics.median(taken) / bolt:.2f}x") for name, taken in events_taken.items()]
    show(f"Whole events in Slack (target: at most {TARGET}x)", ["", "events", "p50 ms", "p99 ms", "median"], rows)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
