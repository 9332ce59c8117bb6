"""The rollouts of a thing or a team, in a state or in all."""

import re
from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest

from bot.compose import answer
from handlers.asked import Asked
from handlers.audience import Audience, Rule, Segment, Share, Trait, all_of
from handlers.flags import Change, Parent, Verdict
from handlers.kit import MOST_MESSAGE, MOST_TEXT, size
from handlers.sources import Reader
from tests.company import NOW, company, ref, snapshot
from tests.fakes.rollouts import KnownRollouts
from tests.ferry_flags import DECKS, FERRY_FLAGS, live, off, rollout
from tests.handlers.asking import ALL_FRESH, BY_NAME, facts, reply, said, sources_of

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


HOSTILE = "<!channel> <@U1> @here *_~`&<> <http://evil.example|click> \u202e" + "long " * 300


def _hostile() -> KnownRollouts:
    """Sixty rollouts whose every text is against us, half of them of several variants."""
    where = Trait(HOSTILE, "is", tuple(f"{HOSTILE}{n}" for n in range(40)))
    many = tuple(Rule(all_of(where, Segment(f"{HOSTILE}{n}")), n + 1, by=HOSTILE) for n in range(30))
    shares = tuple(Share(f"{HOSTILE}{n}", 2.5, HOSTILE) for n in range(40))
    environments = [
        live(f"{HOSTILE}{n}", Audience(many), changed=NOW, changed_by=HOSTILE, before=HOSTILE) for n in range(9)
    ]
    served = [live(f"{HOSTILE}{n}", Audience((Rule(where, variants=shares),), ordered=True)) for n in range(9)]
    more: dict[str, Any] = {
        "components": ("kiosk",),
        "description": HOSTILE,
        "lifecycle": HOSTILE,
        "url": "javascript:alert(1)",
    }
    parents = tuple(Parent(f"{HOSTILE}{n}", variants=(HOSTILE,)) for n in range(3))
    return KnownRollouts(
        tuple(
            rollout(
                f"{HOSTILE}{n}", *(environments if n % 2 else served), switch=bool(n % 2), parents=parents, **more
            )
            for n in range(60)
        ),
        tuple(Change(ref("kiosk"), HOSTILE, HOSTILE, NOW, HOSTILE, HOSTILE, HOSTILE) for _ in range(60)),
        (HOSTILE,),
        tuple(Verdict(HOSTILE, True, HOSTILE, (HOSTILE,)) for _ in range(9)),
    )


@pytest.mark.parametrize("kind", ["rollout", "rollouts", "rollout_changes"])
async def test_whatever_flags_say_fits_slack_and_pings_nobody(kind: str) -> None:
    known = _hostile()
    asked = Asked(kind, (known.rollouts[1].ref if kind == "rollout" else ref("kiosk"),), {"subject": HOSTILE})
    sources = sources_of(company(), rollouts=known)
    passage, _ = await BY_NAME[kind].reply(asked.entities[0], asked, sources, Reader(NOW, UTC))
    drawn = answer([passage], ALL_FRESH, Reader(NOW, UTC), known_kinds=frozenset(BY_NAME), asks=[asked])
    assert size(drawn.blocks) <= MOST_MESSAGE
    assert len(drawn.text) <= MOST_TEXT
    written = "".join(element["text"]["text"] for element in drawn.blocks if element["type"] == "section")
    assert not re.search(r"<[!@#]|<http|@here", written.replace("\u2060", "|"))
    assert "javascript" not in written
