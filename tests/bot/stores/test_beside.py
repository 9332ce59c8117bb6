"""What processes share of another source than the catalog: one reads it for all, and it outlives them."""

from datetime import timedelta
from pathlib import Path

from bot.providers.unleash import unleash
from bot.stores.opened import Terms, opened
from tests.bot.stores.conftest import NOW
from tests.fakes.unleash import VIEWER_TOKEN, FakeUnleash, served


def terms(owner: str) -> Terms:
    return Terms(("catalog",), timedelta(hours=1), timedelta(minutes=1), owner, lambda: NOW, lambda: 0.0)


async def test_each_source_has_a_shelf_and_a_lease_of_its_own(redis_url: str) -> None:
    async with (
        opened(redis_url, Path("unused"), terms("a")) as one,
        opened(redis_url, Path("unused"), terms("b")) as other,
    ):
        shelf, lease = one.beside("rollouts", "https://unleash.example")
        same, taken = other.beside("rollouts", "https://unleash.example")
        another, free = other.beside("rollouts", "https://elsewhere.example")
        await shelf.save(b"flags")
        assert (await same.load(), await another.load(), await one.shelf.load()) == (b"flags", None, None)
        assert (await lease.held(), await taken.held(), await free.held()) == (True, False, True)


async def test_a_second_process_has_the_flags_of_unleash_without_asking_it(redis_url: str) -> None:
    fake = FakeUnleash()
    fake.make("default", "seats")
    async with (
        served(fake) as address,
        opened(redis_url, Path("unused"), terms("a")) as one,
        opened(redis_url, Path("unused"), terms("b")) as other,
    ):
        for stores in (one, other):
            shelf, lease = stores.beside("rollouts", address)
            reader = unleash(address, VIEWER_TOKEN, now=lambda: NOW, clock=lambda: 0.0, shelf=shelf, lease=lease)
            async with reader as source:
                asked = len(fake.asked)
                await source.refresh()
                assert [flag.key for flag in source.index()] == ["seats"]
        assert len(fake.asked) == asked
