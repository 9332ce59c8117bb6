"""No call waits long for a Redis that is away, and nobody waits again until one call has been answered."""

import asyncio
import time

import pytest

from bot.stores.address import address_of
from bot.stores.breaker import REST, Away, Breaker, Standing
from bot.stores.connection import Client, connected
from tests.bot.stores.conftest import NOW, Hands
from tests.valkey import valkey


async def _ping(client: Client) -> bool:
    return bool(await client.ping())


async def test_it_says_when_redis_answered_last(breaker: Breaker) -> None:
    assert breaker.standing == Standing()
    assert await breaker.ask(_ping)
    assert breaker.standing == Standing(as_of=NOW)


async def test_after_a_failed_call_the_others_fail_at_once_until_one_gets_through(hands: Hands) -> None:
    asked = 0

    async def ping(client: Client) -> bool:
        nonlocal asked
        asked += 1
        return await _ping(client)

    with valkey() as server:
        async with connected(address_of(server.url)) as client:
            breaker = Breaker(client, lambda: NOW, hands)
            await breaker.ask(ping)
            server.kill()
            for _ in range(3):
                with pytest.raises(Away, match="it cannot be reached"):
                    await breaker.ask(ping)
            assert asked == 2
            assert breaker.standing == Standing(NOW, NOW, "it cannot be reached")
            hands.seconds += REST
            with pytest.raises(Away):
                await breaker.ask(ping)
            assert asked == 3
            server.start()
            with pytest.raises(Away):
                await breaker.ask(ping)
            hands.seconds += REST
            assert await breaker.ask(ping)
            assert await breaker.ask(ping)
    assert breaker.standing == Standing(as_of=NOW)


async def test_one_of_many_tries_whether_redis_is_back_and_the_others_do_not_wait_for_it(hands: Hands) -> None:
    with valkey() as server:
        async with connected(address_of(server.url)) as client:
            breaker = Breaker(client, lambda: NOW, hands, patience=0.1)
            server.hang()
            outcomes = await asyncio.gather(*(breaker.ask(_ping) for _ in range(100)), return_exceptions=True)
            assert {str(one) for one in outcomes} == {"it does not answer in time"}
            hands.seconds += REST
            server.wake()
            outcomes = await asyncio.gather(*(breaker.ask(_ping) for _ in range(100)), return_exceptions=True)
            assert outcomes[0] is True
            assert all(isinstance(one, Away) for one in outcomes[1:])


async def test_a_redis_that_takes_connections_and_says_nothing_costs_a_second_once(hands: Hands) -> None:
    with valkey() as server:
        async with connected(address_of(server.url)) as client:
            breaker = Breaker(client, lambda: NOW, hands)
            server.hang()
            began = time.perf_counter()
            for _ in range(1000):
                with pytest.raises(Away, match="it does not answer in time"):
                    await breaker.ask(_ping)
            assert time.perf_counter() - began < 2.0


async def test_a_call_that_redis_refuses_is_one_that_fails(breaker: Breaker, client: Client) -> None:
    await client.hset("hash", "field", "value")
    await client.expire("hash", 60)
    with pytest.raises(Away, match="it refuses a command"):
        await breaker.ask(lambda redis: redis.get("hash"))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("redis://nobody:wrong@", "refuses the user or password"),
        ("redis://reader:secret@", "may not do what Reverb needs"),
    ],
)
async def test_what_is_wrong_with_the_login_is_said(url: str, reason: str, hands: Hands) -> None:
    config = "user reader on >secret ~* +ping"
    with valkey(config=config) as server:
        address = address_of(f"{url.replace('redis', 'unix')}{server.url.removeprefix('unix://')}")
        async with connected(address) as client:
            breaker = Breaker(client, lambda: NOW, hands)
            with pytest.raises(Away, match=reason):
                await breaker.ask(lambda redis: redis.set("key", "value", px=1000))


async def test_a_full_redis_is_said_to_be_full(hands: Hands) -> None:
    with valkey("--maxmemory", "1") as server:
        async with connected(address_of(server.url)) as client:
            with pytest.raises(Away, match="it is full"):
                await Breaker(client, lambda: NOW, hands).ask(lambda redis: redis.set("key", "value", px=1000))


async def test_a_cluster_nobody_is_at_home_in_is_away(hands: Hands) -> None:
    async with connected(address_of("redis+cluster://127.0.0.1:1")) as client:
        with pytest.raises(Away, match="cannot be reached"):
            await Breaker(client, lambda: NOW, hands).ask(_ping)
