"""Particulars of questions, each read from the words that give it."""

import pytest

from bot.hearing import hear
from bot.slots import (
    direction_of,
    environment_of,
    environment_tokens,
    excluded_from,
    level_of,
    link_of,
    state_of,
    subject_of,
    task_of,
)


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("who is secondary", 2),
        ("the l1 person", 1),
        ("who is on level 3", 3),
        ("tier 2 support", 2),
        ("the backup for tonight", 2),
        ("who is on call", None),
        ("level up", None),
    ],
)
def test_a_level_is_a_word_or_a_number_after_level(words: str, level: int | None) -> None:
    assert level_of(words.split()) == level


def test_an_environment_goes_by_its_short_names() -> None:
    assert [environment_of(one.split()) for one in ("on in prod", "in stg", "on preprod", "in qa", "everywhere")] == [
        "production",
        "staging",
        "staging",
        "qa",
        None,
    ]


def test_a_word_for_an_environment_is_only_one_after_a_preposition_or_at_the_end() -> None:
    assert environment_tokens(hear("test runner owner")) == frozenset()
    assert environment_tokens(hear("is it on in test")) == {4}
    assert environment_tokens(hear("is it on for dev users")) == {4}


@pytest.mark.parametrize(
    ("words", "link"),
    [
        ("the runbook in the wiki", "runbook"),
        ("grafana", "dashboard"),
        ("docs or dashboard", "docs"),
        ("source code", "repo"),
        ("kibana", "logs"),
        ("its owner", None),
    ],
)
def test_a_sort_of_link_goes_by_many_names_and_the_runbook_comes_first(words: str, link: str | None) -> None:
    assert link_of(words.split()) == link


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("flags on ticket-shop", None),
        ("flags that are on", "on"),
        ("switched on flags", "on"),
        ("partially on", "partial"),
        ("half way", "partial"),
        ("forgotten flags that are on", "stale"),
        ("disabled ones", "off"),
    ],
)
def test_on_is_a_state_only_where_something_is_on(words: str, state: str | None) -> None:
    assert state_of(words.split()) == state


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("is it on for user 42", "42"),
        ("is it on for customer id acme-7", "acme-7"),
        ("is it on for acme-7", "acme-7"),
        ("is it on for everybody", None),
        ("is it on for 42 percent", None),
    ],
)
def test_for_whom_a_flag_is_asked_is_a_number_or_a_named_customer(words: str, subject: str | None) -> None:
    assert subject_of(words.split()) == subject


@pytest.mark.parametrize(
    ("words", "task"),
    [
        ("pick a note taker", "note-taker"),
        ("who takes minutes", "note-taker"),
        ("pick someone", "note-taker"),
        ("who should facilitate the retro", "facilitator"),
        ("who will host standup", "standup-host"),
        ("pick a demo presenter", "demo-presenter"),
        ("pick a random host", "host"),
        ("who does the demo", "demo-presenter"),
    ],
)
def test_a_task_is_named_by_who_does_it_or_by_what_is_done(words: str, task: str) -> None:
    assert task_of(words.split()) == task


def test_who_provides_and_who_consumes_is_told_by_the_verb_and_neither_by_both() -> None:
    assert direction_of((), "which apis does _ expose") == "provides"
    assert direction_of((), "which apis does _ call") == "consumes"
    assert direction_of((), "which apis does _ expose or use") is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("pick someone but not ana", 2),
        ("pick anyone except ana", 2),
        ("pick ana", None),
        ("pick someone not", None),
        ("it will not start so pick ana", None),
    ],
)
def test_whoever_follows_but_not_or_except_is_excluded(text: str, first: int | None) -> None:
    assert excluded_from(hear(text)) == first
