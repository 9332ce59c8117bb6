"""Unleash's strategies in words, and where one number is true."""

from typing import Any

import msgspec
import pytest

from bot.providers.unleash_strategies import Strategy, audience_of
from handlers.audience import percentage_of
from handlers.flag_lines import standing_of
from handlers.flags import Environment
from tests.contracts.unleash.flags import constraint, share


def said(*strategies: dict[str, Any]) -> str:
    return standing_of(Environment("production", "live", _audience(*strategies)))


def _audience(*strategies: dict[str, Any]) -> Any:
    return audience_of(msgspec.convert([*strategies], list[Strategy]), {7: "beta"})


@pytest.mark.parametrize(
    ("strategy", "words"),
    [
        ({"name": "default"}, "on for everyone"),
        (share(0), "off"),
        (share(250, "default"), "on for everyone"),
        ({"name": "flexibleRollout", "parameters": {"rollout": ""}}, "off"),
        ({"name": "flexibleRollout", "parameters": {"rollout": "30"}}, "on for 30 % of users"),
        ({"name": "gradualRolloutUserId", "parameters": {"percentage": "5"}}, "on for 5 % of users (by userId)"),
        ({"name": "gradualRolloutSessionId", "parameters": {"percentage": 5}}, "on for 5 % of users (by sessionId)"),
        (
            {"name": "gradualRolloutRandom", "parameters": {"percentage": "5"}},
            "on for 5 % of users (drawn anew each time)",
        ),
        ({"name": "userWithId", "parameters": {"userIds": "ana, tom"}}, "on for everyone where userId is ana or tom"),
        ({"name": "userWithId", "parameters": {"userIds": ""}}, "off"),
        (
            {"name": "remoteAddress", "parameters": {"IPs": "10.0.0.1"}},
            "on for everyone where remoteAddress is 10.0.0.1",
        ),
        ({"name": "ours"}, "on for everyone where a condition holds that has no plain words"),
        (share(100, "default", segments=[7, 9]), "on for everyone in beta and in segment 9"),
        (share(100, "default", disabled=True), "off"),
    ],
)
def test_a_strategy_is_said(strategy: dict[str, Any], words: str) -> None:
    assert said(strategy).replace("\u2060", "") == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (constraint("country", "IN", "DE", " AT "), "country is DE or AT"),
        (constraint("country", "NOT_IN", "DE"), "country is not DE"),
        (constraint("country", "NOT_IN", "DE", inverted=True), "country is DE"),
        (
            constraint("mail", "STR_ENDS_WITH", "@x", caseInsensitive=True),
            "mail ends with @x (capitals do not matter)",
        ),
        (constraint("age", "NUM_GTE", value="18"), "age is at least 18"),
        (constraint("age", "NUM_LT", value=18, inverted=True), "age is not below 18"),
        (constraint("version", "SEMVER_GT", value="2.0.0"), "version is above 2.0.0"),
        (constraint("x", "DATE_AFTER", value="2026-01-01T00:00:00Z"), "the time is after 2026-01-01T00:00:00Z"),
        (constraint("mail", "REGEX", value="^a.*"), "mail matches ^a.*"),
        (constraint("mail", "SOUNDS_LIKE", "x"), "a condition holds that has no plain words"),
    ],
)
def test_a_constraint_is_said(written: dict[str, Any], words: str) -> None:
    text = said(share(100, "default", constraints=[written])).replace("\u2060", "")
    assert text == f"on for everyone where {words}"


def test_a_constraint_without_values_is_met_by_nobody_or_by_all() -> None:
    assert said(share(100, "default", constraints=[constraint("country", "IN")])) == "off"
    assert said(share(100, "default", constraints=[constraint("country", "NOT_IN")])) == "on for everyone"


def test_two_strategies_are_an_or_and_give_no_number_that_is_false() -> None:
    assert percentage_of(_audience(share(50))) == 50
    assert percentage_of(_audience(share(50), share(30))) is None
    assert percentage_of(_audience(share(50), share(100, "default"))) == 100
    assert percentage_of(_audience(share(50), share(30, disabled=True))) == 50
    assert percentage_of(_audience(share(50, constraints=[constraint("country", "IN", "DE")]))) is None


def test_switched_on_without_strategies_is_on_for_everyone() -> None:
    assert said() == "on for everyone"


def test_variants_are_shares_of_those_who_get_it() -> None:
    variants = [{"name": "blue", "weight": 250}, {"name": "red", "weight": 750}, {"name": "none", "weight": 0}]
    assert said(share(50, "default", variants=variants)) == "on for 50 % of users, who get blue (25 %) or red (75 %)"
