"""`reverb aliases list` and `reverb aliases forget`: the names that people have taught the bot."""

import argparse
import asyncio
import sys
from collections.abc import Mapping

from bot.commands.kept import kept
from bot.commands.logs import log_nothing
from bot.settings import from_environ
from bot.stores.aliases import RedisAliases
from bot.stores.server import EmbeddedFailed
from handlers.lines import count
from handlers.taught import Alias, AliasesAway


def arguments(parser: argparse.ArgumentParser) -> None:
    does = parser.add_subparsers(dest="what", required=True, metavar="list|forget")
    does.add_parser("list", help="one a line: the name, what it means, where it holds, how many people agree")
    forget = does.add_parser("forget", help="take a name back")
    forget.add_argument("words", metavar="NAME")
    forget.add_argument("--channel", metavar="ID", help="only in this channel; without it, everywhere")


def run(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """List or forget; 1 where there was nothing to forget, or nothing to reach. Raises: UnusableSettings."""
    settings = from_environ(environ)
    log_nothing()

    async def doing() -> int:
        async with kept(settings) as breaker:
            aliases = RedisAliases(breaker)
            return await (_list(aliases) if options.what == "list" else _forget(aliases, options))

    try:
        return asyncio.run(doing())
    except (AliasesAway, EmbeddedFailed, ValueError) as error:
        print(f"Nothing was done: {error}." if isinstance(error, AliasesAway) else error, file=sys.stderr)
        return 2 if isinstance(error, ValueError) else 1


async def _list(aliases: RedisAliases) -> int:
    for one in await aliases.known():
        print(_line(one))
    return 0


def _line(alias: Alias) -> str:
    return "\t".join([alias.alias, str(alias.ref), alias.channel or "everywhere", count(len(alias.agreed), "person")])


async def _forget(aliases: RedisAliases, options: argparse.Namespace) -> int:
    forgotten = await aliases.forget(options.words, options.channel)
    where = f" in {options.channel}" if options.channel else ""
    print(
        f"{options.words} is {'forgotten' if forgotten else 'no name that anybody taught'}{where}.", file=sys.stderr
    )
    return 0 if forgotten else 1
