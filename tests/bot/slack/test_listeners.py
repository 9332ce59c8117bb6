"""Whatever Slack sends is acknowledged at once, and nothing of it is an error."""

import json
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest

from bot.slack.line import Access, slack_line
from bot.slack.web import SlackRefused
from playground.server import LocalSlack
from tests.bot.slack.parrot import MANNERS, Memory, Parrot
from tests.bot.slack.payloads import press
from tests.shared import shared_data


@pytest.fixture
async def app(slack: LocalSlack) -> AsyncIterator[AsyncApp]:
    access = Access(slack.app.bot_token, slack.api_url, signing_secret="unused")
    async with slack_line(access, Parrot(), Memory(), MANNERS) as line:
        yield line.app


async def acknowledged(app: AsyncApp, body: Mapping[str, Any]) -> int:
    return int((await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=dict(body)))).status)


def real_payloads() -> Iterator[Mapping[str, Any]]:
    for name in ("events", "actions", "commands", "views", "socketmode"):
        for line in shared_data("slack", f"{name}.jsonl").read_text().splitlines():
            record = json.loads(line)
            payload = (
                record["payload"].get("payload", record["payload"]) if name == "socketmode" else record["payload"]
            )
            is_bare = record["type"].startswith("inner.")
            yield {"type": "event_callback", "team_id": "T1", "event": payload} if is_bare else payload


async def test_every_real_payload_is_acknowledged_without_an_error(
    app: AsyncApp, caplog: pytest.LogCaptureFixture
) -> None:
    taken = [(await acknowledged(app, payload), payload) for payload in real_payloads()]
    assert len(taken) > 100
    assert [payload for status, payload in taken if status != 200] == []
    failed = [record for record in caplog.records if record.name == "bot.slack.turns" and record.exc_info]
    # None of their people and channels are in this workspace, so nothing can be told to anybody.
    assert {type(record.exc_info[1]) for record in failed if record.exc_info} <= {SlackRefused}


@pytest.mark.parametrize(
    "body",
    [
        {"type": "event_callback", "event": {"type": "something_new"}},
        {"type": "event_callback", "event": {"type": "message", "subtype": "channel_join", "channel": "C1"}},
        press(action_id="of-last-year"),
        press(
            action_id="link", value=None, actions=[{"type": "button", "action_id": "x", "url": "https://x.example"}]
        ),
        {"command": "/another", "text": ""},
        {"type": "shortcut", "callback_id": "another", "user": {"id": "U1"}},
        {"type": "message_action", "callback_id": "another", "user": {"id": "U1"}, "message": {}},
        {
            "type": "view_submission",
            "view": {"callback_id": "another", "id": "V1", "type": "modal"},
            "user": {"id": "U1"},
        },
        {"type": "view_closed", "view": {"callback_id": "another", "id": "V1"}, "user": {"id": "U1"}},
        {"type": "block_suggestion", "action_id": "another", "block_id": "b", "value": "x", "user": {"id": "U1"}},
    ],
)
async def test_what_we_never_asked_for_is_acknowledged(app: AsyncApp, body: dict[str, Any]) -> None:
    assert await acknowledged(app, body) == 200


async def test_variables_that_bolt_reads_by_itself_change_nothing(
    slack: LocalSlack, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.setenv(name, "xoxb-from-the-environment")
    access = Access(slack.app.bot_token, slack.api_url, signing_secret="unused")
    async with slack_line(access, Parrot(), Memory(), MANNERS) as line:
        assert await acknowledged(line.app, {"type": "event_callback", "event": {"type": "app_mention"}}) == 200
    assert len(slack.driver.calls("auth.test")) == 1
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []
