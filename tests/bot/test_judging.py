"""Which of the possible readings of a message wins, and when none is good enough."""

import pytest

from tests.bot.asking import about, said, scene

SHOP, KIOSK = "component:default/ticket-shop", "component:default/kiosk"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("who owns ticket-shop, the deploy is stuck again", [f"owner {SHOP}"]),
        ("the deploy is stuck again, who owns ticket-shop", [f"owner {SHOP}"]),
        ("ticket-shop owner please", [f"owner {SHOP}"]),
        ("the owner wrote ticket-shop in rust over a weekend", []),
        ("who owns the ticket-shop and why did they rewrite it in rust", [f"owner {SHOP}"]),
    ],
)
def test_a_plain_question_may_leave_words_unexplained_and_mere_words_of_one_may_not(
    text: str, meant: list[str]
) -> None:
    assert said(text) == meant


@pytest.mark.parametrize(
    "text", ["restart kiosk and tell me who owns it", "deploy ticket-shop owner", "delete kiosk docs"]
)
def test_an_order_is_no_question_even_with_the_words_of_one(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("does anyone know who owns kiosk?", [f"owner {KIOSK}"]),
        ("do you know who owns kiosk?", [f"owner {KIOSK}"]),
        ("can you own kiosk from now on?", []),
        ("kiosk owner is out sick today, we wait", []),
        ("who owns foo-bar?", ["owner !foo-bar"]),
        ("Olav, who owns that thing from yesterday", []),
    ],
)
def test_between_people_only_a_plain_question_that_is_put_to_nobody_is_answered(text: str, meant: list[str]) -> None:
    assert said(text, scene(about("contact", SHOP), addressed=False)) == meant


def test_who_is_next_means_what_the_thread_was_about() -> None:
    assert said("who is next?", scene(about("oncall", SHOP))) == [f"oncall_next {SHOP}"]


def test_a_word_of_everyday_english_is_not_taken_for_a_thing_with_a_name_near_to_it() -> None:
    assert said("who owns the keys") == ["owner !the keys"] or said("who owns the keys") == ["owner !keys"]
