"""The Valkey that comes with us: shared by the processes of a folder, started again, and clear when it cannot be."""

import asyncio
import fcntl
import os
import signal
from pathlib import Path

import pytest
from redis.exceptions import RedisError

from bot.stores.address import Address
from bot.stores.connection import connected
from bot.stores.embedded import embedded
from bot.stores.server import LOG, EmbeddedFailed
from tests.bot.stores.waiting import until


async def _at_once(_: float) -> None:
    await asyncio.sleep(0.01)


async def _pid(address: Address) -> int:
    async with connected(address) as client:
        return int((await client.info("server"))["process_id"])


async def _set(address: Address, key: str, value: str) -> None:
    async with connected(address) as client:
        await client.set(key, value)


async def _get(address: Address, key: str) -> object:
    async with connected(address) as client:
        return await client.get(key)


async def test_what_is_written_is_there_at_the_next_start(folder: Path) -> None:
    async with embedded(folder / "made" / "on the way") as address:
        await _set(address, "picked", "ana")
    async with embedded(folder / "made" / "on the way") as address:
        assert await _get(address, "picked") == b"ana"


async def test_a_killed_server_is_started_again_with_everything_that_was_written(folder: Path) -> None:
    async with embedded(folder, _at_once) as address:
        await _set(address, "picked", "ana")
        killed = await _pid(address)
        os.kill(killed, signal.SIGKILL)

        async def is_another() -> bool:
            try:
                return await _pid(address) != killed
            except (RedisError, OSError):
                return False

        await until(is_another)
        assert await _get(address, "picked") == b"ana"


async def test_a_second_process_uses_the_server_of_the_first_and_goes_on_after_it(folder: Path) -> None:
    """Two on one folder, as two processes would be: they know of each other only by the lock and the socket."""
    second = embedded(folder, _at_once)
    async with embedded(folder, _at_once) as address:
        await _set(address, "picked", "ana")
        first_pid = await _pid(address)
        assert await _pid(await second.__aenter__()) == first_pid
    try:

        async def goes_on() -> bool:
            try:
                return await _get(address, "picked") == b"ana"
            except (RedisError, OSError):
                return False

        await until(goes_on)
        assert await _pid(address) != first_pid
    finally:
        await second.__aexit__(None, None, None)


async def test_a_write_cut_short_by_a_crash_is_dropped_and_the_rest_is_there(folder: Path) -> None:
    async with embedded(folder) as address:
        await _set(address, "picked", "ana")
    [log] = (folder / "appendonlydir").glob("*.incr.aof")
    log.write_bytes(log.read_bytes() + b"*3\r\n$3\r\nSET\r\n$6\r\npicked\r\n$4\r\nbo")
    async with embedded(folder) as address:
        assert await _get(address, "picked") == b"ana"


async def test_damaged_data_are_named_with_what_to_do(folder: Path) -> None:
    async with embedded(folder) as address:
        await _set(address, "picked", "ana")
    [log] = (folder / "appendonlydir").glob("*.incr.aof")
    log.write_bytes(b"nonsense" + log.read_bytes())
    with pytest.raises(EmbeddedFailed, match="are damaged: move the folder appendonlydir"):
        async with embedded(folder):
            pass


async def test_a_folder_whose_server_does_not_answer_is_named_with_what_to_do(folder: Path) -> None:
    with (folder / LOG).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(EmbeddedFailed, match="does not answer: end it, or set REVERB_STATE"):
            async with embedded(folder, patience=0.1):
                pass


async def test_a_folder_that_cannot_be_used_is_named_with_what_to_do(folder: Path) -> None:
    (folder / "file").write_text("")
    with pytest.raises(EmbeddedFailed, match="set REVERB_STATE to one that may be written to"):
        async with embedded(folder / "file"):
            pass
    (folder / LOG).mkdir()
    with pytest.raises(EmbeddedFailed, match="set REVERB_STATE to one that may be written to"):
        async with embedded(folder):
            pass
