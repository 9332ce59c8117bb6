"""An app of Bolt, connected over Socket Mode, and what people do to it."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from playground.delivery import NotAcknowledged
from playground.server import LocalSlack
from tests.playground.conftest import Connect
from tests.playground.workspaces import ADA, BEN, GENERAL, QUIET, SHARED

BUTTON = {
    "type": "actions",
    "elements": [{"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}, "value": "1"}],
}


def echoes(app: AsyncApp) -> None:
    @app.event("app_mention")
    async def mentioned(event: dict[str, Any], say: AsyncSay) -> None:
        await say(text=f"heard {event['text']}", thread_ts=event.get("thread_ts") or event["ts"])

    @app.event("message")
    async def message(event: dict[str, Any], say: AsyncSay) -> None:
        if event["channel_type"] == "im" and not event.get("bot_id"):
            await say(text=f"heard {event['text']}", blocks=[BUTTON])

    @app.command("/echo")
    async def command(ack: AsyncAck, command: dict[str, Any], respond: AsyncRespond) -> None:
        await ack("working")
        await respond(text=f"you said {command['text']}", response_type="in_channel")

    @app.action("go")
    async def pressed(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text="gone", replace_original=True)


async def test_a_mention_is_answered_in_its_thread(slack: LocalSlack, bolt: AsyncApp, connect: Connect) -> None:
    echoes(bolt)
    await connect(bolt)
    said = await slack.driver.mention(ADA, GENERAL, "hello")
    reply = await slack.driver.wait_for_reply(said)
    assert reply.text == f"heard <@{slack.app.bot_user}> hello"
    assert reply.thread_ts == said.ts


async def test_a_direct_message_is_answered(slack: LocalSlack, bolt: AsyncApp, connect: Connect) -> None:
    echoes(bolt)
    await connect(bolt)
    said = await slack.driver.dm(BEN, "hello")
    assert (await slack.driver.wait_for_reply(said)).text == "heard hello"


async def test_a_command_is_acknowledged_and_answered(slack: LocalSlack, bolt: AsyncApp, connect: Connect) -> None:
    echoes(bolt)
    await connect(bolt)
    await slack.driver.slash(ADA, QUIET, "/echo", "look, @ben in #general")
    assert [each.text for each in slack.driver.seen_only_by(ADA)] == ["working"]
    posted = await slack.driver.until(lambda: [*slack.workspace.channel(QUIET).messages.values()] or None)
    assert [each.text for each in posted] == [f"you said look, <@{BEN}|ben> in <#{GENERAL}|general>"]


async def test_a_press_replaces_the_message_with_the_button(
    slack: LocalSlack, bolt: AsyncApp, connect: Connect
) -> None:
    echoes(bolt)
    await connect(bolt)
    reply = await slack.driver.wait_for_reply(await slack.driver.dm(BEN, "hello"))
    await slack.driver.press(BEN, reply, "go")
    assert (await slack.driver.wait_for_change(reply)).text == "gone"


async def test_what_nobody_acknowledges_fails_before_the_person(slack: LocalSlack) -> None:
    with pytest.raises(NotAcknowledged, match="connection_failed"):
        await slack.driver.slash(ADA, GENERAL, "/echo", "hello")


async def test_an_app_outside_the_channel_hears_no_mention(
    slack: LocalSlack, bolt: AsyncApp, connect: Connect
) -> None:
    echoes(bolt)
    await connect(bolt)
    await slack.driver.mention(ADA, QUIET, "hello")
    await slack.driver.settled()
    assert [each.user for each in slack.driver.seen_only_by(ADA, QUIET)] == ["USLACKBOT"]
    assert not slack.driver.calls("chat.postMessage")


async def test_the_app_learns_who_and_where_it_is(slack: LocalSlack, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == (
        "U0PLAYGROUND",
        "B0PLAYGROUND",
        "T0PLAYGROUND",
    )
    assert "chat:write" in answer.headers["x-oauth-scopes"]
    shared = await client.conversations_info(channel=SHARED)
    assert shared["channel"]["is_ext_shared"]
    assert (await client.users_info(user=ADA))["user"]["profile"]["email"] == "ada@example.com"
    assert (await client.users_lookupByEmail(email="BEN@example.com"))["user"]["id"] == BEN


async def test_a_slack_that_was_away_comes_back_as_it_was(
    slack: LocalSlack, bolt: AsyncApp, connect: Connect
) -> None:
    echoes(bolt)
    await connect(bolt)
    before = await slack.driver.mention(ADA, GENERAL, "one")
    await slack.driver.wait_for_reply(before)
    await slack.stop()
    await slack.start()
    await slack.sockets.connected()
    again = await slack.driver.mention(ADA, GENERAL, "two")
    await slack.driver.wait_for_reply(again)
    assert len(slack.driver.thread(before)) == len(slack.driver.thread(again)) == 2
