"""A thread goes on: what was taken for the wrong thing is put right, remembered, and everybody may take it back."""

import pytest

from bot.stores.aliases_in_memory import MemoryAliases
from handlers.taught import AliasesAway
from tests.bot.talking import Talk, buttons, talk
from tests.company import company, snapshot

SHOP, SERVICE = "component:default/ticket-shop", "component:default/ticket-service"
HERE = "Remember “{}” for this channel"


def about(asks: object) -> list[str]:
    assert isinstance(asks, tuple)
    return [str(one) for one in asks]


async def taught_abacus(there: Talk, by: str = "", channel: str = "") -> None:
    """Somebody calls the shop the abacus."""
    thread = there.elsewhere(channel, by)
    await thread.say("who owns the abacus")
    await thread.press(await thread.say("i meant ticket-shop"), "Remember")


async def test_who_asks_and_whose_the_channel_is_are_no_names_that_nobody_has() -> None:
    there, _ = await talk()
    for text in ("my shifts", "who is in my team", "pick a note taker"):
        reply = await there.say(text)
        assert reply.status == "unknown_entity"
        assert reply.message is not None
        assert "who you are" in reply.message.text
        assert not buttons(reply)


async def test_not_this_one_goes_on_to_the_next_nearest_until_none_is_left() -> None:
    there, _ = await talk()
    seen, reply = [], await there.say("who owns ticket")
    while buttons(reply).get("Not this one"):
        seen += about(reply.asks)
        reply = await there.press(reply, "Not this one")
    assert len(seen) == len(set(seen)) > 2
    assert seen[:2] == [f"owner {SERVICE}", "owner api:default/tickets-api"]
    assert "Not this one" in buttons(reply)


async def test_not_this_one_in_words_does_the_same_and_says_when_nothing_is_left() -> None:
    there, _ = await talk()
    await there.say("who owns ticket")
    assert about((await there.say("not this one")).asks) == ["owner api:default/tickets-api"]
    for _ in range(6):
        reply = await there.say("no, not that one")
    assert reply.status == "unknown_entity"
    assert reply.message is not None
    assert "That was the last I can think of for ticket." in reply.message.text


async def test_an_exact_name_is_not_doubted() -> None:
    there, _ = await talk()
    assert "Not this one" not in buttons(await there.say("who owns ticket-shop"))


@pytest.mark.parametrize(
    "text", ["no, i meant ticket-shop", "I mean ticket-shop", "nope, ticket-shop", "ticket-shop rather"]
)
async def test_a_correction_in_words_asks_the_same_about_what_was_meant(text: str) -> None:
    there, _ = await talk()
    await there.say("who owns the tickt srvice")
    assert about((await there.say(text)).asks) == [f"owner {SHOP}"]


CHOICES = [
    ("who owns the abacus", "i meant ticket-shop", "abacus"),
    ("who owns the abacus", "no, ticket-shop", "abacus"),
]


@pytest.mark.parametrize(("question", "correction", "words"), CHOICES)
async def test_what_was_put_right_can_be_remembered_for_the_channel_alone(
    question: str, correction: str, words: str
) -> None:
    there, _ = await talk()
    assert (await there.say(question)).status == "unknown_entity"
    put_right = await there.say(correction)
    learned = await there.press(put_right, HERE.format(words))
    assert learned.message is not None
    assert f"From now on {words} means ticket-shop here." in learned.message.text
    assert about((await there.elsewhere().say(question)).asks) == [f"owner {SHOP}"]
    assert (await there.elsewhere(channel="C0HARBOUR").say(question)).status == "unknown_entity"


async def test_a_choice_among_what_was_offered_can_be_remembered() -> None:
    there, _ = await talk()
    unclear = await there.say("who owns the fare thing")
    assert unclear.status == "ambiguous"
    chosen = await there.press(unclear, "fare-engine")
    await there.press(chosen, "Remember “fare”")
    again = await there.elsewhere().say("who owns the fare thing")
    assert about(again.asks) == ["owner component:default/fare-engine"]
    assert again.message is not None
    assert "a name learned in this channel" in again.message.text


async def test_what_is_a_name_already_or_says_nothing_is_not_offered_to_be_remembered() -> None:
    there, _ = await talk()
    for first, correction in (("who owns ticket-shop", "no, i meant kiosk"), ("who owns it", "i meant kiosk")):
        thread = there.elsewhere()
        await thread.say(first)
        assert not [one for one in buttons(await thread.say(correction)) if one.startswith("Remember")]


async def test_once_three_people_agree_it_holds_everywhere_but_where_they_say_otherwise() -> None:
    there, _ = await talk()
    for number in range(3):
        assert (await there.elsewhere("C0NEW").say("who owns the abacus")).status == "unknown_entity"
        await taught_abacus(there, f"U{number}", f"C{number}")
    everywhere = await there.elsewhere("C0NEW").say("who owns the abacus")
    assert about(everywhere.asks) == [f"owner {SHOP}"]
    assert everywhere.message is not None
    assert "a name learned from people here" in everywhere.message.text
    thread = there.elsewhere("C0HARBOUR")
    await thread.say("who owns the abacus")
    await thread.press(await thread.say("no, i meant kiosk"), "Remember")
    assert about((await there.elsewhere("C0HARBOUR").say("who owns the abacus")).asks) == [
        "owner component:default/kiosk"
    ]
    assert about((await there.elsewhere("C0NEW").say("who owns the abacus")).asks) == [f"owner {SHOP}"]


async def test_learned_names_are_listed_and_taken_back_by_a_button() -> None:
    there, _ = await talk()
    await taught_abacus(there)
    listing = await there.elsewhere().say("what aliases do you know")
    assert listing.facts["aliases"] == [{"alias": "abacus", "ref": SHOP, "channel": "C0TICKETS", "agreed": 1}]
    await there.press(listing, "Forget “abacus”")
    assert (await there.elsewhere().say("who owns the abacus")).status == "unknown_entity"


async def test_why_says_that_a_name_was_learned() -> None:
    there, _ = await talk()
    await taught_abacus(there)
    thread = there.elsewhere()
    await thread.say("who owns the abacus")
    why = await thread.say("why?")
    assert why.message is not None
    assert "a name learned in this channel" in why.message.text


async def test_a_learned_name_of_what_is_gone_is_nobodys_again() -> None:
    votes = MemoryAliases()
    there, _ = await talk(votes=votes)
    for number in range(3):
        await taught_abacus(there, f"U{number}", f"C{number}")
    without = snapshot(*(one for one in company() if str(one.ref) != SHOP))
    later, _ = await talk(without, votes)
    for channel in ("C0", "C0NEW"):
        assert (await later.elsewhere(channel).say("who owns the abacus")).status == "unknown_entity"


async def test_what_cannot_be_remembered_now_is_said_and_the_answer_stays() -> None:
    class Full(MemoryAliases):
        async def remember(self, vote: object) -> None:
            raise AliasesAway("what people taught me is in Redis, and it does not answer")

    there, _ = await talk(votes=Full())
    await there.say("who owns the abacus")
    reply = await there.press(await there.say("i meant ticket-shop"), "Remember")
    assert reply.message is not None
    assert "Tickets Team" in reply.message.text
    assert "I could not remember that" in reply.message.text


LEFT_ALONE = ("thanks, i will write to them", "ok, thx both", "hi", "not me please", "not me :)", "no worries")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("do you have its docs", f"links {SHOP} ?link=docs"),
        ("not this one", "owner resource:default/ticket-db"),
    ],
)
async def test_whoever_was_answered_goes_on_without_a_mention_but_nobody_else_does(text: str, asked: str) -> None:
    there, _ = await talk()
    await there.say("who owns ticket shop")
    assert (await there.unmentioned("U0OLAV").say(text)).status == "ignored"
    if text == "not this one":
        assert (await there.unmentioned().say(text)).status == "ignored", "the two may be talking to each other"
    there = there.elsewhere()
    await there.say("who owns ticket shop")
    assert about((await there.unmentioned().say(text)).asks) == [asked]


@pytest.mark.parametrize("text", LEFT_ALONE)
async def test_what_whoever_was_answered_says_to_others_is_left_alone(text: str) -> None:
    there, _ = await talk()
    await there.say("who owns ticket shop")
    assert (await there.unmentioned().say(text)).status == "ignored"


async def test_whom_we_did_not_understand_goes_on_without_a_mention_too() -> None:
    there, _ = await talk()
    await there.say("who owns ticket-shop")
    await there.unmentioned("U0OLAV").say("lunch?")
    assert (await there.say("how much does it cost")).status == "not_understood"
    assert about((await there.unmentioned().say("do you have its docs")).asks) == [f"links {SHOP} ?link=docs"]


async def test_what_was_not_found_and_is_not_meant_picks_nobody() -> None:
    there, _ = await talk()
    assert (await there.say("who owns the flux capacitor")).status == "unknown_entity"
    assert (await there.say("not this one")).status == "not_understood"


async def test_the_odds_of_a_person_are_those_in_the_team_that_is_talked_about() -> None:
    here, _ = await talk()
    await here.say("who is next to take notes in harbour crew")
    [asked] = (await here.say("how likely is Olav Berg")).asks
    assert [*map(str, asked.entities)] == ["group:default/harbour-crew"]
    assert (asked.kind, asked.slots["of"]) == ("pick_odds", "user:default/olav")


async def test_the_odds_of_a_person_of_several_teams_are_asked_back_and_of_one_are_that_team_s() -> None:
    here, _ = await talk()
    of_two = await here.say("what are the note-taker odds of Olav Berg")
    assert of_two.status == "ambiguous"
    assert {str(one) for one in of_two.candidates} == {"group:default/tickets-team", "group:default/harbour-crew"}
    [asked] = (await here.elsewhere().say("what are the note-taker odds of Inês Duarte")).asks
    assert str(asked.entities[0]) == "group:default/tickets-team"
