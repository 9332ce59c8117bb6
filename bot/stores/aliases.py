"""The votes on names that people have taught us, kept in Redis.

Shape: one hash without an end, since what people taught is kept until they take it back. Its fields are
`["key", "channel", "person"]`, so a person has one vote on a name in a channel; the values
`{"alias": "…", "ref": "component:default/x", "at": "2026-11-23T10:00:00Z"}`.
"""

import contextlib
from datetime import datetime
from typing import Annotated, Final

import msgspec

from bot.stores.breaker import Away, Breaker
from bot.stores.votes import Vote, alias_key, counted
from catalog_client import EntityRef
from handlers.taught import Alias, AliasesAway

KEY: Final = "reverb:aliases"

_Field = tuple[str, str, str]


class _Written(msgspec.Struct):
    alias: str
    ref: str
    at: Annotated[datetime, msgspec.Meta(tz=True)]


class RedisAliases:
    """Learns names, and unlearns them."""

    def __init__(self, breaker: Breaker) -> None:
        self._breaker = breaker
        self._last: tuple[Alias, ...] = ()

    async def listed(self) -> tuple[Alias, ...]:
        """Every learned name; while Redis is away, those it knew last. Never raises."""
        with contextlib.suppress(AliasesAway):
            self._last = await self.known()
        return self._last

    async def known(self) -> tuple[Alias, ...]:
        """Every learned name. Raises: AliasesAway."""
        try:
            written = await self._breaker.ask(lambda redis: redis.hgetall(KEY))
        except Away as away:
            raise _aliases_away(away) from away
        return counted(vote for field, value in written.items() if (vote := read(field, value)))

    async def remember(self, vote: Vote) -> None:
        """Count `vote`, in place of what that person meant by the name in that channel before.

        Raises: AliasesAway; then it is not remembered.
        """
        field, value = write(vote)
        try:
            await self._breaker.write("HSET", KEY, field, value)
        except Away as away:
            raise _aliases_away(away) from away

    async def forget(self, alias: str, channel: str | None) -> bool:
        """Drop all votes on a name in a channel, or with None everywhere; whether there were any.

        Raises: AliasesAway; then it may not be forgotten.
        """
        key = alias_key(alias)
        try:
            fields = await self._breaker.ask(lambda redis: redis.hkeys(KEY))
            dropped = [field for field in fields if _is_on(field, key, channel)]
            if dropped:
                await self._breaker.write("HDEL", KEY, *dropped)
        except Away as away:
            raise _aliases_away(away) from away
        return bool(dropped)


def _aliases_away(away: Away) -> AliasesAway:
    return AliasesAway(f"what people taught me is in Redis, and {away}")


def write(vote: Vote) -> tuple[bytes, bytes]:
    """The field and the value of a vote."""
    field = msgspec.json.encode((alias_key(vote.alias), vote.channel, vote.by))
    return field, msgspec.json.encode(_Written(vote.alias, str(vote.ref), vote.at))


def read(field: bytes | str, value: bytes | str) -> Vote | None:
    """The vote that was written; None when this version cannot read it."""
    try:
        _, channel, by = msgspec.json.decode(field, type=_Field)
        found = msgspec.json.decode(value, type=_Written)
        return Vote(found.alias, EntityRef.parse(found.ref), channel, by, found.at)
    except (msgspec.MsgspecError, ValueError):
        return None


def _is_on(field: bytes | str, key: str, channel: str | None) -> bool:
    try:
        on, where, _ = msgspec.json.decode(field, type=_Field)
    except msgspec.MsgspecError:
        return False
    return on == key and channel in {None, where}
