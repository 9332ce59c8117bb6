"""Nothing from the catalog does anything in Slack, and none of it reaches people from outside."""

import re

import pytest

from bot.slack.words import NOT_ONE_OF_US, SHARED_CHANNEL
from playground.server import LocalSlack
from tests.bot.slack.workspace import INES, OUTSIDER, PARTNERS, TICKETS
from tests.journeys.conftest import Bot


@pytest.mark.parametrize("words", ["who owns fog-lamp?", "tell me about fog-lamp", "members of night-watch"])
async def test_names_that_look_like_pings_and_links_are_only_shown(slack: LocalSlack, bot: Bot, words: str) -> None:
    async with bot():
        answer = await slack.driver.wait_for_reply(await slack.driver.mention(INES, TICKETS, words))
    assert "Night &lt;!channel&gt; &amp; &lt;" in answer.text
    assert "<" not in answer.text
    assert not re.search(r"<(?:https://evil|!|@)", str(answer.blocks))
    assert not answer.pings


async def test_a_shared_question_that_names_somebody_pings_nobody(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        await slack.driver.slash(INES, TICKETS, "/reverb", "which teams is @olav in <!channel>")
        private = await slack.driver.wait_for_ephemeral(INES)
        await slack.driver.press(INES, private, "share")
        await slack.driver.until(lambda: private.ts not in slack.workspace.ephemerals or None)
    (shared,) = slack.workspace.channel(TICKETS).messages.values()
    assert "Harbour Crew" in shared.text
    assert not shared.pings


async def test_somebody_from_outside_learns_nothing(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        question = await slack.driver.mention(OUTSIDER, PARTNERS, "who owns ticket-shop?")
        assert (await slack.driver.wait_for_ephemeral(OUTSIDER)).text == NOT_ONE_OF_US
        direct = await slack.driver.wait_for_reply(await slack.driver.dm(OUTSIDER, "who owns ticket-shop?"))
        assert direct.text == NOT_ONE_OF_US
    assert [each for each in slack.driver.thread(question) if each.app_id] == []


async def test_a_channel_people_from_outside_read_learns_nothing(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        question = await slack.driver.mention(INES, PARTNERS, "who owns ticket-shop?")
        assert (await slack.driver.wait_for_ephemeral(INES)).text == SHARED_CHANNEL
    assert [each for each in slack.driver.thread(question) if each.app_id] == []
