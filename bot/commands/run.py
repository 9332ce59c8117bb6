"""`reverb run`: answers in Slack until it is told to stop."""

import argparse
import asyncio
import logging
import sys
from collections.abc import Mapping

from bot.app import at_work
from bot.commands.logs import log_from
from bot.commands.until import until_stopped
from bot.settings import FOR_SLACK, Settings, assumptions, from_environ, strangers
from bot.slack.identity import TokenRefused
from bot.slack.web import SlackUnreachable

_log = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Answer until stopped. Raises: UnusableSettings."""
    settings = from_environ(environ, FOR_SLACK)
    log_from(settings.log_level)
    for said in (*assumptions(settings), *strangers(environ)):
        _log.warning(said)
    try:
        asyncio.run(until_stopped(_answer(settings)))
    except TokenRefused as error:
        print(error, file=sys.stderr)
        return 2
    except SlackUnreachable:
        print(f"Slack does not answer at {settings.slack_api_url}: check the network and any proxy.", file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"Port {settings.http_port} cannot be listened on ({error.strerror}): set REVERB_HTTP_PORT.",
            file=sys.stderr,
        )
        return 1
    return 0


async def _answer(settings: Settings) -> None:
    async with at_work(settings) as bot:
        _log.info("Answering in Slack as %s; health checks on port %d", bot.line.us.user_id, bot.port)
        await bot.ready()
        _log.info("Ready")
        await asyncio.Event().wait()
