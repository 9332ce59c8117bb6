"""Docs, runbook, dashboard, logs, repository, README: told apart, and found where they are."""

import pytest

from catalog_client import Link
from catalog_client.relation import OWNED_BY
from handlers.addresses import Address, addresses_of, linked
from handlers.kit import plain
from tests.company import entity, snapshot
from tests.handlers.asking import facts, reply, said


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        (Link("https://x.example", "Anything", "runbook"), "runbook"),
        (Link("https://x.example", "On-call Playbook"), "runbook"),
        (Link("https://x.example", "Grafana board"), "dashboard"),
        (Link("https://x.example", "Source code on GitHub"), "repo"),
        (Link("https://x.example", "Team README"), "readme"),
        (Link("https://x.example", "Internal Confluence Docs"), "docs"),
        (Link("https://x.example", "Kibana"), "logs"),
        (Link("https://x.example", "Start here", icon="docs"), "docs"),
        (Link("https://x.example", "Catalog of parts"), ""),
        (Link("https://runbooks.x.example/a"), "runbook"),
        (Link("https://github.com/org/repo"), "repo"),
        (Link("https://github.com/org"), ""),
        (Link("https://x.example/docs/start"), "docs"),
        (Link("https://team.slack.com/archives/C1"), "chat"),
    ],
)
def test_what_a_link_leads_to(link: Link, leads_to: str) -> None:
    assert [one.leads_to for one in addresses_of(entity("x", links=(link,)))] == [leads_to]


def test_annotations_give_addresses_too_each_once() -> None:
    found = addresses_of(
        entity(
            "x",
            links=(Link("https://git.example/org/x/", "Repository"),),
            annotations={
                "backstage.io/source-location": "url:https://git.example/org/x",
                "backstage.io/techdocs-ref": "dir:.",
                "backstage.io/managed-by-location": "url:https://git.example/org/x/catalog-info.yaml",
                "github.com/project-slug": "org/x",
                "gitlab.com/project-slug": "mirror/y",
            },
        )
    )
    assert found == (
        Address("Repository", "https://git.example/org/x/", "repo"),
        Address("catalog-info.yaml", "https://git.example/org/x/catalog-info.yaml", "descriptor"),
        Address("Repository", "https://gitlab.com/mirror/y", "repo"),
    )


def test_addresses_that_are_not_of_the_web_are_passed_over() -> None:
    links = (Link("javascript:alert(1)", "Runbook"), Link("https://[", "Docs"), Link("file:///etc", "Logs"))
    assert addresses_of(entity("x", links=links)) == ()


def test_many_links_are_counted() -> None:
    many = [Address(f"t{n}", f"https://x.example/{n}") for n in range(9)]
    assert plain(linked(many, 2)) == "t0 (https://x.example/0) · t1 (https://x.example/1) · and 7 more"


async def test_the_link_asked_for() -> None:
    assert await said("links component:default/ticket-shop ?link=runbook") == (
        "The runbook of ticket-shop: Runbook (https://runbooks.north.example/shop)."
    )


async def test_the_systems_and_then_the_teams_link_serves_and_is_labelled() -> None:
    assert "no dashboard of its own; that of Ticketing is Dashboard (" in await said(
        "links component:default/ticket-service ?link=dashboard"
    )
    assert await facts("links component:default/ticket-service ?link=runbook") == {
        "links": [{"title": "Runbook", "url": "https://runbooks.north.example/t"}]
    }


async def test_the_nearest_thing_serves_for_a_repository() -> None:
    assert "names no repository; the nearest is catalog-info.yaml (https://git.north.example/" in await said(
        "links component:default/ticket-service ?link=repo"
    )


async def test_the_readme_of_a_team() -> None:
    assert "The README of Tickets Team: Team README (https://wiki" in await said(
        "links group:default/tickets-team ?link=readme"
    )


async def test_several_of_a_kind_are_all_told() -> None:
    links = (Link("https://x.example/1", "Runbook A"), Link("https://x.example/2", "Runbook B"))
    passage, found = await reply("links component:default/x ?link=runbook", snapshot(entity("x", links=links)))
    assert plain(passage.details[0]) == "Also Runbook B (https://x.example/2)."
    assert len(found["links"]) == 2


async def test_where_there_is_none_what_there_is_and_how_to_add_it() -> None:
    lines = (await said("links component:default/ticket-shop ?link=logs")).splitlines()
    assert lines[0] == "No logs are known for ticket-shop, nor for what it belongs to."
    assert lines[1].startswith("It has Runbook (")
    assert lines[2] == "One can be added under metadata.links in catalog-info.yaml, with type: logs."


async def test_all_links() -> None:
    found = await facts("links component:default/ticket-shop")
    assert [one["title"] for one in found["links"]] == ["Runbook", "Documentation", "Source code"]
    catalog = snapshot(entity("Group:a"), entity("x", {OWNED_BY: "group:a"}))
    assert (await said("links component:default/x", catalog)).startswith("x has no links in the catalog.")
