"""All stores together: on a Redis that was set, on a Valkey of our own, or in this process alone."""

import contextlib
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.reply import Topics
from bot.schedule_source import NoRotaShelf, RotaShelf
from bot.stores.address import Address, address_of
from bot.stores.aliases import RedisAliases
from bot.stores.aliases_in_memory import MemoryAliases
from bot.stores.answered import RedisAnswered
from bot.stores.breaker import Away, Breaker, Standing
from bot.stores.connection import connected
from bot.stores.embedded import embedded
from bot.stores.lease import RedisLease
from bot.stores.memory import MemoryAnswered, MemoryTopics
from bot.stores.picks import RedisPicks
from bot.stores.picks_in_memory import MemoryPicks
from bot.stores.rotas import RedisRotas
from bot.stores.shelf import RedisShelf, catalog_of
from bot.stores.steadfast import Answered, SteadfastAnswered, SteadfastTopics
from bot.stores.topics import RedisTopics
from bot.taught import Votes
from catalog_client.shelf import Alone, Lease, NoShelf, Shelf
from handlers.sources import Freshness, Picks


@dataclass(frozen=True, slots=True)
class Stores:
    """What is remembered.

    beside: a shelf and a lease for another source than the catalog, by a word for it and its address.
    freshness: how it stands with what remembers it, as a source; none without Redis.
    """

    topics: Topics
    answered: Answered
    aliases: Votes
    picks: Picks
    rotas: RotaShelf
    shelf: Shelf
    lease: Lease
    beside: Callable[[str, str], tuple[Shelf, Lease]]
    freshness: Callable[[], tuple[Freshness, ...]]


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms things are kept.

    origins: the names of the catalog's origins, in their order. topics_for: how long a topic is remembered.
    lease_for: after how long without a word another process reads the catalog instead.
    owner: names this process among all that share the Redis, and no other process ever.
    now: aware, UTC. clock: seconds, monotonic.
    """

    origins: Sequence[str]
    topics_for: timedelta
    lease_for: timedelta
    owner: str
    now: Callable[[], datetime]
    clock: Callable[[], float]


def in_memory(topics_for: timedelta, clock: Callable[[], float]) -> Stores:
    """Stores that end with the process."""
    return Stores(
        MemoryTopics(topics_for, clock),
        MemoryAnswered(clock),
        MemoryAliases(),
        MemoryPicks(),
        NoRotaShelf(),
        NoShelf(),
        Alone(),
        lambda _, __: (NoShelf(), Alone()),
        tuple,
    )


@asynccontextmanager
async def opened(url: str | None, state: Path, terms: Terms) -> AsyncIterator[Stores]:
    """Stores on the Redis at `url`, or with None on a Valkey of our own with its data in `state`.

    A Redis that is away is no obstacle. Raises: ValueError with a plain sentence, for a URL that cannot be read;
    EmbeddedFailed.
    """
    async with AsyncExitStack() as stack:
        address = address_of(url) if url is not None else await stack.enter_async_context(embedded(state))
        yield await _on(address, terms, stack, own=url is None)


async def _on(address: Address, terms: Terms, stack: AsyncExitStack, *, own: bool) -> Stores:
    breaker = Breaker(await stack.enter_async_context(connected(address)), terms.now, terms.clock, own=own)
    with contextlib.suppress(Away):
        await breaker.ask(lambda redis: redis.ping())
    catalog = catalog_of(terms.origins)
    lease = RedisLease(breaker, f"catalog:{catalog}", terms.owner, terms.lease_for)
    stack.push_async_callback(lease.release)

    def beside(kind: str, address: str) -> tuple[Shelf, Lease]:
        name = catalog_of([address])
        held = RedisLease(breaker, f"{kind}:{name}", terms.owner, terms.lease_for)
        stack.push_async_callback(held.release)
        return RedisShelf(breaker, name, terms.owner, kind), held

    topics = SteadfastTopics(RedisTopics(breaker, terms.topics_for), MemoryTopics(terms.topics_for, terms.clock))
    stack.push_async_callback(topics.settled)
    return Stores(
        topics=topics,
        answered=SteadfastAnswered(RedisAnswered(breaker, terms.owner), MemoryAnswered(terms.clock)),
        aliases=RedisAliases(breaker),
        picks=RedisPicks(breaker, lambda: secrets.token_hex(8)),
        rotas=RedisRotas(breaker),
        shelf=RedisShelf(breaker, catalog, terms.owner),
        lease=lease,
        beside=beside,
        freshness=lambda: (freshness_of(breaker.standing),),
    )


def freshness_of(standing: Standing) -> Freshness:
    """How it stands with Redis, as people see it among the sources."""
    if standing.down_since is None:
        return Freshness("memory", standing.as_of, "fresh")
    note = (
        f"Redis does not help since {standing.down_since:%H:%M} UTC: {standing.reason}; "
        "meanwhile I remember only what this process saw"
    )
    return Freshness("memory", standing.as_of, "down", note)
