"""The picks of every team, kept in Redis for good: who did what is the fairness of who does it next.

Shape: one hash for each team and task, `reverb:picks:TEAM TASK`, without an end. Its fields are the numbers of the picks
with the picks as their values, and `version`, a word that changes with every write. A write names the version it was
made from and the one it makes, and happens in one step or not at all; done twice it counts once. Beyond `KEPT` picks
of a team and task the earliest are dropped.
"""

from collections.abc import AsyncIterator, Callable
from typing import Final

from bot.stores.breaker import Away, Breaker
from bot.stores.pick_record import read, write
from catalog_client import EntityRef
from handlers.picks import Ledger, Pick, PicksAway

PREFIX: Final = "reverb:picks:"
KEPT: Final = 500
_VERSION: Final = b"version"

_PUT: Final = """
local version = redis.call('HGET', KEYS[1], 'version') or ''
if version == ARGV[2] then return 1 end
if version ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], ARGV[3], ARGV[4], 'version', ARGV[2])
redis.call('HDEL', KEYS[1], ARGV[5])
return 1
"""


class RedisPicks:
    """Remembers picks. new_version: a word that nobody has used before."""

    def __init__(self, breaker: Breaker, new_version: Callable[[], str]) -> None:
        self._breaker = breaker
        self._new_version = new_version

    async def ledger(self, team: EntityRef, task: str) -> Ledger:
        """All picks of a team for a task that this version can read. Raises: PicksAway."""
        key = key_of(team, task)
        try:
            written = await self._breaker.ask(lambda redis: redis.hgetall(key))
        except Away as away:
            raise _picks_away(away) from away
        version = _text(written.pop(_VERSION, b""))
        found = [pick for value in written.values() if (pick := _readable(value)) is not None]
        return Ledger(team, task, tuple(sorted(found, key=lambda one: one.number)), version)

    async def one(self, team: EntityRef, task: str, number: int) -> Pick | None:
        """One pick, where this version can read it. Raises: PicksAway."""
        key = key_of(team, task)
        try:
            written = await self._breaker.ask(lambda redis: redis.hget(key, str(number)))
        except Away as away:
            raise _picks_away(away) from away
        return _readable(written) if written else None

    async def put(self, read: Ledger, pick: Pick) -> bool:
        """Write a pick, new or changed; False where `read` is not the latest any more. Raises: PicksAway."""
        key, version = key_of(read.team, read.task), self._new_version()
        arguments = (read.version, version, str(pick.number), write(pick), str(pick.number - KEPT))
        try:
            return bool(await self._breaker.write("EVAL", _PUT, 1, key, *arguments))
        except Away as away:
            raise _picks_away(away) from away

    async def kept(self) -> AsyncIterator[Ledger]:
        """Every ledger, in no order. Raises: PicksAway."""
        for key in await self._keys():
            team, _, task = key.removeprefix(PREFIX).partition(" ")
            yield await self.ledger(EntityRef.parse(team), task)

    async def _keys(self) -> list[str]:
        try:
            found = await self._breaker.ask(lambda redis: redis.keys(f"{PREFIX}*"))
        except Away as away:
            raise _picks_away(away) from away
        return sorted(map(_text, found))


def key_of(team: EntityRef, task: str) -> str:
    return f"{PREFIX}{team} {task}"


def _readable(written: bytes | str) -> Pick | None:
    try:
        return read(written)
    except ValueError:
        return None


def _text(written: bytes | str) -> str:
    return written.decode() if isinstance(written, bytes) else written


def _picks_away(away: Away) -> PicksAway:
    return PicksAway(f"the picks so far are in Redis, and {away}")
