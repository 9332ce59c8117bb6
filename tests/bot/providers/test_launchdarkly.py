"""LaunchDarkly as a source of rollouts; what the fake says is what the official client's models take."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.providers.launchdarkly import EVERYTHING_AFTER, LaunchDarkly, launchdarkly
from catalog_client import EntityRef
from handlers.flag_lines import standing_of
from handlers.flags import Environment, Rollout
from tests.fakes.launchdarkly import (
    TOKEN,
    FakeLaunchDarkly,
    clause,
    configuration,
    entry,
    flag,
    rule,
    served,
    shares,
)
from tests.fakes.launchdarkly_models import AuditLogEntryListingRepCollection, FeatureFlag, FeatureFlags

START = datetime(2026, 3, 2, 10, tzinfo=UTC)


@dataclass(slots=True)
class Clock:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    def milliseconds(self) -> int:
        return int(self.now().timestamp() * 1000)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@asynccontextmanager
async def reading(fake: FakeLaunchDarkly, clock: Clock, token: str = TOKEN) -> AsyncIterator[LaunchDarkly]:
    async with (
        served(fake) as address,
        launchdarkly(address, token, ["default"], now=clock.now, clock=clock) as source,
    ):
        await source.refresh()
        yield source


def ref(key: str) -> EntityRef:
    return EntityRef("rollout", "launchdarkly", key)


async def read(*flags: dict[str, Any]) -> Rollout:
    """The first of these flags, as read."""
    for one in flags:
        assert FeatureFlag.from_dict(one) is not None, "the official client takes it"
    async with reading(FakeLaunchDarkly([*flags]), Clock()) as source:
        [rollout] = await source.read([ref(flags[0]["key"])])
        return rollout


async def production(written: dict[str, Any], *others: dict[str, Any], **more: Any) -> Environment:
    return (await read(flag("seats", {"production": written}, **more), *others)).environments[0]


GERMANS = rule(clause("country", "in", "DE", "AT"))


@pytest.mark.parametrize(
    ("written", "words", "percentage"),
    [
        (configuration(), "on for everyone", 100),
        (configuration(on=False), "off", 0),
        (configuration(fallthrough={"variation": 1}), "off", 0),
        (configuration(fallthrough={"rollout": shares(25_000, 75_000)}), "on for 25 % of users", 25),
        (
            configuration(
                fallthrough={"rollout": shares(5_000, 95_000, bucketBy="plan", contextKind="organization")}
            ),
            "on for 5 % (by organization.plan)",
            5,
        ),
        (
            configuration(rules=[GERMANS], fallthrough={"variation": 1}),
            "on for everyone where country is DE or AT",
            None,
        ),
        (
            configuration(
                targets=[{"values": ["ana"], "variation": 1}], rules=[rule(GERMANS["clauses"][0], variation=1)]
            ),
            "off for everyone where key is ana, and for everyone else where country is DE or AT, "
            "and on for everyone else",
            None,
        ),
        (
            configuration(rules=[{**GERMANS, "disabled": True}], fallthrough={"variation": 1}),
            "off",
            0,
        ),
        (
            configuration(
                rules=[rule(clause("segmentMatch", "segmentMatch", "beta"), clause("age", "lessThan", 18))],
                fallthrough={"variation": 1},
            ),
            "on for everyone in beta where age is below 18",
            None,
        ),
        (
            configuration(rules=[rule(clause("plan", "in", "free", negate=True))], fallthrough={"variation": 1}),
            "on for everyone where plan is given and plan is not free",
            None,
        ),
        (configuration(fallthrough={}), "left to the code", None),
        (configuration(on=False, offVariation=None), "disabled: the default in the code applies", None),
        (configuration(on=False, offVariation=0), "on for everyone", 100),
        (configuration(fallthrough={"variation": 7}), "could not be read", None),
    ],
)
async def test_for_whom_a_flag_is_on_is_told(written: dict[str, Any], words: str, percentage: float | None) -> None:
    found = await production(written)
    assert (standing_of(found), found.percentage) == (words, percentage)


async def test_flags_of_several_variations_serve_them() -> None:
    three = [{"value": "v1", "name": "old"}, {"value": "v2"}, {"value": "v2"}]
    rollout = await read(
        flag(
            "quote",
            {"production": configuration(fallthrough={"rollout": shares(60_000, 30_000, 10_000)})},
            kind="multivariate",
            variations=three,
        )
    )
    assert standing_of(rollout.environments[0], rollout.switch) == (
        "serves old (v1) to 60 %, v2 to 30 % and v2 (3) (v2) to 10 % of users"
    )


async def test_a_prerequisite_holds_back_whom_it_is_not_for() -> None:
    child = configuration(prerequisites=[{"key": "base", "variation": 0}])
    quarter = flag("base", {"production": configuration(fallthrough={"rollout": shares(25_000, 75_000)})})
    assert standing_of(await production(child, quarter)) == "on for everyone for whom base is on"
    assert standing_of(await production(child, flag("base"))) == "on for everyone"
    switched_off = flag("base", {"production": configuration(on=False)})
    assert standing_of(await production(child, switched_off)) == "off because of what it depends on"
    odd = configuration(prerequisites=[{"key": "base", "variation": 0}], offVariation=0)
    assert standing_of(await production(odd, quarter)) == "could not be read"


async def test_whose_a_flag_is_and_what_becomes_of_it_is_told() -> None:
    rollout = await read(
        flag(
            "seats",
            description="Seats",
            maintainerTeamKey="crew",
            customProperties={"component": {"name": "component", "value": ["ticket-shop"]}},
            stale={"readyToArchive": True},
            deprecated=True,
        )
    )
    known = rollout.flag
    assert (known.owners, known.components, known.stale, known.lifecycle) == (
        ("crew",),
        ("ticket-shop",),
        True,
        "deprecated",
    )
    assert known.url.endswith("/projects/default/flags/seats")
    assert (await read(flag("gone", archived=True))).environments == ()


async def test_what_was_done_is_read_from_the_audit_log_and_read_again_is_what_it_names(clock: Clock) -> None:
    fake = FakeLaunchDarkly([flag("seats", {"production": configuration(on=False)}), flag("meals")])
    async with reading(fake, clock) as source:
        await source.read([ref("seats"), ref("meals")])
        clock.seconds += 60
        fake.flags[0] = flag("seats")
        fake.entries.append(
            entry(clock.milliseconds(), "proj/default:env/production:flag/seats", "turned on the flag")
        )
        clock.seconds += 60
        fake.asked.clear()
        await source.refresh()
        [seats] = await source.read([ref("seats")])
        [environment] = seats.environments
        assert environment.enabled
        assert (environment.since, environment.changed_by) == (START + timedelta(minutes=1), "boris@x.example")
        assert [path.partition("?")[0] for path in fake.asked] == ["/api/v2/auditlog", "/api/v2/flags/default/seats"]
        [change] = (await source.changes([ref("seats")], START)).found
        assert (change.environment, change.after, change.turns) == ("production", "turned on the flag", "on")
        assert AuditLogEntryListingRepCollection.from_dict(fake.audited({"spec": "flag/*"})) is not None


async def test_what_was_done_before_the_first_look_is_asked_for(clock: Clock) -> None:
    resource = "proj/default:env/*:flag/seats;release"
    fake = FakeLaunchDarkly([flag("seats")], [entry(clock.milliseconds() - 5000, resource, "archived the flag")])
    async with reading(fake, clock) as source:
        assert [one.after for one in (await source.changes([ref("seats")], None)).found] == ["archived the flag"]
        assert (await source.changes([ref("seats")], START)).found == ()
        fake.status = 503
        assert (await source.changes([ref("seats")], None)).missing != ()


async def test_the_list_is_read_page_by_page_and_again_once_in_a_while(clock: Clock) -> None:
    fake = FakeLaunchDarkly([flag(f"f{number:03}") for number in range(250)])
    assert FeatureFlags.from_dict(fake.listed(20, 0)) is not None
    async with reading(fake, clock) as source:
        assert len(source.index()) == 250
        fake.flags.append(flag("new"))
        clock.seconds += EVERYTHING_AFTER.total_seconds() + 1
        await source.refresh()
        assert source.index().get(ref("new")) is not None


async def test_flags_that_things_are_linked_to_are_read_ahead(clock: Clock) -> None:
    fake = FakeLaunchDarkly([flag("seats"), flag("meals", maintainerTeamKey="crew"), flag("other")])
    async with reading(fake, clock) as source:
        source.expect([ref("seats")])
        await source.refresh()
        fake.asked.clear()
        await source.read([ref("seats"), ref("meals")])
        assert fake.asked == []


@pytest.mark.parametrize(
    ("status", "words"), [(401, "does not take the token"), (429, "less often"), (500, "trouble")]
)
async def test_a_failure_is_one_sentence_and_leaves_what_was_known(clock: Clock, status: int, words: str) -> None:
    fake = FakeLaunchDarkly([flag("seats")])
    async with reading(fake, clock) as source:
        await source.read([ref("seats")])
        fake.status = status
        await source.refresh()
        [seats] = await source.read([ref("seats")])
        assert seats.environments[0].percentage == 100
        assert source.freshness().state == "down"
        assert words in source.freshness().note
        assert "select" not in source.freshness().note
        fake.status = 0
        clock.seconds += 300
        await source.refresh()
        assert source.freshness().state == "fresh"


async def test_a_wrong_token_is_said_and_nothing_is_known(clock: Clock) -> None:
    async with reading(FakeLaunchDarkly([flag("seats")]), clock, "wrong") as source:
        assert (source.freshness().as_of, len(source.index())) == (None, 0)
        assert "REVERB_LAUNCHDARKLY_TOKEN" in source.freshness().note


async def test_nobody_can_say_for_whom_in_particular(clock: Clock) -> None:
    async with reading(FakeLaunchDarkly([flag("seats")]), clock) as source:
        assert await source.is_on(ref("seats"), "42") == ()
