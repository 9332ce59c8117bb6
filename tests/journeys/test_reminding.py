"""Whoever has a turn is reminded where somebody asked for it, once, and whatever became of the bot meanwhile."""

from collections.abc import AsyncIterator

import pytest

from playground.clock import machine_time
from playground.message import Message
from playground.server import LocalSlack, local_slack
from tests.bot.slack.workspace import INES, OLAV, TICKETS, northline
from tests.fakes.backstage import FakeBackstage
from tests.journeys.conftest import Bot
from tests.journeys.northline import descriptor, group
from tests.journeys.test_asking import button
from tests.journeys.test_picks import ASKED, NAMES, pick, picked, press
from tests.valkey import valkey


class Hands:
    """Slack's clock, which a test moves on. Unit: seconds."""

    ahead = 0.0

    def __call__(self) -> float:
        return machine_time() + self.ahead


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
async def slack(hands: Hands) -> AsyncIterator[LocalSlack]:
    async with local_slack(northline(reads_channels=True), now=hands) as running:
        yield running


@pytest.fixture
def backstage() -> FakeBackstage:
    """Three people in one team."""
    fake = FakeBackstage()
    users = [
        descriptor("User", name.split()[0].lower(), {"memberOf": ["tickets"], "profile": {"displayName": name}})
        for name in NAMES
    ]
    fake.publish([group("tickets", "Tickets Team"), *users])
    return fake


async def choose(slack: LocalSlack, who: str, message: Message, label: str, typed: str) -> Message:
    """Type into the field with this label, choose the only thing it offers, and wait for the message to change."""
    fields = [one for block in message.blocks if block["type"] == "actions" for one in block["elements"]]
    field = next(str(one["action_id"]) for one in fields if label in one.get("placeholder", {}).get("text", ""))
    [option] = await slack.driver.type_ahead(who, message, field, typed)
    await slack.driver.press(who, message, field, option)
    return await slack.driver.wait_for_change(message)


async def test_a_reminder_comes_though_bot_and_server_were_killed_meanwhile(
    slack: LocalSlack, bot: Bot, hands: Hands
) -> None:
    with valkey("--appendonly", "yes", "--appendfsync", "always") as server:
        async with bot(REVERB_REDIS_URL=server.url):
            question, answer = await pick(slack)
            holder = picked(answer)
            settled = await press(slack, holder, answer, "do it")
            known = await choose(slack, holder, settled, "Remind me", "30")
            assert "I remind " in known.text
        server.kill()
        hands.ahead = 29 * 60
        slack.workspace.post_due()
        assert [*slack.workspace.scheduled] != []
        hands.ahead = 31 * 60
        reminder = await slack.driver.wait_for_reply(question, after=answer)
        assert f"<@{holder}>, a reminder as asked: you take the notes" in str(reminder.blocks)
        assert {*reminder.pings.users} == {holder}
        server.start()
        async with bot(REVERB_REDIS_URL=server.url):
            await press(slack, holder, known, "Not today")
    assert [*slack.workspace.scheduled] == []


async def test_a_reminder_ends_with_the_turn(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        _, answer = await pick(slack)
        holder = picked(answer)
        known = await choose(slack, holder, await press(slack, holder, answer, "do it"), "Remind me", "in an")
        handed_on = await press(slack, holder, known, "Not today")
        assert "I remind" not in handed_on.text
        assert [*slack.workspace.scheduled] == []
        second = picked(handed_on)
        again = await choose(slack, second, await press(slack, second, handed_on, "do it"), "Remind me", "tom")
        assert "I remind" in again.text
        off = await press(slack, second, again, "No reminder")
        assert "I remind" not in off.text
    assert [*slack.workspace.scheduled] == []


async def test_whoever_takes_the_turn_is_reminded_where_that_was_asked_for_in_words(
    slack: LocalSlack, bot: Bot
) -> None:
    async with bot():
        question = await slack.driver.mention(INES, TICKETS, f"{ASKED} and remind them in 2 hours")
        answer = await slack.driver.wait_for_reply(question)
        assert "I remind " in answer.text
        [first] = slack.workspace.scheduled.values()
        handed_on = await press(slack, picked(answer), answer, "Not today")
        [second] = slack.workspace.scheduled.values()
        assert f"<@{picked(answer)}>" in str(first.draft.blocks)
        assert f"<@{picked(handed_on)}>" in str(second.draft.blocks)
        assert first.post_at == second.post_at
        assert abs(first.post_at - machine_time() - 7200) < 60
        await slack.driver.mention(OLAV, TICKETS, "remind them in 3 hours", question.ts)
        told = await slack.driver.wait_for_reply(question, after=answer)
        assert "I remind " in told.text
        [third] = slack.workspace.scheduled.values()
    assert abs(third.post_at - machine_time() - 10800) < 60


async def test_only_whoever_has_the_turn_asks_to_be_reminded(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        question, answer = await pick(slack)
        other = next(user for user in NAMES.values() if user != picked(answer))
        await slack.driver.mention(other, TICKETS, "remind me tomorrow", question.ts)
        refused = await slack.driver.wait_for_reply(question, after=answer)
        assert "Only whoever was picked" in refused.text
        assert [*slack.workspace.scheduled] == []
        await slack.driver.mention(picked(answer), TICKETS, "remind me in 20 minutes", question.ts)
        assert "I remind" in (await slack.driver.wait_for_reply(question, after=refused)).text
    assert len(slack.workspace.scheduled) == 1
    assert button(answer, "Receipt")
