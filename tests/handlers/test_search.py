"""Everything of a kind, type, lifecycle or tag."""

from catalog_client.relation import OWNED_BY
from tests.company import entity, snapshot
from tests.handlers.asking import facts, said


async def test_facets_together() -> None:
    assert await said("search ?kind=component&tag=python") == (
        "There are 3 components tagged python: fare-engine, ticket-service and tide-feed."
    )
    assert await facts("search ?type=service&tag=python") == {
        "entities": ["component:default/fare-engine", "component:default/ticket-service"]
    }


async def test_one_thing_of_one_owner() -> None:
    catalog = snapshot(entity("Group:a"), entity("x", {OWNED_BY: "group:a"}, type="job"), entity("y", type="job"))
    assert await said("search ?type=job&owner=group:default/a", catalog) == "There is 1 component of type job: x."


async def test_nothing_found_says_what_there_is_instead() -> None:
    assert (await said("search ?kind=component&lifecycle=retired")).splitlines() == [
        "No retired components in the catalog.",
        "The lifecycles of components are production, deprecated and experimental.",
    ]
    assert "kinds are component, " in await said("search ?kind=planet")


async def test_facets_that_never_meet_have_no_alternatives() -> None:
    assert (
        await said("search ?type=database&tag=python") == "No things of type database tagged python in the catalog."
    )


async def test_without_facets_the_whole_catalog_is_summed_up() -> None:
    assert (await said("search")).startswith(
        "The catalog has 10 components, 2 APIs, 1 resource, 2 systems, 1 domain,"
    )


async def test_places_the_catalog_reads_from_are_not_found_unless_asked_for() -> None:
    catalog = snapshot(entity("Location:generated-1", type="url"))
    assert await facts("search ?type=url", catalog) == {"entities": []}
    assert await facts("search ?kind=location", catalog) == {"entities": ["location:default/generated-1"]}
