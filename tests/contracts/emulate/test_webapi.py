"""The same calls to the local Slack and to npm's `emulate`, which nobody here wrote, get the same answers.

`emulate` is no model where it is more lenient than Slack: it takes any block, lets an app post wherever it likes, and
finds no fault with threads that are not there.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.seed import App, Seed
from playground.server import local_slack
from tests.contracts.emulate.server import SCOPES, TOKEN, PostingClient, emulate

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*hi*"}}
SEED = Seed(
    App(frozenset(SCOPES), frozenset(), name="echo", bot_token=TOKEN),
    users=[{"id": "U0ADA", "name": "ada", "presence": "active", "profile": {"email": "ada@example.com"}}],
    channels=[{"id": "C0DEPLOYS", "name": "deploys", "is_member": True}],
)


@dataclass(frozen=True, slots=True)
class Slack:
    """One of the two.

    channel: where both the app and Ada, a person, are.
    """

    client: AsyncWebClient
    channel: str
    ada: str


async def _found(client: AsyncWebClient) -> Slack:
    channels = {each["name"]: each["id"] for each in (await client.conversations_list())["channels"]}
    ada = (await client.users_lookupByEmail(email="ada@example.com"))["user"]["id"]
    return Slack(client, channels["deploys"], ada)


@pytest.fixture(scope="module")
def emulate_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with emulate(tmp_path_factory.mktemp("emulate")) as url:
        yield url


@pytest.fixture(params=["local", "emulate"])
async def slack(request: pytest.FixtureRequest) -> AsyncIterator[Slack]:
    if request.param == "local":
        async with local_slack(SEED) as local, aiohttp.ClientSession() as session:
            yield await _found(AsyncWebClient(TOKEN, local.api_url, session=session))
        return
    async with aiohttp.ClientSession() as session:
        other = await _found(PostingClient(TOKEN, request.getfixturevalue("emulate_url"), session=session))
        await other.client.conversations_join(channel=other.channel)
        yield other


async def refusal(client: AsyncWebClient, method: str, /, **arguments: Any) -> Mapping[str, Any]:
    with pytest.raises(SlackApiError) as refused:
        await client.api_call(method, json=arguments)
    answer: Mapping[str, Any] = refused.value.response.data
    return answer


async def latest(slack: Slack) -> str:
    """The text of the latest message of the channel, which is in no thread."""
    history = await slack.client.conversations_history(channel=slack.channel, limit=1)
    return str(history["messages"][0]["text"])


async def test_the_app_learns_who_it_is(slack: Slack) -> None:
    answer = await slack.client.auth_test()
    assert {"url", "team", "user", "team_id", "user_id", "bot_id"} <= set(answer.data)
    assert (answer["user"], answer["team"]) == ("echo", "Playground")


async def test_a_conversation_goes_its_way(slack: Slack) -> None:
    posted = await slack.client.chat_postMessage(channel=slack.channel, text="hi", blocks=[SECTION])
    assert posted["message"]["blocks"][0]["text"] == SECTION["text"]
    where = {"channel": slack.channel, "thread_ts": posted["ts"]}
    reply = await slack.client.chat_postMessage(**where, text="and on", unfurl_links=False)
    thread = await slack.client.conversations_replies(channel=slack.channel, ts=posted["ts"])
    assert [each["ts"] for each in thread["messages"]] == [posted["ts"], reply["ts"]]
    changed = await slack.client.chat_update(channel=slack.channel, ts=posted["ts"], text="bye")
    assert (changed["ts"], changed["text"]) == (posted["ts"], "bye")
    assert await latest(slack) == "bye"
    await slack.client.chat_delete(channel=slack.channel, ts=reply["ts"])
    thread = await slack.client.conversations_replies(channel=slack.channel, ts=posted["ts"])
    assert [each["ts"] for each in thread["messages"]] == [posted["ts"]]


async def test_what_one_person_sees_is_in_no_history(slack: Slack) -> None:
    await slack.client.chat_postMessage(channel=slack.channel, text="hello")
    whispered = await slack.client.chat_postEphemeral(channel=slack.channel, user=slack.ada, text="psst")
    assert whispered["message_ts"]
    assert await latest(slack) == "hello"


async def test_a_message_has_an_address(slack: Slack) -> None:
    posted = await slack.client.chat_postMessage(channel=slack.channel, text="hi")
    link = (await slack.client.chat_getPermalink(channel=slack.channel, message_ts=posted["ts"]))["permalink"]
    assert link.endswith(f"/archives/{slack.channel}/p{posted['ts'].replace('.', '')}")


async def test_people_and_places_are_found(slack: Slack) -> None:
    user = (await slack.client.users_info(user=slack.ada))["user"]
    assert (user["name"], user["profile"]["email"], user["deleted"]) == ("ada", "ada@example.com", False)
    assert (await slack.client.users_getPresence(user=slack.ada))["presence"] == "active"
    channel = (await slack.client.conversations_info(channel=slack.channel))["channel"]
    assert (channel["name"], channel["is_member"], channel["is_archived"]) == ("deploys", True, False)
    assert slack.ada in (await slack.client.conversations_members(channel=slack.channel))["members"]
    assert (await slack.client.team_info())["team"]["name"] == "Playground"


async def test_a_direct_message_is_opened_and_written(slack: Slack) -> None:
    channel = (await slack.client.conversations_open(users=slack.ada))["channel"]["id"]
    posted = await slack.client.chat_postMessage(channel=channel, text="hi")
    assert (posted["channel"], channel[0]) == (channel, "D")


async def test_a_home_tab_is_published(slack: Slack) -> None:
    view = {"type": "home", "blocks": [SECTION]}
    published = (await slack.client.views_publish(user_id=slack.ada, view=view))["view"]
    assert (published["type"], published["blocks"][0]["text"]) == ("home", SECTION["text"])
    assert published["id"]


async def test_a_long_text_is_cut(slack: Slack) -> None:
    posted = await slack.client.chat_postMessage(channel=slack.channel, text="a" * 40_001)
    assert len(posted["message"]["text"]) == 40_000
    assert posted["warning"] == "message_truncated"


HERE = "the channel"
NOTHING = {"channel": HERE, "ts": "1.000001"}
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}
REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "no such channel": ("chat.postMessage", {"channel": "C0NOWHERE", "text": "hi"}, "channel_not_found"),
    "nothing said": ("chat.postMessage", {"channel": HERE}, "no_text"),
    "an update of nothing": (
        "chat.update",
        {"channel": HERE, "ts": "1.000001", "text": "x"},
        "message_not_found",
    ),
    "a deletion of nothing": ("chat.delete", {"channel": HERE, "ts": "1.000001"}, "message_not_found"),
    "a person who is not there": ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
    "an address nobody has": ("users.lookupByEmail", {"email": "x@example.com"}, "users_not_found"),
    "a channel that is not there": ("conversations.info", {"channel": "C0NOWHERE"}, "channel_not_found"),
    "a trigger of its own": (
        "views.open",
        {
            "trigger_id": "1.2.3",
            "view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []},
        },
        "invalid_trigger_id",
    ),
}


@pytest.mark.parametrize(("method", "arguments", "code"), REFUSED.values(), ids=REFUSED)
async def test_both_refuse_alike(slack: Slack, method: str, arguments: dict[str, Any], code: str) -> None:
    sent = {name: slack.channel if value == HERE else value for name, value in arguments.items()}
    assert (await refusal(slack.client, method, **sent))["error"] == code


async def test_a_missing_scope_is_named(slack: Slack) -> None:
    posted = await slack.client.chat_postMessage(channel=slack.channel, text="hi")
    reaction = {"channel": slack.channel, "timestamp": posted["ts"], "name": "eyes"}
    answer = await refusal(slack.client, "reactions.add", **reaction)
    assert (answer["error"], answer["needed"]) == ("missing_scope", "reactions:write")
    assert set(answer["provided"].split(",")) == set(SCOPES)


async def test_no_token_is_no_admission(slack: Slack) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{slack.client.base_url}auth.test") as answer,
    ):
        assert (await answer.json())["error"] == "not_authed"
