"""Channels are looked up once, and outsiders in them are noticed."""

import pytest

from bot.slack.channels import Channel, Channels
from bot.slack.identity import Identity
from bot.slack.people import People
from bot.slack.web import Web
from playground.faults import Fault
from playground.server import LocalSlack
from tests.bot.slack.workspace import FERRY_TALK, HARBOUR, INES, PARTNERS, QUIET, TICKETS


@pytest.fixture
def channels(web: Web, us: Identity) -> Channels:
    return Channels(web, People(web, us, lambda: 0.0), lambda: 0.0)


@pytest.mark.parametrize(
    ("channel", "found"),
    [
        (TICKETS, Channel("tickets", is_shared=False)),
        (HARBOUR, Channel("harbour", is_shared=False)),
        (QUIET, Channel("quiet", is_shared=False)),
        (PARTNERS, Channel("partners", is_shared=True)),
        (FERRY_TALK, Channel("mpdm-1", is_shared=True)),
        ("C0NOWHERE", None),
    ],
)
async def test_a_channel_tells_its_name_and_whether_outsiders_read_it(
    channels: Channels, channel: str, found: Channel | None
) -> None:
    assert await channels.channel(channel) == found


async def test_a_channel_is_looked_up_once_until_its_readers_change(slack: LocalSlack, channels: Channels) -> None:
    await channels.channel(TICKETS)
    await channels.channel(TICKETS)
    channels.forget_all()
    await channels.channel(TICKETS)
    assert len(slack.driver.calls("conversations.info")) == 2


async def test_a_direct_message_is_not_asked_about(slack: LocalSlack, channels: Channels) -> None:
    direct = slack.workspace.direct_message(INES)
    assert await channels.channel(direct.id) == Channel("", is_shared=False)
    assert slack.driver.calls("conversations.info") == []


async def test_a_group_message_counts_as_shared_when_somebody_in_it_is_unknown(
    slack: LocalSlack, channels: Channels
) -> None:
    slack.workspace.channel(FERRY_TALK).members.discard("U0OUTSIDER")
    slack.faults.switch_on(Fault("error", "users.info"))
    assert await channels.channel(FERRY_TALK) == Channel("mpdm-1", is_shared=True)


async def test_a_channel_with_a_pending_invitation_to_outsiders_counts_as_shared(
    slack: LocalSlack, channels: Channels
) -> None:
    slack.workspace.channel(TICKETS).fields["is_pending_ext_shared"] = True
    assert await channels.channel(TICKETS) == Channel("tickets", is_shared=True)
