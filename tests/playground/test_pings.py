"""Who a message notifies; whatever Slack leaves open counts as a ping."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground.pings import NOBODY, Handles, Pings, pings_of
from playground.server import LocalSlack
from tests.playground.workspaces import ADA, GENERAL

HANDLES = Handles(users={"ada": "U0ADA", "jo.ng": "U0JONG"}, groups={"team-a": "S0TEAM"})


def users(*ids: str) -> Pings:
    return Pings(users=frozenset(ids))


def everyone(*names: str) -> Pings:
    return Pings(broadcasts=frozenset(names))


def mrkdwn(text: str, **fields: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, **fields}}


def rich(**element: Any) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [element]}]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hello", NOBODY),
        ("<@U0ADA> hello", users("U0ADA")),
        ("<@U0ADA|ada> and <@U0BEN>", users("U0ADA", "U0BEN")),
        ("<!channel>", everyone("channel")),
        ("<!here|here> <!everyone>", everyone("here", "everyone")),
        ("<!subteam^S0TEAM|@team-a>", Pings(groups=frozenset({"S0TEAM"}))),
        ("<!date^1700000000^{date}|then> <#C0|general> <https://example.com|@here>", NOBODY),
        ("&lt;!channel&gt; @channel @ada", NOBODY),
    ],
)
def test_the_text_notifies_by_markup_alone(text: str, found: Pings) -> None:
    assert pings_of(text, [], HANDLES) == found


def test_a_text_with_linked_names_notifies_by_bare_names_too() -> None:
    found = pings_of("@ada, @jo.ng. @team-a @here a@ada.com", [], HANDLES, links_names=True)
    assert found == Pings(frozenset({"U0ADA", "U0JONG"}), frozenset({"S0TEAM"}), frozenset({"here"}))


@pytest.mark.parametrize(
    ("block", "found"),
    [
        (mrkdwn("<@U0ADA> @here"), users("U0ADA") | everyone("here")),
        (mrkdwn("@ada", verbatim=False), users("U0ADA")),
        (mrkdwn("<@U0ADA> @here", verbatim=True), users("U0ADA")),
        (mrkdwn("@\u2060here &lt;!here&gt;"), NOBODY),
        ({"type": "header", "text": {"type": "plain_text", "text": "<!channel> @here"}}, NOBODY),
        ({"type": "markdown", "text": "<!channel> @ada"}, everyone("channel") | users("U0ADA")),
        ({"type": "context", "elements": [mrkdwn("<!here>")["text"]]}, everyone("here")),
        (rich(type="text", text="<!channel> @here"), NOBODY),
        (rich(type="user", user_id="U0ADA"), users("U0ADA")),
        (rich(type="usergroup", usergroup_id="S0TEAM"), Pings(groups=frozenset({"S0TEAM"}))),
        (rich(type="broadcast", range="everyone"), everyone("everyone")),
    ],
)
def test_blocks_notify_by_what_is_parsed_in_them(block: dict[str, Any], found: Pings) -> None:
    assert pings_of("", [block], HANDLES) == found


def test_nobody_is_false() -> None:
    assert not NOBODY
    assert users("U0ADA")


async def test_messages_remember_who_they_notify(slack: LocalSlack, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=GENERAL, text="<!here> <@U0ADA>")
    message = slack.workspace.message(GENERAL, posted["ts"])
    assert message.pings == everyone("here") | users(ADA)
    changed = await client.chat_update(channel=GENERAL, ts=posted["ts"], text="quiet")
    assert not slack.workspace.message(GENERAL, changed["ts"]).pings


async def test_what_one_person_sees_notifies_nobody_else(slack: LocalSlack, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel=GENERAL, user=ADA, text="<!here> <@U0ADA> <@U0BEN>")
    (message,) = slack.driver.seen_only_by(ADA)
    assert message.pings == users(ADA)
