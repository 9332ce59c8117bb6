"""A local Slack with our app in it, and our way of calling it."""

from collections.abc import AsyncIterator

import pytest

from bot.slack.identity import Identity
from bot.slack.web import Web, open_web
from playground.server import LocalSlack, local_slack
from tests.bot.slack.workspace import TEAM, US, northline

_LEAKS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*_LEAKS, *_PROXIES):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with local_slack(northline()) as running:
        yield running


@pytest.fixture
def waits() -> list[float]:
    """The pauses the calls asked for; none is waited for."""
    return []


@pytest.fixture
async def web(slack: LocalSlack, waits: list[float]) -> AsyncIterator[Web]:
    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async with open_web(slack.app.bot_token, slack.api_url, sleep) as opened:
        yield opened


@pytest.fixture
def us() -> Identity:
    return Identity(US, "B0REVERB", TEAM)
