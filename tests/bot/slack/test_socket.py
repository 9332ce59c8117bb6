"""Connections to Slack come back, whatever happens to them."""

import asyncio

import pytest

from bot.slack.identity import TokenRefused
from bot.slack.line import Access, slack_line
from playground.faults import Fault
from playground.server import LocalSlack
from tests.bot.slack.parrot import MANNERS, QUICK, Memory, Parrot, bot_at_work
from tests.bot.slack.workspace import INES, TICKETS


async def is_answered(slack: LocalSlack) -> None:
    await slack.driver.wait_for_reply(await slack.driver.mention(INES, TICKETS, "hello"))


async def test_two_connections_are_open_and_the_bot_is_ready(slack: LocalSlack) -> None:
    async with bot_at_work(slack, Parrot()) as line:
        await slack.driver.wait_for_reply(await slack.driver.dm(INES, "slow enough for one look?"))
        assert slack.sockets.connections == 2
        while line.obstacles():
            await slack.driver.wait_for_reply(await slack.driver.dm(INES, "now?"))
    assert slack.sockets.connections == 0


async def test_a_refused_handshake_at_the_start_is_got_over(slack: LocalSlack) -> None:
    slack.faults.switch_on(Fault("handshake", times=2))
    async with bot_at_work(slack, Parrot()):
        await is_answered(slack)


async def test_a_refused_handshake_on_a_refresh_is_got_over(slack: LocalSlack) -> None:
    async with bot_at_work(slack, Parrot()):
        slack.faults.switch_on(Fault("handshake", times=2))
        await slack.sockets.disconnect()
        await slack.driver.until(lambda: slack.faults.on == () or None)
        await slack.sockets.connected(2)
        await is_answered(slack)


async def test_cut_connections_come_back(slack: LocalSlack) -> None:
    async with bot_at_work(slack, Parrot()):
        slack.sockets.abort()
        while slack.sockets.connections:  # noqa: ASYNC110 - the local Slack tells when they are open, not when cut
            await asyncio.sleep(0)
        await slack.sockets.connected(2)
        await is_answered(slack)


async def test_an_app_token_slack_does_not_take_is_refused_with_what_to_do(slack: LocalSlack) -> None:
    access = Access(slack.app.bot_token, slack.api_url, app_token="xapp-wrong")
    with pytest.raises(TokenRefused, match=r"SLACK_APP_TOKEN"):
        async with slack_line(access, Parrot(), Memory(), MANNERS, pulse=QUICK):
            pass


async def test_a_slack_that_gives_no_address_yet_is_waited_for(slack: LocalSlack) -> None:
    slack.faults.switch_on(Fault("unavailable", "apps.connections.open", times=3))
    async with bot_at_work(slack, Parrot()):
        await is_answered(slack)
