"""Picking somebody of a team: who can be picked, who is left out and why, and what is remembered of it."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from bot.stores.picks_in_memory import MemoryPicks
from catalog_client import EntityRef, Snapshot
from catalog_client.relation import MEMBER_OF
from handlers.asked import Asked
from handlers.kit import Facts
from handlers.notetaker import PICK
from handlers.people import Person
from handlers.pick_history import PICK_HISTORY
from handlers.pick_odds import PICK_ODDS
from handlers.picks import Terms
from handlers.question import Questions
from handlers.receipt import faults
from handlers.shifts import Holder, Rota, Shift
from handlers.sources import Picks, Reader, Sources
from tests.company import NOW, company, entity, ref, snapshot
from tests.fakes.names import LikelyNames
from tests.fakes.rotas import FixedRotas
from tests.ferry_picks import INES, MEMBERS, OLAV, PRIIT, TICKETS, AwayPicks, Known, picked, remembered

HARBOUR = ref("group:harbour-crew")
QUESTIONS: Questions = {one.name: one for one in (PICK, PICK_HISTORY, PICK_ODDS)}
READER = Reader(NOW, UTC, INES, thread="C1:1.1")


async def ask(
    text: str,
    picks: Picks | None,
    known: Known | None = None,
    reader: Reader = READER,
    catalog: Snapshot | None = None,
) -> tuple[str, Facts]:
    asked, catalog = Asked.parse(text), catalog or company()
    sources = Sources(catalog, LikelyNames(catalog), acquaintances=known or Known(MEMBERS), picks=picks)
    passage, facts = await QUESTIONS[asked.kind].reply(asked.entities[0], asked, sources, reader)
    return passage.text(), facts


def team_of(size: int) -> tuple[Snapshot, Known, list[EntityRef]]:
    users = [entity(f"User:p{number}", {MEMBER_OF: "group:crew"}) for number in range(size)]
    known = Known({one.ref: Person(f"U{number}", one.name) for number, one in enumerate(users)})
    return snapshot(entity("Group:crew"), *users), known, [one.ref for one in users]


def reasons(facts: Facts) -> dict[str, str]:
    return {one["ref"].partition("/")[2]: one["reason"] for one in facts["left_out"]}


async def test_whoever_did_it_last_is_left_out_while_others_are_there() -> None:
    text, facts = await ask(
        "pick group:default/tickets-team", await remembered(picked(OLAV, INES, number=1, days_ago=7))
    )
    assert text.splitlines() == [
        "Inês Duarte takes the notes for Tickets Team.",
        "Not picked before; nobody else was left.",
        "Left out: Olav Berg, did it last time.",
    ]
    assert facts["picked"] == str(INES)
    assert faults(facts["receipt"]) == ()


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        (None, "no account in Slack"),
        (Person("U2", "Olav", standing="deactivated"), "deactivated in Slack"),
        (Person("U2", "Olav", standing="guest"), "a guest in Slack"),
        (Person("U2", "Olav", standing="bot"), "a bot"),
        (Person("U2", "Olav", status_text="ooo"), "away"),
    ],
)
async def test_who_can_not_be_picked_is_named_with_the_reason(person: Person | None, reason: str) -> None:
    people: Mapping[EntityRef, Person] = {**MEMBERS, **({OLAV: person} if person else {})}
    known = Known({who: one for who, one in people.items() if person or who != OLAV})
    _, facts = await ask("pick group:default/tickets-team", MemoryPicks(), known)
    assert reasons(facts) == {"olav": reason}
    assert facts["picked"] == str(INES)


async def test_who_is_named_is_left_out() -> None:
    _, facts = await ask("pick group:default/tickets-team ?exclude=user:default/ines.duarte", MemoryPicks())
    assert (facts["picked"], reasons(facts)) == (str(OLAV), {"ines.duarte": "asked to be left out"})


async def test_when_nobody_can_it_says_so_and_offers_the_least_bad() -> None:
    away = Known({who: replace(one, status_text="ooo") for who, one in MEMBERS.items()})
    store = MemoryPicks()
    text, facts = await ask("pick group:default/tickets-team", store, away)
    assert text.startswith("Nobody of Tickets Team can take the notes now.")
    assert "picked" not in facts
    assert (await store.ledger(TICKETS, "note-taker")).entries == ()
    assert "Least bad would be Inês Duarte or Olav Berg." in text
    _, anyway = await ask("pick group:default/tickets-team ?anyway=yes", store, away)
    assert anyway["picked"] in {str(INES), str(OLAV)}


async def test_the_least_bad_is_whoever_is_at_work() -> None:
    quiet = replace(MEMBERS[OLAV], quiet_from=NOW - timedelta(hours=1), quiet_until=NOW + timedelta(hours=20))
    known = Known({INES: replace(MEMBERS[INES], status_text="ooo"), OLAV: quiet})
    text, _ = await ask("pick group:default/tickets-team", MemoryPicks(), known)
    assert "Least bad would be Olav Berg." in text
    _, anyway = await ask("pick group:default/tickets-team ?anyway=yes", MemoryPicks(), known)
    assert (anyway["picked"], reasons(anyway)) == (str(OLAV), {"ines.duarte": "away"})


async def test_who_was_asked_to_be_left_out_is_offered_only_where_nobody_else_could() -> None:
    both = "exclude=user:default/ines.duarte&exclude=user:default/olav"
    text, _ = await ask(f"pick group:default/tickets-team ?{both}", MemoryPicks())
    assert "Least bad would be Inês Duarte or Olav Berg." in text
    away = Known({who: replace(one, status_text="ooo") for who, one in MEMBERS.items()})
    text, _ = await ask("pick group:default/tickets-team ?exclude=user:default/olav", MemoryPicks(), away)
    assert "Least bad would be Inês Duarte." in text


async def test_where_nobody_ever_could_nobody_is_offered() -> None:
    text, facts = await ask("pick group:default/tickets-team", MemoryPicks(), Known({}))
    assert "Least bad" not in text
    assert set(reasons(facts).values()) == {"no account in Slack"}


async def test_a_team_of_one_is_picked_every_time() -> None:
    catalog, known, [only] = team_of(1)
    store = MemoryPicks()
    for days in range(3):
        reader = Reader(NOW + timedelta(days=days), UTC, thread=f"C1:{days}")
        _, facts = await ask("pick group:default/crew", store, known, reader, catalog)
        assert facts["picked"] == str(only)


@pytest.mark.parametrize("size", [2, 3])
async def test_in_a_small_team_nobody_is_picked_twice_in_a_row(size: int) -> None:
    catalog, known, _ = team_of(size)
    store, before = MemoryPicks(), ""
    for days in range(12):
        reader = Reader(NOW + timedelta(days=days), UTC, thread=f"C1:{days}")
        _, facts = await ask("pick group:default/crew", store, known, reader, catalog)
        assert facts["picked"] != before
        before = facts["picked"]


async def test_of_a_large_team_only_as_many_as_needed_are_looked_up() -> None:
    catalog, known, _ = team_of(500)
    _, facts = await ask("pick group:default/crew", MemoryPicks(), known, READER, catalog)
    assert facts["picked"] == str(known.asked[0])
    assert len(known.asked) == 8


async def test_two_who_ask_at_once_in_one_thread_get_one_pick() -> None:
    store = MemoryPicks()
    answers = await asyncio.gather(*(ask("pick group:default/tickets-team", store) for _ in range(5)))
    assert len({facts["picked"] for _, facts in answers}) == 1
    assert len((await store.ledger(TICKETS, "note-taker")).entries) == 1


async def test_somebody_else_is_picked_where_one_was_picked_in_the_thread() -> None:
    store = MemoryPicks()
    _, first = await ask("pick group:default/tickets-team", store)
    _, second = await ask("pick group:default/tickets-team ?again=yes", store)
    assert {first["picked"], second["picked"]} == {str(INES), str(OLAV)}
    assert len((await store.ledger(TICKETS, "note-taker")).entries) == 1


async def test_each_task_has_its_own_history() -> None:
    store = await remembered(picked(OLAV, INES, number=1, days_ago=7))
    _, facts = await ask("pick_history group:default/tickets-team", store)
    assert [(one["ref"], one["task"]) for one in facts["history"]] == [(str(OLAV), "note-taker")]
    assert (await ask("pick_history group:default/tickets-team ?task=facilitator", store))[1] == {"history": []}


async def test_the_history_of_a_person_is_of_their_turns_only() -> None:
    store = await remembered(picked(OLAV, INES, number=1, days_ago=7))
    text, _ = await ask("pick_history user:default/ines.duarte", store)
    assert "Inês Duarte was not picked to take the notes" in text


async def test_whoever_asks_of_themselves_is_told_of_their_own_turns_and_odds() -> None:
    store = await remembered(picked(OLAV, INES, number=1, days_ago=7), picked(INES, number=2, days_ago=3))
    text, _ = await ask(f"pick_history group:default/tickets-team ?of={OLAV}", store)
    assert text == "Olav Berg was last picked to take the notes for Tickets Team on 23 Feb."
    text, _ = await ask(f"pick_odds group:default/tickets-team ?of={OLAV}", store)
    assert text.splitlines()[:2] == [
        "Olav Berg has 100 % to take the notes next for Tickets Team.",
        "Olav Berg did it once, and could have taken no turn since.",
    ]


async def test_odds_add_up_and_leave_out_who_is_away() -> None:
    _, facts = await ask("pick_odds group:default/engineering", MemoryPicks())
    assert [one["share"] for one in facts["odds"]] == [0.5, 0.5]
    assert reasons(facts) == {"priit": "away until Thu"}


async def test_the_odds_of_a_person_are_those_in_their_team() -> None:
    text, _ = await ask("pick_odds user:default/ines.duarte", MemoryPicks())
    assert text.startswith("Inês Duarte has 50 % to take the notes next for Tickets Team.")


@pytest.mark.parametrize("kind", ["pick", "pick_history", "pick_odds"])
async def test_without_what_was_remembered_nobody_is_picked(kind: str) -> None:
    text, facts = await ask(f"{kind} group:default/tickets-team", AwayPicks())
    assert text == "I can not pick fairly right now: Redis cannot be reached. Please ask again in a minute."
    assert "picked" not in facts
    assert "nothing is set up" in (await ask(f"{kind} group:default/tickets-team", None))[0]


async def test_what_belongs_to_nobody_has_no_team_to_pick_from() -> None:
    text, _ = await ask("pick component:default/fog-horn", MemoryPicks())
    assert "is no team of the catalog" in text
    _, of_a_thing = await ask("pick component:default/kiosk", MemoryPicks())
    assert of_a_thing["picked"] == str(OLAV)
    assert reasons(of_a_thing) == {PRIIT.name: "away until Thu"}


@pytest.mark.parametrize(("spares", "left_out"), [(True, {"olav": "on call"}), (False, {})])
async def test_who_is_on_call_is_left_out_where_that_is_set(spares: bool, left_out: dict[str, str]) -> None:
    names = LikelyNames(CREW)
    shift = Shift(1, Holder("Olav Berg"), NOW - timedelta(hours=1), NOW + timedelta(hours=1))
    rotas = FixedRotas({"ical:crew": Rota("ical:crew", (shift,), NOW)})
    terms = Terms(spares_on_call=spares)
    sources = Sources(CREW, names, rotas=rotas, acquaintances=Known(MEMBERS), picks=MemoryPicks(), pick_terms=terms)
    _, facts = await PICK.reply(ref("group:crew"), Asked("pick", (ref("group:crew"),)), sources, READER)
    assert reasons(facts) == left_out


CREW = snapshot(
    entity("Group:crew", annotations={"reverb.dev/on-call": "ical:crew"}),
    entity("User:olav", {MEMBER_OF: "group:crew"}, display_name="Olav Berg"),
    entity("User:ines.duarte", {MEMBER_OF: "group:crew"}, display_name="Inês Duarte"),
)
