"""Spellings of one name have the same words, whatever joins them; different names keep different words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.folding import flat, key_of, words_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("paymentsAPI-v2", ("payments", "api", "v2")),
        ("HTTPServer", ("http", "server")),
        ("Inês Duarte", ("ines", "duarte")),
        ("Straße_Łódź", ("strasse", "lodz")),
        ("Rights & Royalties", ("rights", "royalties")),
        ("search and find", ("search", "find")),
        ("o'brien’s", ("obriens",)),
        ("APIs", ("apis",)),
        ("\uff57\uff48\uff4f", ("who",)),
        ("\U0001d40f\U0001d400y", ("pay",)),
        ("…", ()),
    ],
)
def test_a_name_is_its_words_without_case_accents_and_joints(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


def test_spellings_of_one_name_have_one_key() -> None:
    spellings = ("ticket-shop", "TicketShop", "ticket_shop", "ticket shop", "TICKETSHOP", "Tícket.Shop")
    assert {key_of(words_of(one)) for one in spellings} == {"ticketshop"}


@given(st.text(max_size=60))
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert words_of(" ".join(words_of(text))) == words_of(text)
    assert flat(flat(text)) == flat(text)
