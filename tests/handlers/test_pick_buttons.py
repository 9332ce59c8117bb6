"""The buttons under a pick: each changes what it says, for whoever may, and always shows how the pick stands."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from bot.stores.picks_in_memory import MemoryPicks
from catalog_client import EntityRef
from catalog_client.relation import MEMBER_OF
from handlers import BUTTONS
from handlers.asked import Asked
from handlers.kit import Mrkdwn, Passage
from handlers.notetaker import PICK
from handlers.pick_history import PICK_HISTORY
from handlers.picks import OPEN_FOR, Terms
from handlers.sources import Reader, Sources
from tests.company import NOW, company, entity, ref, snapshot
from tests.fakes.names import LikelyNames
from tests.ferry_picks import INES, MEMBERS, OLAV, PRIIT, TICKETS, AwayPicks, Known, picked, remembered

QUESTIONS = {one.name: one for one in (PICK, *BUTTONS)}
READER = Reader(NOW, UTC, INES, thread="C1:1.1")
ONLY_THEM = Passage(Mrkdwn("Only whoever was picked can answer that."), sources=(), aside=True)
NOTES = "https://wiki.north.example/notes?a=1&b=2\nWrite down who does what."


class Retro:
    """Tickets Team picks, and presses buttons."""

    def __init__(self) -> None:
        self.sources = Sources(
            company(),
            LikelyNames(company()),
            acquaintances=Known(MEMBERS),
            picks=MemoryPicks(),
            pick_terms=Terms(notes=NOTES),
        )
        self.reader = READER
        self.shown = Passage(Mrkdwn(""))

    async def pick(self) -> EntityRef:
        return await self.ask(Asked("pick", (TICKETS,)))

    async def ask(self, asked: Asked, by: EntityRef | None = None) -> EntityRef:
        """Who holds the pick then."""
        reader = replace(self.reader, asker=by or self.reader.asker)
        self.shown, facts = await QUESTIONS[asked.kind].reply(asked.entities[0], asked, self.sources, reader)
        return EntityRef.parse(facts.get("picked", str(TICKETS)))

    async def press(self, label: str, by: EntityRef) -> EntityRef:
        return await self.ask(next(one.asks for one in self.shown.buttons if one.label == label), by)

    async def choose(self, label: str, whom: EntityRef, by: EntityRef) -> EntityRef:
        field = next(one for one in self.shown.buttons if one.label == label)
        return await self.ask(replace(field.asks, slots={**field.asks.slots, field.fills: str(whom)}), by)

    @property
    def labels(self) -> list[str]:
        return [one.label for one in self.shown.buttons]


CREW_REF = ref("group:crew")
CREW = snapshot(
    entity("Group:crew"),
    entity("User:ines.duarte", {MEMBER_OF: "group:crew"}, display_name="Inês Duarte"),
    entity("User:olav", {MEMBER_OF: "group:crew"}, display_name="Olav Berg"),
    entity("User:priit", {MEMBER_OF: "group:crew"}, display_name="Priit Tamm"),
)


def other(than: EntityRef) -> EntityRef:
    return INES if than == OLAV else OLAV


async def test_who_agrees_gets_the_kit_with_its_addresses_as_links() -> None:
    retro = Retro()
    holder = await retro.pick()
    assert retro.labels == ["I'll do it", "Not today", "Swap with…", "Receipt"]
    assert await retro.press("I'll do it", holder) == holder
    assert retro.labels == ["Not today", "Swap with…", "Receipt"]
    assert "Settled." in retro.shown.text()
    assert "<https://wiki.north.example/notes?a=1&amp;b=2|" in "".join(retro.shown.details)
    assert "Write down who does what." in retro.shown.text()


async def test_who_can_not_is_followed_by_the_other_and_then_by_nobody() -> None:
    retro = Retro()
    holder = await retro.pick()
    assert await retro.press("Not today", holder) == other(holder)
    await retro.press("Not today", other(holder))
    assert retro.shown.text().startswith("Nobody is left to take the notes for Tickets Team.")
    assert retro.labels == ["Ask everybody again"]


async def test_once_all_there_have_declined_those_left_out_are_asked() -> None:
    retro = Retro()
    retro.sources = replace(retro.sources, picks=await remembered(picked(OLAV, INES, number=1, days_ago=7)))
    assert await retro.pick() == INES
    await retro.press("Not today", INES)
    assert await retro.press("Ask those left out", OLAV) == OLAV
    assert "asked to be left out" in retro.shown.text()


async def test_how_long_a_pick_can_change_is_set_and_stays_what_it_was_when_it_was_made() -> None:
    retro = Retro()
    retro.sources = replace(retro.sources, pick_terms=Terms(open_for=timedelta(minutes=10)))
    holder = await retro.pick()
    retro.sources = replace(retro.sources, pick_terms=Terms(open_for=timedelta(hours=10)))
    retro.reader = replace(READER, now=NOW + timedelta(minutes=9))
    assert await retro.press("I'll do it", holder) == holder
    retro.reader = replace(READER, now=NOW + timedelta(minutes=10))
    assert await retro.press("Not today", holder) == holder
    assert "This pick is over" in retro.shown.text()


async def test_the_notes_of_a_turn_are_kept_for_whoever_is_next() -> None:
    retro = Retro()
    first = await retro.pick()
    await retro.press("I'll do it", first)
    assert "tell me here notes: LINK" in retro.shown.text()
    await retro.ask(Asked("pick_notes", (TICKETS,), {"link": "https://wiki.north.example/retro/12?a=1"}), OLAV)
    assert retro.shown.text().startswith("Kept wiki.north.example/retro/12 (")
    retro.reader = replace(READER, now=NOW + timedelta(days=7), thread="C1:2.2")
    second = await retro.pick()
    await retro.press("I'll do it", second)
    assert "The last notes: wiki.north.example/retro/12 (" in retro.shown.text()
    _, history = await PICK_HISTORY.reply(TICKETS, Asked("pick_history", (TICKETS,)), retro.sources, retro.reader)
    assert history["links"] == [{"title": "notes", "url": "https://wiki.north.example/retro/12?a=1"}]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "", "https://u:p@evil.example", "notes"])
async def test_what_is_no_address_is_not_kept(link: str) -> None:
    retro = Retro()
    await retro.pick()
    await retro.ask(Asked("pick_notes", (TICKETS,), {"link": link}))
    assert retro.shown.text() == "That is no web address, so I did not keep it."


async def test_notes_of_nobodys_turn_are_not_kept() -> None:
    retro = Retro()
    await retro.ask(Asked("pick_notes", (TICKETS,), {"link": "https://wiki.north.example"}))
    assert "Nobody was picked" in retro.shown.text()


async def test_the_wrong_person_changes_nothing_and_is_told_why() -> None:
    retro = Retro()
    holder = await retro.pick()
    asked = retro.shown
    for label in ("I'll do it", "Not today"):
        assert await retro.press(label, other(holder)) == holder
        assert retro.shown == ONLY_THEM
        retro.shown = asked
    assert await retro.choose("Swap with…", holder, other(holder)) == holder
    assert retro.shown == ONLY_THEM


async def test_who_presses_again_is_told_so_and_the_message_stays() -> None:
    retro = Retro()
    holder = await retro.pick()
    accepting = next(one.asks for one in retro.shown.buttons if one.label == "I'll do it")
    await retro.ask(accepting, holder)
    assert not retro.shown.aside
    assert await retro.ask(accepting, holder) == holder
    assert retro.shown == Passage(Mrkdwn("That is settled already."), sources=(), aside=True)


async def test_what_somebody_says_in_the_thread_is_answered_for_all() -> None:
    retro = Retro()
    holder = await retro.pick()
    assert await retro.ask(Asked("pick_accept", (TICKETS,)), other(holder)) == holder
    assert "Only whoever was picked can" in retro.shown.text()
    assert not retro.shown.aside


async def test_while_the_picks_are_away_the_message_stays() -> None:
    retro = Retro()
    holder = await retro.pick()
    accepting = next(one.asks for one in retro.shown.buttons if one.label == "I'll do it")
    retro.sources = replace(retro.sources, picks=AwayPicks())
    await retro.ask(accepting, holder)
    assert retro.shown.aside
    assert "Redis cannot be reached" in retro.shown.text()


async def test_a_swap_is_asked_for_and_agreed_to() -> None:
    retro = Retro()
    holder = await retro.pick()
    await retro.choose("Swap with…", other(holder), holder)
    assert "to swap." in retro.shown.text()
    assert retro.shown.call.startswith(f"<@{MEMBERS[other(holder)].slack_id}>, ")
    assert retro.labels == ["Agree to swap", "I can not", "Keep it", "Receipt"]
    assert await retro.press("Agree to swap", other(holder)) == other(holder)


async def test_whom_one_may_swap_with_is_offered_the_likeliest_first_and_those_left_out_with_the_reason() -> None:
    retro = Retro()
    retro.sources = replace(retro.sources, catalog=CREW, acquaintances=Known(MEMBERS))
    holder = await retro.ask(Asked("pick", (CREW_REF,)))
    field = next(one for one in retro.shown.buttons if one.fills)
    suggest = QUESTIONS[field.asks.kind].suggest
    assert suggest is not None
    offers = await suggest(field.asks, "", retro.sources)
    assert [one.value for one in offers] == [str(other(holder)), str(PRIIT)]
    assert [one.beside for one in offers] == ["", "away until Thu"]
    assert [one.name for one in await suggest(field.asks, "pri", retro.sources)] == ["Priit Tamm"]
    assert await suggest(replace(field.asks, slots={"pick": "9"}), "", retro.sources) == ()


async def test_the_receipt_shows_how_likely_each_was() -> None:
    retro = Retro()
    await retro.pick()
    await retro.press("Receipt", OLAV)
    assert retro.shown.text().startswith("The receipt of the note-taker of Tickets Team.\nIt was between ")
    assert '"seed":"' in retro.shown.text()


async def test_an_old_pick_has_no_buttons_and_stays_as_it_is() -> None:
    retro = Retro()
    holder = await retro.pick()
    retro.reader = replace(READER, now=NOW + OPEN_FOR + timedelta(seconds=1))
    assert await retro.press("Not today", holder) == holder
    assert "This pick is over; ask for a new one." in retro.shown.text()
    assert retro.labels == []


@pytest.mark.parametrize("slots", [{"pick": "7"}, {"pick": "x"}, {}])
async def test_a_button_of_a_pick_nobody_remembers_says_so(slots: dict[str, str]) -> None:
    retro = Retro()
    await retro.ask(Asked("pick_accept", (TICKETS,), slots))
    assert retro.shown.text() == "I do not remember that pick any more; please ask for a new one."
