"""Whatever is killed, people are answered from what is known; and what comes back is used again."""

import asyncio
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

from playground.faults import Fault
from playground.message import Message
from playground.server import LocalSlack
from tests.bot.slack.workspace import INES, TICKETS
from tests.fakes.backstage import FakeBackstage, served
from tests.journeys.conftest import Bot
from tests.journeys.northline import component, descriptors
from tests.valkey import valkey


async def asked(slack: LocalSlack, words: str, thread: Message | None = None) -> Message:
    """The answer to a mention."""
    question = await slack.driver.mention(INES, TICKETS, words, thread.thread if thread else None)
    return await slack.driver.wait_for_reply(question)


async def until_said(slack: LocalSlack, words: str, expected: str) -> None:
    """Ask privately until the answer says what is expected."""
    async with asyncio.timeout(20):
        while expected not in (await slack.driver.wait_for_reply(await slack.driver.dm(INES, words))).text:
            pass


async def test_answers_go_on_without_redis_and_threads_go_on_after_it(slack: LocalSlack, bot: Bot) -> None:
    with valkey() as redis:
        async with bot(REVERB_REDIS_URL=redis.url):
            first = await asked(slack, "who owns ticket-shop?")
            redis.kill()
            assert "seat-map" in (await asked(slack, "what does it depend on?", first)).text
            assert "Redis" in (await asked(slack, "status")).text
            redis.start()
            assert "Harbour Crew" in (await asked(slack, "who owns seat-map?", first)).text


async def test_answers_go_on_without_backstage_and_are_fresh_after_it(
    slack: LocalSlack, backstage: FakeBackstage, bot: Bot
) -> None:
    async with AsyncExitStack() as up:
        url = await up.enter_async_context(served(backstage))
        async with bot(REVERB_CATALOG=url):
            await up.aclose()
            assert "Tickets Team" in (await asked(slack, "who owns ticket-shop?")).text
            backstage.publish([*descriptors(), component("lighthouse", "harbour")])
            async with served(backstage, urlsplit(url).port or 0):
                await until_said(slack, "who owns lighthouse?", "Harbour Crew")


async def test_a_bot_starts_from_what_another_left_in_redis_while_backstage_is_down(
    slack: LocalSlack, backstage: FakeBackstage, bot: Bot
) -> None:
    async with bot():
        pass
    backstage.mood = "database down"
    async with bot():
        assert "Tickets Team" in (await asked(slack, "who owns ticket-shop?")).text


async def test_slack_asking_for_patience_is_given_it(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        slack.faults.switch_on(Fault("rate_limited", "chat.postMessage", times=1, seconds=1))
        slack.faults.switch_on(Fault("rate_limited", "users.info", times=1, seconds=1))
        answer = await asked(slack, "who owns ticket-shop?")
    assert "Tickets Team" in answer.text
    assert len([each for each in slack.driver.thread(answer) if each.app_id]) == 1


async def test_a_refused_handshake_is_got_over(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        slack.faults.switch_on(Fault("handshake", times=2))
        await slack.sockets.disconnect()
        await slack.driver.until(lambda: not slack.faults.on or None, "two refused handshakes", within=20)
        await slack.sockets.connected(2, within=20)
        assert "Tickets Team" in (await asked(slack, "who owns ticket-shop?")).text
