"""Response URLs, as slack_sdk's webhook client uses them."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.webhook import WebhookResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from playground.message import Message
from playground.server import LocalSlack
from playground.workspace import Draft
from tests.playground.workspaces import ADA, GENERAL, QUIET

BLOCKS = [
    {
        "type": "actions",
        "elements": [{"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}],
    }
]


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


def of_command(slack: LocalSlack, session: aiohttp.ClientSession, channel: str = QUIET) -> AsyncWebhookClient:
    """The response URL of a command."""
    return AsyncWebhookClient(slack.interactions.command(ADA, channel, "/echo", "")["response_url"], session=session)


def of_press(slack: LocalSlack, session: aiohttp.ClientSession, message: Message) -> AsyncWebhookClient:
    """The response URL of a pressed button."""
    element = {"type": "button", "action_id": "go", "block_id": message.blocks[0]["block_id"]}
    return AsyncWebhookClient(slack.interactions.press(ADA, message, element, {})["response_url"], session=session)


async def test_an_answer_is_for_one_person_unless_it_says_otherwise(
    slack: LocalSlack, session: aiohttp.ClientSession
) -> None:
    hook = of_command(slack, session)
    assert (await hook.send(text="psst")).body == "ok"
    await hook.send(text="hear, hear", response_type="in_channel")
    assert [each.text for each in slack.driver.seen_only_by(ADA, QUIET)] == ["psst"]
    assert [each.text for each in slack.workspace.channel(QUIET).messages.values()] == ["hear, hear"]


async def test_it_answers_five_times(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
    hook = of_command(slack, session)
    answers: list[WebhookResponse] = [await hook.send(text=str(number)) for number in range(6)]
    assert [each.status_code for each in answers] == [200] * 5 + [404]
    assert "used_url" in answers[5].body


async def test_an_unknown_address_has_expired(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
    hook = AsyncWebhookClient(f"{slack.origin}/hooks/actions/T0/never", session=session)
    answer = await hook.send(text="hi")
    assert (answer.status_code, "expired_url" in answer.body) == (404, True)


@pytest.mark.parametrize("whispered", [False, True])
async def test_a_pressed_message_is_replaced_and_taken_away(
    slack: LocalSlack, session: aiohttp.ClientSession, whispered: bool
) -> None:
    draft = Draft("press", BLOCKS)
    message = slack.workspace.whisper(GENERAL, ADA, draft) if whispered else slack.workspace.post(GENERAL, draft)
    hook = of_press(slack, session, message)
    await hook.send(text="pressed", replace_original=True)
    assert (slack.driver.shown_now(message).text, slack.driver.shown_now(message).blocks) == ("pressed", ())
    await hook.send(delete_original=True)
    with pytest.raises(KeyError):
        slack.driver.shown_now(message)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"text": " "}, "no_text"),
        ({"blocks": [{"type": "poem"}]}, "invalid_blocks"),
        ({"delete_original": True}, "not_found"),
    ],
)
async def test_a_bad_answer_is_refused(
    slack: LocalSlack, session: aiohttp.ClientSession, sent: dict[str, object], code: str
) -> None:
    answer = await of_command(slack, session).send_dict(sent)
    assert answer.status_code == 400
    assert code in answer.body
    assert slack.driver.calls("response_url")[0].status == 400


async def test_a_body_that_is_no_object_is_refused(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
    async with session.post(of_command(slack, session).url, data="[") as answer:
        assert (answer.status, (await answer.json())["error"]) == (400, "invalid_payload")
