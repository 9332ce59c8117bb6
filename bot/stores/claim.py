"""Who comes first: one of many processes takes a name in Redis, and the others see that it is taken."""

from datetime import timedelta
from typing import Final

from bot.stores.connection import Client

# SET NX would say no to its own second try after a lost reply; this says yes to whoever has the name already.
_CLAIM: Final = """
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""

_RELEASE: Final = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
"""


async def claim(redis: Client, key: str, owner: str, ttl: timedelta) -> bool:
    """Take `key` for `ttl`, or keep it for another `ttl`; whether it is the owner's now."""
    return bool(await redis.eval(_CLAIM, 1, key, owner, milliseconds(ttl)))


async def release(redis: Client, key: str, owner: str) -> None:
    """Give `key` up, if it is the owner's."""
    await redis.eval(_RELEASE, 1, key, owner)


def milliseconds(span: timedelta) -> int:
    """At least one, since Redis takes none for an error."""
    return max(1, int(span.total_seconds() * 1000))
