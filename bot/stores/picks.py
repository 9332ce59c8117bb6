"""The picks of every team, kept in Redis for good: who did what is the fairness of who does it next.

Shape: one hash for each team and task, `reverb:picks:TEAM TASK`, without an end. Its fields are the numbers of the
picks, each with its pick and receipt; `ledger`, what the next pick needs of all of them, which is all that is read for
it; and `version`, a word that changes with every write. Values are packed by zlib; where an earlier version of ours
wrote, picks may not be, and the ledger is made of them. A write names the version it was made from and the one it makes,
and pick and ledger change in one step or not at all; done twice it counts once. Beyond `KEPT` picks of a team and task
the earliest are dropped.
"""

import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final, TypeVar

from bot.stores import ledger_record
from bot.stores.breaker import Away, Breaker
from bot.stores.connection import Client
from bot.stores.pick_record import read, write
from catalog_client import EntityRef
from handlers.picks import Ledger, Pick, PicksAway

T = TypeVar("T")

PREFIX: Final = "reverb:picks:"
KEPT: Final = 500
_LEVEL: Final = 1  # of zlib: three times as quick as its default, for a quarter more bytes
_AT_ONCE: Final = 50
"""How many picks are read in one go."""

_PUT: Final = """
local version = redis.call('HGET', KEYS[1], 'version') or ''
if version == ARGV[2] then return 1 end
if version ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], ARGV[3], ARGV[4], 'ledger', ARGV[6], 'version', ARGV[2])
redis.call('HDEL', KEYS[1], ARGV[5])
return 1
"""


class RedisPicks:
    """Remembers picks. new_version: a word that nobody has used before."""

    def __init__(self, breaker: Breaker, new_version: Callable[[], str]) -> None:
        self._breaker = breaker
        self._new_version = new_version

    async def ledger(self, team: EntityRef, task: str) -> Ledger:
        """The turns of a team for a task. Raises: PicksAway."""
        key = key_of(team, task)
        version, ledger = await self._ask(lambda redis: redis.hmget(key, ["version", "ledger"]))
        if ledger is None and version is not None:
            written = await self._ask(lambda redis: redis.hgetall(key))
            version, ledger = written.pop(b"version", None), written.pop(b"ledger", None)
            if ledger is None:
                return _summed_up(Ledger(team, task, version=_text(version or b"")), written)
        try:
            entries = ledger_record.read(_unpacked(ledger)) if ledger is not None else ()
        except ValueError as error:
            raise PicksAway("the picks so far were written by another version of Reverb") from error
        return Ledger(team, task, entries, _text(version or b""))

    async def one(self, team: EntityRef, task: str, number: int) -> Pick | None:
        """One pick, where this version can read it. Raises: PicksAway."""
        key = key_of(team, task)
        written = await self._ask(lambda redis: redis.hget(key, str(number)))
        return _readable(written) if written else None

    async def put(self, read: Ledger, pick: Pick) -> bool:
        """Write a pick, new or changed; False where `read` is not the latest any more. Raises: PicksAway."""
        key, version, dropped = key_of(read.team, read.task), self._new_version(), pick.number - KEPT
        entries = (one for one in read.after(pick, version).entries if one.number != dropped)
        ledger = _packed(ledger_record.write(entries))
        arguments = (read.version, version, str(pick.number), _packed(write(pick)), str(dropped), ledger)
        try:
            return bool(await self._breaker.write("EVAL", _PUT, 1, key, *arguments))
        except Away as away:
            raise _picks_away(away) from away

    async def kept(self) -> AsyncIterator[Ledger]:
        """Every ledger, in no order. Raises: PicksAway."""
        keys = await self._ask(lambda redis: redis.keys(f"{PREFIX}*"))
        for key in sorted(map(_text, keys)):
            team, _, task = key.removeprefix(PREFIX).partition(" ")
            yield await self.ledger(EntityRef.parse(team), task)

    async def picks(self, ledger: Ledger) -> AsyncIterator[Pick]:
        """The picks of a ledger with their receipts, as far as this version can read them. Raises: PicksAway."""
        key, numbers = key_of(ledger.team, ledger.task), [str(one.number) for one in ledger.entries]
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            for written in await self._ask(partial(_fields, key=key, fields=some)):
                if written and (pick := _readable(written)) is not None:
                    yield pick

    async def _ask(self, work: Callable[[Client], Awaitable[T]]) -> T:
        try:
            return await self._breaker.ask(work)
        except Away as away:
            raise _picks_away(away) from away


def _fields(redis: Client, key: str, fields: list[str]) -> Awaitable[list[bytes | str | None]]:
    return redis.hmget(key, fields)


def key_of(team: EntityRef, task: str) -> str:
    return f"{PREFIX}{team} {task}"


def _summed_up(empty: Ledger, written: Mapping[bytes | str, bytes | str]) -> Ledger:
    """The ledger that follows from picks that were written without one."""
    found = (pick.entry for value in written.values() if (pick := _readable(value)) is not None)
    return replace(empty, entries=tuple(sorted(found, key=lambda one: one.number)))


def _readable(written: bytes | str) -> Pick | None:
    try:
        return read(_unpacked(written))
    except ValueError:
        return None


def _packed(text: bytes) -> bytes:
    return zlib.compress(text, _LEVEL)


def _unpacked(value: bytes | str) -> bytes:
    """Raises: ValueError."""
    packed = value.encode() if isinstance(value, str) else value
    try:
        return packed if packed.startswith(b"{") else zlib.decompress(packed)
    except zlib.error as error:
        raise ValueError("This is nothing that we packed.") from error


def _text(written: bytes | str) -> str:
    return written.decode() if isinstance(written, bytes) else written


def _picks_away(away: Away) -> PicksAway:
    return PicksAway(f"the picks so far are in Redis, and {away}")
