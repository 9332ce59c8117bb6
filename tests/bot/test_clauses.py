"""A message falls into clauses where people would pause; courtesies are no part of any."""

import pytest

from bot.clauses import clauses_of
from bot.hearing import hear
from bot.spans import spans_of
from tests.bot.asking import names, understanding


def clauses(text: str) -> list[str]:
    """The clauses of a message, names as `§`."""
    tokens = hear(text)
    spans = spans_of(tokens, names(), understanding()._grammar.vocabulary)
    return [" ".join(one.words) for one in clauses_of(tokens, spans, {})]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("who owns ticket-shop. who owns kiosk", ["who owns §", "who owns §"]),
        ("who owns ticket-shop (the web one)", ["who owns §", "web one"]),
        ("who owns ticket-shop and who is on call", ["who owns §", "who is oncall"]),
        ("who owns ticket-shop, since it is deprecated", ["who owns §", "since it is deprecated"]),
        ("owners of\n• ticket-shop\n2) kiosk", ["owners of", "§", "§"]),
        ("ticket-shop, kiosk and fare-engine", ["§ § and §"]),
        ("owner of ticket-shop and kiosk", ["owner of § and §"]),
    ],
)
def test_a_clause_ends_where_another_sentence_question_or_remark_begins(text: str, cut: list[str]) -> None:
    assert clauses(text) == cut


@pytest.mark.parametrize(
    "text",
    [
        "Hi team, who owns ticket-shop?",
        "could you please tell me who owns ticket-shop, thanks!",
        "hello! who owns ticket-shop please",
        "hey folks, quick question: who owns ticket-shop",
    ],
)
def test_courtesies_around_a_question_are_read_over(text: str) -> None:
    assert "who owns §" in clauses(text)


def test_a_message_of_nothing_but_punctuation_has_no_clause() -> None:
    assert clauses("?! … --- ()") == []
