"""What changed of rollouts, before and after, and by whom."""

from datetime import UTC, date, datetime

from handlers.rollout_changes import said_since
from tests.ferry_flags import FERRY_FLAGS, without_history
from tests.handlers.asking import facts, reply, said

SHOP = "rollout_changes component:default/ticket-shop"


async def test_changes_stand_latest_first_with_before_and_after() -> None:
    assert (await said(SHOP)).splitlines() == [
        "2 changes of the rollouts of ticket-shop, the last by olav, today 09:05.",
        "• today 09:05, olav: seat-map in production: "
        "on for 10 % of users (by userId) → on for 25 % of users (by userId)",
        "• 27 Feb, 09:00: seat-map in staging: on for everyone → off",
    ]


async def test_a_day_begins_at_midnight_and_a_moment_counts_exactly() -> None:
    assert (await said(f"{SHOP} ?since=2026-03-02")).startswith(
        "1 change of the rollouts of ticket-shop since today, "
    )
    assert await said(f"{SHOP} ?since=2026-03-02T09:30:00%2B00:00") == (
        "Nothing changed in the rollouts of ticket-shop since today 09:30."
    )


async def test_the_facts_are_the_changes() -> None:
    found = await facts("rollout_changes rollout:unleash/old-fares")
    assert found["changes"] == [
        {
            "rollout": "rollout:unleash/old-fares",
            "environment": "",
            "at": "2026-02-20T09:00:00+00:00",
            "by": "priit",
            "before": "",
            "after": "stale",
        }
    ]


async def test_of_one_rollout_it_is_said_how_it_stands_now() -> None:
    text = await said("rollout_changes rollout:unleash/wallet")
    assert text.splitlines() == [
        "Nothing changed in wallet.",
        "Now wallet is on in production for everyone where country is PT or ES.",
    ]


async def test_where_nothing_is_kept_that_is_no_nothing_changed() -> None:
    text = await said(SHOP, rollouts=without_history())
    assert text == "What changed in the rollouts of ticket-shop I can not say: flagd keeps no history."


async def test_everything_it_depends_on_is_looked_at_when_asked() -> None:
    passage, _ = await reply(SHOP)
    [wider, _] = passage.buttons
    assert str(wider.asks) == f"{SHOP} ?transitive=yes"
    text = await said(str(wider.asks))
    assert text.startswith("3 changes of the rollouts of ticket-shop and of what it depends on")
    assert "old-fares: new → stale" in text


async def test_without_rollouts_nothing_can_have_changed() -> None:
    assert await said("rollout_changes component:default/fog-horn") == "I know of no rollouts of fog-horn."
    assert "is not in the catalog any more" in await said("rollout_changes component:default/was-here")
    assert (
        await said("rollout_changes rollout:unleash/never", rollouts=FERRY_FLAGS) == "I know of no rollouts of never."
    )


def test_since_is_a_moment_a_day_or_nothing() -> None:
    assert said_since("2026-11-23") == date(2026, 11, 23)
    assert said_since("2026-11-23T08:00:00Z") == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert said_since("2026-11-23T08:00:00") == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert said_since("whenever") is None and said_since(None) is None and said_since(True) is None
