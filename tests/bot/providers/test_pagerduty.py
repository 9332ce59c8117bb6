"""PagerDuty, over HTTP from a fake that is as strict about headers, pages and limits as the real one."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from bot.providers.pagerduty import TOGETHER, Account, PagerDuty, client
from bot.schedule_source import NoSuchSchedule, NotTold
from handlers.shifts import Shift
from tests.company import NOW
from tests.fakes.pagerduty import KEY, Duty, FakePagerDuty, served

DAY = timedelta(days=1)


class Bench:
    """The services of one account, against a fake. paused: seconds it slept for when told to wait."""

    def __init__(self, account: Callable[..., Account]) -> None:
        self.paused: list[float] = []
        self.passed = 0.0
        self.account = account(now=lambda: NOW, clock=lambda: self.passed, sleep=self._sleep)
        self.services = PagerDuty({"": self.account}, Account.of_service)
        self.policies = PagerDuty({"": self.account}, Account.of_policy)

    async def _sleep(self, seconds: float) -> None:
        if seconds >= 1:
            self.paused.append(seconds)
        await asyncio.sleep(0)

    async def said(self, service: str = "PTICKETS") -> list[str]:
        rota = await self.services.read(service, NOW, NOW + DAY)
        return [f"{one.holder.name} {one.level}" for one in rota.shifts]

    async def refusal(self, service: str = "PTICKETS") -> str:
        with pytest.raises(NotTold) as told:
            await self.services.read(service, NOW, NOW + DAY)
        return str(told.value)


@pytest.fixture
def fake() -> FakePagerDuty:
    """Inês first and Olav second this week, Olav after her; Priit always, third."""
    week = [
        Duty("PINES", 1, NOW - DAY, NOW + DAY),
        Duty("POLAV", 2, NOW - DAY, NOW + DAY),
        Duty("POLAV", 1, NOW + DAY, NOW + 8 * DAY),
        Duty("PPRIIT", 3),
    ]
    users = {"PINES": "Ines Duarte", "POLAV": "Olav Berg", "PPRIIT": "Priit Tamm"}
    return FakePagerDuty(users, {"PTICKETS": "PPOLICY"}, {"PPOLICY": week, "PEMPTY": []})


@pytest.fixture
async def bench(fake: FakePagerDuty) -> AsyncIterator[Bench]:
    async with AsyncExitStack() as opened:
        url = await opened.enter_async_context(served(fake))
        http = await opened.enter_async_context(client(url, KEY))
        yield Bench(lambda **parts: Account(http, **parts))


async def test_everybody_is_told_by_level_with_ends_and_address(bench: Bench) -> None:
    rota = await bench.services.read("PTICKETS", NOW, NOW + timedelta(hours=1))
    first, second, third = rota.shifts
    assert (first.holder.name, first.holder.email) == ("Ines Duarte", "ines@north.example")
    assert [(one.level, one.start, one.end) for one in (first, second)] == [
        (1, NOW - DAY, NOW + DAY),
        (2, NOW - DAY, NOW + DAY),
    ]
    assert (third.level, third.start, third.end) == (3, None, None)
    assert (rota.policy, rota.as_of) == ("Tickets policy", NOW)


async def test_which_policy_a_service_has_is_remembered_for_an_hour(bench: Bench, fake: FakePagerDuty) -> None:
    await bench.said()
    await bench.said()
    assert len([path for path in fake.asked if path.startswith("/services")]) == 1
    bench.passed = 4000
    await bench.said()
    assert len([path for path in fake.asked if path.startswith("/services")]) == 2


async def test_a_policy_can_be_asked_for_itself(bench: Bench) -> None:
    assert (await bench.policies.read("PPOLICY", NOW, NOW + DAY)).shifts
    assert (await bench.policies.read("PEMPTY", NOW, NOW + DAY)).shifts == ()
    with pytest.raises(NoSuchSchedule, match="PagerDuty has no escalation policy PGONE"):
        await bench.policies.read("PGONE", NOW, NOW + DAY)


async def test_many_asked_at_once_are_asked_together(bench: Bench, fake: FakePagerDuty) -> None:
    names = [f"PP{number}" for number in range(TOGETHER * 2)]
    fake.policies.update({name: [Duty("PINES")] for name in names})
    rotas = await asyncio.gather(*(bench.policies.read(name, NOW, NOW + DAY) for name in names))
    assert all(rota.shifts == (Shift(1, rotas[0].shifts[0].holder),) for rota in rotas)
    assert len(fake.asked) == 2


async def test_every_page_is_read(bench: Bench, fake: FakePagerDuty) -> None:
    hour = timedelta(hours=1)
    fake.policies["PPOLICY"] = [
        Duty("PINES", 1, NOW - DAY + number * hour / 10, NOW - DAY + (number + 1) * hour / 10)
        for number in range(480)
    ]
    rota = await bench.services.read("PTICKETS", NOW - DAY, NOW + DAY)
    assert len(rota.shifts) == 480
    assert len([path for path in fake.asked if path.startswith("/oncalls")]) == 5


async def test_a_pause_is_made_as_long_as_it_wants(bench: Bench, fake: FakePagerDuty) -> None:
    fake.left, fake.reset = 0, 7
    reading = asyncio.create_task(bench.refusal())
    assert await reading == "PagerDuty has no time for more questions now"
    assert bench.paused == [7.0, 7.0]


@pytest.mark.parametrize(
    ("service", "change", "why"),
    [
        ("PTICKETS", {"down": True}, "PagerDuty does not answer"),
        ("PTICKETS", {"key": "another"}, "PagerDuty refuses the key in REVERB_PAGERDUTY_TOKEN"),
        ("PGONE", {}, "PagerDuty has no service PGONE"),
        ("PTICKETS@eu", {}, "REVERB_PAGERDUTY_TOKEN has no key for the account eu"),
    ],
)
async def test_what_goes_wrong_is_said_plainly(
    bench: Bench, fake: FakePagerDuty, service: str, change: dict[str, object], why: str
) -> None:
    for name, value in change.items():
        setattr(fake, name, value)
    assert await bench.refusal(service) == why


async def test_nobody_there_is_said_plainly() -> None:
    async with client("http://127.0.0.1:1", KEY) as http:
        assert await Bench(lambda **parts: Account(http, **parts)).refusal() == "PagerDuty does not answer"


async def test_each_account_has_its_own_key_and_name(fake: FakePagerDuty) -> None:
    async with served(fake) as url, client(url, "wrong") as http, client(url, KEY) as other:
        accounts = {
            "": Account(http, now=lambda: NOW, clock=lambda: 0.0),
            "eu": Account(other, "eu", now=lambda: NOW, clock=lambda: 0.0),
        }
        services = PagerDuty(accounts, Account.of_service)
        assert (await services.read("PTICKETS@eu", NOW, NOW + DAY)).shifts
        assert (services.behind("PTICKETS"), services.behind("PTICKETS@eu")) == ("PagerDuty", "PagerDuty (eu)")
