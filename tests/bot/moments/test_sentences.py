"""Times inside messages: which words belong to them, and which words are no times at all."""

import json
import re
from collections.abc import Iterator
from cProfile import Profile
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moments import moments
from tests.bot.moments.telling import BERLIN, NOW, read, rest_of, tokens, words_of
from tests.shared import shared_data


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("who is oncall for ledger on saturday at 3am?", "who is oncall for ledger |"),
        ("in 2 hours, who is oncall for ledger", ", who is oncall for ledger"),
        ("what about tomorrow?", "what about |"),
        ("and on wednesday at 1pm?", "and |"),
        ("who takes notes in today 's retro", "who takes notes in retro"),
        ("who is oncall right now for ledger", "who is oncall for ledger"),
        ("what changed in ledger in the last 2 hours? latency jumped", "what changed in ledger | latency jumped"),
        ("who is oncall sat?", "who is oncall |"),
        ("who is oncall christmas?", "who is oncall |"),
        ("is new-player on today", "is new-player on"),
        ("is new-player on right now", "is new-player on"),
        ("who is on tonight", "who is on"),
        ("who is on friday night", "who is on"),
        ("who was oncall on the morning of the 3rd for ledger", "who was oncall for ledger"),
        ("who is oncall for ledger from monday to friday", "who is oncall for ledger"),
        ("tomorrow at 9 am i oncall", "am i oncall"),
        ("thursday 9 people are away", "9 people are away"),
        ("need it by eod please", "need it please"),
        ("pick one for today, not me", "pick one , not me"),
        ("changes since friday until today", "changes"),
    ],
)
def test_a_moment_takes_the_words_that_are_its_own_and_no_others(sentence: str, left: str) -> None:
    assert rest_of(sentence, read(sentence)) == left


@pytest.mark.parametrize(
    "sentence",
    [
        "who may i ask about payments",
        "top 5 may fail",
        "he sat down",
        "who owns sun",
        "what depends on sun",
        "what depends on mon",
        "march on",
        "is jan oncall",
        "who is oncall jan",
        "changes by april",
        "the second oncall",
        "who is secondary",
        "is quote-v3 on for user 42",
        "top 5 services",
        "is it at 100 percent",
        "is it at 10 percent yet",
        "at 9 nodes",
        "at one of the services",
        "at one point",
        "on 1/2 of the nodes",
        "oncall 24/7",
        "who owns the coffee machine on the 3rd floor",
        "card-3ds2",
        "flood-map-2026",
        "friday-service",
        "christmas banner flag",
        "the black friday sale",
        "line 88 port 8080",
        "throwing 500s",
        "upgrade to 9.30",
        "good morning , who owns ledger",
        "good afternoon",
        "happy friday",
        "have a good weekend",
        "merry christmas",
        "who took notes last time",
        "the last few times",
        "last minute change",
        "who is next",
        "next oncall",
        "last changed by",
        "first week here",
        "oncall with the bank for two hours",
        "retro starts in 5",
        "in more than one team",
        "how much per month",
        "ages ago",
        "since when",
        "at the same time",
        "half way through",
        "give me a minute",
        "in 9999 years",
        "at 25",
        "at 9:75",
        "2026-13-45",
        "2026-11-23t02:58:11.204z error",
        "sundry augusta mourning",
    ],
)
def test_words_that_only_look_like_a_time_are_none(sentence: str) -> None:
    assert [words_of(sentence, moment) for moment in read(sentence)] == []


@pytest.mark.parametrize(
    "words", ["now", "right now", "at the moment", "currently", "these days", "at this minute", "atm"]
)
def test_words_for_now_tell_no_moment(words: str) -> None:
    assert [(one.when, one.since) for one in read(words)] == [(None, None)]


def test_several_times_are_told_in_order() -> None:
    first, second = read("who is oncall on saturday and on sunday at 9am")
    assert (first.start, first.end, second.start, second.end) == (3, 5, 6, 10)


_SLOTTED = re.compile(r"<[^>]*>")


def _labelled() -> Iterator[dict[str, Any]]:
    """Labelled questions whose own words hold a time."""
    for name in ("dev.jsonl", "dev-threads.jsonl"):
        for line in shared_data("questions", name).read_text(encoding="utf-8").splitlines():
            label = json.loads(line)
            slots = [ask["slots"] for ask in label["expect"]["asks"]]
            label["times"] = {key: one[key] for one in slots for key in ("when", "since") if key in one}
            if label["times"] and not label["expect"].get("also_right"):
                yield label


def test_labelled_questions_are_read_as_their_authors_meant_them() -> None:
    users = json.loads(shared_data("worlds", "insurance", "slack-users.json").read_text(encoding="utf-8"))
    zones = {f"user:default/{user['name']}": user.get("tz") for user in users}
    wrong = []
    for label in _labelled():
        words = tokens(_SLOTTED.sub(" ", label["question"]).replace(": ", ", "))
        zone = ZoneInfo(zones.get(label.get("as", "")) or "Europe/London")
        past = not {"was", "changed", "did"}.isdisjoint(words)
        found = moments(words, datetime.fromisoformat(label["now"]), zone, past)
        told = [{"when": _written(one.when), "since": _written(one.since)} for one in found]
        if not any(label["times"].items() <= one.items() for one in told):
            wrong.append((label["question"], label["times"], told))
    assert wrong == []


def _written(value: Any) -> str | None:
    return None if value is None else value.isoformat().replace("+00:00", "Z")


_VOCABULARY = (
    "at on in for since until by the a an last next this past 9 9:30 9pm 14:00 2 24 2h half quarter to noon midnight "
    "monday tue sat weekend week month day days hours hour ago from now tomorrow today tonight yesterday before "
    "after morning night december may 14 14th of 2026 2026-02-30 31/11 29 february christmas eve new year end start "
    "twenty four and between first thing same time utc , | 's couple few minutes years 9999 0900 back week"
)
WORDS = st.sampled_from(_VOCABULARY.split()) | st.text(max_size=12)
ZONES = st.sampled_from(
    ["UTC", "Europe/London", "Asia/Kolkata", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"]
)


@given(
    st.lists(WORDS, max_size=25),
    st.timedeltas(timedelta(days=-20_000), timedelta(days=20_000)),
    ZONES,
    st.booleans(),
)
def test_any_words_are_read_without_an_error_into_spans_that_do_not_overlap(
    words: list[str], ahead: timedelta, zone: str, past: bool
) -> None:
    found = moments(words, NOW + ahead, ZoneInfo(zone), past)
    assert all(0 <= moment.start < moment.end <= len(words) for moment in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for moment in found:
        assert all(not isinstance(value, datetime) or value.tzinfo is UTC for value in (moment.when, moment.since))


@pytest.mark.parametrize(
    "words",
    ["the", "on", "at 9", "in 2", "half past", "day after", "twenty", "9 to", "next monday and", "week 1h30m", "a"],
)
def test_twice_as_many_words_take_twice_the_steps(words: str) -> None:
    once, twice = (_steps(words.split() * times) for times in (200, 400))
    assert twice <= 2.1 * once


def _steps(words: list[str]) -> int:
    """How many calls reading takes; unlike seconds, the same on every machine."""
    profile = Profile(builtins=False)
    profile.runcall(moments, words, NOW, BERLIN)
    return sum(one.callcount for one in profile.getstats())


def test_a_word_of_any_length_is_read() -> None:
    assert moments(["1h" * 100_000, "tomorrow"], NOW, BERLIN)[0].start == 1
