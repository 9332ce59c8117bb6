"""People ask, wherever they are in Slack, and are answered there."""

from bot.slack.words import SHARE
from playground.message import Message
from playground.server import LocalSlack
from tests.bot.slack.workspace import INES, OLAV, TICKETS
from tests.journeys.conftest import Bot


def button(message: Message, label: str) -> str:
    """The action id of the button with this label."""
    buttons = [each for block in message.blocks if block["type"] == "actions" for each in block["elements"]]
    return next(
        str(each["action_id"]) for each in buttons if each["type"] == "button" and label in each["text"]["text"]
    )


async def test_a_mention_is_answered_in_its_thread(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        question = await slack.driver.mention(OLAV, TICKETS, "who owns ticket-shop?")
        answer = await slack.driver.wait_for_reply(question)
    assert "Tickets Team" in answer.text
    assert answer.thread_ts == question.ts


async def test_a_direct_message_is_answered(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        answer = await slack.driver.wait_for_reply(await slack.driver.dm(INES, "which teams am I in"))
    assert "Tickets Team" in answer.text


async def test_a_follow_up_in_the_thread_needs_no_name_and_no_mention(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        question = await slack.driver.mention(INES, TICKETS, "who owns ticket-shop?")
        first = await slack.driver.wait_for_reply(question)
        await slack.driver.say(OLAV, TICKETS, "sorry, I am late for lunch", question.ts)
        await slack.driver.say(INES, TICKETS, "what does it depend on?", question.ts)
        second = await slack.driver.wait_for_reply(question, after=first)
        await slack.driver.say(OLAV, TICKETS, "and who owns seat-map?", question.ts)
        third = await slack.driver.wait_for_reply(question, after=second)
    assert "seat-map" in second.text
    assert "Harbour Crew" in third.text
    assert len([each for each in slack.driver.thread(question) if each.app_id]) == 3


async def test_a_command_is_answered_privately_and_shared_with_a_thread_ready_for_more(
    slack: LocalSlack, bot: Bot
) -> None:
    async with bot():
        await slack.driver.slash(INES, TICKETS, "/reverb", "who owns ticket-shop")
        private = await slack.driver.wait_for_ephemeral(INES)
        assert "Tickets Team" in private.text
        assert list(slack.workspace.channel(TICKETS).messages.values()) == []
        await slack.driver.press(INES, private, SHARE)
        await slack.driver.until(lambda: private.ts not in slack.workspace.ephemerals or None)
        (shared,) = slack.workspace.channel(TICKETS).messages.values()
        assert "Tickets Team" in shared.text
        assert "Inês Duarte asked: who owns ticket-shop" in str(shared.blocks)
        await slack.driver.say(OLAV, TICKETS, "what does it depend on?", shared.ts)
        assert "seat-map" in (await slack.driver.wait_for_reply(shared)).text


async def test_a_command_without_words_helps(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        await slack.driver.slash(INES, TICKETS, "/reverb")
        assert "who owns" in (await slack.driver.wait_for_ephemeral(INES)).text.lower()


async def test_what_is_unclear_is_asked_back_and_answered_in_place(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        question = await slack.driver.mention(INES, TICKETS, "who owns berthing?")
        asked_back = await slack.driver.wait_for_reply(question)
        await slack.driver.press(INES, asked_back, button(asked_back, "ystem"))
        answer = await slack.driver.wait_for_change(asked_back)
    assert "Tickets Team" in answer.text
    assert len([each for each in slack.driver.thread(question) if each.app_id]) == 1


async def test_a_name_that_is_nobodys_is_not_guessed_at(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        answer = await slack.driver.wait_for_reply(await slack.driver.mention(INES, TICKETS, "who owns zeppelin?"))
    assert "zeppelin" in answer.text
    assert "Team" not in answer.text


async def test_dashes_and_blanks_in_a_name_are_the_same(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        answer = await slack.driver.wait_for_reply(await slack.driver.mention(INES, TICKETS, "about seat map"))
        assert "seat-map" in answer.text
        assert "Harbour Crew" in answer.text


async def test_the_owner_is_found_in_what_a_message_names(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        message = await slack.driver.say(OLAV, TICKETS, "ticket-shop")
        await slack.driver.shortcut(INES, "find_owner", message)
        assert "Tickets Team" in (await slack.driver.wait_for_ephemeral(INES)).text
