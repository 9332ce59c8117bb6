"""How fresh each source is, and what could not be read."""

from dataclasses import replace
from datetime import timedelta

from catalog_client import Problem
from handlers.sources import Freshness
from tests.company import NOW, TAKEN_AT, company
from tests.handlers.asking import reply, said


async def test_all_is_well() -> None:
    assert (await said("status")).splitlines() == [
        "Everything I read is fresh; the catalog has 25 entities.",
        "catalog: read 09:56, 4 min ago",
        "In the catalog: 10 components, 2 APIs, 1 resource, 2 systems, 1 domain, 4 groups, 4 people and 1 vessel.",
    ]


async def test_trouble_comes_first_with_since_when_and_why() -> None:
    freshness = (
        Freshness("catalog", TAKEN_AT - timedelta(hours=3), "down", "the token was refused"),
        Freshness("on-call", NOW, "fresh"),
        Freshness("memory", None, "stale"),
    )
    passage, _ = await reply("status", freshness=freshness)
    assert passage.headline == "*catalog* is down and *memory* is stale; the catalog has 25 entities."
    assert passage.details[:3] == (
        "catalog: down, last read 06:56, 3 h ago: the token was refused",
        "on-call: read 10:00, just now",
        "memory: never read",
    )


async def test_problems_are_shown_in_part_and_counted() -> None:
    problems = tuple(Problem("a.yaml", f"document {n}", "no kind") for n in range(5))
    passage, found = await reply("status", replace(company(), problems=problems))
    assert passage.text().splitlines()[3:] == [
        "5 problems in its sources:",
        "a.yaml, document 0: no kind",
        "a.yaml, document 1: no kind",
        "a.yaml, document 2: no kind",
        "and 2 more; reverb doctor lists them all.",
    ]
    assert len(found["problems"]) == 5
