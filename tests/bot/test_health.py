"""A process says whether it is well, and why not."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.health import ask_health, health_routes, listening


@pytest.fixture
def obstacles() -> list[str]:
    return []


@pytest.fixture
async def port(obstacles: list[str]) -> AsyncIterator[int]:
    pages = web.Application()
    pages.add_routes(health_routes(lambda: obstacles))
    async with listening(pages, "127.0.0.1", 0) as port:
        yield port


async def test_it_is_ready_when_nothing_stands_in_the_way(port: int) -> None:
    assert await asyncio.to_thread(ask_health, "0.0.0.0", port) == ""


async def test_every_obstacle_is_named_and_passes(port: int, obstacles: list[str]) -> None:
    obstacles += ["not connected to Slack", "no catalog yet"]
    assert await asyncio.to_thread(ask_health, "127.0.0.1", port) == "not connected to Slack\nno catalog yet"
    obstacles.clear()
    assert await asyncio.to_thread(ask_health, "127.0.0.1", port) == ""


async def test_a_process_that_does_not_listen_is_not_well() -> None:
    pages = web.Application()
    async with listening(pages, "127.0.0.1", 0) as port:
        pass
    assert await asyncio.to_thread(ask_health, "127.0.0.1", port) == f"nothing answers on port {port}"
