"""What is said to us, without the mention of us."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mention import without_mention


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<@U0R> who owns x?", "who owns x?"),
        ("  <@U0R|reverb>, who owns x?", "who owns x?"),
        ("<@U0R> <@U0R>: who owns x?", "who owns x?"),
        ("who owns x, <@U0R>?", "who owns x?"),
        ("who is <@U0R> for", "who is <@U0R> for"),
        ("<@U0ANA> <@U0R> who owns x?", "<@U0ANA> <@U0R> who owns x?"),
        ("<@U0RX> who owns x?", "<@U0RX> who owns x?"),
        ("<@U0R>", ""),
    ],
)
def test_the_mention_of_us_at_either_end_is_taken_away(text: str, left: str) -> None:
    assert without_mention(text, "U0R") == left


@given(st.text() | st.text("<@U0R>|, ?."))
def test_no_text_is_too_odd_to_lose_its_mention(text: str) -> None:
    assert len(without_mention(text, "U0R")) <= len(text)
