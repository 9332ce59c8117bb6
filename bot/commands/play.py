"""`reverb play`, what `make run` does: a Slack of your own in the browser, with the real bot connected as to Slack's."""

import argparse
import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

import yaml

from bot.app import at_work
from bot.commands.logs import log_from
from bot.commands.prompt import Prompt, lines_from
from bot.commands.until import until_stopped
from bot.example import CHANNELS, STORIES, USERS
from bot.manifest import manifest
from bot.settings import FOR_SLACK, Settings, assumptions, from_environ
from playground.pages import Visit
from playground.seed import Seed, Team, app_of
from playground.server import LocalSlack
from playground.stories import Story, story_of

PORT: Final = 8765
"""Another one is taken where this one is."""
_SOMEBODY: Final = "marta"
_CHANNEL: Final = "C0GENERAL"
_COMPANY: Final = "Overtone"
TRIES: Final = (
    "whose is the stream gatway",
    "who is on call for stream-gateway, and who is next",
    "is lossless-audio rolled out",
    "what breaks if stream-gateway goes down",
    "pick a note taker for playback",
    "who owns region-route",
)
"""What the page offers to ask about the example company."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as", dest="name", metavar="NAME", default=_SOMEBODY, help="who you are in the local Slack")
    parser.add_argument("--port", type=int, default=PORT, help="where the local Slack listens on this machine")
    parser.add_argument("--prompt", action="store_true", help="ask here in the terminal, besides the page")


def run(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Play until stopped. Raises: UnusableSettings."""
    settings = from_environ(environ)
    log_from(environ.get("REVERB_LOG_LEVEL") or "error")
    asyncio.run(until_stopped(_play(options, settings, environ)))
    return 0


async def _play(options: argparse.Namespace, settings: Settings, environ: Mapping[str, str]) -> None:
    users = json.loads((settings.slack_users or USERS).read_bytes())
    team = Team() if settings.slack_users else Team(name=_COMPANY)
    seed = Seed(app_of(manifest()), users, json.loads(CHANNELS.read_bytes()), team=team)
    visit = Visit(options.name) if settings.catalog else Visit(options.name, TRIES, stories())
    async with _slack(seed, options.port, visit) as slack:
        connected = from_environ({**environ, **_as_in(slack)}, FOR_SLACK)
        for said in assumptions(connected):
            _say(said)
        async with at_work(connected) as bot:
            await bot.ready()
            _say(f"Reverb is at {slack.origin}")
            if options.prompt:
                await Prompt(slack, options.name, _CHANNEL, _say).follow(lines_from(sys.stdin.fileno(), _invite))
            else:
                await asyncio.Event().wait()


def stories() -> list[Story]:
    """Those of the example company."""
    return [story_of(path.stem, yaml.safe_load(path.read_text("utf-8"))) for path in sorted(STORIES.glob("*.yaml"))]


@asynccontextmanager
async def _slack(seed: Seed, port: int, visit: Visit) -> AsyncIterator[LocalSlack]:
    """A local Slack on `port`, or on another one where that is taken."""
    slack = LocalSlack(seed, port=port, visit=visit)
    try:
        await slack.start()
    except OSError:
        slack = LocalSlack(seed, visit=visit)
        await slack.start()
    try:
        yield slack
    finally:
        await slack.stop()


def _as_in(slack: LocalSlack) -> Mapping[str, str]:
    """The settings that lead into the local Slack instead of Slack."""
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.app.bot_token,
        "SLACK_APP_TOKEN": slack.app.app_token,
        "REVERB_HTTP_PORT": "0",
    }


def _say(line: str) -> None:
    print(line, flush=True)


def _invite() -> None:
    print("> ", end="", flush=True)
