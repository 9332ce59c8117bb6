"""`reverb ask QUESTION`, and `--batch FILE|-`: the same answers in a terminal, or as JSON for scripts."""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TextIO

from bot.acquaintances import Acquaintances
from bot.asking import Asking, Line, UnusableLine, asker_of
from bot.catalogs import read_catalog
from bot.clock import now
from bot.commands.logs import log_nothing
from bot.conversation import Conversation
from bot.oncall_sources import rotas_of
from bot.people import read_members
from bot.reply import Topic
from bot.rollouts import AllRollouts, called_by, rollout_places, rollouts_of
from bot.rotas import Rotas
from bot.settings import Settings, assumptions, from_environ, secret
from bot.stores.aliases_in_memory import MemoryAliases
from bot.stores.picks_in_memory import MemoryPicks
from bot.taught import Taught
from bot.understand import Understanding
from bot.understood import phrases_of
from bot.world import Worlds
from catalog_client import Snapshot
from handlers import BUTTONS, QUESTIONS
from handlers.people import Person
from handlers.picks import Terms
from handlers.sources import Freshness


class _Remembered:
    """Thread topics of this one run."""

    def __init__(self) -> None:
        self._topics: dict[str, Topic] = {}

    async def recall(self, thread: str) -> Topic | None:
        return self._topics.get(thread)

    async def remember(self, thread: str, topic: Topic) -> None:
        self._topics[thread] = topic


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="?", help="what to ask, in your own words")
    parser.add_argument("--as", dest="asker", metavar="USER", help="who asks, as user:default/ana or ana")
    parser.add_argument("--catalog", metavar="SOURCES", help="instead of REVERB_CATALOG")
    parser.add_argument("--json", action="store_true", help="answer as one JSON object")
    parser.add_argument("--explain", action="store_true", help="say how the question was understood")
    parser.add_argument("--batch", metavar="FILE", help="one JSON object a line; - for standard input")


def run(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Ask, and print. Raises: UnusableSettings, CatalogError."""
    if bool(options.question) == bool(options.batch):
        print("Give one question, or --batch with a file of them.", file=sys.stderr)
        return 2
    given = {**environ, **({"REVERB_CATALOG": options.catalog} if options.catalog else {})}
    log_nothing()
    settings = from_environ(given)
    for said in assumptions(settings):
        if "REVERB_CATALOG" in said:
            print(said, file=sys.stderr)
    try:
        lines = list(_batch(options.batch)) if options.batch else [_single(options)]
        people = _people(settings)
    except (UnusableLine, OSError, ValueError) as error:
        print(_sentence(error), file=sys.stderr)
        return 2
    asyncio.run(_ask_all(lines, people, settings, options, sys.stdout))
    return 0


def _single(options: argparse.Namespace) -> Line:
    return Line(options.question, asker_of(options.asker) if options.asker else None)


def _batch(file: str) -> Iterator[Line]:
    text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    for number, written in enumerate(text.splitlines(), 1):
        if written.strip():
            yield _line(number, written)


def _line(number: int, written: str) -> Line:
    try:
        return Line.of(json.loads(written))
    except UnusableLine as error:
        raise UnusableLine(f"Line {number} of the batch cannot be asked: {error}.") from None
    except ValueError:
        raise UnusableLine(f"Line {number} of the batch is not JSON.") from None


def _people(settings: Settings) -> tuple[Person, ...]:
    return read_members(settings.slack_users.read_bytes()) if settings.slack_users is not None else ()


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename} cannot be read: {error.strerror}."
    return str(error) if isinstance(error, UnusableLine) else f"REVERB_SLACK_USERS cannot be used: {error}."


@asynccontextmanager
async def _asking(people: Iterable[Person], settings: Settings) -> AsyncIterator[Asking]:
    catalog = await read_catalog(settings.catalog, secret(settings.catalog_token), now)
    async with (
        rollouts_of(rollout_places(settings), now) as rollouts,
        rotas_of(settings, now=now, clock=time.monotonic, catalog=lambda: catalog) as rotas,
    ):
        known = tuple(people)
        worlds: Worlds = Worlds(
            lambda: _freshness(catalog, rotas, rollouts),
            called_by(rollouts),
            rollouts,
            acquaintances=Acquaintances(known, lambda: worlds.users()) if known else None,
            picks=MemoryPicks(),
            rotas=rotas,
            pick_terms=Terms(settings.pick_spares_on_call, settings.pick_notes),
            taught=Taught(MemoryAliases(), lambda: worlds.rename()),
        )
        await worlds.take(catalog)
        conversation = Conversation(
            (*QUESTIONS, *BUTTONS), Understanding(phrases_of(QUESTIONS)), worlds, _Remembered()
        )
        yield Asking(conversation, known, worlds.users, now, time.perf_counter)


def _freshness(catalog: Snapshot, rotas: Rotas | None, rollouts: AllRollouts | None) -> tuple[Freshness, ...]:
    return (
        Freshness("catalog", catalog.taken_at, "fresh"),
        *(rotas.freshness() if rotas else ()),
        *([rollouts.freshness()] if rollouts else ()),
    )


async def _ask_all(
    lines: Iterable[Line], people: Iterable[Person], settings: Settings, options: argparse.Namespace, out: TextIO
) -> None:
    async with _asking(people, settings) as asking:
        for line in lines:
            answer = await asking.ask(line)
            out.write(_shown(answer, options))
    out.flush()


def _shown(answer: dict[str, Any], options: argparse.Namespace) -> str:
    why = answer.pop("why", ())
    if options.json or options.batch:
        shown = {**answer, "why": why} if options.explain else answer
        return json.dumps(shown, ensure_ascii=False) + "\n"
    return "\n".join([answer["text"], *(["", *why] if options.explain else [])]) + "\n"
