"""Writes of which nothing may be lost, not even when the power fails: they are answered once the disk has them.

Our own Valkey puts what it was told on the disk once a second. A write that waits for that (`WAITAOF`) has it done at
once, by asking for it with each write until then. How a Redis that was set keeps its data is for whoever set it up.
"""

from typing import Any, Final, cast

from redis.asyncio import Redis
from redis.exceptions import TimeoutError as NoReply

from bot.stores.connection import Client

USUAL: Final = "everysec"
"""When our own Valkey puts what it was told on the disk."""
_AT_ONCE: Final = "always"
_PATIENCE: Final = 900
"""Milliseconds, less than a call may take; within a second it is on the disk anyway, if that works."""


async def write_safely(redis: Client, *command: str | bytes | int, own: bool) -> Any:
    """Carry out a command that writes. own: whether it is our own Valkey. Raises: RedisError, OSError."""
    if not own:
        return await redis.execute_command(*command)
    # One connection, in this order: `WAITAOF` waits for the writes of its own connection.
    together = cast(Redis, redis).pipeline(transaction=False)
    together.execute_command(*command)
    together.execute_command("CONFIG", "SET", "appendfsync", _AT_ONCE)
    together.execute_command("WAITAOF", 1, 0, _PATIENCE)
    together.execute_command("CONFIG", "SET", "appendfsync", USUAL)
    answer, _, (on_disk, _), _ = await together.execute()
    if not on_disk:
        raise NoReply("the disk does not take it in time")
    return answer
