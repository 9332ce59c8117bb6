"""What keeps Reverb from working well, found before people find it: each finding says what is so and what to do."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from bot.people import read_members
from bot.rollouts import AllRollouts
from bot.rotas import Rotas
from bot.settings import DESCRIBED, FOR_SLACK, Settings, assumptions, missing, strangers
from bot.slack.line import Access
from bot.slack.scopes import missing as missing_scopes
from bot.slack.web import SlackRefused, SlackUnreachable, Web, open_web
from bot.stores.address import shown_url
from bot.stores.opened import Terms, opened
from bot.stores.server import EmbeddedFailed
from catalog_client import CatalogError, Snapshot
from catalog_client.merge import merge
from catalog_client.part import Origin, Part
from handlers.flag_links import ANNOTATION, unmeant
from handlers.lines import count
from handlers.shifts import Unread, within

_SOON: Final = timedelta(days=7)
_ON_THE_PAGES: Final = "on your app's page at api.slack.com/apps"


@dataclass(frozen=True, slots=True)
class Finding:
    """state: `well`; `note`, works but is worth knowing; `wrong`, must be fixed. text: one plain sentence."""

    state: Literal["well", "note", "wrong"]
    subject: str
    text: str


def of_settings(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    """What is missing to run in Slack, what is assumed, what is no setting at all."""
    given = environ.keys() & DESCRIBED.keys()
    yield Finding("well", "settings", f"{count(len(given), 'setting')} set, all usable.")
    yield from (Finding("wrong", "settings", str(one)) for one in missing(environ, FOR_SLACK))
    yield from (Finding("note", "settings", text) for text in (*assumptions(settings), *strangers(environ)))


async def of_catalog(origins: Sequence[Origin], now: datetime) -> AsyncIterator[Finding]:
    """Whether every origin can be read, and everything in them that was passed over."""
    parts: list[Part] = []
    for origin in origins:
        try:
            part = await origin.read(None)
        except CatalogError as error:
            yield Finding("wrong", "catalog", str(error))
            continue
        parts.append(part)
        yield Finding("well", "catalog", f"{origin.name} can be read: {len(part.entities)} entities.")
    for problem in merge(parts, now).problems if parts else ():
        yield Finding("note", "catalog", f"{problem}.")


async def of_slack(access: Access) -> AsyncIterator[Finding]:
    """Whether Slack takes our tokens, and whether the app may do all it needs to."""
    async with open_web(access.bot_token, access.api_url) as web:
        try:
            said, scopes = await web.scopes()
        except SlackRefused as refused:
            yield Finding(
                "wrong", "slack", f"Slack refuses SLACK_BOT_TOKEN ({refused.error}): copy it anew {_ON_THE_PAGES}."
            )
            return
        except SlackUnreachable:
            yield Finding(
                "wrong", "slack", f"Slack does not answer at {access.api_url}: check the network and any proxy."
            )
            return
        yield Finding("well", "slack", f"The bot token is taken: I am {said.get('user')} in {said.get('team')}.")
        for scope in missing_scopes(scopes):
            text = f"The app lacks the scope {scope}: paste manifest.yml again {_ON_THE_PAGES} and install it anew."
            yield Finding("wrong", "slack", text)
        yield await _of_delivery(access, web)


async def _of_delivery(access: Access, web: Web) -> Finding:
    """How what people say will reach us."""
    if not access.app_token:
        text = "There is no app token, so the Request URL of your Slack app must lead to /slack/events here."
        return Finding("note", "slack", text)
    try:
        await web.socket_address(access.app_token)
    except SlackRefused as refused:
        text = f"Slack refuses SLACK_APP_TOKEN ({refused.error}): {DESCRIBED['SLACK_APP_TOKEN'].advice}."
        return Finding("wrong", "slack", text)
    except SlackUnreachable:
        return Finding("wrong", "slack", "Slack gives no address for Socket Mode now: try again in a minute.")
    return Finding("well", "slack", "The app token is taken: Slack can be connected to.")


async def of_memory(url: str | None, state: Path, terms: Terms) -> AsyncIterator[Finding]:
    """Whether the Redis that was set, or a Valkey of our own, remembers what we tell it."""
    try:
        async with opened(url, state, terms) as stores:
            for one in stores.freshness():
                if one.state == "fresh":
                    yield Finding("well", "memory", f"{shown_url(url) if url else 'The embedded Valkey'} answers.")
                else:
                    yield Finding("wrong", "memory", f"{one.note}; check REVERB_REDIS_URL.")
    except (EmbeddedFailed, ValueError) as error:
        yield Finding("wrong", "memory", str(error))


def of_rollouts(rollouts: AllRollouts, catalog: Snapshot) -> Iterator[Finding]:
    """Whether every source of rollouts could be read, and which names in the catalog mean no rollout."""
    for name, freshness, index in rollouts.each():
        if freshness.state == "fresh":
            yield Finding("well", "rollouts", f"{name} can be read: {count(len(index), 'rollout')}.")
        else:
            yield Finding("wrong", "rollouts", f"{name} cannot be read: {freshness.note}.")
    for ref, pattern in unmeant(catalog, rollouts.index()):
        text = f"{ref} names {pattern} in its annotation {ANNOTATION}, and no rollout is called so."
        yield Finding("note", "rollouts", text)


async def of_oncall(rotas: Rotas, named: Sequence[str], now: datetime) -> AsyncIterator[Finding]:
    """Whether every schedule that the catalog names can be read, and whether somebody is on call by it.

    rotas: the sources there are. named: schedules, as `ical:NAME`.
    """
    if not named:
        yield Finding(
            "note", "on-call", "Nothing in the catalog names a schedule: set the annotation reverb.dev/on-call."
        )
    for schedule in named:
        rota = await rotas.rota(schedule, now, now + _SOON)
        if isinstance(rota, Unread):
            yield Finding("wrong", "on-call", f"{schedule} cannot be read: {rota.reason}.")
        elif not (shifts := within(rota.shifts, now, now + _SOON)):
            yield Finding("note", "on-call", f"{schedule} can be read, and has nobody on call in the next week.")
        else:
            yield Finding("well", "on-call", f"{schedule} can be read: {count(len(shifts), 'shift')} within a week.")


def of_people(path: Path | None) -> Iterator[Finding]:
    """Whether the people for the command line can be read."""
    if path is None:
        return
    try:
        people = read_members(path.read_bytes())
    except (OSError, ValueError):
        advice = DESCRIBED["REVERB_SLACK_USERS"].advice
        yield Finding("wrong", "people", f"{path} cannot be read as people: {advice}.")
        return
    yield Finding("well", "people", f"{path} has {len(people)} people.")
