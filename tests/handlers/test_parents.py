"""A rollout that depends on others is only as far as they let it."""

from dataclasses import replace

import pytest

from handlers.audience import ALL_USERS, Audience, Given, Rule, Segment
from handlers.flag_lines import standing_of
from handlers.flags import Environment, Parent, Rollout
from handlers.parents import with_parents
from tests.ferry_flags import QUARTER, live, off, rollout

CHILD = rollout("child", live("production", QUARTER))


def held(parent: Parent, its: Environment | None) -> Environment:
    """The child's production, with a parent that stands like this."""
    known: dict[str, Rollout] = {"p": rollout("p", its)} if its is not None else {}
    return with_parents(replace(CHILD, parents=(parent,)), known).environments[0]


@pytest.mark.parametrize(
    ("parent", "its", "words", "percentage"),
    [
        (Parent("p"), off("production"), "off because of what it depends on", 0),
        (
            Parent("p"),
            live("production", ALL_USERS),
            "on for 25 % of users (by userId), and for everyone in beta-testers",
            None,
        ),
        (Parent("p", on=False), live("production", ALL_USERS), "off because of what it depends on", 0),
        (
            Parent("p", on=False),
            off("production"),
            "on for 25 % of users (by userId), and for everyone in beta-testers",
            None,
        ),
    ],
)
def test_a_parent_lets_it_be_or_holds_it_back(
    parent: Parent, its: Environment, words: str, percentage: float | None
) -> None:
    found = held(parent, its)
    assert (standing_of(found), found.percentage) == (words, percentage)


@pytest.mark.parametrize(
    ("parent", "its", "given"),
    [
        (Parent("p"), live("production", QUARTER), Given("p")),
        (Parent("p"), None, Given("p")),
        (Parent("p"), off("staging"), Given("p")),
        (Parent("p", on=False), live("production", QUARTER), Given("p", negated=True)),
        (Parent("p", variants=("blue", "red")), live("production", ALL_USERS), Given("p", ("blue", "red"))),
    ],
)
def test_where_it_depends_on_who_asks_that_is_part_of_for_whom_it_is_on(
    parent: Parent, its: Environment | None, given: Given
) -> None:
    found = held(parent, its)
    assert found.audience is not None
    assert all(given in getattr(rule.where, "parts", (rule.where,)) for rule in found.audience.rules)


def test_it_is_said_in_the_sentence() -> None:
    audience = Audience((Rule(Given("p")), Rule(Given("p", ("blue",), negated=True)), Rule(Segment("b"))))
    assert standing_of(live("production", audience)) == (
        "on for everyone for whom p is on, and for everyone who do not get blue of p, and for everyone in b"
    )


def test_what_is_off_or_depends_on_nothing_stays_as_it_is() -> None:
    assert with_parents(CHILD, {}) is CHILD
    switched_off = replace(rollout("child", off("production")), parents=(Parent("p"),))
    assert with_parents(switched_off, {}).environments == switched_off.environments
