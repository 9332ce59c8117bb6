"""What is known of on-call schedules, in a real Redis."""

import time
from dataclasses import replace
from datetime import UTC, datetime

from bot.stores.address import address_of
from bot.stores.breaker import Breaker
from bot.stores.connection import connected
from bot.stores.rotas import RedisRotas, read, write
from handlers.shifts import Holder, Rota, Shift
from tests.company import NOW
from tests.ferry_shifts import TICKETS


async def test_a_rota_comes_back_as_it_was_saved(redis_url: str) -> None:
    always = Shift(3, Holder("Bo", slack_id="U9"), role="L3", override=True)
    rota = replace(TICKETS, shifts=(*TICKETS.shifts, always), url="https://x.example", policy="Tickets")
    async with connected(address_of(redis_url)) as client:
        shelf = RedisRotas(Breaker(client, lambda: datetime.fromtimestamp(0, UTC), time.monotonic))
        assert await shelf.load(rota.schedule) is None
        await shelf.save(rota)
        assert await shelf.load(rota.schedule) == rota


async def test_while_redis_is_away_the_shelf_is_empty() -> None:
    async with connected(address_of("redis://127.0.0.1:1")) as client:
        shelf = RedisRotas(Breaker(client, lambda: NOW, time.monotonic))
        await shelf.save(TICKETS)
        assert await shelf.load(TICKETS.schedule) is None


def test_that_it_failed_is_not_written() -> None:
    assert read(write(replace(TICKETS, failing="down"))) == TICKETS


def test_what_cannot_be_read_is_not_there() -> None:
    assert read(b"{}") is None
    assert read(write(Rota("x", (), NOW))[:-4]) is None
