"""Over HTTP nothing is read before its size and signature are right."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp import web

from bot.health import listening
from bot.slack.http import MOST_BYTES
from bot.slack.line import Access, slack_line
from playground.requesturl import signature
from playground.server import LocalSlack, local_slack
from tests.bot.slack.parrot import MANNERS, NOW, Memory, Parrot
from tests.bot.slack.payloads import event
from tests.bot.slack.workspace import INES, TEAM, TICKETS, US, northline

SECRET = "north-secret"
STAMP = str(int(NOW.timestamp()))


@dataclass(frozen=True, slots=True)
class Listening:
    url: str
    parrot: Parrot
    session: aiohttp.ClientSession

    async def send(self, body: bytes, *, stamp: str = STAMP, signed: str | None = None, **headers: str) -> int:
        """Post as Slack does; the status of the answer."""
        headers = {
            "Content-Type": "application/json",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(SECRET, stamp, body) if signed is None else signed,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        async with self.session.post(self.url, data=body, headers=headers) as response:
            return response.status


@pytest.fixture
async def bot(slack: LocalSlack) -> AsyncIterator[Listening]:
    parrot = Parrot()
    access = Access(slack.app.bot_token, slack.api_url, signing_secret=SECRET)
    async with slack_line(access, parrot, Memory(), MANNERS) as line:
        pages = web.Application()
        pages.add_routes(line.routes)
        async with listening(pages, "127.0.0.1", 0) as port, aiohttp.ClientSession() as session:
            yield Listening(f"http://127.0.0.1:{port}/slack/events", parrot, session)


async def said_in_tickets(slack: LocalSlack) -> bytes:
    message = await slack.driver.say(INES, TICKETS, f"<@{US}> hello")
    return json.dumps(event(user=INES, channel=TICKETS, ts=message.ts, text=message.text, team=TEAM)).encode()


async def test_a_signed_event_is_answered(slack: LocalSlack, bot: Listening) -> None:
    assert await bot.send(await said_in_tickets(slack)) == 200
    await slack.driver.until(lambda: slack.driver.calls("chat.postMessage") or None)


async def test_a_replay_is_acknowledged_and_not_answered_again(slack: LocalSlack, bot: Listening) -> None:
    body = await said_in_tickets(slack)
    assert [await bot.send(body) for _ in range(3)] == [200, 200, 200]
    await slack.driver.until(lambda: slack.driver.calls("chat.postMessage") or None)
    assert len(bot.parrot.said) == 1


async def test_a_replayed_command_is_answered_once(slack: LocalSlack, bot: Listening) -> None:
    form = {"command": "/reverb", "text": "hello", "user_id": INES, "channel_id": TICKETS, "trigger_id": "1.2.x"}
    body = urlencode({**form, "response_url": f"{slack.origin}/hooks/commands/T0/x"}).encode()
    form_type = {"Content_Type": "application/x-www-form-urlencoded"}
    assert [await bot.send(body, **form_type) for _ in range(2)] == [200, 200]
    await slack.driver.until(lambda: slack.driver.calls("chat.postEphemeral") or None)
    assert len(bot.parrot.said) == 1


async def test_slack_itself_is_answered_over_http(slack: LocalSlack, bot: Listening) -> None:
    async with local_slack(northline(request_url=bot.url, signing_secret=SECRET), now=NOW.timestamp) as over_http:
        await over_http.driver.mention(INES, TICKETS, "hello")
        await over_http.driver.slash(INES, TICKETS, "/reverb", "hello")
        private = await over_http.driver.wait_for_ephemeral(INES)
    assert private.text == "You said: hello"


@pytest.mark.parametrize(
    ("stamp", "signed"),
    [(STAMP, "v0=00"), (STAMP, ""), ("soon", None), (STAMP, "v0=é"), ("1795000000", None)],
)
async def test_what_is_not_signed_is_refused(bot: Listening, stamp: str, signed: str | None) -> None:
    assert await bot.send(b"{not json", stamp=stamp, signed=signed) == 401


@pytest.mark.parametrize("body", [b"{not json", b"[" * 100_000, b"\xff\xfe"])
async def test_signed_garbage_is_refused_without_a_fuss(bot: Listening, body: bytes) -> None:
    assert await bot.send(body) == 400


async def test_a_body_that_is_too_large_is_refused_unread(bot: Listening) -> None:
    assert await bot.send(b"x" * (MOST_BYTES + 1)) == 413


async def test_headers_of_bolts_own_do_not_make_us_skip_an_event(slack: LocalSlack, bot: Listening) -> None:
    body = await said_in_tickets(slack)
    lazy = {"X-Slack-Bolt-Lazy-Only": "1", "x_slack_bolt_lazy_function_name": "f"}
    assert await bot.send(body, **lazy) == 200
    await slack.driver.until(lambda: slack.driver.calls("chat.postMessage") or None)


async def test_slack_may_ask_whether_the_address_is_ours(bot: Listening) -> None:
    assert await bot.send(json.dumps({"type": "url_verification", "challenge": "c"}).encode()) == 200
