"""The notation of phrases, as a clause meets it."""

import pytest

from bot.grammar import Grammar, Match


def matches(phrase: str, clause: str) -> list[Match]:
    return [*Grammar({"owner": (phrase,)}).matches(tuple(clause.split()))]


def filled(phrase: str, clause: str) -> dict[str, str] | None:
    """The words in the slots of a phrase where it occurs in a clause."""
    words = clause.split()
    found = matches(phrase, clause)
    return {name: " ".join(words[slice(*span)]) for name, span in found[0].slots.items()} if found else None


@pytest.mark.parametrize(
    ("phrase", "clause", "slots"),
    [
        ("who owns {entity}", "who owns ticket shop", {"entity": "ticket shop"}),
        ("who owns {entity}", "and who owns ticket shop", {"entity": "ticket shop"}),
        ("^who owns {entity}", "and who owns ticket shop", None),
        ("who [really] owns {entity}", "who really owns x", {"entity": "x"}),
        ("who [really] owns {entity}", "who sadly owns x", None),
        ("(owner|owners) of {entity}", "owners of x", {"entity": "x"}),
        ("who _ owns {entity}", "who on earth still owns x", {"entity": "x"}),
        ("is {entity} in {group}", "is x in y z", {"entity": "x", "group": "y z"}),
        ("the owner of the {entity}", "owner of x", {"entity": "x"}),
        ("who owns {entity}", "whoever owns x", None),
    ],
)
def test_a_phrase_is_found_where_its_words_stand_in_order(
    phrase: str, clause: str, slots: dict[str, str] | None
) -> None:
    assert filled(phrase, clause) == slots


def test_words_that_carry_little_weigh_less_than_words_that_tell() -> None:
    (light,), (heavy,) = matches("who is {entity}", "who is x"), matches("who owns {entity}", "who owns x")
    assert light.weight < heavy.weight


def test_the_words_in_a_slot_are_not_explained_by_the_phrase() -> None:
    (found,) = matches("who owns {entity}", "so who owns ticket shop")
    assert found.consumed == {1, 2}


def test_phrases_are_found_in_the_order_they_were_given_whatever_word_they_hang_on() -> None:
    grammar = Grammar({"owner": ("who owns {entity}",), "about": ("{entity}",), "contact": ("reach {entity}",)})
    assert [one.pattern.kind for one in grammar.matches(("reach", "who", "owns", "x"))] == [
        "owner",
        "about",
        "contact",
    ]


def test_a_phrase_that_begins_as_a_question_does_opens_one() -> None:
    phrases = ("who owns {entity}", "list {facets}", "owner of {entity}")
    assert [one.opens for one in Grammar({"owner": phrases}).patterns] == [True, True, False]
