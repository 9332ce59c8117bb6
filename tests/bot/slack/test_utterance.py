"""Slack's payloads are read as turns, and what is not for us is left alone."""

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply import NEITHER
from bot.slack.place import InPlaceOf, InThread, OnlyTo, Privately
from bot.slack.turn import Asks, Note, Share, Turn, Words
from bot.slack.utterance import commanded, heard, pointed_at, pressed, utterance, zone_of
from bot.slack.words import NONE_OF_THESE, NOTHING_TO_READ, OLD_BUTTON, PING_IN_PUBLIC, SHARE
from handlers.asked import Asked
from handlers.people import Person
from tests.bot.slack.payloads import US, command, event, message, press, private_press, shortcut
from tests.shared import shared_data

ANA = Person("U0ANA", "Ana Lima", zone="Europe/Lisbon")


def read(body: dict[str, Any]) -> Turn:
    turn = heard(body, US)
    assert turn is not None
    return turn


def test_a_mention_is_answered_in_the_thread_it_begins() -> None:
    turn = read(event())
    assert turn.move == Words("who owns payments-api?")
    assert turn.place == InThread("C0PAY", "1795000000.000100")
    assert (turn.thread, turn.user, turn.addressed) == ("C0PAY:1795000000.000100", "U0ANA", True)
    assert turn.said_at == datetime.fromtimestamp(1795000000.0001, UTC)
    assert turn.begins


def test_a_mention_in_a_thread_is_answered_there() -> None:
    turn = read(event(thread_ts="1794000000.000100"))
    assert turn.place == InThread("C0PAY", "1794000000.000100")
    assert (turn.thread, turn.begins) == ("C0PAY:1794000000.000100", False)


def test_a_mention_that_arrives_as_two_events_is_known_as_one_by_its_place_in_the_channel() -> None:
    both = read(event(event_id="Ev1")), read(message(event_id="Ev2", text=f"<@{US}> who owns payments-api?"))
    assert [turn.keys for turn in both] == [("message:C0PAY:1795000000.000100",)] * 2
    assert both[0].move == both[1].move
    assert both[1].addressed


def test_a_mention_without_words_asks_for_help() -> None:
    assert read(event(text=f"  <@{US}> ")).move == Words("help")


def test_a_direct_message_is_said_to_us() -> None:
    turn = read(message(channel="D0ANA", channel_type="im"))
    assert (turn.addressed, turn.place) == (True, InThread("D0ANA", "1795000000.000100"))


def test_what_people_say_in_a_thread_is_not_said_to_us_unless_it_mentions_us() -> None:
    assert not read(message(thread_ts="1794000000.000100")).addressed
    assert read(message(thread_ts="1794000000.000100", text=f"thanks, <@{US}|reverb>")).addressed


def test_what_people_say_in_a_channel_is_left_alone() -> None:
    assert heard(message(), US) is None


@pytest.mark.parametrize(
    "noise",
    [
        {"bot_id": "B0OTHER"},
        {"subtype": "bot_message"},
        {"subtype": "channel_join"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"hidden": True},
        {"edited": {"user": "U0ANA", "ts": "1795000003.000000"}},
        {"user": US},
        {"user": None},
        {"channel": ""},
        {"ts": 1795000000},
    ],
)
def test_bots_edits_notices_and_ourselves_are_not_answered(noise: dict[str, Any]) -> None:
    assert heard(event(**noise), US) is None


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message"])
def test_what_a_person_says_with_a_file_or_to_the_whole_channel_is_answered(subtype: str) -> None:
    assert heard(event(subtype=subtype), US) is not None


@pytest.mark.parametrize(("said", "known"), [(True, True), (False, False), (None, None), ("yes", None)])
def test_only_a_clear_word_says_whether_outsiders_read_the_channel(said: object, known: bool | None) -> None:
    assert read(event(is_ext_shared_channel=said)).is_shared is known


def test_a_command_is_answered_privately() -> None:
    turn = commanded(command())
    assert turn is not None
    assert turn.move == Words("who owns payments-api")
    assert turn.place == Privately("https://hooks.example/commands/1", OnlyTo("C0PAY", "U0ANA"))
    assert (turn.thread, turn.keys, turn.channel_name) == (None, ("command:13.7.abc",), "payments")


def test_a_command_without_words_asks_for_help() -> None:
    turn = commanded(command(text="  "))
    assert turn is not None
    assert turn.move == Words("help")


def test_the_shortcut_looks_through_the_message_for_an_owner() -> None:
    turn = pointed_at(shortcut(thread_ts="1794000000.000100"))
    assert turn is not None
    assert turn.move == Words("who owns it broke")
    assert turn.place == Privately("https://hooks.example/shortcuts/1", OnlyTo("C0PAY", "U0ANA", "1794000000.000100"))


@pytest.mark.parametrize(
    ("fields", "move"),
    [
        (
            {"text": "", "attachments": [{"title": "Alert", "text": "payments-api"}]},
            Words("who owns Alert\npayments-api"),
        ),
        (
            {"text": "", "blocks": [{"type": "section", "text": {"text": "payments-api"}}]},
            Words("who owns payments-api"),
        ),
        ({"text": ""}, Note(NOTHING_TO_READ)),
    ],
)
def test_the_shortcut_reads_what_alerts_say_in_blocks_and_attachments(fields: dict[str, Any], move: object) -> None:
    turn = pointed_at(shortcut(**fields))
    assert turn is not None
    assert turn.move == move


def test_a_button_that_asks_is_answered_in_the_thread() -> None:
    turn = pressed(press())
    assert turn is not None
    assert turn.move == Asks((Asked.parse("owner component:default/payments-api"),))
    assert turn.place == InThread("C0PAY", "1795000000.000000")
    assert (turn.thread, turn.keys) == ("C0PAY:1795000000.000000", ("action:13.8.abc",))


def test_a_button_that_corrects_is_answered_in_place_and_keeps_who_asked_what() -> None:
    question = {"type": "context", "block_id": "question", "elements": []}
    answer = {"type": "section", "block_id": "x"}
    turn = pressed(press(action_id="instead:1", message={"ts": "1795000000.000100", "blocks": [question, answer]}))
    assert turn is not None
    assert turn.place == InPlaceOf("C0PAY", "1795000000.000100", "1795000000.000100", (question,))


def test_a_button_under_a_private_answer_is_answered_privately() -> None:
    asked, instead = pressed(private_press()), pressed(private_press(action_id="instead:0"))
    assert asked is not None
    assert instead is not None
    only_to = OnlyTo("C0PAY", "U0ANA")
    assert asked.place == Privately("https://hooks.example/actions/1", only_to)
    assert instead.place == Privately("https://hooks.example/actions/1", only_to, replaces=True)
    assert asked.thread is None


def test_sharing_happens_once_for_each_private_answer() -> None:
    turn = pressed(private_press(action_id=SHARE, value="who owns payments-api"))
    assert turn is not None
    assert turn.move == Share("who owns payments-api")
    assert turn.keys == ("action:13.8.abc", "share:C0PAY:1795000000.000100")


PING = "ping_oncall component:default/x"


def test_whoever_is_on_call_is_pinged_once_for_each_answer() -> None:
    turn = pressed(press(value=PING))
    assert turn is not None
    assert turn.keys == ("action:13.8.abc", "ping:C0PAY:1795000000.000100")


def test_a_ping_that_nobody_else_would_see_is_explained_instead() -> None:
    turn = pressed(private_press(value=PING))
    assert turn is not None
    assert turn.move == Note(PING_IN_PUBLIC)


def test_saying_none_of_these_is_noted_in_place() -> None:
    turn = pressed(press(action_id=NEITHER, value="-"))
    assert turn is not None
    assert turn.move == Note(NONE_OF_THESE)
    assert isinstance(turn.place, InPlaceOf)


@pytest.mark.parametrize("value", ["", "?", "owner 7/7/7", "owner component:default/x ?level=high"])
def test_a_button_nobody_understands_any_more_is_answered_only_to_who_pressed_it(value: str) -> None:
    turn = pressed(press(action_id="instead:0", value=value))
    assert turn is not None
    assert turn.move == Note(OLD_BUTTON)
    assert isinstance(turn.place, Privately)
    assert not turn.place.replaces


def test_the_utterance_has_the_askers_zone_and_the_time_it_was_said() -> None:
    said = utterance(read(event()), "who owns it?", ANA, {}, "payments", datetime(2030, 1, 1, tzinfo=UTC))
    assert said.zone == ZoneInfo("Europe/Lisbon")
    assert said.now == datetime.fromtimestamp(1795000000.0001, UTC)
    assert (said.text, said.channel, said.channel_name) == ("who owns it?", "C0PAY", "payments")


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "\0"])
def test_an_unknown_zone_is_utc(zone: str) -> None:
    assert zone_of(Person("U1", "X", zone=zone)) == UTC


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
bodies: st.SearchStrategy[dict[str, Any]] = st.dictionaries(
    st.sampled_from(
        ["event", "type", "user", "channel", "ts", "thread_ts", "text", "message", "container", "actions", "blocks"]
    ),
    json_values | st.deferred(lambda: bodies),
    max_size=6,
)


@given(bodies)
def test_no_payload_is_an_error(body: dict[str, Any]) -> None:
    heard(body, US), commanded(body), pointed_at(body), pressed(body)


def test_real_payloads_are_read_without_an_error() -> None:
    for name in ("events", "actions", "commands", "views"):
        for line in shared_data("slack", f"{name}.jsonl").read_text().splitlines():
            body = json.loads(line)["payload"]
            heard(body, US), commanded(body), pointed_at(body), pressed(body)
