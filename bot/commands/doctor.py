"""`reverb doctor`: checks settings, tokens, scopes, sources and Redis, and says in plain words what to fix."""

import argparse
import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta

from bot.app import access_of
from bot.catalogs import origins_of, read_catalog
from bot.clock import now
from bot.commands.logs import log_nothing
from bot.doctor import Finding, of_catalog, of_memory, of_oncall, of_people, of_rollouts, of_settings, of_slack
from bot.oncall_sources import rotas_of
from bot.rollouts import rollout_places, rollouts_of
from bot.settings import Settings, from_environ, secret
from bot.stores.opened import Terms
from catalog_client import CatalogError
from handlers.schedules import keys_in

_MARKS = {"well": "ok  ", "note": "note", "wrong": "FIX "}


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print every finding as it is made; 1 when something must be fixed. Raises: UnusableSettings."""
    log_nothing()
    wrong = asyncio.run(_examine(from_environ(environ), environ))
    print(f"\n{wrong or 'Nothing'} to fix.")
    return 1 if wrong else 0


async def _examine(settings: Settings, environ: Mapping[str, str]) -> int:
    """How many findings are wrong."""
    wrong = 0
    async for finding in _findings(settings, environ):
        print(f"{_MARKS[finding.state]}  {finding.subject:<9} {finding.text}", flush=True)
        wrong += finding.state == "wrong"
    return wrong


async def _findings(settings: Settings, environ: Mapping[str, str]) -> AsyncIterator[Finding]:
    for finding in (*of_settings(settings, environ), *of_people(settings.slack_users)):
        yield finding
    async with origins_of(settings.catalog, secret(settings.catalog_token), now) as origins:
        async for finding in of_catalog(origins, now()):
            yield finding
    async for finding in _of_other_sources(settings):
        yield finding
    async for finding in of_memory(secret(settings.redis_url) or None, settings.state, _terms()):
        yield finding
    if settings.slack_bot_token is not None:
        async for finding in of_slack(access_of(settings)):
            yield finding


async def _of_other_sources(settings: Settings) -> AsyncIterator[Finding]:
    """What is to be said of rollouts and on-call; nothing where no source is set, or the catalog cannot be read."""
    try:
        catalog = await read_catalog(settings.catalog, secret(settings.catalog_token), now)
    except CatalogError:
        return
    async with rollouts_of(rollout_places(settings), now) as rollouts:
        for found in of_rollouts(rollouts, catalog) if rollouts is not None else ():
            yield found
    async with rotas_of(settings, now=now, clock=time.monotonic, catalog=lambda: catalog) as rotas:
        if rotas is None:
            return
        async for finding in of_oncall(rotas, keys_in(catalog), now()):
            yield finding


def _terms() -> Terms:
    """Terms on which nothing is kept: only looked whether it could be."""
    return Terms((), timedelta(0), timedelta(0), secrets.token_hex(8), now, time.monotonic)
