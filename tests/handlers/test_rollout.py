"""How far one rollout is."""

from dataclasses import replace

from handlers.flags import Verdict
from tests.fakes.rollouts import KnownRollouts
from tests.ferry_flags import FERRY_FLAGS, SEAT_MAP, rollout
from tests.handlers.asking import facts, reply, said


async def test_every_environment_stands_in_one_answer_production_first() -> None:
    assert (await said("rollout rollout:unleash/seat-map")).splitlines() == [
        "seat-map is on in production for 25 % of users (by userId), and for everyone in beta-testers.",
        "development: on for everyone · staging: off",
        "On since 12 Feb, 14:20; last changed 27 Feb, 09:05, by olav; before that on for 10 % of users (by userId). "
        "It belongs to Tickets Team, for ticket-shop (as the flag says).",
        "Travellers choose where they sit. · its page in unleash "
        "(https://flags.north.example/projects/default/features/seat-map)",
    ]


async def test_the_environment_asked_for_comes_first() -> None:
    text = await said("rollout rollout:unleash/seat-map ?environment=staging")
    assert text.splitlines()[0] == "seat-map is off in staging."
    assert "production: on for 25 %" in text.splitlines()[1]
    assert "I know nothing of an environment qa; unleash has" in await said(
        "rollout rollout:unleash/seat-map ?environment=qa"
    )


async def test_the_facts_give_a_percentage_only_where_one_is_true() -> None:
    found = (await facts("rollout rollout:unleash/seat-map"))["rollout"]["environments"]
    assert [(one["name"], one["enabled"], one["percentage"]) for one in found] == [
        ("production", True, None),
        ("development", True, 100),
        ("staging", False, 0),
    ]
    assert found[0]["audience"] == "on for 25 % of users (by userId), and for everyone in beta-testers"


async def test_the_owner_is_whose_the_flag_says_else_whose_its_component_is() -> None:
    assert (await facts("rollout rollout:unleash/seat-map"))["owners"] == ["group:default/tickets-team"]
    assert (await facts("rollout rollout:unleash/quay-lights"))["owners"] == ["group:default/harbour-crew"]


async def test_a_disabled_flag_is_left_to_the_code_and_not_called_off() -> None:
    assert "disabled in production, so the default in the code applies" in await said("rollout rollout:flagd/paused")
    [environment] = (await facts("rollout rollout:flagd/paused"))["rollout"]["environments"]
    assert (environment["enabled"], environment["percentage"]) == (False, None)


async def test_stale_and_archived_are_said() -> None:
    assert "Stale: it should be taken out of the code" in await said("rollout rollout:unleash/old-fares")
    assert (await said("rollout rollout:unleash/gone")).startswith("gone is archived:")


async def test_what_a_rollout_depends_on_is_said_with_how_it_stands() -> None:
    assert (
        "It is on only for whom seat-map is on; seat-map is on in production for 25 % of users (by userId), and for "
        "everyone in beta-testers." in await said("rollout rollout:unleash/wallet")
    )


async def test_for_one_user_the_verdict_comes_first_with_what_it_does_not_know() -> None:
    known = replace(FERRY_FLAGS, verdicts=(Verdict("production", True, unknown=("email",)),))
    passage, found = await reply("rollout rollout:unleash/seat-map ?subject=42", rollouts=known)
    assert passage.text().startswith(
        "For 42 seat-map is on in production, as far as the id tells; its rules look at email too."
    )
    assert "production: on for 25 % of users (by userId)" in passage.text()
    assert found["subject_on"] is True


async def test_where_no_one_can_say_for_a_user_the_rules_are_said_instead() -> None:
    passage, found = await reply("rollout rollout:unleash/seat-map ?subject=42")
    assert passage.text().startswith("seat-map is on in production for 25 %")
    assert "subject_on" not in found


async def test_what_could_not_be_read_is_drawn() -> None:
    partial = KnownRollouts((replace(SEAT_MAP, partial=("when it last changed",)),))
    assert "Not read: when it last changed." in await said("rollout rollout:unleash/seat-map", rollouts=partial)


async def test_a_rollout_that_is_gone_and_one_without_environments() -> None:
    assert await said("rollout rollout:unleash/never") == "never is no rollout any more."
    bare = KnownRollouts((rollout("bare"),))
    assert await said("rollout rollout:unleash/bare", rollouts=bare) == "bare has no environment that I may see."


async def test_without_a_source_that_is_said() -> None:
    for kind in ("rollout", "rollouts", "rollout_changes"):
        text = await said(f"{kind} component:default/ticket-shop", rollouts=None)
        assert text == "No source is configured for rollouts, so I can not say."


async def test_buttons_lead_to_what_changed_and_to_the_owner() -> None:
    passage, _ = await reply("rollout rollout:unleash/seat-map")
    assert [(one.label, str(one.asks)) for one in passage.buttons] == [
        ("What changed", "rollout_changes rollout:unleash/seat-map"),
        ("Owner", "owner component:default/ticket-shop"),
    ]
