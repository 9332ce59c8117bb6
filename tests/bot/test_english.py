"""Real words are told from slips and from names."""

import pytest

from bot.english import is_common, is_english


@pytest.mark.parametrize("word", ["printer", "painter", "status", "search", "owners", "running"])
def test_words_of_a_dictionary_are_english(word: str) -> None:
    assert is_english(word)


@pytest.mark.parametrize("word", ["onws", "kafka", "grafana", "tickt", "chekcout", "xyzzy", "Status", ""])
def test_slips_and_made_up_names_are_not(word: str) -> None:
    assert not is_english(word)


def test_a_word_everybody_uses_every_day_is_common_and_an_unusual_one_is_not() -> None:
    assert is_common("status")
    assert is_english("roster")
    assert not is_common("roster")
