"""The joined card of anything in the catalog."""

from catalog_client.relation import OWNED_BY
from tests.company import entity, snapshot
from tests.handlers.asking import facts, reply, said


async def test_a_component() -> None:
    lines = (await said("about component:default/ticket-shop")).splitlines()
    assert lines[:4] == [
        "ticket-shop is a component (website, production) of Tickets Team.",
        "Ticket Shop: Where travellers buy tickets.",
        "Part of Ticketing · Ask in #tickets",
        "Depends on 1 thing · needed by 1 thing · consumes 1 API · 2 rollouts",
    ]
    assert lines[4].startswith("Runbook (https://runbooks.north.example/shop) · ")


async def test_rollouts_are_counted_and_a_button_away_where_there_is_a_source_of_them() -> None:
    passage, _ = await reply("about group:default/tickets-team")
    assert str(passage.buttons[-1].asks) == "rollouts group:default/tickets-team"
    assert "4 rollouts" in passage.text()
    assert "rollout" not in await said("about group:default/tickets-team", rollouts=None)


async def test_the_facts_of_a_component() -> None:
    found = await facts("about component:default/ticket-service")
    assert found == {
        "owners": ["group:default/tickets-team"],
        "links": [],
        "type": "service",
        "lifecycle": "production",
        "channel": "#tickets",
        "email": "tickets@north.example",
    }


async def test_a_component_whose_owner_is_not_there() -> None:
    assert "its owner group:default/harbor-crew is not in the catalog." in await said(
        "about component:default/berth-planner"
    )


async def test_a_team() -> None:
    assert (await said("about group:default/tickets-team")).splitlines()[0] == (
        "Tickets Team is a team of 2 people, led by Inês Duarte, part of Engineering."
    )


async def test_a_person() -> None:
    assert await said("about user:default/olav") == "Olav Berg is in Harbour Crew and Tickets Team."


async def test_a_system_says_what_it_is_made_of() -> None:
    assert "Made of 3 components, 2 APIs and 1 resource." in await said("about system:default/ticketing")


async def test_a_kind_of_the_companys_own() -> None:
    assert (await said("about vessel:default/ms-aurora")).startswith("ms-aurora is a vessel of Harbour Crew.\n")


async def test_long_descriptions_are_cut_and_errors_told() -> None:
    catalog = snapshot(
        entity("Group:a"), entity("x", {OWNED_BY: "group:a"}, description="word " * 500, error="no spec")
    )
    described, problem = (await said("about component:default/x", catalog)).splitlines()[1:]
    assert described.endswith("word…")
    assert len(described) <= 300
    assert problem == "The catalog reports a problem with it: no spec"
