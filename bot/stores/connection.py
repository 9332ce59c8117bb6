"""A client for the Redis at an address, whichever of its four ways of being there it has.

It does not wait long for a connection, because a person waits for every answer; how long a call may take altogether is
up to whoever calls (`bot.stores.breaker`). One retry, for a pooled connection whose server was restarted meanwhile. So
everything we send must be right when it is done twice.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final

from redis.asyncio import Redis, RedisCluster
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import Sentinel
from redis.backoff import NoBackoff

from bot.stores.address import Address

Client = Redis | RedisCluster
"""Speaks bytes, no texts."""

TIMEOUT: Final = 1.0
"""Seconds to connect, and for a call altogether."""
_IDLE: Final = 15
"""Seconds after which a connection is checked before it is used again."""


@asynccontextmanager
async def connected(address: Address) -> AsyncIterator[Client]:
    """A client of the Redis at `address`, closed in the end. It connects when it is first used."""
    async with AsyncExitStack() as opened:
        yield await _client(address, opened)


async def _client(address: Address, opened: AsyncExitStack) -> Client:
    match address.scheme:
        case "unix":
            return await opened.enter_async_context(
                Redis(unix_socket_path=address.path, db=address.db, **_login(address), **{**_patience(), **_LOCAL})
            )
        case "redis+cluster":
            nodes = [ClusterNode(host, port) for host, port in address.nodes]
            cluster = RedisCluster(startup_nodes=nodes, **_login(address), **_tls(address), **_patience())
            opened.push_async_callback(cluster.aclose)
            return cluster
        case "redis+sentinel":
            sentinel = Sentinel(address.nodes, sentinel_kwargs=_sentinel_login(address))  # type: ignore[no-untyped-call]
            opened.push_async_callback(sentinel.aclose)
            master = sentinel.master_for(
                address.service, db=address.db, **_login(address), **_tls(address), **_patience()
            )
            return await opened.enter_async_context(master)
        case "redis" | "rediss":
            [(host, port)] = address.nodes
            return await opened.enter_async_context(
                Redis(host=host, port=port, db=address.db, **_login(address), **_tls(address), **_patience())
            )


def _patience() -> dict[str, Any]:
    return {
        # The deadline of the call holds for each reply too. With one of its own, redis-py sends from a task that has to
        # wait for the loop (before Python 3.12), so that nothing is on its way while we go on.
        "socket_timeout": None,
        "socket_connect_timeout": TIMEOUT,
        "health_check_interval": _IDLE,
        "retry": Retry(NoBackoff(), 1),
        # RESP 2: the third only adds push messages, which we do not use and proxies do not know.
        "protocol": 2,
    }


_LOCAL: Final[Mapping[str, Any]] = {"health_check_interval": 0}
"""A dead socket of this machine is noticed at once. And redis-py's check of one that connects anew does not end when
the server takes connections and says nothing: connecting checks, and a check that fails connects."""


def _login(address: Address) -> dict[str, Any]:
    return {"username": address.user, "password": address.password}


def _sentinel_login(address: Address) -> dict[str, Any]:
    login = {"username": address.options.get("sentinel_user"), "password": address.options.get("sentinel_password")}
    return {**login, **_tls(address), **_patience()}


def _tls(address: Address) -> dict[str, Any]:
    if not address.encrypted:
        return {}
    return {
        "ssl": True,
        "ssl_ca_certs": address.options.get("ca"),
        "ssl_certfile": address.options.get("certificate"),
        "ssl_keyfile": address.options.get("key"),
    }
