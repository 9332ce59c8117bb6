"""Each question is answered once, however often and wherever it arrives."""

from playground.faults import Fault
from playground.message import Message
from playground.server import LocalSlack
from tests.bot.slack.workspace import INES, OLAV, TICKETS
from tests.journeys.conftest import Bot


def answers(slack: LocalSlack, question: Message) -> int:
    return len([each for each in slack.driver.thread(question) if each.app_id])


async def settled(slack: LocalSlack) -> None:
    """Until all is delivered, and something asked after that is answered."""
    await slack.driver.settled()
    await slack.driver.wait_for_reply(await slack.driver.dm(OLAV, "help"))


async def test_a_repeated_event_is_answered_once(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        slack.faults.switch_on(Fault("duplicate"))
        question = await slack.driver.mention(INES, TICKETS, "who owns ticket-shop?")
        await slack.driver.wait_for_reply(question)
        await settled(slack)
    assert answers(slack, question) == 1


async def test_a_question_is_answered_once_by_bots_that_share_a_redis(slack: LocalSlack, bot: Bot) -> None:
    async with bot(), bot():
        assert slack.sockets.connections == 4
        slack.faults.switch_on(Fault("duplicate"))
        questions = [await slack.driver.mention(INES, TICKETS, "who owns seat-map?") for _ in range(3)]
        for question in questions:
            await slack.driver.wait_for_reply(question)
        await settled(slack)
    assert [answers(slack, question) for question in questions] == [1, 1, 1]


async def test_a_thread_begun_with_one_bot_goes_on_with_another(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        question = await slack.driver.mention(INES, TICKETS, "who owns ticket-shop?")
        first = await slack.driver.wait_for_reply(question)
    async with bot():
        await slack.driver.say(INES, TICKETS, "what does it depend on?", question.ts)
        assert "seat-map" in (await slack.driver.wait_for_reply(question, after=first)).text
