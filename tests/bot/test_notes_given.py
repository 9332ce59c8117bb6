"""Somebody says where the notes are."""

import pytest

from bot.hearing import hear
from bot.notes_given import notes_given

ADDRESS = "https://wiki.north.example/retro/12?a=1"


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("notes: {}", ""),
        ("Notes {}", ""),
        ("the notes are here: {}", ""),
        ("here are the notes of tickets team: {}", "tickets"),
        ("notes for crew - {}", "crew"),
        ("minutes of the last retro: <{}>", ""),
        ("<{}|our wiki> are the notes", ""),
    ],
)
def test_the_address_is_taken_out_and_what_is_left_says_whose_they_are(text: str, whose: str) -> None:
    found = notes_given(hear(text.format(ADDRESS)))
    assert found is not None
    assert (found[0], " ".join(token.word for token in found[1])) == (ADDRESS, whose)


@pytest.mark.parametrize(
    "text",
    [
        "notes",
        "see {}",
        "who owns {}",
        "notes: {} or {}",
        "are the notes at {} up to date?",
        "notes on the big outage of last night: {} and who owns ticket-shop",
    ],
)
def test_what_gives_no_notes_is_left_to_be_understood(text: str) -> None:
    assert notes_given(hear(text.format(ADDRESS, ADDRESS))) is None
