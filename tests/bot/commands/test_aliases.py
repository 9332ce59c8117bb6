"""Whoever runs the bot can see what people taught, and take it back."""

import asyncio

import pytest

from bot.__main__ import main
from bot.clock import now
from bot.stores.address import address_of
from bot.stores.aliases import RedisAliases
from bot.stores.breaker import Breaker
from bot.stores.connection import connected
from bot.stores.votes import Vote
from tests.company import ref


@pytest.fixture
def taught(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVERB_REDIS_URL", redis_url)

    async def teaching() -> None:
        async with connected(address_of(redis_url)) as client:
            aliases = RedisAliases(Breaker(client, now, lambda: 0.0))
            for channel, person in (("C1", "U1"), ("C1", "U2"), ("C2", "U1")):
                await aliases.remember(Vote("the till", ref("ticket-shop"), channel, person, now()))

    asyncio.run(teaching())


def listed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main(["aliases", "list"]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.mark.usefixtures("taught")
def test_what_was_taught_is_listed_and_forgotten_in_one_channel_or_in_all(capsys: pytest.CaptureFixture[str]) -> None:
    shop = "the till\tcomponent:default/ticket-shop"
    assert listed(capsys) == [f"{shop}\tC1\t2 people", f"{shop}\tC2\t1 person"]
    assert main(["aliases", "forget", "the till", "--channel", "C2"]) == 0
    assert capsys.readouterr().err == "the till is forgotten in C2.\n"
    assert listed(capsys) == [f"{shop}\tC1\t2 people"]
    assert main(["aliases", "forget", "The Till"]) == 0
    assert listed(capsys) == []
    assert main(["aliases", "forget", "The Till"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "The Till is no name that anybody taught."


def test_a_redis_that_is_not_there_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REVERB_REDIS_URL", "redis://127.0.0.1:1")
    assert main(["aliases", "list"]) == 1
    assert capsys.readouterr().err.startswith("Nothing was done: what people taught me is in Redis, and ")
