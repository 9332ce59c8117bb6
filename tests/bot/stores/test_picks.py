"""Picks are kept in Redis for good, each written whole or not at all, and never over what another wrote."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from itertools import count
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.stores import ledger_record
from bot.stores.address import address_of
from bot.stores.breaker import Breaker
from bot.stores.connection import Client, connected
from bot.stores.pick_record import read, write
from bot.stores.picks import KEPT, RedisPicks, key_of
from catalog_client import EntityRef
from handlers.picks import Entry, PicksAway
from tests.bot.stores.conftest import NOW
from tests.ferry_picks import INES, OLAV, TICKETS, picked
from tests.valkey import valkey

PICK = picked(OLAV, INES, number=1, days_ago=7)


def versions() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"v{next(numbers)}"


@pytest.fixture
def picks(breaker: Breaker) -> RedisPicks:
    return RedisPicks(breaker, versions())


async def test_a_pick_is_remembered_as_it_was(picks: RedisPicks) -> None:
    assert await picks.put(await picks.ledger(TICKETS, "note-taker"), PICK)
    ledger = await picks.ledger(TICKETS, "note-taker")
    assert ledger.entries == (PICK.entry,)
    assert [one async for one in picks.picks(ledger)] == [PICK]
    assert await picks.one(TICKETS, "note-taker", PICK.number) == PICK
    assert (await picks.ledger(TICKETS, "facilitator")).entries == ()
    assert [one.task async for one in picks.kept()] == ["note-taker"]


async def test_of_two_who_write_from_the_same_state_one_writes(picks: RedisPicks) -> None:
    seen = await picks.ledger(TICKETS, "note-taker")
    others = (PICK, replace(PICK, holder=INES), replace(PICK, number=2))
    written = await asyncio.gather(*(picks.put(seen, one) for one in others))
    assert sorted(written) == [False, False, True]
    assert len((await picks.ledger(TICKETS, "note-taker")).entries) == 1


async def test_a_write_that_is_repeated_counts_once(breaker: Breaker) -> None:
    picks = RedisPicks(breaker, lambda: "the same")
    seen = await picks.ledger(TICKETS, "note-taker")
    assert await picks.put(seen, PICK)
    assert await picks.put(seen, PICK)
    assert (await picks.ledger(TICKETS, "note-taker")).entries == (PICK.entry,)


async def test_the_earliest_are_dropped_beyond_what_is_kept(picks: RedisPicks) -> None:
    for number in (1, KEPT + 1):
        await picks.put(await picks.ledger(TICKETS, "note-taker"), replace(PICK, number=number))
    assert [one.number for one in (await picks.ledger(TICKETS, "note-taker")).entries] == [KEPT + 1]


async def test_what_this_version_can_not_read_is_left_where_it_is(picks: RedisPicks, client: Client) -> None:
    await picks.put(await picks.ledger(TICKETS, "note-taker"), PICK)
    await client.hset(key_of(TICKETS, "note-taker"), "9", "from the future")
    assert (await picks.ledger(TICKETS, "note-taker")).entries == (PICK.entry,)
    assert await client.hget(key_of(TICKETS, "note-taker"), "9") == b"from the future"


async def test_what_was_written_without_a_ledger_is_read_and_summed_up_with_the_next_pick(
    picks: RedisPicks, client: Client
) -> None:
    key, second = key_of(TICKETS, "note-taker"), picked(INES, OLAV, number=2, days_ago=3)
    await client.hset(key, mapping={"1": write(PICK), "2": write(second), "version": "earlier"})
    before = await picks.ledger(TICKETS, "note-taker")
    assert (before.entries, before.version) == ((PICK.entry, second.entry), "earlier")
    third = picked(OLAV, INES, number=3, days_ago=1)
    assert await picks.put(before, third)
    after = await picks.ledger(TICKETS, "note-taker")
    assert after.entries == (PICK.entry, second.entry, third.entry)
    assert [one async for one in picks.picks(after)] == [PICK, second, third]


async def test_over_a_ledger_of_another_version_nothing_is_written(picks: RedisPicks, client: Client) -> None:
    assert await picks.put(await picks.ledger(TICKETS, "note-taker"), PICK)
    await client.hset(key_of(TICKETS, "note-taker"), "ledger", "from the future")
    with pytest.raises(PicksAway, match="another version"):
        await picks.ledger(TICKETS, "note-taker")


async def test_a_ledger_is_small_whatever_the_receipts_hold(picks: RedisPicks, client: Client) -> None:
    people = [EntityRef.of("user", "default", f"p{number}") for number in range(500)]
    ledger = await picks.ledger(TICKETS, "note-taker")
    for number in range(1, 21):
        pick = replace(picked(people[number], *people, number=number, days_ago=30 - number), among=frozenset(people))
        assert await picks.put(ledger, pick)
        ledger = await picks.ledger(TICKETS, "note-taker")
    written = await client.hget(key_of(TICKETS, "note-taker"), "ledger")
    assert written is not None and len(written) < 10_000


PEOPLE = st.sets(
    st.sampled_from([INES, OLAV, TICKETS, *(EntityRef.of("user", "default", one) for one in "abcdefghi")])
)
MOMENTS = st.datetimes(timezones=st.just(UTC))
ENTRIES = st.builds(
    Entry,
    st.integers(1, 10**6),
    st.text(),
    MOMENTS,
    PEOPLE.map(frozenset),
    st.none() | st.sampled_from([INES, OLAV]),
    st.none() | MOMENTS,
    st.text(),
)


@given(st.lists(ENTRIES).map(tuple))
def test_a_ledger_is_read_as_it_was_written(entries: tuple[Entry, ...]) -> None:
    assert ledger_record.read(ledger_record.write(entries)) == entries


@given(st.binary())
def test_what_is_no_ledger_is_refused_in_a_sentence(text: bytes) -> None:
    with pytest.raises(ValueError, match="no ledger that this version can read"):
        ledger_record.read(text)


async def test_without_redis_nothing_is_remembered_and_it_says_so() -> None:
    with TemporaryDirectory(prefix="reverb-", dir="/tmp") as folder:
        async with connected(address_of(f"unix://{folder}/none")) as client:
            picks = RedisPicks(Breaker(client, lambda: NOW, lambda: 0.0), versions())
            with pytest.raises(PicksAway, match="it cannot be reached"):
                await picks.ledger(TICKETS, "note-taker")


async def test_a_pick_survives_a_server_that_is_killed() -> None:
    with valkey("--appendonly", "yes", "--appendfsync", "always") as server:
        async with connected(address_of(server.url)) as client:
            store = RedisPicks(Breaker(client, lambda: NOW, lambda: 0.0), versions())
            assert await store.put(await store.ledger(TICKETS, "note-taker"), PICK)
            server.kill()
            server.start()
            assert (await store.ledger(TICKETS, "note-taker")).entries == (PICK.entry,)


@given(st.text())
def test_what_is_no_pick_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="no pick that this version can read"):
        read(text)


def test_a_pick_is_read_as_it_was_written() -> None:
    assert read(write(replace(PICK, swap_with=INES, thread="C1:1.1"))) == replace(
        PICK, swap_with=INES, thread="C1:1.1"
    )
