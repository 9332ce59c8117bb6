"""The one time somebody is pinged: when the button says so, once, in the thread, with the question."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground.happenings import Posted
from playground.server import LocalSlack, local_slack
from tests.bot.slack.workspace import INES, OLAV, PRIIT, TICKETS, northline
from tests.fakes.backstage import FakeBackstage
from tests.journeys.conftest import Bot
from tests.journeys.northline import component, descriptor, group
from tests.journeys.test_asking import button

CALENDAR = (
    "BEGIN:VCALENDAR\r\nPRODID:x\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
    "DTSTART:20260101T000000Z\r\nDURATION:P1D\r\nRRULE:FREQ=DAILY\r\nSUMMARY:On call\r\n"
    "ATTENDEE;CN=Ines:mailto:ines@north.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with local_slack(northline(reads_channels=True)) as running:
        yield running


@pytest.fixture
def backstage() -> FakeBackstage:
    annotations = {"reverb.dev/on-call": "ical:tickets"}
    fake = FakeBackstage()
    fake.publish(
        [
            group("tickets", "Tickets Team"),
            descriptor("User", "ines", {"memberOf": ["tickets"], "profile": {"email": "ines@north.example"}}),
            component("ticket-shop", "tickets", annotations=annotations),
        ]
    )
    return fake


def pinged(slack: LocalSlack) -> list[frozenset[str]]:
    """Whom each of our messages pinged, of those that pinged anybody."""
    said = [each.message for each in slack.workspace.feed.past if isinstance(each, Posted)]
    return [frozenset(each.pings.users) for each in said if each.app_id and each.pings]


async def test_ping_on_call_pings_once(slack: LocalSlack, bot: Bot, tmp_path: Path) -> None:
    (tmp_path / "tickets.ics").write_text(CALENDAR)
    async with bot(REVERB_ONCALL=f"ical:tickets={tmp_path / 'tickets.ics'}"):
        question = await slack.driver.mention(OLAV, TICKETS, "who do I page for ticket-shop, it is <!here> down")
        answer = await slack.driver.wait_for_reply(question)
        assert pinged(slack) == []
        await slack.driver.press(OLAV, answer, button(answer, "Ping on-call"))
        ping = await slack.driver.wait_for_reply(question, after=answer)
        await slack.driver.press(PRIIT, answer, button(answer, "Ping on-call"))
        await slack.driver.settled()
    assert pinged(slack) == [{INES}]
    assert "who do I page for ticket-shop" in ping.text
    assert ping.thread_ts == question.ts
