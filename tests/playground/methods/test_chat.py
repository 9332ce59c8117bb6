"""Messages as the app writes them, changes them and takes them away."""

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import LocalSlack, local_slack
from tests.playground.calls import HI, SECTION, refusal
from tests.playground.workspaces import ADA, APP, BEN, GENERAL, seed


async def test_a_refusal_of_blocks_says_where(client: AsyncWebClient) -> None:
    answer = await refusal(client, "chat.postMessage", **HI, blocks=[SECTION, {"type": "header"}])
    assert answer["errors"] == ["missing required field: text [json-pointer:/blocks/1]"]
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] missing required field: text [json-pointer:/blocks/1]"
    ]


async def test_blocks_that_are_too_long_together_are_refused(client: AsyncWebClient) -> None:
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "a" * 2700}}
    assert (await refusal(client, "chat.postMessage", **HI, blocks=[long] * 5))["error"] == "msg_blocks_too_long"
    await client.chat_postMessage(**HI, blocks=[long] * 4)


async def test_a_text_is_cut_when_new_and_refused_when_changed(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=GENERAL, text="a" * 40_001)
    assert len(posted["message"]["text"]) == 40_000
    answer = await refusal(client, "chat.update", channel=GENERAL, ts=posted["ts"], text="a" * 4_001)
    assert answer["error"] == "msg_too_long"


async def test_a_changed_text_takes_the_blocks_away(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(**HI, blocks=[SECTION])
    described = {"channel": GENERAL, "ts": posted["ts"], "metadata": {"event_type": "a", "event_payload": {}}}
    kept = await client.api_call("chat.update", json=described)
    assert [block["type"] for block in kept["message"]["blocks"]] == ["section"]
    changed = await client.chat_update(channel=GENERAL, ts=posted["ts"], text="bye")
    assert (changed["text"], "blocks" in changed["message"]) == ("bye", False)


async def test_only_its_own_messages_are_changed_and_deleted(slack: LocalSlack, client: AsyncWebClient) -> None:
    said = await slack.driver.say(ADA, GENERAL, "mine")
    of_hers = {"channel": GENERAL, "ts": said.ts}
    assert (await refusal(client, "chat.update", **of_hers, text="ours"))["error"] == "cant_update_message"
    assert (await refusal(client, "chat.delete", **of_hers))["error"] == "cant_delete_message"
    posted = await client.chat_postMessage(**HI)
    await client.chat_delete(channel=GENERAL, ts=posted["ts"])
    assert [*slack.workspace.channel(GENERAL).messages] == [said.ts]


async def test_what_one_person_sees_cannot_be_changed_later(slack: LocalSlack, client: AsyncWebClient) -> None:
    whispered = await client.chat_postEphemeral(**HI, user=ADA)
    answer = await refusal(client, "chat.update", **HI, ts=whispered["message_ts"])
    assert answer["error"] == "message_not_found"
    assert [each.text for each in slack.driver.seen_only_by(ADA)] == ["hi"]
    assert slack.driver.seen_only_by(BEN) == []


async def test_a_reply_to_a_reply_is_refused(slack: LocalSlack, client: AsyncWebClient) -> None:
    first = await client.chat_postMessage(**HI)
    reply = await client.chat_postMessage(**HI, thread_ts=first["ts"])
    assert (await refusal(client, "chat.postMessage", **HI, thread_ts=reply["ts"]))[
        "error"
    ] == "cannot_reply_to_message"
    thread = await client.conversations_replies(channel=GENERAL, ts=reply["ts"])
    assert [each["ts"] for each in thread["messages"]] == [first["ts"], reply["ts"]]
    assert thread["messages"][0]["reply_count"] == 1
    history = await client.conversations_history(channel=GENERAL)
    assert [each["ts"] for each in history["messages"]] == [first["ts"]]


async def test_a_persons_id_stands_for_the_direct_message(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=BEN, text="hi")
    opened = await client.conversations_open(users=BEN)
    assert posted["channel"] == opened["channel"]["id"] == f"D{BEN[1:]}"


async def test_a_message_has_an_address(client: AsyncWebClient) -> None:
    first = await client.chat_postMessage(**HI)
    reply = await client.chat_postMessage(**HI, thread_ts=first["ts"])
    link = (await client.chat_getPermalink(channel=GENERAL, message_ts=reply["ts"]))["permalink"]
    number = reply["ts"].replace(".", "")
    assert link == f"https://playground.slack.com/archives/{GENERAL}/p{number}?thread_ts={first['ts']}&cid={GENERAL}"


async def test_reactions_are_given_once(slack: LocalSlack, client: AsyncWebClient) -> None:
    said = await slack.driver.say(ADA, GENERAL, "look")
    await client.reactions_add(channel=GENERAL, timestamp=said.ts, name="eyes")
    again = {"channel": GENERAL, "timestamp": said.ts, "name": "eyes"}
    assert (await refusal(client, "reactions.add", **again))["error"] == "already_reacted"
    assert slack.driver.shown_now(said).reactions == {"eyes": (APP.bot_user,)}


async def test_an_agent_says_what_it_does_and_what_may_be_asked(slack: LocalSlack, client: AsyncWebClient) -> None:
    said = await slack.driver.dm(ADA, "hello")
    await client.assistant_threads_setStatus(channel_id=said.channel, thread_ts=said.ts, status="thinking")
    assert slack.workspace.statuses[said.channel, said.ts] == "thinking"
    await client.agents_sessions_setStatus(channel_id=said.channel, thread_ts=said.ts, status="active")
    prompts = [{"title": "Who", "message": "who?"}]
    await client.assistant_threads_setSuggestedPrompts(channel_id=said.channel, thread_ts=said.ts, prompts=prompts)
    assert slack.workspace.prompts[said.channel, said.ts].prompts == tuple(prompts)
    lonely = {"channel_id": said.channel, "thread_ts": said.ts, "status": "busy"}
    assert (await refusal(client, "agents.sessions.setStatus", **lonely))["error"] == "invalid_arguments"


PREVIEW = {"blocks": [SECTION]}
URL = "https://catalog.example.com/a"


async def test_a_link_gets_a_preview(slack: LocalSlack, client: AsyncWebClient) -> None:
    said = await slack.driver.say(ADA, GENERAL, f"see <{URL}>")
    await client.chat_unfurl(channel=GENERAL, ts=said.ts, unfurls={URL: PREVIEW})
    (shown,) = slack.driver.shown_now(said).attachments
    assert (shown["app_unfurl_url"], shown["blocks"]) == (URL, [SECTION])
    by_id = {"unfurl_id": f"{GENERAL}-{said.ts}", "source": "conversations_history", "unfurls": {URL: PREVIEW}}
    assert (await client.api_call("chat.unfurl", json=by_id))["ok"]


@pytest.mark.parametrize(
    ("unfurls", "code"),
    [
        ({}, "missing_unfurls"),
        ({"https://other.example.com": PREVIEW}, "cannot_unfurl_url"),
        ({URL: {"blocks": [{"type": "rich_text", "elements": []}]}}, "invalid_blocks"),
    ],
)
async def test_a_preview_must_fit_the_message(
    slack: LocalSlack, client: AsyncWebClient, unfurls: dict[str, object], code: str
) -> None:
    said = await slack.driver.say(ADA, GENERAL, f"see <{URL}>")
    answer = await refusal(client, "chat.unfurl", channel=GENERAL, ts=said.ts, unfurls=unfurls)
    assert answer["error"] == code


async def test_a_second_table_is_refused(client: AsyncWebClient) -> None:
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}
    answer = await refusal(client, "chat.postMessage", **HI, blocks=[table, table])
    assert (answer["error"], answer["errors"]) == ("invalid_attachments", ["only_one_table_allowed"])


async def test_a_scheduled_message_is_posted_when_it_is_due_unless_it_is_taken_back() -> None:
    hands = [1_800_000_000.0]
    async with local_slack(seed(), now=lambda: hands[0]) as slack, aiohttp.ClientSession() as session:
        app = AsyncWebClient(token=slack.app.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])
        later = int(hands[0]) + 600
        kept = await app.chat_scheduleMessage(**HI, post_at=later)
        gone = await app.chat_scheduleMessage(**HI, post_at=later)
        assert len((await app.chat_scheduledMessages_list())["scheduled_messages"]) == 2
        await app.chat_deleteScheduledMessage(channel=GENERAL, scheduled_message_id=gone["scheduled_message_id"])
        hands[0] += 599
        soon = await refusal(
            app, "chat.deleteScheduledMessage", channel=GENERAL, scheduled_message_id=kept["scheduled_message_id"]
        )
        assert soon["error"] == "invalid_scheduled_message_id"
        assert [*slack.workspace.channel(GENERAL).messages] == []
        hands[0] += 1
        [posted] = await slack.driver.until(lambda: [*slack.workspace.channel(GENERAL).messages.values()] or None)
        assert posted.text == "hi"
        assert (await app.chat_scheduledMessages_list())["scheduled_messages"] == []


@pytest.mark.parametrize(
    ("post_at", "error"),
    [
        (1, "time_in_past"),
        (4_000_000_000, "time_too_far"),
        ("soon", "invalid_arguments"),
        (None, "invalid_arguments"),
    ],
)
async def test_a_message_is_not_scheduled_for_any_time(client: AsyncWebClient, post_at: object, error: str) -> None:
    assert (await refusal(client, "chat.scheduleMessage", **HI, post_at=post_at))["error"] == error
