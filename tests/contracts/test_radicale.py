"""Our reader of calendars reads a real calendar server and the fake one alike."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import httpx
import pytest

from bot import example
from bot.providers.ical_feeds import CalendarUrl, IcalFeeds, feed_client
from bot.schedule_source import NotTold
from tests.fakes.feeds import FakeFeeds

AT = datetime(2026, 3, 4, 12, tzinfo=UTC)
HANDOVER = datetime(2026, 3, 30, 8, tzinfo=UTC)
PLAYBACK = (example.ONCALL / "playback.ics").read_text(encoding="utf-8")
LOOK = 0.05


class Server(Protocol):
    """A server of one calendar, and how it is reached."""

    url: str

    def client(self) -> httpx.AsyncClient: ...

    async def put(self, calendar: str) -> None: ...


class Fake:
    url = "https://calendar.example/team/playback/"

    def __init__(self) -> None:
        self._feeds = FakeFeeds()

    def client(self) -> httpx.AsyncClient:
        return self._feeds.client()

    async def put(self, calendar: str) -> None:
        self._feeds.pages[self.url] = calendar


class Radicale:
    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/team/playback/"

    def client(self) -> httpx.AsyncClient:
        return feed_client()

    async def put(self, calendar: str) -> None:
        async with httpx.AsyncClient(trust_env=False) as client:
            reply = await client.put(self.url, content=calendar, headers={"content-type": "text/calendar"})
        reply.raise_for_status()


@asynccontextmanager
async def radicale(folder: Path) -> AsyncIterator[Radicale]:
    """A Radicale without users, on this machine, while the block runs."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ["--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none", "--rights-type", "owner_write"]
    storage = ["--storage-filesystem-folder", str(folder), "--config", ""]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "radicale", *options, *storage, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        await _until_it_listens(port)
        async with httpx.AsyncClient(trust_env=False) as client:
            (await client.request("MKCOL", f"http://127.0.0.1:{port}/team/")).raise_for_status()
        yield Radicale(port)
    finally:
        process.terminate()
        await process.wait()


async def _until_it_listens(port: int) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(LOOK)
                continue
            writer.close()
            await writer.wait_closed()
            return


@pytest.fixture(params=["fake", "radicale"])
async def server(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Server]:
    if request.param == "fake":
        yield Fake()
        return
    async with radicale(tmp_path) as running:
        yield running


async def nowhere(host: str) -> Sequence[str]:
    raise OSError(f"{host} is not looked up")


class Reading:
    """The calendar as the bot reads it; each time as if much later than the last."""

    def __init__(self, server: Server, client: httpx.AsyncClient) -> None:
        self._later = 0.0
        self._feeds = IcalFeeds({"playback": CalendarUrl(client, server.url, self._clock, nowhere)}, lambda: AT)

    def _clock(self) -> float:
        self._later += 1000
        return self._later

    async def who(self, at: datetime) -> list[str]:
        rota = await self._feeds.read("playback", at, at + timedelta(seconds=1))
        return [f"{one.holder.name} {one.level}" for one in rota.shifts if one.covers(at)]


async def test_who_is_on_call_is_what_the_calendar_says(server: Server) -> None:
    await server.put(PLAYBACK)
    async with server.client() as client:
        reading = Reading(server, client)
        assert await reading.who(AT) == ["Sofia Rossi 1", "Marta Veiga 2"]
        assert await reading.who(HANDOVER - timedelta(seconds=1)) == ["Sofia Rossi 1", "Marta Veiga 2"]
        assert await reading.who(HANDOVER) == ["Marta Veiga 1", "Theo Park 2"]


async def test_a_changed_calendar_is_read_anew(server: Server) -> None:
    await server.put(PLAYBACK)
    async with server.client() as client:
        reading = Reading(server, client)
        assert await reading.who(AT) == await reading.who(AT) == ["Sofia Rossi 1", "Marta Veiga 2"]
        await server.put(PLAYBACK.replace("Sofia Rossi", "Anna Rossi"))
        assert await reading.who(AT) == ["Anna Rossi 1", "Marta Veiga 2"]


async def test_a_calendar_that_is_not_there_is_not_an_empty_one(server: Server) -> None:
    async with server.client() as client:
        with pytest.raises(NotTold, match="its calendar feed answers 404"):
            await Reading(server, client).who(AT)
