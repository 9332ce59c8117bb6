"""At the start we find out who we are, with patience for Slack and none for a wrong token."""

import pytest

from bot.slack.identity import TokenRefused, introduce
from bot.slack.web import SlackUnreachable, Web, open_web
from playground.faults import Fault
from playground.server import LocalSlack
from tests.bot.slack.workspace import TEAM, US


async def at_once(_: float) -> None: ...


async def test_we_learn_who_we_are_and_what_we_were_granted(slack: LocalSlack, web: Web) -> None:
    us = await introduce(web, at_once)
    assert (us.user_id, us.bot_id, us.team_id, us.enterprise_id) == (US, "B0REVERB", TEAM, "")
    assert us.scopes == slack.app.scopes


async def test_a_slack_that_is_away_for_a_moment_is_waited_for(slack: LocalSlack, web: Web) -> None:
    slack.faults.switch_on(Fault("rate_limited", "auth.test", times=2, seconds=12))
    slack.faults.switch_on(Fault("unavailable", "auth.test", times=2))
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    assert (await introduce(web, pause)).user_id == US
    assert pauses == [12.0, 12.0, 4.0, 8.0]


async def test_a_slack_that_stays_away_is_given_up(slack: LocalSlack, web: Web) -> None:
    slack.faults.switch_on(Fault("unavailable", "auth.test"))
    with pytest.raises(SlackUnreachable):
        await introduce(web, at_once)


async def test_a_wrong_token_is_refused_with_what_to_do(slack: LocalSlack) -> None:
    async with open_web("xoxb-wrong", slack.api_url) as wrong:
        with pytest.raises(TokenRefused, match=r"SLACK_BOT_TOKEN"):
            await introduce(wrong, at_once)
    assert len(slack.driver.calls("auth.test")) == 1
