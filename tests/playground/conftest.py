"""A local Slack with an app of Bolt connected to it, as any app is."""

from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import LocalSlack, local_slack
from tests.playground.workspaces import seed

_LEAKS = ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN")
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")

Connect = Callable[[AsyncApp], Awaitable[AsyncSocketModeHandler]]


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*_LEAKS, *_PROXIES):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with local_slack(seed()) as running:
        yield running


@pytest.fixture
async def client(slack: LocalSlack) -> AsyncIterator[AsyncWebClient]:
    """The Web API as the app calls it."""
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(token=slack.app.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])


@pytest.fixture
async def bolt(client: AsyncWebClient) -> AsyncApp:
    return AsyncApp(name="tests", client=client, signing_secret="unused")


@pytest.fixture
async def connect(slack: LocalSlack) -> AsyncIterator[Connect]:
    """Connects an app of Bolt over Socket Mode, and disconnects it in the end."""
    handlers: list[AsyncSocketModeHandler] = []

    async def connected(app: AsyncApp) -> AsyncSocketModeHandler:
        handler = AsyncSocketModeHandler(app, slack.app.app_token, ping_interval=1)
        handlers.append(handler)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        await slack.sockets.connected(len(handlers))
        return handler

    yield connected
    for handler in handlers:
        await handler.close_async()  # type: ignore[no-untyped-call]
