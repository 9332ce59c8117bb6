"""The whole bot as `reverb run` puts it together, on real sockets: a local Slack, a Backstage, a Valkey."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.app import AtWork, at_work
from bot.settings import FOR_SLACK, from_environ
from playground.happenings import Edited, Posted
from playground.server import LocalSlack, local_slack
from tests.bot.slack.workspace import northline
from tests.fakes.backstage import TOKEN, FakeBackstage, served
from tests.journeys.northline import descriptors

_LEAKS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")

Bot = Callable[..., AbstractAsyncContextManager[AtWork]]
"""A bot that is ready. Takes settings that differ from the usual ones."""


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*_LEAKS, *_PROXIES):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """The workspace; in the end, whatever was said in it, nobody was pinged by us."""
    async with local_slack(northline(reads_channels=True)) as running:
        yield running
    said = [each.message for each in running.workspace.feed.past if isinstance(each, Posted)]
    said += [each.after for each in running.workspace.feed.past if isinstance(each, Edited)]
    assert [each.text for each in said if each.app_id and each.pings] == []


@pytest.fixture
def backstage() -> FakeBackstage:
    fake = FakeBackstage()
    fake.publish(descriptors())
    return fake


@pytest.fixture
async def catalog(backstage: FakeBackstage) -> AsyncIterator[str]:
    async with served(backstage) as url:
        yield url


@pytest.fixture
def bot(slack: LocalSlack, catalog: str, redis_url: str, tmp_path: Path) -> Bot:
    @asynccontextmanager
    async def ready(**changes: str) -> AsyncIterator[AtWork]:
        usual = {
            "REVERB_CATALOG": catalog,
            "REVERB_CATALOG_TOKEN": TOKEN,
            "REVERB_CATALOG_INTERVAL": "1",
            "REVERB_REDIS_URL": redis_url,
            "REVERB_STATE": str(tmp_path),
            "REVERB_HTTP_PORT": "0",
            "SLACK_BOT_TOKEN": slack.app.bot_token,
            "SLACK_APP_TOKEN": slack.app.app_token,
            "SLACK_API_URL": slack.api_url,
        }
        async with at_work(from_environ({**usual, **changes}, FOR_SLACK)) as running:
            await running.ready()
            yield running

    return ready
