"""An audience in words that are true of everyone they are about."""

import pytest

from handlers.audience import (
    ALL_USERS,
    NO_ONE,
    Audience,
    Rule,
    Segment,
    Share,
    Trait,
    Unsaid,
    all_of,
    either,
)
from handlers.audience_words import percent, serving, standing
from handlers.kit import Mrkdwn, plain

GERMANS = Trait("country", "is", ("DE", "AT"))
PRO = Trait("plan", "is", ("pro",), negated=True)
BETA = Segment("beta")
QUARTER = Rule(percent=25, by="userId")


def said(audience: Audience) -> str:
    word, whom = standing(audience)
    return plain(Mrkdwn(f"{word} {whom}".strip()))


def in_order(*rules: Rule) -> Audience:
    return Audience(rules, ordered=True)


@pytest.mark.parametrize(
    ("audience", "words"),
    [
        (NO_ONE, "off"),
        (ALL_USERS, "on for everyone"),
        (Audience((Rule(percent=12.5),)), "on for 12.5 % of users"),
        (Audience((Rule(percent=50, drawn=True),)), "on for 50 % of users (drawn anew each time)"),
        (Audience((QUARTER, Rule(BETA))), "on for 25 % of users (by userId), and for everyone in beta"),
        (Audience((Rule(by="companyId"),)), "on for everyone with a companyId"),
        (Audience((Rule(percent=5, by="companyId"),)), "on for 5 % (by companyId)"),
        (
            Audience((Rule(all_of(GERMANS, BETA, PRO)),)),
            "on for everyone in beta where country is DE or AT and plan is not pro",
        ),
        (
            Audience((Rule(all_of(GERMANS, either(PRO, Segment("vip", negated=True)))),)),
            "on for everyone where country is DE or AT and (plan is not pro or they are not in vip)",
        ),
        (Audience((Rule(Unsaid()),)), "on for everyone where a condition holds that has no plain words"),
        (
            Audience((Rule(percent=50, variants=(Share("blue", 30), Share("red", 70))),)),
            "on for 50 % of users, who get blue (30 %) or red (70 %)",
        ),
        (
            in_order(Rule(GERMANS), Rule(percent=50)),
            "on for everyone where country is DE or AT, and for 50 % of everyone else",
        ),
        (
            in_order(Rule(GERMANS, percent=0), Rule()),
            "off for everyone where country is DE or AT, and on for everyone else",
        ),
        (
            in_order(Rule(GERMANS, percent=25), Rule(percent=50)),
            "on for 25 % of users where country is DE or AT, and where that is not so for 50 % of users",
        ),
        (
            Audience((Rule(GERMANS),), ordered=True, otherwise="code"),
            "on for everyone where country is DE or AT; for everyone else the default in the code applies",
        ),
    ],
)
def test_an_audience_is_said(audience: Audience, words: str) -> None:
    assert said(audience) == words


@pytest.mark.parametrize(
    ("audience", "words"),
    [
        (in_order(Rule(variants=(Share("low", value="20"),))), "low (20) to everyone"),
        (
            in_order(Rule(GERMANS, variants=(Share("v3"),)), Rule(variants=(Share("v2", 60), Share("v3", 40)))),
            "v3 to everyone where country is DE or AT, and v2 to 60 % and v3 to 40 % of everyone else",
        ),
        (Audience(ordered=True, otherwise="code"), "whatever the code has as its default to everyone"),
    ],
)
def test_what_a_flag_of_several_variants_serves(audience: Audience, words: str) -> None:
    assert plain(serving(audience)) == words


def test_many_values_and_many_rules_are_counted() -> None:
    many = Trait("country", "is", tuple(f"C{number}" for number in range(9)))
    assert said(Audience((Rule(many),))).endswith("country is C0, C1, C2, C3, C4 or one of 4 more")
    rules = tuple(Rule(Segment(f"s{number}")) for number in range(9))
    assert said(Audience(rules)).endswith("for everyone in s5, and by 3 more rules")


def test_values_with_blanks_stand_in_quotes_and_markup_is_harmless() -> None:
    odd = Trait("plan", "is", ("*all* of <it>", ""))
    word, whom = standing(Audience((Rule(odd),)))
    assert plain(Mrkdwn(f"{word} {whom}")) == "on for everyone where plan is “*all* of <it>” or “”"
    assert "<it>" not in whom


def test_percents_are_written_as_short_as_they_are() -> None:
    assert [percent(one) for one in (25.0, 0.05, 33.333333, 100)] == ["25 %", "0.05 %", "33.333 %", "100 %"]
