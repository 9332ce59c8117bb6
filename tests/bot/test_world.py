"""The world that questions are answered from is whole at every moment, and made anew beside the answers."""

import asyncio

import pytest

from bot.conversation import World
from bot.naming import Called
from bot.resolve import Found, Resolution, resolve
from bot.world import Worlds
from catalog_client import CatalogUnreachable, EntityRef
from handlers.sources import Freshness
from tests.company import TAKEN_AT, company, entity, snapshot

FLAG = EntityRef("rollout", "flagd", "night-fares")


def found(world: World, typed: str) -> Resolution:
    return resolve(typed.split(), world.names)


def test_before_a_catalog_was_read_there_is_no_world() -> None:
    with pytest.raises(CatalogUnreachable):
        Worlds(tuple)()


async def test_it_is_empty_until_the_first_catalog_is_indexed() -> None:
    worlds = Worlds(tuple)
    taking = asyncio.create_task(worlds.take(company()))
    await asyncio.sleep(0)
    assert worlds.is_empty
    await taking
    assert not worlds.is_empty


async def test_names_and_people_belong_to_the_snapshot_they_come_with() -> None:
    worlds = Worlds(tuple)
    await worlds.take(company())
    before = worlds()
    await worlds.take(snapshot(entity("lighthouse"), entity("User:ada", email="ada@north.example")))
    after = worlds()
    assert isinstance(found(before, "ticket-shop"), Found)
    assert not isinstance(found(before, "lighthouse"), Found)
    assert isinstance(found(after, "lighthouse"), Found)
    assert not isinstance(found(after, "ticket-shop"), Found)
    assert set(worlds.users().by_email) == {"ada@north.example"}
    assert [*before.users.by_email] != [*after.users.by_email]


async def test_flags_are_called_something_as_soon_as_they_are_known() -> None:
    called: list[Called] = []
    worlds = Worlds(tuple, lambda: called)
    await worlds.rename()
    await worlds.take(company())
    assert not isinstance(found(worlds(), "night-fares"), Found)
    called.append(Called(FLAG, "night-fares"))
    await worlds.rename()
    assert found(worlds(), "night-fares") == Found(FLAG, 1)
    called.clear()
    await worlds.rename()
    assert not isinstance(found(worlds(), "night-fares"), Found)


async def test_the_later_of_two_snapshots_taken_at_once_is_the_one_that_stays() -> None:
    worlds = Worlds(tuple)
    await asyncio.gather(worlds.take(company()), worlds.take(snapshot(entity("lighthouse"))))
    assert [str(one) for one in worlds().catalog.entities] == ["component:default/lighthouse"]


async def test_how_fresh_the_sources_are_is_asked_anew_for_every_world() -> None:
    states = iter(("fresh", "stale"))
    worlds = Worlds(lambda: (Freshness("catalog", TAKEN_AT, next(states)),))  # type: ignore[arg-type]
    await worlds.take(company())
    assert [worlds().freshness()[0].state for _ in range(2)] == ["fresh", "stale"]
