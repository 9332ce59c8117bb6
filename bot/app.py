"""The composition root: opens, wires and closes every part of a bot that answers in Slack. Only it knows them all."""

import asyncio
import logging
import secrets
import time
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import entry_points
from random import SystemRandom
from typing import Any, Final

from aiohttp import web

from bot.apology import apology
from bot.catalogs import origins_of
from bot.clock import now
from bot.conversation import Conversation
from bot.freshness import catalog_freshness
from bot.health import health_routes, listening
from bot.oncall_sources import rotas_of
from bot.rollouts import called_by, rollout_places, rollouts_of
from bot.settings import Settings, secret
from bot.slack.line import Access, SlackLine, slack_line
from bot.slack.reminders import SlackReminders
from bot.slack.roster import Roster
from bot.slack.turns import Manners
from bot.stores.opened import Stores, Terms, in_memory, opened
from bot.stores.server import EmbeddedFailed
from bot.taught import Taught
from bot.understand import Understanding
from bot.understood import phrases_of
from bot.world import Worlds
from catalog_client.keeper import Keeper
from catalog_client.part import Origin
from handlers import BUTTONS, QUESTIONS
from handlers.picks import Terms as PickTerms
from handlers.question import AnyQuestion, Question
from handlers.sources import Freshness

_log = logging.getLogger(__name__)

ENTRY_POINTS: Final = "reverb.questions"
"""Where other packages name the questions they bring."""
ROLLOUTS_EVERY: Final = 30.0
"""Seconds between two looks at the rollouts."""
_LOOK: Final = 0.05
"""Seconds between two looks at whether everything is ready."""


@dataclass(frozen=True, slots=True)
class AtWork:
    """A bot that answers in Slack. keeping: what keeps its sources fresh. port: of its health pages."""

    line: SlackLine
    worlds: Worlds
    keeping: Sequence[asyncio.Task[None]]
    port: int

    def obstacles(self) -> tuple[str, ...]:
        """What keeps it from answering right now, a plain clause each."""
        unread = ("no catalog has been read yet",) if self.worlds.is_empty else ()
        stopped = (f"{task.get_name()} is not kept fresh any more" for task in self.keeping if task.done())
        return (*self.line.obstacles(), *unread, *stopped)

    async def ready(self) -> None:
        """Until it answers."""
        while self.obstacles():  # noqa: ASYNC110 - several parts stand in the way, and none has an event for it
            await asyncio.sleep(_LOOK)


@asynccontextmanager
async def at_work(settings: Settings) -> AsyncIterator[AtWork]:
    """A bot that answers in Slack while the block runs, and closes everything after it.

    Raises: TokenRefused, SlackUnreachable; OSError, when the port is taken.
    """
    async with AsyncExitStack() as stack:
        origins = await stack.enter_async_context(origins_of(settings.catalog, secret(settings.catalog_token), now))
        stores = await _stores(settings, origins, stack)
        rollouts = await stack.enter_async_context(rollouts_of(rollout_places(settings), now, beside=stores.beside))
        rotas = await stack.enter_async_context(
            rotas_of(settings, now=now, clock=time.monotonic, catalog=lambda: keeper.snapshot, shelf=stores.rotas)
        )

        def freshness() -> tuple[Freshness, ...]:
            catalog = catalog_freshness(keeper.states, now(), settings.catalog_interval)
            on_call = rotas.freshness() if rotas else ()
            return (catalog, *on_call, *([rollouts.freshness()] if rollouts else []), *stores.freshness())

        roster, reminders = Roster(lambda: worlds.users()), SlackReminders()
        terms = PickTerms(
            settings.pick_spares_on_call, settings.pick_notes, timedelta(hours=settings.pick_open_hours)
        )
        taught = Taught(stores.aliases, lambda: worlds.rename())
        worlds: Worlds = Worlds(
            freshness, called_by(rollouts), rollouts, roster, stores.picks, rotas, terms, taught, reminders
        )
        await taught.refresh()
        keeper = _keeper(settings, origins, stores, worlds)
        await keeper.start()
        keeping = [
            _keep("the catalog", keeper.run(), stack),
            _keep("what people taught", taught.keep(asyncio.sleep), stack),
        ]
        if rollouts is not None:
            kept = rollouts.keep(ROLLOUTS_EVERY, asyncio.sleep, worlds.rename, lambda: keeper.snapshot)
            keeping.append(_keep("rollouts", kept, stack))
        if rotas is not None:
            keeping.append(_keep("on-call", rotas.run(asyncio.sleep), stack))
        conversation = _conversation(worlds, stores)
        manners = Manners(apology, _new_reference, now, guests=settings.allow_guests)
        line = await stack.enter_async_context(
            slack_line(
                access_of(settings), conversation, stores.answered, manners, roster=roster, reminders=reminders
            )
        )
        yield await _seen_from_outside(line, worlds, keeping, settings, stack)


def _keeper(settings: Settings, origins: Sequence[Origin], stores: Stores, worlds: Worlds) -> Keeper:
    return Keeper(
        origins,
        stores.shelf,
        stores.lease,
        interval=settings.catalog_interval,
        now=now,
        sleep=asyncio.sleep,
        chance=SystemRandom(),
        watchers=[worlds.take],
    )


async def _seen_from_outside(
    line: SlackLine,
    worlds: Worlds,
    keeping: Sequence[asyncio.Task[None]],
    settings: Settings,
    stack: AsyncExitStack,
) -> AtWork:
    """The bot with its pages served."""
    pages = web.Application()
    pages.add_routes([*line.routes, *health_routes(lambda: bot.obstacles())])
    port = await stack.enter_async_context(listening(pages, settings.http_host, settings.http_port))
    bot = AtWork(line, worlds, keeping, port)
    return bot


async def _stores(settings: Settings, origins: Sequence[Origin], stack: AsyncExitStack) -> Stores:
    """What is remembered; where there is no Valkey of our own, by this process alone."""
    topics_for = timedelta(hours=settings.topic_hours)
    terms = Terms(
        origins=[origin.name for origin in origins],
        topics_for=topics_for,
        lease_for=timedelta(seconds=2 * settings.catalog_interval + 30),
        owner=secrets.token_hex(8),
        now=now,
        clock=time.monotonic,
    )
    try:
        return await stack.enter_async_context(opened(secret(settings.redis_url) or None, settings.state, terms))
    except EmbeddedFailed as error:
        _log.warning("%s Until then what threads are about ends with this process.", error)
        return in_memory(topics_for, time.monotonic)


def _keep(source: str, work: Coroutine[Any, Any, None], stack: AsyncExitStack) -> asyncio.Task[None]:
    """Keep a source fresh in the background, until the stack is closed."""
    keeping = asyncio.create_task(work, name=source)
    keeping.add_done_callback(_mourn)

    async def end() -> None:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)

    stack.push_async_callback(end)
    return keeping


def _mourn(keeping: asyncio.Task[None]) -> None:
    if not keeping.cancelled() and (error := keeping.exception()) is not None:
        text = "%s is not kept fresh any more; this process should be restarted"
        _log.critical(text, keeping.get_name(), exc_info=error)


def _conversation(worlds: Worlds, stores: Stores) -> Conversation:
    brought = tuple(installed_questions())
    questions = (*QUESTIONS, *brought)
    subjects = {question.name: question.subject for question in brought}
    return Conversation((*questions, *BUTTONS), Understanding(phrases_of(questions), subjects), worlds, stores.topics)


def installed_questions() -> Iterator[AnyQuestion]:
    """The questions that other packages bring. One that is none, or whose name is taken, is logged and left out."""
    taken = {question.name for question in (*QUESTIONS, *BUTTONS)}
    for point in entry_points(group=ENTRY_POINTS):
        question = point.load()
        if not isinstance(question, Question) or question.name in taken:
            _log.error("%s brings no new question as %s, so it is left out", point.value, point.name)
            continue
        taken.add(question.name)
        yield question


def access_of(settings: Settings) -> Access:
    """How we get into Slack, by the settings."""
    return Access(
        bot_token=secret(settings.slack_bot_token),
        api_url=settings.slack_api_url,
        app_token=secret(settings.slack_app_token),
        signing_secret=secret(settings.slack_signing_secret),
    )


def _new_reference() -> str:
    return secrets.token_hex(4)
