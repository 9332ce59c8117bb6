"""What follows from several rules together: one number only where it is true."""

import pytest

from handlers.audience import (
    ALL_USERS,
    EVERYONE,
    NO_ONE,
    NOBODY,
    Audience,
    Rule,
    Segment,
    Trait,
    all_of,
    attributes_in,
    either,
    opposite,
    percentage_of,
    reaches_anybody,
    simplified,
)

GERMANS = Trait("country", "is", ("DE",))
BETA = Segment("beta")
QUARTER = Rule(percent=25, by="userId")


@pytest.mark.parametrize(
    ("audience", "percent"),
    [
        (NO_ONE, 0),
        (ALL_USERS, 100),
        (Audience((QUARTER,)), 25),
        (Audience((QUARTER, Rule(BETA))), None),
        (Audience((Rule(BETA, percent=0), QUARTER)), 25),
        (Audience((QUARTER, Rule())), 100),
        (Audience((Rule(GERMANS),)), None),
        (Audience((Rule(GERMANS), Rule(percent=0)), ordered=True), None),
        (Audience((Rule(GERMANS, percent=0), Rule(percent=0)), ordered=True), 0),
        (Audience((Rule(GERMANS), Rule()), ordered=True), 100),
        (Audience((QUARTER, Rule(BETA)), ordered=True), 25),
        (Audience(otherwise="code"), None),
    ],
)
def test_a_percentage_is_only_given_where_one_number_is_true(audience: Audience, percent: float | None) -> None:
    assert percentage_of(audience) == percent


def test_a_rule_after_one_for_everyone_decides_nothing() -> None:
    audience = Audience((Rule(GERMANS, percent=0), Rule(), Rule(BETA)), ordered=True)
    assert simplified(audience).rules == (Rule(GERMANS, percent=0), Rule())


def test_nobody_is_reached_by_shares_of_nothing() -> None:
    assert not reaches_anybody(Audience((Rule(percent=0), Rule(NOBODY))))
    assert reaches_anybody(Audience((Rule(percent=0), Rule(BETA))))


def test_conditions_are_joined_flat_and_said_once() -> None:
    assert all_of(GERMANS, EVERYONE, all_of(GERMANS, BETA)) == all_of(GERMANS, BETA)
    assert all_of(GERMANS, NOBODY) == NOBODY
    assert either(GERMANS, EVERYONE) == EVERYONE
    assert either(NOBODY, GERMANS) == GERMANS


def test_the_opposite_of_several_conditions_is_that_one_of_them_fails() -> None:
    assert opposite(all_of(GERMANS, BETA)) == either(opposite(GERMANS), Segment("beta", negated=True))
    assert opposite(opposite(either(GERMANS, BETA))) == either(GERMANS, BETA)
    assert opposite(EVERYONE) == NOBODY


def test_attributes_are_those_a_condition_looks_at() -> None:
    assert {*attributes_in(all_of(GERMANS, either(BETA, Trait("plan", "is", ("pro",)))))} == {"country", "plan", ""}
