"""Whoever was picked finds somebody to swap with as they type; the other is told, and has to agree."""

from collections.abc import AsyncIterator
from dataclasses import replace
from time import perf_counter
from typing import Any

import pytest

from playground.happenings import Posted
from playground.message import Message
from playground.server import LocalSlack, local_slack
from tests.bot.slack.workspace import INES, PRIIT, TICKETS, member, northline
from tests.fakes.backstage import FakeBackstage
from tests.journeys.conftest import Bot
from tests.journeys.northline import descriptor, group
from tests.journeys.test_asking import button
from tests.journeys.test_picks import ASKED, NAMES, others, pick, picked, press, told_only

CROWD = [member(f"U1{at:03}", f"Person {at}", f"p{at}") for at in range(497)]


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A workspace of 500 and a few."""
    seed = northline(reads_channels=True)
    async with local_slack(replace(seed, users=[*seed.users, *CROWD])) as running:
        yield running


@pytest.fixture
def backstage() -> FakeBackstage:
    """A team of three, and one of 500."""
    crowd = [
        descriptor("User", f"p{at}", {"memberOf": ["crowd"], "profile": {"displayName": f"Person {at}"}})
        for at in range(497)
    ]
    users = [
        descriptor("User", user, {"memberOf": ["tickets", "crowd"], "profile": {"displayName": name}})
        for user, name in (("ines", "Inês Duarte"), ("olav", "Olav Berg"), ("priit", "Priit Tamm"))
    ]
    fake = FakeBackstage()
    fake.publish([group("tickets", "Tickets Team"), group("crowd", "The Crowd"), *users, *crowd])
    return fake


def field(message: Message) -> str:
    elements: list[Any] = [one for block in message.blocks if block["type"] == "actions" for one in block["elements"]]
    return str(next(one["action_id"] for one in elements if one["type"] == "external_select"))


def name_of(user: str) -> str:
    return next(name for name, one in NAMES.items() if one == user)


def pinged(slack: LocalSlack) -> list[str]:
    return [
        one.message.text
        for one in slack.workspace.feed.past
        if isinstance(one, Posted) and one.message.app_id and one.message.pings
    ]


async def choose(slack: LocalSlack, who: str, message: Message, name: str) -> Message:
    """Type a name, choose whom it offers, and wait for the message to change."""
    [option] = await slack.driver.type_ahead(who, message, field(message), name.lower())
    await slack.driver.press(who, message, field(message), option)
    return await slack.driver.wait_for_change(message)


async def test_a_swap_needs_the_other_to_agree(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        question, answer = await pick(slack)
        holder = picked(answer)
        other, third = others(holder)
        asked = await choose(slack, holder, answer, name_of(other)[:3])
        called = await slack.driver.wait_for_reply(question, after=answer)
        told = await told_only(slack, third, asked, button(asked, "Agree"))
        assert "Only whoever was asked to swap" in told.text
        agreed = await press(slack, other, asked, "Agree")
        assert pinged(slack) == [called.text]
    assert f"<@{other}>, " in str(called.blocks)
    assert picked(agreed) == other
    assert "Settled." in agreed.text


async def test_who_is_asked_may_say_no_and_who_asked_may_keep_it(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        _, answer = await pick(slack)
        holder = picked(answer)
        other, third = others(holder)
        asked = await choose(slack, holder, answer, name_of(other)[:3])
        told = await told_only(slack, third, asked, button(asked, "I can not"))
        assert "Only whoever was asked to swap" in told.text
        back = await press(slack, other, asked, "I can not")
        assert picked(back) == holder
        assert f"{name_of(other)} can not swap." in back.text
        again = await choose(slack, holder, back, name_of(third)[:3])
        kept = await press(slack, holder, again, "Keep it")
    assert picked(kept) == holder
    assert "Settled." in kept.text


async def test_only_whoever_was_picked_may_ask_to_swap(slack: LocalSlack, bot: Bot) -> None:
    async with bot():
        _, answer = await pick(slack)
        other, third = others(picked(answer))
        [option] = await slack.driver.type_ahead(third, answer, field(answer), name_of(other)[:3].lower())
        told = await told_only(slack, third, answer, field(answer), option)
        assert "Only whoever was picked can answer that." in told.text
        assert pinged(slack) == []


async def test_in_a_team_of_500_whoever_it_is_is_found_as_one_types(
    slack: LocalSlack, bot: Bot, redis_url: str
) -> None:
    async with bot():
        question = await slack.driver.mention(INES, TICKETS, ASKED.replace("tickets", "the crowd"))
        answer = await slack.driver.wait_for_reply(question)
        took = []
        for typed in ("", "p", "pr", "pri", "prii", "priit"):
            before = perf_counter()
            options = await slack.driver.type_ahead(INES, answer, field(answer), typed)
            took.append(perf_counter() - before)
        assert len(slack.driver.calls("users.info")) <= 10
        assert len(slack.driver.calls("dnd.teamInfo")) == 1
    if not answer.text.startswith("Priit"):
        assert [one["text"]["text"] for one in options] == [name_of(PRIIT)]
    assert sorted(took)[len(took) // 2] < 0.1
