"""Who is on call, and the different answers where nobody is known."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handlers.shifts import Rota
from tests.company import NOW
from tests.fakes.rotas import FixedRotas
from tests.ferry_shifts import DESK, HANDOVER, INES, OLAV, TICKETS, shift
from tests.handlers.asking import reply

SHOP = "component:default/ticket-shop"


async def facts(text: str, rota: Rota = TICKETS) -> dict[str, Any]:
    _, found = await reply(text, rotas=FixedRotas({"ical:tickets": rota}))
    return dict(found)


async def said(text: str, rota: Rota = TICKETS) -> str:
    passage, _ = await reply(text, rotas=FixedRotas({"ical:tickets": rota}))
    return passage.text()


async def test_everybody_on_call_is_a_fact_with_level_and_end() -> None:
    assert await facts(f"oncall {SHOP}") == {
        "people": [
            {"ref": "user:default/ines.duarte", "level": 1, "until": "2026-03-03T10:00:00Z"},
            {"name": "Vendor desk", "level": 2, "until": "2026-03-03T10:00:00Z"},
        ],
        "next": [{"ref": "user:default/olav", "level": 1, "from": "2026-03-03T10:00:00Z"}],
    }


async def test_a_level_asked_for_is_answered_alone() -> None:
    found = await facts(f"oncall {SHOP} ?level=2")
    assert [one["name"] for one in found["people"]] == ["Vendor desk"]


async def test_a_level_nobody_holds_is_said_with_who_holds_the_others() -> None:
    assert "Nobody is on call for ticket-shop at level 3 now.\nFirst: Inês Duarte." in await said(
        f"oncall {SHOP} ?level=3"
    )


async def test_a_day_has_all_its_shifts() -> None:
    found = await facts(f"oncall {SHOP} ?when=2026-03-03&level=1")
    assert [one["ref"] for one in found["people"]] == ["user:default/ines.duarte", "user:default/olav"]


async def test_the_instant_of_the_hand_over_belongs_to_who_comes_in() -> None:
    found = await facts(f"oncall {SHOP} ?when=2026-03-03T10:00:00Z&level=1")
    assert [one["ref"] for one in found["people"]] == ["user:default/olav"]


@pytest.mark.parametrize(
    ("subject", "status"),
    [
        ("group:default/night-watch", "nobody"),
        ("component:default/kiosk", "unmapped"),
        ("component:default/tide-feed", "unreadable"),
    ],
)
async def test_three_ways_of_not_knowing_are_three_answers(subject: str, status: str) -> None:
    _, found = await reply(f"oncall {subject}")
    assert (found["people"], found["oncall"]) == ([], status)


async def test_two_at_one_level_are_named_together() -> None:
    rota = replace(TICKETS, shifts=(shift(INES), shift(OLAV)))
    assert "Inês Duarte and Olav Berg are on call for ticket-shop" in await said(f"oncall {SHOP}", rota)


async def test_one_person_at_all_levels_is_said_to_hold_each() -> None:
    rota = replace(TICKETS, shifts=(shift(INES), shift(INES, 2), shift(INES, 3)))
    assert "Second: Inês Duarte. Third: Inês Duarte." in await said(f"oncall {SHOP}", rota)


async def test_a_shift_entered_twice_is_one_person() -> None:
    rota = replace(TICKETS, shifts=(shift(INES), shift(replace(INES, name="Ines"))))
    assert len((await facts(f"oncall {SHOP}", rota))["people"]) == 1


async def test_a_source_that_is_down_leaves_what_was_known_with_its_age() -> None:
    rota = replace(TICKETS, as_of=NOW - timedelta(minutes=14), failing="PagerDuty does not answer")
    text = await said(f"oncall {SHOP}", rota)
    assert "was on call for ticket-shop when I last could ask, 14 min ago; that shift runs until tomorrow" in text
    assert "PagerDuty does not answer." in text


async def test_a_shift_that_ended_while_the_source_is_down_is_said_to_have_ended() -> None:
    rota = Rota("ical:tickets", (shift(OLAV, weeks=-1),), NOW - timedelta(days=9), failing="the feed does not answer")
    text = await said(f"oncall {SHOP}", rota)
    assert "I can not tell who is on call for ticket-shop now: the shift of Olav Berg ended 24 Feb, 10:00" in text


async def test_nobody_is_mentioned() -> None:
    for kind in ("oncall", "oncall_next"):
        passage, _ = await reply(f"{kind} {SHOP}")
        assert "<@" not in "".join([passage.headline, *passage.details])


async def test_only_who_is_in_slack_and_on_call_now_can_be_pinged() -> None:
    async def buttons(text: str, rota: Rota = TICKETS) -> list[str]:
        passage, _ = await reply(text, rotas=FixedRotas({"ical:tickets": rota}))
        return [one.label for one in passage.buttons]

    assert "Ping on-call" in await buttons(f"oncall {SHOP}")
    assert "Ping on-call" not in await buttons(f"oncall {SHOP} ?when=2026-03-04")
    assert "Ping on-call" not in await buttons(f"oncall {SHOP}", replace(TICKETS, shifts=(shift(DESK),)))


async def test_who_is_next_comes_with_when() -> None:
    found = await facts(f"oncall_next {SHOP} ?level=1")
    assert found["people"][-1]["ref"] == "user:default/olav"
    assert found["next"] == [{"ref": "user:default/olav", "level": 1, "from": "2026-03-03T10:00:00Z"}]


async def test_nobody_after_is_said() -> None:
    rota = replace(TICKETS, shifts=(shift(INES),))
    assert "nobody else is planned after that" in await said(f"oncall_next {SHOP}", rota)


async def test_who_comes_after_a_gap_is_next() -> None:
    later = replace(shift(OLAV, weeks=1), start=HANDOVER)
    text = await said(f"oncall_next {SHOP}", replace(TICKETS, shifts=(later,)))
    assert text.startswith("Nobody is on call for ticket-shop now; next is Olav Berg, tomorrow 10:00.")
