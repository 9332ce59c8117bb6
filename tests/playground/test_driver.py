"""People and an app of Bolt: modals, home tabs, type-ahead, shortcuts, response URLs."""

import asyncio
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from playground.feed import NothingHappened
from playground.server import LocalSlack
from tests.playground.conftest import Connect
from tests.playground.workspaces import ADA, BEN, EVE, GENERAL, SHARED

PLAIN = {"type": "plain_text", "text": "Go"}
ACTIONS = {"type": "actions", "elements": [{"type": "button", "action_id": "go", "text": PLAIN}]}
FIND = {"type": "external_select", "action_id": "find", "min_query_length": 0}
MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "form",
    "title": PLAIN,
    "submit": PLAIN,
    "notify_on_close": True,
    "blocks": [
        {"type": "input", "block_id": "who", "label": PLAIN, "element": FIND},
        {
            "type": "input",
            "block_id": "why",
            "label": PLAIN,
            "optional": True,
            "element": {"type": "plain_text_input", "action_id": "words", "initial_value": "because"},
        },
    ],
}
TEAM = {"text": {"type": "plain_text", "text": "Team A"}, "value": "team-a"}


def forms(app: AsyncApp) -> list[Any]:
    """An app that opens a form from everywhere; what was done to it."""
    done: list[Any] = []

    async def opened(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    app.shortcut("look")(opened)
    app.shortcut("find")(opened)
    app.action("go")(opened)

    @app.options("find")
    async def options(ack: AsyncAck, payload: dict[str, Any]) -> None:
        await ack(options=[TEAM] if payload["value"] == "tea" else [])

    @app.view("form")
    async def submitted(ack: AsyncAck, view: dict[str, Any]) -> None:
        values = view["state"]["values"]
        if values["who"]["find"]["selected_option"] is None:
            await ack(response_action="errors", errors={"who": "Choose a team."})
        else:
            done.append(values)
            await ack()

    @app.view_closed("form")
    async def closed(ack: AsyncAck) -> None:
        done.append("closed")
        await ack()

    @app.event("app_home_opened")
    async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [ACTIONS]})

    return done


async def test_a_form_is_opened_filled_and_submitted(slack: LocalSlack, bolt: AsyncApp, connect: Connect) -> None:
    done = forms(bolt)
    await connect(bolt)
    said = await slack.driver.say(ADA, GENERAL, "look here")
    await slack.driver.shortcut(BEN, "look", said)
    view = await slack.driver.wait_for_view(BEN)
    assert await slack.driver.submit_view(BEN) == {"who": "Choose a team."}
    (team,) = await slack.driver.type_ahead(BEN, view, "find", "tea")
    assert await slack.driver.submit_view(BEN, {"find": team}) == {}
    assert done == [
        {
            "who": {"find": {"type": "external_select", "selected_option": TEAM}},
            "why": {"words": {"type": "plain_text_input", "value": "because"}},
        }
    ]
    assert slack.workspace.views.top(BEN) is None


async def test_a_form_can_be_cancelled(slack: LocalSlack, bolt: AsyncApp, connect: Connect) -> None:
    done = forms(bolt)
    await connect(bolt)
    await slack.driver.shortcut(BEN, "find")
    await slack.driver.wait_for_view(BEN)
    await slack.driver.close_view(BEN)
    assert done == ["closed"]
    with pytest.raises(LookupError, match="no modal"):
        await slack.driver.submit_view(BEN)


async def test_the_home_tab_is_drawn_when_it_is_opened(slack: LocalSlack, bolt: AsyncApp, connect: Connect) -> None:
    forms(bolt)
    await connect(bolt)
    await slack.driver.open_home(ADA)
    home = await slack.driver.wait_for_home(ADA)
    await slack.driver.press(ADA, home, "go")
    assert (await slack.driver.wait_for_view(ADA))["callback_id"] == "form"


async def test_what_is_not_there_cannot_be_pressed(slack: LocalSlack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=GENERAL, text="hi", blocks=[ACTIONS])
    (message,) = slack.workspace.channel(GENERAL).messages.values()
    with pytest.raises(LookupError, match=r"no stop among \['go'\]"):
        await slack.driver.press(ADA, message, "stop")
    with pytest.raises(LookupError, match="not a message shortcut"):
        await slack.driver.shortcut(ADA, "find", message)


async def test_outsiders_have_no_commands_and_shortcuts(slack: LocalSlack) -> None:
    with pytest.raises(PermissionError, match="another organisation"):
        await slack.driver.slash(EVE, SHARED, "/echo", "hi")
    with pytest.raises(PermissionError, match="another organisation"):
        await slack.driver.shortcut(EVE, "find")
    with pytest.raises(PermissionError, match="is not in"):
        await slack.driver.say(EVE, GENERAL, "hi")


async def test_waiting_ends_with_what_was_waited_for(slack: LocalSlack) -> None:
    said = await slack.driver.dm(ADA, "hello")
    with pytest.raises(NothingHappened, match=r"a reply to 'hello': not within 0.01 s"):
        await slack.driver.wait_for_reply(said, within=0.01)


async def test_what_one_person_sees_shows_in_a_thread_only_once_it_has_replies(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    said = await slack.driver.say(ADA, GENERAL, "hello")
    await client.chat_postEphemeral(channel=GENERAL, user=ADA, text="psst", thread_ts=said.ts)
    whispered = await slack.driver.wait_for_ephemeral(ADA)
    assert not slack.driver.is_shown(whispered)
    await slack.driver.say(BEN, GENERAL, "hi", said.ts)
    assert slack.driver.is_shown(whispered)


async def test_a_reaction_of_a_person_is_told(slack: LocalSlack, bolt: AsyncApp, connect: Connect) -> None:
    seen: asyncio.Queue[str] = asyncio.Queue()

    @bolt.event("reaction_added")
    async def reacted(event: dict[str, Any]) -> None:
        seen.put_nowait(event["reaction"])

    await connect(bolt)
    said = await slack.driver.say(ADA, GENERAL, "look")
    await slack.driver.react(BEN, said, "mag_right")
    async with asyncio.timeout(5):
        assert await seen.get() == "mag_right"
