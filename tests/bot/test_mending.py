"""Slips in the words of questions are mended; names, tags and English words are left as they are."""

import pytest

from bot.hearing import hear
from bot.mending import Mender, mended
from tests.bot.asking import names, understanding

MENDER = Mender(understanding()._grammar.vocabulary)


def mend(text: str) -> str:
    tokens = hear(text)
    words = mended(tokens, [], MENDER, names())
    return " ".join(word for at, token in enumerate(tokens) if (word := words.get(at, token.word)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("who onws it", "who owns it"),
        ("hwo owns it", "who owns it"),
        ("hwo do i reach it", "how do i reach it"),
        ("it is my wifi", "it is my wifi"),
        ("waht depneds on it", "what depends on it"),
        ("wh ois it", "who is it"),
        ("whois it", "who is it"),
        ("tellme", "tell me"),
        ("the runbok", "the runbook"),
        ("dashbaord of it", "dashboard of it"),
        ("note-tkaer", "notetaker"),
    ],
)
def test_a_slip_in_a_word_of_grammar_is_mended(typed: str, meant: str) -> None:
    assert mend(typed) == meant


@pytest.mark.parametrize(
    "word", ["casters", "kiosk", "berth", "openapi", "python", "experimental", "painter", "owls", "q3", "xy"]
)
def test_a_name_a_tag_an_english_word_and_what_is_too_short_are_never_mended(word: str) -> None:
    assert mend(word) == word


def test_two_english_words_side_by_side_are_not_taken_for_one_with_the_blank_misplaced() -> None:
    assert mend("who is") == "who is"
    assert mend("how dot") == "how dot"
