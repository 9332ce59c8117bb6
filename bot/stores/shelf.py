"""The last good catalog in Redis, for the next start and for the other processes.

The catalog and the note about it are fields of one hash, so they expire together: `head` says which chunks make up
the catalog, `VERSION/0`, `VERSION/1` … are the chunks, `note` is the note. A catalog is first written under a name of
its own, which then takes the place of the old one in one step, so nobody ever sees half of one. A reader who finds
chunks gone meanwhile begins again with the new ones.
"""

from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from hashlib import blake2b
from typing import Final, TypeVar, cast

from bot.stores.breaker import Away, Breaker
from bot.stores.claim import milliseconds
from bot.stores.connection import Client
from catalog_client.codec import SCHEMA
from catalog_client.shelf import ShelfUnavailable

T = TypeVar("T")

KEPT: Final = timedelta(days=30)
_SAVING: Final = timedelta(minutes=10)
"""How long a catalog that was not saved to its end stays."""
CHUNK: Final = 1 << 20
"""Bytes; small enough to arrive within a reply's timeout on a slow line."""
_ATTEMPTS: Final = 3

# Each is one step, so that no key is ever left without its end.
_PUT: Final = """
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
"""
_PUBLISH: Final = """
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('RENAME', KEYS[1], KEYS[2])
"""
_NOTE: Final = """
if redis.call('EXISTS', KEYS[1]) == 0 then return end
redis.call('HSET', KEYS[1], 'note', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
"""


def catalog_of(origins: Iterable[str]) -> str:
    """A short name for the catalog merged from these origins, in this order, so that two catalogs do not mix."""
    return blake2b("\n".join(origins).encode(), digest_size=8).hexdigest()


class RedisShelf:
    """Keeps one catalog for `KEPT` after it, or the note about it, was saved last.

    catalog: from `catalog_of`. owner: names this process among all that share the Redis.
    kind: what is kept where that is no catalog, but as large and as little to be lost: `rollouts`.
    """

    def __init__(self, breaker: Breaker, catalog: str, owner: str, kind: str = "catalog") -> None:
        self._breaker = breaker
        self._key = f"reverb:{kind}:{SCHEMA}:{{{catalog}}}"  # the braces keep both keys on one node of a cluster
        self._unfinished = f"{self._key}:{owner}"

    async def load(self) -> bytes | None:
        """Raises: ShelfUnavailable."""
        for _ in range(_ATTEMPTS):
            head = await self._field("head")
            if head is None:
                return None
            version, _, count = head.decode().partition(" ")
            chunks = [await self._field(f"{version}/{number}") for number in range(int(count))]
            found = [chunk for chunk in chunks if chunk is not None]
            if len(found) == len(chunks):
                return b"".join(found)
        return None

    async def save(self, saved: bytes) -> None:
        """Raises: ShelfUnavailable."""
        version = blake2b(saved, digest_size=8).hexdigest()
        starts = range(0, len(saved), CHUNK)
        await self._ask(lambda redis: redis.delete(self._unfinished))
        for number, start in enumerate(starts):
            await self._put(f"{version}/{number}", saved[start : start + CHUNK])
        await self._put("head", f"{version} {len(starts)}".encode())
        await self._run(_PUBLISH, 2, self._unfinished, self._key, milliseconds(KEPT))

    async def load_note(self) -> bytes | None:
        """Raises: ShelfUnavailable."""
        return await self._field("note")

    async def save_note(self, note: bytes) -> None:
        """Does nothing where there is no catalog to write a note about. Raises: ShelfUnavailable."""
        await self._run(_NOTE, 1, self._key, milliseconds(KEPT), note)

    async def _field(self, name: str) -> bytes | None:
        value = await self._ask(lambda redis: redis.hget(self._key, name))
        return cast(bytes | None, value)  # the client does not decode

    async def _put(self, field: str, value: bytes) -> None:
        await self._run(_PUT, 1, self._unfinished, milliseconds(_SAVING), field, value)

    async def _run(self, script: str, keys: int, *keys_and_values: str | int | bytes) -> None:
        await self._ask(lambda redis: redis.eval(script, keys, *keys_and_values))

    async def _ask(self, work: Callable[[Client], Awaitable[T]]) -> T:
        try:
            return await self._breaker.ask(work)
        except Away as away:
            raise ShelfUnavailable(str(away)) from away
