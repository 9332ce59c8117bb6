"""HTTP deliveries: signed, in the forms Slack uses, and tried again."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier

from playground.delivery import NotAcknowledged, Timing
from playground.requesturl import signature
from playground.server import LocalSlack, local_slack
from playground.workspace import Draft
from tests.playground.workspaces import ADA, APP, GENERAL, seed

IMPATIENT = Timing(ack=0.2, retries=(0.0, 0.01, 0.02))
BLOCKS = [
    {
        "type": "actions",
        "elements": [{"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}],
    }
]


@asynccontextmanager
async def delivering_to(application: web.Application, path: str) -> AsyncIterator[LocalSlack]:
    """A Slack that delivers over HTTP to an application."""
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}{path}"
    try:
        async with local_slack(seed(request_url=url), timing=IMPATIENT) as slack:
            yield slack
    finally:
        await runner.cleanup()


def bare(answer: Callable[[web.Request], Awaitable[web.Response]]) -> web.Application:
    application = web.Application()
    application.router.add_post("/", answer)
    return application


def test_the_signature_is_slacks() -> None:
    signed = SignatureVerifier("secret").generate_signature(timestamp="1700000000", body=b"a=b")
    assert signature("secret", "1700000000", b"a=b") == signed


async def test_an_app_of_bolt_takes_events_commands_and_presses() -> None:
    heard: list[str] = []

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T0PLAYGROUND", bot_user_id=APP.bot_user)

    app = AsyncApp(signing_secret=APP.signing_secret, authorize=authorize)

    @app.event("message")
    async def message(event: dict[str, Any]) -> None:
        heard.append(event["text"])

    @app.command("/echo")
    async def command(ack: AsyncAck, command: dict[str, Any]) -> None:
        await ack(f"you said {command['text']}")

    @app.action("go")
    async def pressed(ack: AsyncAck, action: dict[str, Any]) -> None:
        heard.append(action["action_id"])
        await ack()

    async with delivering_to(app.web_app(path="/slack/events"), "/slack/events") as slack:
        said = await slack.driver.dm(ADA, "hello & <b>")
        await slack.driver.settled()
        await slack.driver.slash(ADA, GENERAL, "/echo", "über & co")
        await slack.driver.press(ADA, slack.workspace.whisper(said.channel, ADA, Draft("press", BLOCKS)), "go")
        assert heard == ["hello & <b>", "go"]
        assert [each.text for each in slack.driver.seen_only_by(ADA, GENERAL)] == ["you said über & co"]


async def test_a_failed_event_comes_again_with_why() -> None:
    retries: list[tuple[str | None, str | None]] = []

    async def failing(request: web.Request) -> web.Response:
        retries.append((request.headers.get("X-Slack-Retry-Num"), request.headers.get("X-Slack-Retry-Reason")))
        return web.Response(status=200 if len(retries) == 3 else 500)

    async with delivering_to(bare(failing), "/") as slack:
        await slack.driver.dm(ADA, "hello")
        await slack.driver.settled()
    assert retries == [(None, None), ("1", "http_error"), ("2", "http_error")]


async def test_an_app_can_say_that_it_wants_no_retry() -> None:
    attempts: list[str] = []

    async def refusing(request: web.Request) -> web.Response:
        attempts.append(await request.text())
        return web.Response(status=503, headers={"X-Slack-No-Retry": "1"})

    async with delivering_to(bare(refusing), "/") as slack:
        await slack.driver.dm(ADA, "hello")
        await slack.driver.settled()
    assert len(attempts) == 1


async def test_a_press_that_fails_has_failed() -> None:
    async def failing(request: web.Request) -> web.Response:
        return web.Response(status=500)

    async with delivering_to(bare(failing), "/") as slack:
        message = slack.workspace.post(GENERAL, Draft("press", BLOCKS))
        with pytest.raises(NotAcknowledged, match="http_error"):
            await slack.driver.press(ADA, message, "go")


async def test_an_app_that_is_away_is_told_later() -> None:
    async with local_slack(seed(request_url="http://127.0.0.1:9/"), timing=IMPATIENT) as slack:
        with pytest.raises(NotAcknowledged, match="connection_failed"):
            await slack.driver.slash(ADA, GENERAL, "/echo")
