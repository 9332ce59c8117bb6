"""The Web API refuses what Slack refuses, and takes arguments however slack_sdk sends them."""

import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import LocalSlack, local_slack
from tests.playground.calls import HI, SECTION, refusal
from tests.playground.workspaces import ADA, APP, BEN, EVE, GENERAL, OLD, QUIET, SCOPES, SECRET, seed

REFUSED = {
    "no such method": ("chat.shout", HI, "unknown_method"),
    "no channel": ("chat.postMessage", {"text": "hi"}, "invalid_arguments"),
    "no such channel": ("chat.postMessage", {**HI, "channel": "C0NOWHERE"}, "channel_not_found"),
    "a private channel from outside": ("chat.postMessage", {**HI, "channel": SECRET}, "channel_not_found"),
    "a channel the app is not in": ("chat.postMessage", {**HI, "channel": QUIET}, "not_in_channel"),
    "an archived channel": ("chat.postMessage", {**HI, "channel": OLD}, "is_archived"),
    "nothing said": ("chat.postMessage", {"channel": GENERAL, "text": " "}, "no_text"),
    "blocks that are no list": ("chat.postMessage", {**HI, "blocks": {"type": "divider"}}, "invalid_blocks_format"),
    "blocks that are no JSON": ("chat.postMessage", {**HI, "blocks": "[{"}, "invalid_blocks_format"),
    "a bad block": ("chat.postMessage", {**HI, "blocks": [{"type": "poem"}]}, "invalid_blocks"),
    "a thread of no message": ("chat.postMessage", {**HI, "thread_ts": "1700000000.000100"}, "thread_not_found"),
    "a thread of no timestamp": ("chat.postMessage", {**HI, "thread_ts": "0"}, "invalid_thread_ts"),
    "markdown beside a text": ("chat.postMessage", {**HI, "markdown_text": "# hi"}, "markdown_text_conflict"),
    "metadata of no kind": ("chat.postMessage", {**HI, "metadata": {"a": 1}}, "invalid_metadata_format"),
    "too many attachments": ("chat.postMessage", {**HI, "attachments": [{}] * 101}, "too_many_attachments"),
    "a whisper to nobody there": ("chat.postEphemeral", {**HI, "user": EVE}, "user_not_in_channel"),
    "an update of nothing": ("chat.update", {**HI, "ts": "1700000000.000100"}, "message_not_found"),
    "a person who is not there": ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
    "an address nobody has": ("users.lookupByEmail", {"email": "x@example.com"}, "users_not_found"),
    "an address somebody had": ("users.lookupByEmail", {"email": "gone@example.com"}, "users_not_found"),
    "messages of a private channel": ("conversations.history", {"channel": SECRET}, "channel_not_found"),
    "messages from outside": ("conversations.history", {"channel": QUIET}, "not_in_channel"),
    "replies to nothing": ("conversations.replies", {"channel": GENERAL, "ts": "1.0"}, "thread_not_found"),
    "a cursor of its own": ("users.list", {"cursor": "next"}, "invalid_cursor"),
    "a page of nothing": ("users.list", {"limit": -1}, "invalid_limit"),
    "a trigger of its own": ("views.open", {"trigger_id": "1.2", "view": {"type": "modal"}}, "invalid_arguments"),
    "a modal for a home tab": ("views.publish", {"user_id": ADA, "view": {"type": "modal"}}, "invalid_arguments"),
    "an unknown group": ("usergroups.users.list", {"usergroup": "S0NONE"}, "no_such_subteam"),
    "fifty-one people": ("dnd.teamInfo", {"users": ",".join(["U1"] * 51)}, "too_many_users"),
    "an unknown bot": ("bots.info", {"bot": "B0OTHER"}, "bot_not_found"),
    "opening a socket as the bot": ("apps.connections.open", {}, "not_allowed_token_type"),
}


@pytest.mark.parametrize(("method", "arguments", "code"), REFUSED.values(), ids=REFUSED)
async def test_it_refuses(client: AsyncWebClient, method: str, arguments: dict[str, Any], code: str) -> None:
    assert (await refusal(client, method, **arguments))["error"] == code


@pytest.mark.parametrize(
    ("token", "code"), [("", "not_authed"), ("xoxb-other", "invalid_auth"), (APP.app_token, "not_allowed_token_type")]
)
async def test_a_token_must_be_the_right_one(slack: LocalSlack, token: str, code: str) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with aiohttp.ClientSession(headers=headers) as session, session.post(f"{slack.api_url}auth.test") as answer:
        assert await answer.json() == {"ok": False, "error": code}


async def test_a_missing_scope_is_named() -> None:
    async with local_slack(seed(scopes=SCOPES - {"chat:write", "channels:read"})) as slack:
        client = AsyncWebClient(slack.app.bot_token, slack.api_url)
        answer = await refusal(client, "chat.postMessage", **HI)
        assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
        assert "groups:read" in answer["provided"]
        answer = await refusal(client, "conversations.info", channel=GENERAL)
        assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:read")


async def test_posting_too_fast_in_a_channel_is_limited_there(slack: LocalSlack, client: AsyncWebClient) -> None:
    for _ in range(10):
        await client.chat_postMessage(**HI)
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(**HI)
    response = refused.value.response
    assert (response.status_code, response["error"], response.headers["Retry-After"]) == (429, "ratelimited", "1")
    await client.chat_postMessage(channel=BEN, text="hi")


async def test_a_method_is_limited_by_its_tier(slack: LocalSlack, client: AsyncWebClient) -> None:
    for _ in range(20):
        await client.usergroups_list()
    answer = await refusal(client, "usergroups.list")
    assert answer["error"] == "ratelimited"
    await client.users_info(user=ADA)


async def test_arguments_come_as_query_form_or_json(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        url, token = f"{slack.api_url}chat.postMessage", slack.app.bot_token
        said = {**HI, "blocks": json.dumps([SECTION]), "token": token}
        ways: list[dict[str, Any]] = [{"params": said}, {"data": said}, {"json": {**said, "blocks": [SECTION]}}]
        for sent in ways:
            async with session.post(url, **sent) as answer:
                assert (await answer.json())["ok"]
        async with session.get(f"{slack.api_url}users.info", params={"user": ADA, "token": token}) as answer:
            assert (await answer.json())["user"]["name"] == "ada"


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        ("{", "application/json", "invalid_json"),
        ("[]", "application/json", "json_not_object"),
        ("hi", "text/plain", "invalid_post_type"),
    ],
)
async def test_an_unreadable_body_is_refused(slack: LocalSlack, body: str, kind: str, code: str) -> None:
    url, headers = f"{slack.api_url}auth.test", {"Content-Type": kind}
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as answer:
        assert (await answer.json())["error"] == code


async def test_every_call_is_told_with_its_answer(slack: LocalSlack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(**HI)
    (call,) = slack.driver.calls("chat.postMessage")
    assert (call.args, call.answer["ok"], call.status) == (HI, True, 200)
    assert call.seconds >= 0
