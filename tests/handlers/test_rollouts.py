"""The rollouts of a thing or a team, in a state or in all."""

from dataclasses import replace

import pytest

from tests.company import company, ref, snapshot
from tests.fakes.rollouts import KnownRollouts
from tests.ferry_flags import DECKS, FERRY_FLAGS, off, rollout
from tests.handlers.asking import facts, reply, said

TEAM = "rollouts group:default/tickets-team"


@pytest.mark.parametrize(
    ("slots", "keys"),
    [
        ("", ["decks", "old-fares", "seat-map", "wallet"]),
        ("?state=partial", ["decks", "seat-map", "wallet"]),
        ("?state=on", ["old-fares"]),
        ("?state=on&environment=development", ["seat-map"]),
        ("?state=off", []),
        ("?state=off&environment=staging", ["seat-map"]),
        ("?state=stale", ["old-fares"]),
    ],
)
async def test_a_state_is_that_of_the_environment_asked_for_else_of_production(slots: str, keys: list[str]) -> None:
    found = await facts(f"{TEAM} {slots}".strip())
    assert found["entities"] == [f"rollout:unleash/{key}" for key in keys]


async def test_each_is_told_in_a_line() -> None:
    assert (await said(f"{TEAM} ?state=partial")).splitlines() == [
        "Tickets Team has 3 of 4 rollouts half way:",
        "• decks: serves old to 60 % and new to 40 % of users",
        "• seat-map: on for 25 % of users (by userId), and for everyone in beta-testers · development: on for everyone "
        "· staging: off",
        "• wallet: on for everyone where country is PT or ES",
    ]


async def test_none_in_a_state_and_none_at_all_are_two_answers() -> None:
    assert await said(f"{TEAM} ?state=off") == "None of the 4 rollouts of Tickets Team is off."
    assert await said("rollouts component:default/fog-horn") == "I know of no rollouts of fog-horn."
    assert await said("rollouts component:default/ticket-service ?state=on") == (
        "The one rollout of ticket-service is not fully on."
    )


async def test_what_is_linked_by_an_annotation_says_so() -> None:
    shop = company().entities[ref("ticket-shop")]
    annotated = replace(shop, annotations={"reverb.dev/rollouts": "quay-*"})
    catalog = snapshot(*(annotated if one.ref == shop.ref else one for one in company()))
    text = await said("rollouts component:default/ticket-shop", catalog)
    assert text.splitlines()[-1] == "Known by what the flags say themselves and by its catalog entry."
    of_the_team = await said("rollouts group:default/tickets-team", catalog)
    assert of_the_team.splitlines()[-1].endswith("and by its catalog entry, that of ticket-shop.")


async def test_many_are_cut_with_an_exact_count() -> None:
    many = tuple(rollout(f"f{n:02}", off("production"), components=("kiosk",)) for n in range(25))
    text = await said("rollouts component:default/kiosk", rollouts=KnownRollouts(many))
    assert text.splitlines()[0] == "kiosk has 25 rollouts:"
    assert text.splitlines()[-1].startswith("and 15 more rollouts: f10, f11")


async def test_what_could_not_be_read_is_counted() -> None:
    known = KnownRollouts((replace(DECKS, partial=("its rules",)),))
    text = await said("rollouts component:default/ticket-service", rollouts=known)
    assert text.splitlines()[-1] == "Of 1 rollout I could not read everything."


async def test_an_entity_that_is_gone_is_said_to_be() -> None:
    assert "is not in the catalog any more" in await said("rollouts component:default/was-here")


async def test_buttons_narrow_it_down() -> None:
    passage, _ = await reply(TEAM, rollouts=FERRY_FLAGS)
    assert [str(one.asks) for one in passage.buttons] == [
        "rollout_changes group:default/tickets-team",
        "rollouts group:default/tickets-team ?state=partial",
        "owner group:default/tickets-team",
    ]
