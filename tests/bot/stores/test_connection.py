"""Every way to a Redis, to real ones: a socket, a port with a password, Sentinels, a Cluster."""

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from redis.exceptions import AuthenticationError, RedisError

from bot.stores.address import address_of
from bot.stores.connection import Client, connected
from tests.bot.stores.waiting import until
from tests.valkey import Valkey, valkey

_SENTINEL = """
sentinel monitor catalogs 127.0.0.1 {port} 1
sentinel down-after-milliseconds catalogs 300
sentinel failover-timeout catalogs 2000
"""


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def _on_a_port(*arguments: str, config: str = "") -> Iterator[tuple[Valkey, int]]:
    port = _free_port()
    with valkey("--port", str(port), "--bind", "127.0.0.1", *arguments, config=config) as server:
        yield server, port


async def _keeps_bytes(client: Client) -> bool:
    """Whether what is set there is there, as bytes."""
    await client.set("key", b"\xff", px=60_000)
    return await client.get("key") == b"\xff"


async def test_a_socket(redis_url: str) -> None:
    async with connected(address_of(f"{redis_url}?db=3")) as client:
        assert await _keeps_bytes(client)


async def test_a_port_with_a_user_a_password_and_a_database() -> None:
    with _on_a_port(config="user reverb on >s/c@ret ~* &* +@all") as (_, port):
        async with connected(address_of(f"redis://reverb:s%2Fc%40ret@127.0.0.1:{port}/3")) as client:
            assert await _keeps_bytes(client)
        async with connected(address_of(f"redis://reverb:wrong@127.0.0.1:{port}")) as client:
            with pytest.raises(AuthenticationError):
                await client.ping()


async def test_what_is_asked_is_on_its_way_while_whoever_asks_goes_on() -> None:
    with valkey() as server, server.client() as beside:
        async with connected(address_of(server.url)) as client:
            await client.ping()
            asking = asyncio.ensure_future(client.set("key", "value", px=60_000))
            await asyncio.sleep(0)
            busy_until = time.monotonic() + 5.0
            while not beside.exists("key"):
                assert time.monotonic() < busy_until
            await asking


async def test_a_restarted_server_is_spoken_to_as_if_nothing_had_been() -> None:
    with valkey() as server:
        async with connected(address_of(server.url)) as client:
            assert await _keeps_bytes(client)
            server.kill()
            server.start()
            assert await _keeps_bytes(client)


async def test_sentinels_are_asked_for_the_server_and_again_when_another_takes_over() -> None:
    with (
        _on_a_port() as (primary, port),
        _on_a_port("--replicaof", f"127.0.0.1 {port}") as (_replica, _),
        _on_a_port("--sentinel", config=_SENTINEL.format(port=port)) as (_, sentinel),
    ):
        url = f"redis+sentinel://127.0.0.1:{_free_port()},127.0.0.1:{sentinel}/catalogs/1"
        async with connected(address_of(url)) as client:
            assert await _keeps_bytes(client)
            primary.kill()

            async def goes_on() -> bool:
                try:
                    return await _keeps_bytes(client)
                except RedisError:
                    return False

            await until(goes_on)


async def test_a_cluster_is_found_from_any_of_its_nodes() -> None:
    bus = str(_free_port())
    with _on_a_port("--cluster-enabled", "yes", "--cluster-port", bus) as (server, port):
        with server.client() as one:
            one.execute_command("CLUSTER ADDSLOTSRANGE", 0, 16383)
        async with connected(address_of(f"redis+cluster://127.0.0.1:{_free_port()},127.0.0.1:{port}")) as client:

            async def is_one() -> bool:
                try:
                    return await _keeps_bytes(client)
                except RedisError:
                    return False

            await until(is_one)
