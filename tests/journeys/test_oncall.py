"""Somebody asks at night who is on call: PagerDuty is up, slow, down, and back; nobody is woken by being looked up."""

from collections.abc import AsyncIterator

import pytest

from bot.slack.words import ASKING
from playground.server import LocalSlack
from tests.bot.slack.workspace import OLAV, TICKETS
from tests.fakes.backstage import FakeBackstage
from tests.fakes.pagerduty import KEY, Duty, FakePagerDuty, served
from tests.journeys.conftest import Bot
from tests.journeys.northline import component, descriptor, group

QUESTION = "who is on call for ticket-shop?"


@pytest.fixture
def backstage() -> FakeBackstage:
    """A shop whose system has a service in PagerDuty, and the person who is on call for it."""
    profile = {"displayName": "Inês Duarte", "email": "ines@north.example"}
    fake = FakeBackstage()
    fake.publish(
        [
            group("tickets", "Tickets Team"),
            descriptor("User", "ines", {"memberOf": ["tickets"], "profile": profile}),
            descriptor("System", "sales", {"owner": "tickets"}, annotations={"pagerduty.com/service-id": "PSALES"}),
            component("ticket-shop", "tickets", spec={"system": "sales"}),
        ]
    )
    return fake


@pytest.fixture
def pagerduty() -> FakePagerDuty:
    return FakePagerDuty({"PINES": "Ines Duarte"}, {"PSALES": "PPOLICY"}, {"PPOLICY": [Duty("PINES")]})


@pytest.fixture
async def on_call(pagerduty: FakePagerDuty) -> AsyncIterator[dict[str, str]]:
    """The settings that name this PagerDuty."""
    async with served(pagerduty) as url:
        yield {"REVERB_ONCALL": "pagerduty", "REVERB_PAGERDUTY_TOKEN": KEY, "REVERB_PAGERDUTY_URL": url}
        pagerduty.gate.set()


async def answered(slack: LocalSlack) -> str:
    return (await slack.driver.wait_for_reply(await slack.driver.mention(OLAV, TICKETS, QUESTION))).text


async def test_up(slack: LocalSlack, bot: Bot, on_call: dict[str, str]) -> None:
    async with bot(**on_call):
        answer = await answered(slack)
    assert answer.startswith("Inês Duarte is on call for ticket-shop.")
    assert "for Inês in Lisbon" in answer
    assert "From the schedule of its system sales" in answer


async def test_slow(slack: LocalSlack, bot: Bot, on_call: dict[str, str], pagerduty: FakePagerDuty) -> None:
    pagerduty.gate.clear()
    async with bot(**on_call):
        answer = await slack.driver.wait_for_reply(await slack.driver.mention(OLAV, TICKETS, QUESTION))
        assert answer.text == ASKING
        pagerduty.gate.set()
        assert (await slack.driver.wait_for_change(answer)).text.startswith("Inês Duarte is on call")


async def test_down_and_back(slack: LocalSlack, bot: Bot, on_call: dict[str, str], pagerduty: FakePagerDuty) -> None:
    pagerduty.down = True
    async with bot(**on_call):
        answer = await answered(slack)
    assert answer.startswith("I could not find out who is on call for ticket-shop: PagerDuty does not answer.")
    assert "Ask in #tickets." in answer
    pagerduty.down = False
    async with bot(**on_call):
        assert (await answered(slack)).startswith("Inês Duarte is on call")


async def test_what_one_process_read_another_knows(
    slack: LocalSlack, bot: Bot, on_call: dict[str, str], pagerduty: FakePagerDuty
) -> None:
    async with bot(**on_call):
        await answered(slack)
    pagerduty.down = True
    async with bot(**on_call):
        assert (await answered(slack)).startswith("Inês Duarte is on call")
