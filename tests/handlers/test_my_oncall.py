"""When a person is on call."""

from dataclasses import replace
from datetime import UTC

from handlers.asked import Asked
from handlers.my_oncall import MY_ONCALL
from handlers.sources import Reader
from tests.company import NOW, company, ref
from tests.handlers.asking import facts, reply, sources_of

INES = "user:default/ines.duarte"


async def test_the_shifts_of_a_person_are_facts() -> None:
    found = await facts(f"my_oncall {INES}")
    assert found["shifts"] == [
        {
            "from": "2026-02-24T10:00:00Z",
            "until": "2026-03-03T10:00:00Z",
            "level": 1,
            "for": "group:default/tickets-team",
        },
        {
            "from": "2026-03-10T10:00:00Z",
            "until": "2026-03-17T10:00:00Z",
            "level": 1,
            "for": "group:default/tickets-team",
        },
    ]


async def test_who_asks_about_themselves_is_spoken_to() -> None:
    passage, _ = await reply(f"my_oncall {INES}", asker=ref(INES))
    assert passage.headline == "You are on call for *Tickets Team* until tomorrow 10:00."


async def test_who_is_not_on_call_hears_of_the_next_time() -> None:
    passage, _ = await reply("my_oncall user:default/olav")
    assert passage.headline == "*Olav Berg* is not on call now; next is tomorrow 10:00, for *Tickets Team*."


async def test_schedules_that_could_not_be_asked_are_named() -> None:
    passage, _ = await reply("my_oncall user:default/sana")
    assert "I could not ask `pagerduty:PHARBOR`, so there may be more." in passage.details


async def test_without_slack_people_are_known_by_what_the_catalog_says() -> None:
    sources = replace(sources_of(company()), acquaintances=None)
    _, found = await MY_ONCALL.reply(ref(INES), Asked("my_oncall"), sources, Reader(NOW, UTC))
    assert len(found["shifts"]) == 2
