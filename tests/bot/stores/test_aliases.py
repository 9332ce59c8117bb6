"""What people taught is counted the same way wherever it is kept, and outlives the process in Redis."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.stores.aliases import KEY, RedisAliases, read, write
from bot.stores.aliases_in_memory import MemoryAliases
from bot.stores.breaker import Breaker
from bot.stores.connection import Client
from bot.stores.votes import AGREED, Vote
from bot.taught import Votes
from catalog_client import EntityRef
from handlers.taught import AliasesAway
from tests.bot.stores.conftest import NOW
from tests.company import ref

SHOP, KIOSK = ref("ticket-shop"), ref("kiosk")


def vote(by: str, means: EntityRef = SHOP, channel: str = "C1", alias: str = "the till", minute: int = 0) -> Vote:
    return Vote(alias, means, channel, by, NOW + timedelta(minutes=minute))


@pytest.fixture(params=["redis", "memory"])
def aliases(request: pytest.FixtureRequest, breaker: Breaker) -> Votes:
    made: dict[str, Callable[[], Votes]] = {"redis": lambda: RedisAliases(breaker), "memory": MemoryAliases}
    return made[str(request.param)]()


async def test_a_name_holds_in_its_channel_however_it_is_spelled(aliases: Votes) -> None:
    await aliases.remember(vote("U1"))
    await aliases.remember(vote("U2", alias="The-Till", minute=1))
    [one] = await aliases.listed()
    assert (one.alias, one.ref, one.channel, one.agreed) == ("The-Till", SHOP, "C1", ("U1", "U2"))


async def test_it_holds_everywhere_once_enough_people_agree_in_whatever_channels(aliases: Votes) -> None:
    for number in range(AGREED):
        assert all(one.channel is not None for one in await aliases.listed())
        await aliases.remember(vote(f"U{number}", channel=f"C{number}"))
    wide = [one for one in await aliases.listed() if one.channel is None]
    assert [(one.ref, one.agreed) for one in wide] == [(SHOP, ("U0", "U1", "U2"))]


async def test_one_person_in_many_channels_is_one_person(aliases: Votes) -> None:
    for number in range(AGREED + 1):
        await aliases.remember(vote("U1", channel=f"C{number}"))
    assert all(one.channel is not None for one in await aliases.listed())


async def test_most_people_decide_and_the_latest_where_they_are_as_many(aliases: Votes) -> None:
    await aliases.remember(vote("U1"))
    await aliases.remember(vote("U2", KIOSK, minute=1))
    assert [one.ref for one in await aliases.listed()] == [KIOSK]
    await aliases.remember(vote("U3", minute=2))
    assert [one.ref for one in await aliases.listed()] == [SHOP]


async def test_who_changes_their_mind_has_one_vote(aliases: Votes) -> None:
    await aliases.remember(vote("U1"))
    await aliases.remember(vote("U1", KIOSK, minute=1))
    assert [(one.ref, one.agreed) for one in await aliases.listed()] == [(KIOSK, ("U1",))]


async def test_a_name_is_forgotten_in_a_channel_or_everywhere(aliases: Votes) -> None:
    for channel in ("C1", "C2"):
        await aliases.remember(vote("U1", channel=channel))
    assert await aliases.forget("THE TILL", "C1")
    assert [one.channel for one in await aliases.listed()] == ["C2"]
    assert await aliases.forget("the till", None)
    assert not await aliases.forget("the till", None)
    assert await aliases.listed() == ()


async def test_what_was_taught_is_there_for_the_next_process(breaker: Breaker) -> None:
    await RedisAliases(breaker).remember(vote("U1"))
    assert [one.alias for one in await RedisAliases(breaker).listed()] == ["the till"]


async def test_a_vote_that_this_version_cannot_read_does_not_hide_the_others(
    breaker: Breaker, client: Client
) -> None:
    await RedisAliases(breaker).remember(vote("U1"))
    await client.hset(KEY, b'["k", "C1", "U9"]', b'{"alias": "!", "ref": "", "at": "yesterday"}')
    await client.hset(KEY, b"?", b"?")
    assert len(await RedisAliases(breaker).listed()) == 1
    assert await RedisAliases(breaker).forget("the till", None)


async def test_while_redis_is_away_the_names_stay_and_none_is_learned(breaker: Breaker, client: Client) -> None:
    aliases = RedisAliases(breaker)
    await aliases.remember(vote("U1"))
    before = await aliases.listed()
    await client.set(KEY + ":x", b"", ex=1)
    await client.rename(KEY + ":x", KEY)
    with pytest.raises(AliasesAway, match="in Redis"):
        await aliases.remember(vote("U2"))
    assert await aliases.listed() == before


def test_a_vote_is_read_as_it_was_written() -> None:
    assert read(*write(vote("U1"))) == vote("U1")


@pytest.mark.parametrize("alias", ["", "!?", "a" * 101])
def test_what_has_no_letters_or_too_many_is_no_name(alias: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        vote("U1", alias=alias)
