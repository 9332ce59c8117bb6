"""One of many processes has the lease."""

from datetime import timedelta

from bot.stores.address import address_of
from bot.stores.breaker import Breaker
from bot.stores.connection import Client, connected
from bot.stores.lease import RedisLease
from tests.bot.stores.conftest import NOW, Hands
from tests.bot.stores.waiting import until
from tests.valkey import valkey

MINUTE = timedelta(minutes=1)


async def test_the_first_process_that_asks_holds_it_and_keeps_it(breaker: Breaker) -> None:
    first = RedisLease(breaker, "catalog:x", "first", MINUTE)
    second = RedisLease(breaker, "catalog:x", "second", MINUTE)
    assert await first.held()
    assert not await second.held()
    assert await first.held()


async def test_each_time_it_is_asked_it_lasts_again(breaker: Breaker, client: Client) -> None:
    lease = RedisLease(breaker, "catalog:x", "first", MINUTE)
    assert await lease.held()
    await client.pexpire("reverb:lease:catalog:x", 1000)
    assert await lease.held()
    assert await client.pttl("reverb:lease:catalog:x") > 50_000


async def test_leases_of_two_catalogs_are_two(breaker: Breaker) -> None:
    assert await RedisLease(breaker, "catalog:x", "first", MINUTE).held()
    assert await RedisLease(breaker, "catalog:y", "second", MINUTE).held()


async def test_a_process_that_falls_silent_loses_it(breaker: Breaker) -> None:
    assert await RedisLease(breaker, "catalog:x", "first", timedelta(milliseconds=50)).held()
    await until(RedisLease(breaker, "catalog:x", "second", MINUTE).held)
    assert not await RedisLease(breaker, "catalog:x", "first", MINUTE).held()


async def test_a_process_that_leaves_gives_it_up_but_only_its_own(breaker: Breaker) -> None:
    first = RedisLease(breaker, "catalog:x", "first", MINUTE)
    second = RedisLease(breaker, "catalog:x", "second", MINUTE)
    assert await first.held()
    await second.release()
    assert not await second.held()
    await first.release()
    assert await second.held()


async def test_without_redis_every_process_holds_it(hands: Hands) -> None:
    with valkey() as server:
        async with connected(address_of(server.url)) as client:
            breaker = Breaker(client, lambda: NOW, hands)
            server.kill()
            for owner in ("first", "second"):
                lease = RedisLease(breaker, "catalog:x", owner, MINUTE)
                assert await lease.held()
                await lease.release()
