"""The command line: `reverb …`, which is also `python -m bot …`.

Exit codes: 0, all went well; 1, something is wrong that the output names; 2, arguments or settings cannot be used; 3,
the catalog could not be read. Errors are sentences on standard error.
"""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Final, Protocol

from bot.settings import UnusableSettings
from catalog_client import CatalogError

COMMANDS: Final = {
    "run": "answer in Slack until stopped",
    "play": "try it here: an example company, a local Slack, and the bot on it",
    "ask": "ask the catalog a question, or a file of questions",
    "doctor": "check settings, tokens, scopes, sources and Redis, and say what to fix",
    "catalog": "what the catalog holds",
    "verify": "work a pick out again from its receipt",
    "picks": "take out or put in who was picked when",
    "aliases": "list the names that people taught, or take one back",
    "health": "whether the process on this machine is ready; for health checks",
}


class Command(Protocol):
    """A module of `bot.commands`; loaded only when it is asked for, so that none waits for another's imports."""

    def arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, options: argparse.Namespace, environ: Mapping[str, str]) -> int: ...


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words[0] if words else ""
    if name not in COMMANDS:
        return _no_command(words)
    command: Command = import_module(f"bot.commands.{name}")
    parser = argparse.ArgumentParser(prog=f"reverb {name}", description=COMMANDS[name])
    command.arguments(parser)
    options = parser.parse_args(words[1:])
    try:
        return command.run(options, os.environ)
    except UnusableSettings as error:
        print(error, file=sys.stderr)
        return 2
    except CatalogError as error:
        print(error, file=sys.stderr)
        return 3
    except BrokenPipeError:
        # Whoever read our output has enough; what is still buffered must not fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _no_command(words: Sequence[str]) -> int:
    """Help for whoever names no command, or one there is not."""
    parser = argparse.ArgumentParser(prog="reverb", description="Makes a software catalog conversational.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, what in COMMANDS.items():
        commands.add_parser(name, help=what)
    parser.parse_args(words)
    return 0


if __name__ == "__main__":
    sys.exit(main())
