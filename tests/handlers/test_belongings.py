"""What a team or a person owns."""

from catalog_client.relation import OWNED_BY
from tests.company import entity, snapshot
from tests.handlers.asking import facts, reply, said


async def test_things_are_grouped_by_kind() -> None:
    assert (await said("owned group:default/tickets-team")).splitlines() == [
        "Tickets Team owns 6 things: 3 components, 1 API, 1 resource and 1 system.",
        "Components: fare-engine, ticket-service and ticket-shop",
        "APIs: tickets-api",
        "Resources: ticket-db",
        "Systems: Ticketing",
    ]


async def test_facets_narrow_it_down() -> None:
    owned = "owned group:default/tickets-team"
    assert await facts(f"{owned} ?kind=api") == {"entities": ["api:default/tickets-api"]}
    assert await facts(f"{owned} ?lifecycle=deprecated") == {"entities": ["component:default/fare-engine"]}
    assert await said(f"{owned} ?type=service&tag=python") == (
        "Tickets Team owns 2 components of type service tagged python: fare-engine and ticket-service."
    )
    assert await said(f"{owned} ?lifecycle=retired") == "Tickets Team owns no retired things."


async def test_what_the_teams_below_own_is_counted_and_listed_when_asked() -> None:
    passage, found = await reply("owned group:default/engineering")
    assert found == {"entities": ["domain:default/travel"]}
    assert passage.details == ("10 more things belong to the teams below it: Harbour Crew and Tickets Team.",)
    assert str(passage.buttons[0].asks) == "owned group:default/engineering ?transitive=yes"
    passage, found = await reply(str(passage.buttons[0].asks))
    assert len(found["entities"]) == 11
    assert "Engineering*, together with Harbour Crew and Tickets Team, owns 11 things" in passage.headline


async def test_a_persons_things_and_their_teams() -> None:
    assert (await said("owned user:default/priit")).splitlines() == [
        "Priit Tamm owns 1 component: crew-roster.",
        "4 more things belong to their teams: Harbour Crew.",
    ]


async def test_a_system_is_made_of_its_parts() -> None:
    assert "Ticketing is a system and owns nothing itself" in await said("owned system:default/ticketing")
    assert await said("owned component:default/kiosk") == "kiosk is a component and owns nothing."


async def test_many_names_are_cut_with_exact_counts() -> None:
    many = (entity(f"x{n:02}", {OWNED_BY: "group:a"}) for n in range(40))
    apis = (entity(f"API:a{n}", {OWNED_BY: "group:a"}) for n in range(2))
    text = await said("owned group:default/a", snapshot(entity("Group:a"), *many, *apis))
    assert text.splitlines() == [
        "a owns 42 things: 40 components and 2 APIs.",
        "Components: x00, x01, x02, x03, x04, x05, x06, x07, x08 and 31 more",
        "APIs: a0 and a1",
    ]
