"""Questions from the command line are asked as the people of a workspace would ask them."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.asking import Asking, Line, UnusableLine, asker_of
from bot.conversation import Conversation
from bot.stores.memory import MemoryTopics
from bot.world import Worlds
from handlers import QUESTIONS
from handlers.people import Person
from tests.bot.asking import NOW, understanding
from tests.company import company

PEOPLE = (
    Person("U0INES", "Inês Duarte", email="ines@north.example", zone="Europe/Lisbon"),
    Person("U0OLAV", "Olav Berg", zone="Europe/Oslo"),
    Person("U0PRIIT", "Priit Tamm", zone="Europe/Oslo"),
    Person("U0REVERB", "Reverb", standing="bot"),
)


async def asking(*people: Person) -> Asking:
    worlds = Worlds(tuple)
    await worlds.take(company())
    ticking = iter(range(1000))
    topics = MemoryTopics(timedelta(hours=1), lambda: 0.0)
    conversation = Conversation(QUESTIONS, understanding(), worlds, topics)
    return Asking(conversation, people or PEOPLE, worlds.users, lambda: NOW, lambda: float(next(ticking)))


async def answered(*lines: dict[str, str]) -> list[dict[str, Any]]:
    asked = await asking()
    return [await asked.ask(Line.of(line)) for line in lines]


async def test_an_answer_is_json_that_says_what_was_understood_and_why() -> None:
    (answer,) = await answered({"question": "who owns ticket-shop?"})
    assert json.loads(json.dumps(answer)) == answer
    assert answer["status"] == "answered"
    assert answer["asks"] == [{"kind": "owner", "entities": ["component:default/ticket-shop"], "slots": {}}]
    assert "Tickets Team" in answer["text"]
    assert answer["elapsed_ms"] == 1000.0
    assert any("owner: by the phrase" in line for line in answer["why"])


async def test_lines_of_one_thread_lean_on_each_other_and_others_do_not() -> None:
    first, second, third = await answered(
        {"question": "who owns ticket-shop", "thread": "t"},
        {"question": "<@U0REVERB> and who's on call?", "thread": "t"},
        {"question": "and who's on call?", "thread": "u"},
    )
    assert first["asks"][0]["entities"] == second["asks"][0]["entities"] == ["component:default/ticket-shop"]
    assert third["status"] == "not_understood"


async def test_lines_of_a_thread_that_name_nobody_are_said_by_one_and_the_same() -> None:
    _, second, third = await answered(
        {"question": "who owns ticket-shop", "thread": "t"},
        {"question": "do you have its docs", "thread": "t"},
        {"question": "do you have its docs", "thread": "t", "as": "user:default/olav"},
    )
    assert [asked["kind"] for asked in second["asks"]] == ["links"]
    assert third["status"] == "ignored"


async def test_only_the_first_line_of_a_thread_and_mentions_of_us_are_said_to_us() -> None:
    asked = await asking()
    said = [Line("hello", thread="t"), Line("lunch?", thread="t"), Line("<@U0REVERB>: help", thread="t")]
    assert [(one.text, one.addressed) for one in map(asked.utterance, said)] == [
        ("hello", True),
        ("lunch?", False),
        ("help", True),
    ]


async def test_a_mention_of_us_at_the_end_is_for_us_too() -> None:
    asked = await asking()
    said = [Line("hi <@U0REVERB>"), Line("who owns it, <@U0REVERB>?", thread="t")]
    assert [(one.text, one.addressed) for one in map(asked.utterance, said)] == [("hi", True), ("who owns it?", True)]


async def test_somebody_elses_mention_stays_in_the_question() -> None:
    assert (await asking()).utterance(Line("<@U0OLAV> is in which team")).text == "<@U0OLAV> is in which team"


async def test_words_about_time_are_meant_in_the_askers_zone_or_in_that_of_most_people() -> None:
    asked = await asking()
    assert str(asked.utterance(Line("x", asker_of("ines.duarte"))).zone) == "Europe/Lisbon"
    assert str(asked.utterance(Line("x")).zone) == "Europe/Oslo"
    assert (await asking(Person("U1", "Zed", zone="No/Where"))).utterance(Line("x")).zone is UTC


def test_a_moment_without_a_zone_is_utc() -> None:
    assert Line.of({"question": "x", "now": "2026-11-23T10:00:00"}).now == datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert Line.of({"question": "x", "now": "2026-11-23T12:00:00+02:00"}).now == datetime(
        2026, 11, 23, 10, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ([], '"question"'),
        ({"question": 1}, '"question"'),
        ({"question": "x", "as": 7}, '"as" must be a text'),
        ({"question": "x", "as": "a b:c/d/e"}, "names no user"),
        ({"question": "x", "now": "soon"}, "is no moment"),
    ],
)
def test_a_line_that_cannot_be_asked_says_why(line: object, says: str) -> None:
    with pytest.raises(UnusableLine, match=says):
        Line.of(line)
