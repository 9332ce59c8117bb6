"""The Web API is called with patience where that is safe, and once where a second call would post twice."""

import logging

import pytest
from aiohttp import web as web_server
from aiohttp.typedefs import Handler

from bot.health import listening
from bot.slack.web import LONGEST_WAIT, SlackBusy, SlackRefused, SlackUnreachable, Web, open_web
from playground.faults import Fault
from playground.server import LocalSlack
from tests.bot.slack.workspace import INES, TICKETS


async def test_a_read_is_answered(web: Web) -> None:
    answer = await web.read("users.info", user=INES)
    assert answer["user"]["profile"]["email"] == "ines@north.example"


async def test_a_read_that_fails_is_tried_again(slack: LocalSlack, web: Web, waits: list[float]) -> None:
    slack.faults.switch_on(Fault("unavailable", "users.info", times=2))
    assert (await web.read("users.info", user=INES))["ok"]
    assert waits == [1.0, 2.0]


async def test_a_read_that_keeps_failing_is_given_up(slack: LocalSlack, web: Web) -> None:
    slack.faults.switch_on(Fault("unavailable", "users.info"))
    with pytest.raises(SlackUnreachable, match="HTTP 503"):
        await web.read("users.info", user=INES)
    assert len(slack.driver.calls("users.info")) == 3


async def test_a_write_without_an_answer_is_not_sent_again(slack: LocalSlack, web: Web) -> None:
    slack.faults.switch_on(Fault("drop", "chat.postMessage"))
    with pytest.raises(SlackUnreachable):
        await web.write("chat.postMessage", channel=TICKETS, text="once")
    assert len(slack.driver.calls("chat.postMessage")) == 1


async def test_a_write_that_came_too_soon_waits_as_long_as_it_is_told(
    slack: LocalSlack, web: Web, waits: list[float]
) -> None:
    slack.faults.switch_on(Fault("rate_limited", "chat.postMessage", times=2, seconds=7))
    assert (await web.write("chat.postMessage", channel=TICKETS, text="later"))["ok"]
    assert waits == [7.0, 7.0]


async def test_nobody_waits_for_minutes(slack: LocalSlack, web: Web, waits: list[float]) -> None:
    slack.faults.switch_on(Fault("rate_limited", "chat.postMessage", seconds=LONGEST_WAIT + 1))
    with pytest.raises(SlackBusy):
        await web.write("chat.postMessage", channel=TICKETS, text="never")
    assert waits == []


async def test_a_refusal_keeps_slacks_word_for_it(web: Web) -> None:
    with pytest.raises(SlackRefused) as refused:
        await web.write("chat.postMessage", channel="C0NOWHERE", text="hello")
    assert (refused.value.method, refused.value.error) == ("chat.postMessage", "channel_not_found")


async def test_what_is_sent_to_slack_is_not_logged(web: Web, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await web.write("chat.postMessage", channel=TICKETS, text="between us")
    assert "between us" not in caplog.text


async def test_a_missing_scope_is_named(web: Web) -> None:
    with pytest.raises(SlackRefused, match=r"missing_scope, needs channels:history"):
        await web.read("conversations.history", channel=TICKETS)


async def test_who_we_are_comes_with_what_we_were_granted(slack: LocalSlack, web: Web) -> None:
    said, scopes = await web.scopes()
    assert said["user_id"] == slack.app.bot_user
    assert scopes == slack.app.scopes


async def test_an_address_that_takes_no_more_is_a_refusal(slack: LocalSlack, web: Web) -> None:
    with pytest.raises(SlackRefused, match=r"response_url"):
        await web.respond(f"{slack.origin}/hooks/actions/T0/unknown", text="hello")


async def test_a_slack_that_is_not_there_is_unreachable(unused_tcp_port: int) -> None:
    async def at_once(_: float) -> None: ...

    async with open_web("xoxb-1", f"http://127.0.0.1:{unused_tcp_port}/api/", at_once) as nowhere:
        with pytest.raises(SlackUnreachable):
            await nowhere.read("users.info", user=INES)
        with pytest.raises(SlackUnreachable):
            await nowhere.respond(f"http://127.0.0.1:{unused_tcp_port}/hook", text="hello")
        with pytest.raises(SlackUnreachable):
            await nowhere.socket_address("xapp-1")


async def test_a_slack_on_this_machine_is_reached_past_any_proxy(
    slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    async with open_web(slack.app.bot_token, slack.api_url) as web:
        assert (await web.read("users.info", user=INES))["ok"]
        assert await web.socket_address(slack.app.app_token)


async def test_everything_goes_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    async def proxy(request: web_server.Request) -> web_server.Response:
        asked.append(f"{request.method} {request.url}")
        return web_server.json_response({"ok": True, "url": "wss://slack.example/link"})

    async with listening(proxied(proxy), "127.0.0.1", 0) as port:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")
        async with open_web("xoxb-1", "http://slack.example/api/") as web:
            await web.read("users.info", user=INES)
            await web.write("chat.postMessage", channel=TICKETS, text="hello")
            await web.respond("http://hooks.slack.example/actions/1", text="hello")
            assert await web.socket_address("xapp-1") == "wss://slack.example/link"
    assert asked == [
        f"GET http://slack.example/api/users.info?user={INES}",
        "POST http://slack.example/api/chat.postMessage",
        "POST http://hooks.slack.example/actions/1",
        "POST http://slack.example/api/apps.connections.open",
    ]


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "text/html"])
@pytest.mark.parametrize("body", [b"\xff", b"sorry", b"[]", b""])
async def test_what_cannot_be_read_is_no_answer(body: bytes, content_type: str) -> None:
    async def garbled(_: web_server.Request) -> web_server.Response:
        return web_server.Response(status=502, body=body, content_type=content_type)

    async def at_once(_: float) -> None: ...

    async with (
        listening(proxied(garbled), "127.0.0.1", 0) as port,
        open_web("xoxb-1", f"http://127.0.0.1:{port}/api/", at_once) as web,
    ):
        with pytest.raises(SlackUnreachable):
            await web.read("users.info", user=INES)
        with pytest.raises(SlackUnreachable):
            await web.respond(f"http://127.0.0.1:{port}/hook", text="hello")


def proxied(handler: Handler) -> web_server.Application:
    """A server that takes whatever is sent through it."""
    server = web_server.Application()
    server.router.add_route("*", "/{anything:.*}", handler)
    return server
