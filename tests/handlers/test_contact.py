"""How to reach whoever is behind something."""

from catalog_client import Link
from catalog_client.relation import CHILD_OF, MEMBER_OF, OWNED_BY
from tests.company import entity, snapshot
from tests.handlers.asking import facts, said


async def test_the_owners_channel_and_mailbox() -> None:
    assert await said("contact component:default/ticket-shop") == (
        "Ask Tickets Team about ticket-shop in #tickets or at tickets@north.example."
    )
    assert await facts("contact component:default/ticket-shop") == {
        "owners": ["group:default/tickets-team"],
        "channel": "#tickets",
        "email": "tickets@north.example",
    }


async def test_a_things_own_channel_comes_first() -> None:
    assert (await said("contact component:default/fare-engine")).splitlines() == [
        "Ask about fare-engine in #fares.",
        "Tickets Team: in #tickets or at tickets@north.example.",
    ]
    assert (await facts("contact component:default/fare-engine"))["channel"] == "#fares"


async def test_a_team_is_reached_itself() -> None:
    assert await facts("contact group:default/harbour-crew") == {
        "owners": ["group:default/harbour-crew"],
        "channel": "C0HARBOUR01",
    }


async def test_without_an_owner_the_likely_one_is_named_as_likely() -> None:
    assert (await said("contact component:default/tide-feed")).splitlines() == [
        "Ask Harbour Crew about tide-feed in #C0HARBOUR01.",
        "It has no owner of its own; its system Harbour Operations belongs to Harbour Crew.",
    ]


async def test_where_a_team_has_no_channel_the_one_above_and_its_people_are_named() -> None:
    catalog = snapshot(
        entity("Group:top", email="top@north.example"),
        entity("Group:a", {CHILD_OF: "group:top"}),
        entity("User:bo", {MEMBER_OF: "group:a"}),
        entity("x", {OWNED_BY: "group:a"}),
    )
    text = await said("contact component:default/x", catalog)
    assert "No channel is known for x or its owner a; top can be reached at top@north.example." in text
    assert "People to ask: bo." in text


async def test_a_chat_link_is_a_way_too() -> None:
    catalog = snapshot(entity("Group:a", links=(Link("https://north.slack.com/archives/C1", "Help desk"),)))
    assert (await facts("contact group:default/a", catalog))["url"] == "https://north.slack.com/archives/C1"


async def test_nobody_to_reach_is_said_with_what_would_help() -> None:
    assert (await said("contact component:default/fog-horn")).splitlines() == [
        "The catalog names no channel and no e-mail address for fog-horn, and no owner.",
        "A channel can be named with the annotation reverb.dev/slack-channel.",
    ]
