"""Who owns X: the declared owner, and the ways out where there is none."""

from catalog_client import Link
from catalog_client.relation import API_PROVIDED_BY, CHILD_OF, MEMBER_OF, OWNED_BY, PART_OF
from tests.company import company, entity, snapshot
from tests.handlers.asking import facts, reply, said


async def test_the_owner_and_where_to_ask() -> None:
    assert (await said("owner component:default/ticket-shop")).splitlines() == [
        "ticket-shop belongs to Tickets Team. Ask in #tickets.",
        "Part of Ticketing · production",
    ]
    assert await facts("owner component:default/ticket-shop") == {"owners": ["group:default/tickets-team"]}


async def test_a_channel_of_its_own_is_said_below_the_owners() -> None:
    assert "It has a channel of its own, #fares." in await said("owner component:default/fare-engine")


async def test_without_an_owner_the_systems_owner_is_inferred_and_labelled() -> None:
    text = await said("owner component:default/tide-feed")
    assert "no owner in the catalog; its system Harbour Operations belongs to Harbour Crew" in text
    assert await facts("owner component:default/tide-feed") == {
        "owners": [],
        "inferred_owners": ["group:default/harbour-crew"],
    }


async def test_the_ladder_goes_on_to_the_domain() -> None:
    catalog = snapshot(
        entity("Group:a"),
        entity("Domain:d", {OWNED_BY: "group:a"}),
        entity("System:s", {PART_OF: "domain:d"}),
        entity("x", {PART_OF: "system:s"}),
    )
    assert "its domain d belongs to a" in await said("owner component:default/x", catalog)


async def test_the_ladder_takes_the_component_something_is_part_of() -> None:
    catalog = snapshot(entity("Group:a"), entity("whole", {OWNED_BY: "group:a"}), entity("x", {PART_OF: "whole"}))
    assert "the component it is part of, whole belongs to a" in await said("owner component:default/x", catalog)


async def test_an_api_without_owner_falls_back_to_its_provider() -> None:
    catalog = snapshot(
        entity("Group:a"), entity("maker", {OWNED_BY: "group:a"}), entity("API:x", {API_PROVIDED_BY: "maker"})
    )
    assert "the component that provides it, maker belongs to a" in await said("owner api:default/x", catalog)


async def test_an_owner_that_names_nobody_is_reported_with_the_nearest_group() -> None:
    text = await said("owner component:default/berth-planner")
    assert "said to belong to group:default/harbor-crew, but the catalog has no such group" in text
    assert "The nearest name is Harbour Crew." in text
    assert (await facts("owner component:default/berth-planner"))["owners"] == ["group:default/harbor-crew"]


async def test_with_no_owner_anywhere_it_says_where_one_can_be_set() -> None:
    url = "https://git.example/x/catalog-info.yaml"
    catalog = snapshot(entity("x", annotations={"backstage.io/managed-by-location": f"url:{url}"}))
    assert (await said("owner component:default/x", catalog)).splitlines() == [
        "x has no owner in the catalog, and neither has anything it is part of.",
        f"Whoever knows better can set spec.owner in its catalog-info.yaml ({url}).",
    ]


async def test_a_person_is_named_with_their_team_and_not_pinged() -> None:
    passage, _ = await reply("owner component:default/crew-roster")
    assert passage.headline == "*crew-roster* belongs to *Priit Tamm* (Harbour Crew). Ask at priit@north.example."


async def test_several_owners_are_all_named_also_one_that_is_not_there() -> None:
    passage, found = await reply("owner component:radar/beacon_v2")
    assert passage.headline == "*radar/Beacon_v2* belongs to *Night Watch* and `group:default/gone-team`."
    assert found == {"owners": ["group:default/night-watch", "group:default/gone-team"]}


async def test_an_owner_nobody_is_in_is_said_with_the_group_above() -> None:
    catalog = snapshot(
        entity("Group:top"),
        entity("Group:empty", {CHILD_OF: "group:top"}),
        entity("User:ana", {MEMBER_OF: "group:top"}),
        entity("x", {OWNED_BY: "group:empty"}),
    )
    assert "Nobody is in empty; above it is top." in await said("owner component:default/x", catalog)


async def test_a_catalog_without_people_does_not_call_its_teams_empty() -> None:
    catalog = snapshot(entity("Group:a"), entity("x", {OWNED_BY: "group:a"}))
    assert "Nobody" not in await said("owner component:default/x", catalog)


async def test_a_team_is_its_own_owner() -> None:
    passage, found = await reply("owner group:default/tickets-team")
    assert "part of *Engineering*, led by Inês Duarte" in passage.headline
    assert found == {"owners": ["group:default/tickets-team"]}


async def test_a_person_belongs_to_teams() -> None:
    assert "in Harbour Crew and Tickets Team" in await said("owner user:default/olav")


async def test_the_own_way_to_ask_serves_where_the_owner_has_none() -> None:
    chat = Link("https://north.slack.com/archives/C1", "Support chat")
    catalog = snapshot(entity("Group:a"), entity("x", {OWNED_BY: "group:a"}, links=(chat,)))
    assert "belongs to a. Ask through Support chat (" in await said("owner component:default/x", catalog)


async def test_what_has_gone_from_the_catalog_is_said_to_be_gone() -> None:
    assert await said("owner component:default/x", company()) == "component:default/x is not in the catalog any more."
