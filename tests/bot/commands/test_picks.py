"""Picks can be taken out of one Redis and put into another, and nothing that is there is overwritten."""

import asyncio
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.__main__ import main
from bot.stores.address import address_of
from bot.stores.breaker import Breaker
from bot.stores.connection import connected
from bot.stores.pick_record import read
from bot.stores.picks import RedisPicks
from tests.company import NOW
from tests.ferry_picks import INES, OLAV, TICKETS, picked

PICKS = (picked(OLAV, INES, number=1, days_ago=14), picked(INES, OLAV, number=2, days_ago=7))


async def _fill(url: str) -> None:
    async with connected(address_of(url)) as client:
        versions = iter("ab")
        picks = RedisPicks(Breaker(client, lambda: NOW, lambda: 0.0), lambda: next(versions))
        for pick in PICKS:
            assert await picks.put(await picks.ledger(TICKETS, "note-taker"), pick)


def _empty(url: str) -> None:
    async def emptying() -> None:
        async with connected(address_of(url)) as client:
            await client.flushall()

    asyncio.run(emptying())


def test_what_was_exported_can_be_imported_and_only_once(
    redis_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REVERB_REDIS_URL", redis_url)
    asyncio.run(_fill(redis_url))
    assert main(["picks", "export"]) == 0
    exported = capsys.readouterr().out
    assert tuple(map(read, exported.splitlines())) == PICKS
    _empty(redis_url)
    for said in ("2 picks imported, 0 there already.\n", "No picks imported, 2 there already.\n"):
        monkeypatch.setattr("sys.stdin", StringIO(exported))
        assert main(["picks", "import"]) == 0
        assert capsys.readouterr().err == said
    assert main(["picks", "export"]) == 0
    assert capsys.readouterr().out == exported


def test_a_line_that_is_no_pick_is_named_and_nothing_is_moved(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("\nnonsense\n"))
    assert main(["picks", "import"]) == 2
    assert capsys.readouterr().err.startswith("Line 2 cannot be imported.")


def test_a_redis_that_is_away_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with TemporaryDirectory(prefix="reverb-", dir="/tmp") as folder:
        monkeypatch.setenv("REVERB_REDIS_URL", f"unix://{Path(folder) / 'none'}")
        assert main(["picks", "export"]) == 1
    assert "Nothing was moved: the picks so far are in Redis, and it cannot be reached." in capsys.readouterr().err
