"""APIs provided and consumed, and who consumes them."""

from catalog_client.relation import API_PROVIDED_BY, DEPENDENCY_OF
from tests.company import entity, snapshot
from tests.handlers.asking import facts, said


async def test_both_directions() -> None:
    text = await said("apis component:default/ticket-service")
    assert text == "ticket-service provides 1 API: tickets-api; it consumes 1 API: fares-api."
    assert await facts("apis component:default/ticket-service") == {
        "entities": ["api:default/tickets-api", "api:default/fares-api"],
        "provides": ["api:default/tickets-api"],
        "consumes": ["api:default/fares-api"],
    }


async def test_one_direction() -> None:
    asked = "apis component:default/ticket-service ?direction="
    assert (await facts(f"{asked}provides"))["entities"] == ["api:default/tickets-api"]
    assert (await facts(f"{asked}consumes"))["entities"] == ["api:default/fares-api"]


async def test_the_direction_with_nothing_mentions_the_other() -> None:
    assert (await said("apis component:default/ticket-shop ?direction=provides")).splitlines() == [
        "ticket-shop provides no APIs.",
        "It consumes 1 API: fares-api.",
    ]


async def test_a_system_provides_what_its_parts_provide() -> None:
    assert (await facts("apis system:default/ticketing ?direction=provides"))["entities"] == [
        "api:default/fares-api",
        "api:default/tickets-api",
    ]


async def test_the_consumers_of_an_api() -> None:
    assert (await said("consumers api:default/tickets-api")).splitlines() == [
        "2 components consume tickets-api: kiosk and refund-desk.",
        "Owners to tell: Harbour Crew.",
        "Provided by ticket-service.",
    ]


async def test_the_consumers_of_a_components_apis() -> None:
    assert (await facts("consumers component:default/ticket-service"))["entities"] == [
        "component:default/kiosk",
        "component:default/refund-desk",
    ]
    assert "provides no API" in await said("consumers component:default/fog-horn")


async def test_what_only_depends_on_an_api_is_told_apart() -> None:
    catalog = snapshot(
        entity("x"), entity("maker"), entity("API:a", {API_PROVIDED_BY: "maker", DEPENDENCY_OF: "x maker"})
    )
    assert await facts("consumers api:default/a", catalog) == {"entities": [], "depending": ["component:default/x"]}
    assert (await said("consumers api:default/a", catalog)).splitlines()[:2] == [
        "Nothing in the catalog declares that it consumes a.",
        "x depends on it without declaring to consume it.",
    ]
