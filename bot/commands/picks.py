"""`reverb picks export` and `reverb picks import`: who did what, one JSON object a line."""

import argparse
import asyncio
import secrets
import sys
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import TextIO

from bot.commands.kept import kept
from bot.commands.logs import log_nothing
from bot.settings import Settings, from_environ
from bot.stores.pick_record import read, write
from bot.stores.picks import RedisPicks
from bot.stores.server import EmbeddedFailed
from handlers.lines import count
from handlers.picks import Pick, PicksAway


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["export", "import"], help="to standard output, or from standard input")


def run(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Move picks. What is there already is kept. Raises: UnusableSettings."""
    settings = from_environ(environ)
    log_nothing()
    try:
        if options.what == "export":
            asyncio.run(_export(settings, sys.stdout))
        else:
            asyncio.run(_import(settings, list(_picks(sys.stdin))))
    except (PicksAway, EmbeddedFailed, ValueError) as error:
        print(_sentence(error), file=sys.stderr)
        return 1 if isinstance(error, PicksAway | EmbeddedFailed) else 2
    return 0


def _sentence(error: Exception) -> str:
    return f"Nothing was moved: {error}." if isinstance(error, PicksAway) else str(error)


def _picks(lines: Iterable[str]) -> Iterable[Pick]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield read(line)
            except ValueError as error:
                raise ValueError(f"Line {number} cannot be imported. {error}") from error


async def _export(settings: Settings, out: TextIO) -> None:
    async with _store(settings) as picks:
        async for ledger in picks.kept():
            async for pick in picks.picks(ledger):
                out.write(write(pick).decode() + "\n")
    out.flush()


async def _import(settings: Settings, given: Iterable[Pick]) -> None:
    async with _store(settings) as picks:
        added = [await _added(picks, one) for one in given]
    said = f"{count(sum(added), 'pick')} imported, {added.count(False)} there already."
    print(said[0].upper() + said[1:], file=sys.stderr)


async def _added(picks: RedisPicks, pick: Pick) -> bool:
    """Write one that is not there; whether it was not."""
    while True:
        ledger = await picks.ledger(pick.receipt.team, pick.receipt.task)
        if ledger.numbered(pick.number) is not None:
            return False
        if await picks.put(ledger, pick):
            return True


@asynccontextmanager
async def _store(settings: Settings) -> AsyncIterator[RedisPicks]:
    """The picks that are kept. Raises: EmbeddedFailed; ValueError, for an unusable URL."""
    async with kept(settings) as breaker:
        yield RedisPicks(breaker, lambda: secrets.token_hex(8))
