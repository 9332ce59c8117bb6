"""A retro needs somebody to take notes: one is picked, agrees, can not, swaps; and nothing is lost on the way."""

import asyncio
import json
import re
from typing import Any, Final

import pytest

from bot.reply import INSTEAD
from handlers.receipt import faults
from playground.message import Message
from playground.server import LocalSlack
from tests.bot.slack.workspace import INES, OLAV, PRIIT, TICKETS
from tests.fakes.backstage import FakeBackstage
from tests.journeys.conftest import Bot
from tests.journeys.northline import descriptor, group
from tests.journeys.test_asking import button
from tests.valkey import valkey

NAMES: Final = {"Inês Duarte": INES, "Olav Berg": OLAV, "Priit Tamm": PRIIT}
ASKED: Final = "pick a note taker for tickets"


@pytest.fixture
def backstage() -> FakeBackstage:
    """Three people in one team."""
    users = [
        descriptor("User", user, {"memberOf": ["tickets"], "profile": {"displayName": name}})
        for user, name in (("ines", "Inês Duarte"), ("olav", "Olav Berg"), ("priit", "Priit Tamm"))
    ]
    fake = FakeBackstage()
    fake.publish([group("tickets", "Tickets Team"), *users])
    return fake


def picked(message: Message) -> str:
    """Who takes the notes, by what a pick says."""
    found = re.match(r"(.+?) takes the notes for Tickets Team\.", message.text)
    assert found is not None, message.text
    return NAMES[found[1]]


def others(*known: str) -> list[str]:
    return [one for one in NAMES.values() if one not in known]


async def pick(slack: LocalSlack) -> tuple[Message, Message]:
    question = await slack.driver.mention(INES, TICKETS, ASKED)
    return question, await slack.driver.wait_for_reply(question)


async def press(slack: LocalSlack, who: str, message: Message, label: str) -> Message:
    """Press, and wait for the message to change."""
    action = button(message, label)
    assert action.startswith(INSTEAD)
    await slack.driver.press(who, message, action)
    return await slack.driver.wait_for_change(message)


def picked_in(slack: LocalSlack, question: str) -> Message | None:
    """The pick that was made in the channel for a question asked in private."""
    every = slack.workspace.channel(TICKETS).messages.values()
    return next((one for one in every if f"asked: {question}" in str(one.blocks) and "takes" in one.text), None)


async def test_who_was_picked_says_they_will_do_it(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        question, answer = await pick(slack)
        settled = await press(slack, picked(answer), answer, "do it")
        assert "Settled." in settled.text
        await slack.driver.say(OLAV, TICKETS, "who took notes last time?", question.ts)
        history = await slack.driver.wait_for_reply(question, after=answer)
    assert "The last note-taker of Tickets Team was" in history.text


async def test_a_command_that_picks_is_for_all_to_see_and_so_is_a_button_under_a_private_answer(
    slack: LocalSlack, bot: Bot
) -> None:
    async with bot():
        await slack.driver.slash(INES, TICKETS, "/reverb", ASKED)
        answer = await slack.driver.until(lambda: picked_in(slack, ASKED))
        first = picked(answer)
        settled = await press(slack, first, answer, "do it")
        assert f"Inês Duarte asked: {ASKED}" in str(settled.blocks)
        await slack.driver.mention(OLAV, TICKETS, ASKED, answer.ts)
        assert picked(await slack.driver.wait_for_reply(answer)) == first
        await slack.driver.slash(OLAV, TICKETS, "/reverb", "who is next to take notes for tickets")
        odds = await slack.driver.wait_for_ephemeral(OLAV)
        await slack.driver.press(OLAV, odds, button(odds, "Pick one"))
        second = await slack.driver.until(lambda: picked_in(slack, "Pick one"))
    assert picked(second) != first


async def test_who_can_not_today_is_followed_by_the_next_until_nobody_is_left(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        _, message = await pick(slack)
        asked = []
        for _ in range(3):
            asked.append(picked(message))
            message = await press(slack, asked[-1], message, "Not today")
    assert sorted(asked) == sorted(NAMES.values())
    assert "Nobody is left to take the notes" in message.text


async def test_somebody_says_who_can_not_and_the_next_is_picked(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        question, answer = await pick(slack)
        first = picked(answer)
        name = next(name for name, user in NAMES.items() if user == first).split()[0]
        await slack.driver.mention(OLAV, TICKETS, f"{name.lower()} can't today", question.ts)
        second = await slack.driver.wait_for_reply(question, after=answer)
        assert picked(second) != first
        assert f"{name} " in second.text
        await slack.driver.mention(picked(second), TICKETS, "sorry, i can't", question.ts)
        third = await slack.driver.wait_for_reply(question, after=second)
        assert picked(third) not in {first, picked(second)}
        await slack.driver.mention(OLAV, TICKETS, "tommy is out too", question.ts)
        fourth = await slack.driver.wait_for_reply(question, after=third)
    assert picked(fourth) == picked(third)
    assert "nobody in Tickets Team is called that" in fourth.text


async def test_notes_that_were_given_in_the_thread_are_shown_to_whoever_is_next(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        question, answer = await pick(slack)
        await press(slack, picked(answer), answer, "do it")
        await slack.driver.say(PRIIT, TICKETS, "notes: <https://wiki.north.example/retro/1>", question.ts)
        kept = await slack.driver.wait_for_reply(question, after=answer)
        assert kept.text.startswith("Kept wiki.north.example/retro/1")
        question, answer = await pick(slack)
        settled = await press(slack, picked(answer), answer, "do it")
    assert "<https://wiki.north.example/retro/1|" in str(settled.blocks)


async def told_only(slack: LocalSlack, who: str, message: Message, action: str, chosen: Any = None) -> Message:
    """What only whoever presses is told; the message they press in stays as it is, for all."""
    shown = (message.text, message.blocks)
    await slack.driver.press(who, message, action, chosen)
    told = await slack.driver.wait_for_ephemeral(who)
    now = slack.workspace.channel(TICKETS).messages[message.ts]
    assert (now.text, now.blocks) == shown
    assert told.thread_ts == message.thread_ts
    return told


async def test_a_button_pressed_by_somebody_else_changes_nothing_and_they_alone_are_told_why(
    slack: LocalSlack, bot: Bot
) -> None:
    async with bot():
        _, answer = await pick(slack)
        told = await told_only(slack, others(picked(answer))[0], answer, button(answer, "Not today"))
        assert told.text == "Only whoever was picked can answer that."
        settled = await press(slack, picked(answer), answer, "do it")
    assert picked(settled) == picked(answer)


async def test_a_button_pressed_twice_changes_nothing_more_and_says_so_to_whoever_pressed(
    slack: LocalSlack, bot: Bot
) -> None:
    async with bot():
        _, answer = await pick(slack)
        first = picked(answer)
        declining = button(answer, "Not today")
        handed_on = await press(slack, first, answer, "Not today")
        told = await told_only(slack, first, handed_on, declining)
    assert picked(handed_on) != first
    assert told.text == "You have said so already."


async def test_two_who_ask_at_once_in_one_thread_get_one_pick(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        start = await slack.driver.say(INES, TICKETS, "retro time")
        await asyncio.gather(
            slack.driver.mention(INES, TICKETS, ASKED, start.ts), slack.driver.mention(OLAV, TICKETS, ASKED, start.ts)
        )
        first = await slack.driver.wait_for_reply(start)
        second = await slack.driver.wait_for_reply(start, after=first)
    assert picked(first) == picked(second)


def receipt_in(message: Message) -> str:
    """The receipt a message shows, as somebody would copy it."""
    shown = next(text for text in _texts(message) if "seed" in text)
    found = re.search(r"`(\{.*\})`", shown)
    assert found is not None, shown
    return found[1].replace("&amp;", "&").replace("\u2060", "")


def _texts(message: Message) -> list[str]:
    sections: list[Any] = [block for block in message.blocks if block["type"] == "section"]
    return [str(block["text"]["text"]) for block in sections]


async def test_the_receipt_is_shown_and_gives_the_same_name_again(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        question, answer = await pick(slack)
        await slack.driver.press(OLAV, answer, button(answer, "Receipt"))
        shown = await slack.driver.wait_for_reply(question, after=answer)
    receipt = receipt_in(shown)
    assert faults(receipt) == ()
    someone = next(
        one["ref"] for one in json.loads(receipt)["candidates"] if one["ref"] != json.loads(receipt)["picked"]
    )
    assert faults(json.dumps({**json.loads(receipt), "picked": someone})) != ()


async def test_a_pick_outlives_the_bot_and_the_server_it_is_kept_on(slack: LocalSlack, bot: Bot) -> None:
    with valkey("--appendonly", "yes", "--appendfsync", "always") as server:
        async with bot(REVERB_REDIS_URL=server.url):
            question, answer = await pick(slack)
        server.kill()
        server.start()
        async with bot(REVERB_REDIS_URL=server.url):
            settled = await press(slack, picked(answer), answer, "do it")
            assert "Settled." in settled.text
            await slack.driver.mention(OLAV, TICKETS, "who took notes last time in tickets?", question.ts)
            history = await slack.driver.wait_for_reply(question, after=answer)
    name = next(name for name, user in NAMES.items() if user == picked(answer))
    assert name in history.text
