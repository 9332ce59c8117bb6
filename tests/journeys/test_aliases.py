"""What people put right is remembered for their channel, by every process, whatever restarts."""

from bot.stores.address import address_of
from bot.stores.connection import connected
from playground.message import Message
from playground.server import LocalSlack
from tests.bot.slack.workspace import HARBOUR, INES, OLAV, TICKETS
from tests.journeys.conftest import Bot
from tests.journeys.test_asking import button


async def asked(slack: LocalSlack, channel: str, text: str) -> tuple[Message, Message]:
    question = await slack.driver.mention(INES, channel, text)
    return question, await slack.driver.wait_for_reply(question)


async def test_a_name_that_was_put_right_is_known_in_its_channel_after_a_restart_and_can_be_taken_back(
    slack: LocalSlack, bot: Bot
) -> None:
    async with bot():
        question, lost = await asked(slack, TICKETS, "who owns the abacus?")
        assert "Nothing in the catalog is called" in lost.text
        await slack.driver.mention(INES, TICKETS, "i meant ticket-shop", question.ts)
        right = await slack.driver.wait_for_reply(question, after=lost)
        await slack.driver.press(INES, right, button(right, "Remember “abacus”"))
        learned = await slack.driver.wait_for_change(right)
        assert "From now on abacus means ticket-shop here." in learned.text
        assert "Tickets Team" in learned.text
    async with bot():
        _, known = await asked(slack, TICKETS, "who owns the abacus?")
        assert "Tickets Team" in known.text
        assert "a name learned in this channel" in known.text
        _, elsewhere = await asked(slack, HARBOUR, "who owns the abacus?")
        assert "Nothing in the catalog is called" in elsewhere.text
        _, listing = await asked(slack, TICKETS, "what aliases do you know?")
        await slack.driver.press(OLAV, listing, button(listing, "Forget “abacus”"))
        assert "I have forgotten" in (await slack.driver.wait_for_change(listing)).text
        _, lost_again = await asked(slack, TICKETS, "who owns the abacus?")
        assert "Nothing in the catalog is called" in lost_again.text


async def test_not_this_one_answers_about_the_next_nearest_in_place(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        _, first = await asked(slack, TICKETS, "who owns tiket-shop?")
        await slack.driver.press(INES, first, button(first, "Not this one"))
        second = await slack.driver.wait_for_change(first)
    assert "the next nearest name" in second.text
    assert second.text.splitlines()[0] != first.text.splitlines()[0]


async def test_what_is_taught_while_redis_is_full_or_away_is_not_claimed_to_be_learned(
    slack: LocalSlack, bot: Bot, redis_url: str
) -> None:
    async with bot(), connected(address_of(redis_url)) as client:
        question, lost = await asked(slack, TICKETS, "who owns the abacus?")
        await slack.driver.mention(INES, TICKETS, "i meant ticket-shop", question.ts)
        right = await slack.driver.wait_for_reply(question, after=lost)
        await client.config_set("maxmemory", "1")
        try:
            await slack.driver.press(INES, right, button(right, "Remember “abacus”"))
            said = await slack.driver.wait_for_change(right)
        finally:
            await client.config_set("maxmemory", "0")
    assert "I could not remember that" in said.text
