"""What something needs and what needs it, near and far."""

from catalog_client.relation import DEPENDS_ON
from tests.company import entity, snapshot
from tests.handlers.asking import facts, reply, said


async def test_direct_dependencies_are_listed_and_the_rest_counted() -> None:
    passage, found = await reply("dependencies component:default/ticket-shop")
    assert passage.text().splitlines() == [
        "ticket-shop depends on 1 component: ticket-service.",
        "Behind that, 3 more things.",
        "It also calls fares-api, provided by fare-engine.",
    ]
    assert found == {"entities": ["component:default/ticket-service"], "apis": ["api:default/fares-api"], "behind": 3}
    assert str(passage.buttons[0].asks) == "dependencies component:default/ticket-shop ?transitive=yes"


async def test_all_the_way_down_with_what_the_catalog_lacks() -> None:
    passage, found = await reply("dependencies component:default/ticket-shop ?transitive=yes")
    assert found["entities"] == [
        "component:default/fare-engine",
        "resource:default/ticket-db",
        "component:default/ticket-service",
        "resource:default/fare-cache",
    ]
    assert passage.details[-1] == "Named but not in the catalog is `resource:default/fare-cache`."


async def test_a_system_needs_what_its_parts_need_outside() -> None:
    assert (await facts("dependencies system:default/ticketing"))["entities"] == ["resource:default/fare-cache"]
    assert (await facts("dependents system:default/ticketing"))["entities"] == ["component:default/kiosk"]


async def test_a_team_is_what_it_owns() -> None:
    assert (await said("dependents group:default/tickets-team")).splitlines() == [
        "1 component depends on what Tickets Team owns: kiosk.",
        "1 more component calls one of its APIs: refund-desk.",
        "Owners to tell: Harbour Crew.",
    ]


async def test_only_apis() -> None:
    assert (await said("dependencies component:default/refund-desk")).splitlines() == [
        "refund-desk declares no dependencies, but calls tickets-api.",
        "That is provided by ticket-service.",
    ]


async def test_nothing() -> None:
    assert (
        await said("dependencies component:default/fog-horn") == "fog-horn declares no dependencies in the catalog."
    )
    assert await said("dependents component:default/fog-horn") == (
        "Nothing in the catalog declares that it depends on fog-horn."
    )


async def test_the_blast_radius() -> None:
    passage, found = await reply("dependents component:default/fare-engine ?transitive=yes")
    assert found == {
        "entities": ["component:default/kiosk", "component:default/ticket-service", "component:default/ticket-shop"],
        "callers": ["component:default/refund-desk"],
        "behind": 0,
    }
    assert passage.details[-1] == "Owners to tell: Harbour Crew and Tickets Team."


async def test_an_api_is_needed_by_its_consumers() -> None:
    assert (await facts("dependents api:default/tickets-api"))["entities"] == [
        "component:default/kiosk",
        "component:default/refund-desk",
    ]


async def test_a_ring_ends() -> None:
    ring = snapshot(entity("a", {DEPENDS_ON: "b"}), entity("b", {DEPENDS_ON: "c"}), entity("c", {DEPENDS_ON: "a"}))
    assert (await facts("dependents component:default/a ?transitive=yes", ring))["entities"] == [
        "component:default/b",
        "component:default/c",
    ]
