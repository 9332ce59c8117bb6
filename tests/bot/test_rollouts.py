"""From the setting to the rollouts that can be asked about: all sources as one."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from bot import example
from bot.rollouts import AllRollouts, FlagFileAt, LaunchDarklyAt, UnleashAt, called_by, rollout_places, rollouts_of
from bot.settings import from_environ
from catalog_client import EntityRef
from handlers.flag_index import FlagIndex
from handlers.sources import Freshness
from tests.fakes.rollouts import KnownRollouts
from tests.ferry_flags import DECKS, HISTORY, PAUSED, SEAT_MAP

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def now() -> datetime:
    return NOW


async def test_the_example_company_has_rollouts_of_its_own_and_no_other_has() -> None:
    assert rollout_places(from_environ({})) == (FlagFileAt(str(example.FLAGS)),)
    assert rollout_places(from_environ({"REVERB_CATALOG": "x.yaml"})) == ()
    async with rollouts_of(rollout_places(from_environ({})), now) as rollouts:
        assert rollouts is not None
        assert len(rollouts.index()) == 8
        assert all(one.environments[0].state != "unknown" for one in await rollouts.read([*_refs(rollouts)]))
        assert {one.text for one in called_by(rollouts)()} >= {"mood-radio", "lossless-audio"}


def _refs(rollouts: AllRollouts) -> list[EntityRef]:
    return [flag.ref for flag in rollouts.index()]


def test_places_are_what_the_settings_say_and_show_no_token() -> None:
    environ = {
        "REVERB_ROLLOUTS": "flagd:a.json unleash flagd:b.json launchdarkly:default",
        "REVERB_LAUNCHDARKLY_TOKEN": "api-secret",
        "REVERB_UNLEASH_URL": "https://unleash.example/",
        "REVERB_UNLEASH_TOKEN": "user:secret",
    }
    places = rollout_places(from_environ(environ))
    assert places == (
        FlagFileAt("a.json"),
        UnleashAt("https://unleash.example", "user:secret"),
        FlagFileAt("b.json"),
        LaunchDarklyAt("https://app.launchdarkly.com", "api-secret", "default"),
    )
    assert "secret" not in repr(places)


async def test_where_nothing_is_configured_there_are_no_rollouts_and_no_names() -> None:
    async with rollouts_of((), now) as rollouts:
        assert rollouts is None
        assert tuple(called_by(rollouts)()) == ()


async def test_a_file_that_is_not_there_is_a_source_that_is_down(tmp_path: Path) -> None:
    async with rollouts_of([FlagFileAt(f"{tmp_path}/none.json")], now) as rollouts:
        assert rollouts is not None
        assert (rollouts.freshness().name, rollouts.freshness().state) == ("rollouts", "down")
        assert "none.json" in rollouts.freshness().note


class Standing:
    """One source, as a test says it is."""

    def __init__(self, name: str, known: KnownRollouts, freshness: Freshness) -> None:
        self.name = name
        self._freshness = freshness
        self._index = known.index()
        self.read, self.changes, self.is_on = known.read, known.changes, known.is_on

    def index(self) -> FlagIndex:
        return self._index

    async def refresh(self) -> None:
        return None

    def expect(self, refs: Iterable[EntityRef]) -> None:
        self.expected = [*refs]

    def freshness(self) -> Freshness:
        return self._freshness


def both() -> AllRollouts:
    unleash = Standing(
        "unleash", KnownRollouts((SEAT_MAP, DECKS), HISTORY), Freshness("rollouts", NOW, "stale", "old news")
    )
    flagd = Standing("flagd", KnownRollouts((PAUSED,), missing=("no history",)), Freshness("rollouts", NOW, "fresh"))
    return AllRollouts([unleash, flagd])


async def test_a_rollout_is_asked_of_the_source_its_ref_names() -> None:
    rollouts = both()
    assert await rollouts.refresh()
    assert not await rollouts.refresh()
    refs = [PAUSED.ref, SEAT_MAP.ref, EntityRef("rollout", "elsewhere", "x")]
    assert [one.flag.key for one in await rollouts.read(refs)] == ["paused", "seat-map"]
    assert {flag.key for flag in rollouts.index()} == {"seat-map", "decks", "paused"}
    changes = await rollouts.changes(refs, None)
    assert [one.at for one in changes.found] == sorted((one.at for one in changes.found), reverse=True)
    assert changes.missing == ("no history",)
    assert await rollouts.is_on(EntityRef("rollout", "elsewhere", "x"), "42") == ()


def test_together_they_are_as_fresh_as_the_worst() -> None:
    assert both().freshness() == Freshness("rollouts", NOW, "stale", "old news")
