"""What must not be lost is on the disk before anybody is told; on a Redis that was set, its owner decides."""

import os
import signal
from pathlib import Path

import pytest
from redis.exceptions import RedisError

from bot.stores.breaker import Away, Breaker
from bot.stores.connection import Client, connected
from bot.stores.disk import USUAL, write_safely
from bot.stores.embedded import embedded
from bot.stores.picks import RedisPicks
from bot.stores.server import arguments
from catalog_client import EntityRef
from tests.bot.stores.conftest import NOW, Hands
from tests.bot.stores.test_picks import PICK
from tests.bot.stores.waiting import until

TEAM = EntityRef.parse("group:default/tickets")


async def test_a_safe_write_is_put_on_the_disk_at_once_and_others_within_the_usual_second(folder: Path) -> None:
    async with embedded(folder) as address, connected(address) as client:
        await client.set("thread", "kiosk")
        assert await write_safely(client, "SET", "picked", "ana", own=True) is True
        assert (await client.info("persistence"))["aof_pending_bio_fsync"] == 0
        assert (await client.config_get("appendfsync"))["appendfsync"] == USUAL
        [log] = (folder / "appendonlydir").glob("*.incr.aof")
        assert b"picked" in log.read_bytes()


async def test_a_pick_outlives_our_own_server_that_is_killed(folder: Path, hands: Hands) -> None:
    async with embedded(folder) as address, connected(address) as client:
        picks = RedisPicks(Breaker(client, lambda: NOW, hands, own=True), lambda: "v1")
        assert await picks.put(await picks.ledger(TEAM, "note-taker"), PICK)
        os.kill(int((await client.info("server"))["process_id"]), signal.SIGKILL)

        async def is_back() -> bool:
            try:
                return bool(await client.ping())
            except (RedisError, OSError):
                return False

        await until(is_back)
        assert await picks.one(TEAM, "note-taker", PICK.number) == PICK


async def test_what_the_disk_does_not_take_is_not_said_to_be_kept(folder: Path, hands: Hands) -> None:
    async with embedded(folder) as address, connected(address) as client:
        await client.config_set("appendonly", "no")
        with pytest.raises(Away, match="it refuses a command"):
            await Breaker(client, lambda: NOW, hands, own=True).write("SET", "picked", "ana")


async def test_a_redis_that_was_set_keeps_its_data_in_its_own_way(breaker: Breaker, client: Client) -> None:
    before = await client.config_get("append*")
    assert await breaker.write("SET", "picked", "ana", "PX", 1000) is True
    assert await client.config_get("append*") == before


def test_our_own_server_is_told_to_write_once_a_second(folder: Path) -> None:
    told = arguments(folder / "socket")
    assert told[told.index("--appendfsync") + 1] == USUAL
