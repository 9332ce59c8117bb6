"""Where the question is plain, its name is found among whatever else is said, and asked back where it is not sure."""

import pytest

from tests.bot.asking import about, said, scene

PLAIN = [
    ("on call for the shop ticket thing in hall 3, it spits blanks, quick", "oncall component:default/ticket-shop"),
    ("runbook for the fare engin… service, the name escapes me", "links component:default/fare-engine"),
    (
        "who relieves the current harbour on-call, and when",
        "oncall_next ?group:default/harbour-crew|system:default/harbour-ops",
    ),
]


@pytest.mark.parametrize(("text", "meant"), PLAIN)
def test_a_name_that_nothing_marks_is_found_where_the_question_is_plain(text: str, meant: str) -> None:
    assert said(text) == [meant]


@pytest.mark.parametrize(
    "text", ["the desk is broken and my boss is on holiday", "nobody will ever fix the horn, sigh"]
)
def test_where_nothing_is_plainly_asked_no_name_is_looked_for(text: str) -> None:
    assert said(text) == []


def test_a_single_everyday_word_is_not_taken_from_what_the_thread_is_about() -> None:
    shop = scene(about("owner", "component:default/ticket-shop"))
    assert said("where is the runbook, the feed of complaints is endless", shop) == [
        "links component:default/ticket-shop"
    ]


def test_a_part_of_a_name_that_nobody_bears_is_not_what_was_meant() -> None:
    assert said("who owns the kiosk firewall") == ["owner !kiosk firewall"]
    assert said("who owns the fare engine firewall") == ["owner !fare engine firewall"]
