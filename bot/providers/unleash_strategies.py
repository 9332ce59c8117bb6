"""Unleash's strategies, constraints and segments as an audience. Pure.

An environment is on for whoever any one of its strategies takes; a strategy takes whoever meets all its constraints,
is in all its segments, and in its share. Shares by an attribute take nobody without it.
Source: Unleash 8.2, "Activation strategies", and the evaluation behind its playground.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from handlers.audience import (
    ALL_USERS,
    EVERYONE,
    NOBODY,
    Audience,
    Operator,
    Rule,
    Segment,
    Share,
    Trait,
    Unsaid,
    Where,
    all_of,
    opposite,
)

_DRAWN: Final = "random"
_OPERATORS: Final[Mapping[str, Operator]] = {
    "IN": "is",
    "NOT_IN": "is",
    "STR_CONTAINS": "contains",
    "STR_STARTS_WITH": "begins with",
    "STR_ENDS_WITH": "ends with",
    "NUM_EQ": "is",
    "NUM_GT": "is above",
    "NUM_GTE": "is at least",
    "NUM_LT": "is below",
    "NUM_LTE": "is at most",
    "DATE_AFTER": "is after",
    "DATE_BEFORE": "is before",
    "SEMVER_EQ": "is",
    "SEMVER_GT": "is above",
    "SEMVER_GTE": "is at least",
    "SEMVER_LT": "is below",
    "SEMVER_LTE": "is at most",
    "REGEX": "matches",
}
_OF_SEVERAL: Final = frozenset({"IN", "NOT_IN", "STR_CONTAINS", "STR_STARTS_WITH", "STR_ENDS_WITH"})
_NO_CASE: Final = _OF_SEVERAL | {"REGEX"}


class Constraint(msgspec.Struct, rename="camel", frozen=True):
    context_name: str = ""
    operator: str = ""
    values: tuple[str, ...] | None = None
    value: str | float | None = None
    inverted: bool | None = None
    case_insensitive: bool | None = None


class Variant(msgspec.Struct, frozen=True):
    """weight: of 1000."""

    name: str
    weight: float = 0


class Strategy(msgspec.Struct, frozen=True):
    """segments: their ids."""

    name: str
    title: str | None = None
    disabled: bool | None = None
    parameters: dict[str, Any] = {}
    constraints: tuple[Constraint, ...] = ()
    segments: tuple[int, ...] = ()
    variants: tuple[Variant, ...] = ()


def audience_of(strategies: Sequence[Strategy], segments: Mapping[int, str]) -> Audience:
    """Who gets what is switched on with these strategies. segments: names by id."""
    if not strategies:
        return ALL_USERS
    return Audience(tuple(rule_of(one, segments) for one in strategies if not one.disabled))


def rule_of(strategy: Strategy, segments: Mapping[int, str]) -> Rule:
    """Whom one strategy takes."""
    base = _taken_by(strategy)
    narrowed = all_of(
        *(Segment(segments.get(one, f"segment {one}")) for one in strategy.segments),
        *(_where(one) for one in strategy.constraints),
        base.where,
    )
    variants = tuple(_shares(strategy.variants))
    return Rule(narrowed, base.percent, base.by, base.drawn, variants, strategy.title or "")


def _shares(variants: Iterable[Variant]) -> Iterator[Share]:
    yield from (Share(one.name, one.weight / 10) for one in variants if one.weight)


def _taken_by(strategy: Strategy) -> Rule:
    """Whom a strategy takes by its own name and parameters."""
    given = strategy.parameters
    match strategy.name:
        case "default":
            return Rule()
        case "flexibleRollout":
            return _shared(given.get("rollout"), str(given.get("stickiness") or "default"))
        case "gradualRolloutUserId":
            return _shared(given.get("percentage"), "userId")
        case "gradualRolloutSessionId":
            return _shared(given.get("percentage"), "sessionId")
        case "gradualRolloutRandom":
            return _shared(given.get("percentage"), _DRAWN)
        case "userWithId":
            return Rule(_listed("userId", given.get("userIds")))
        case "remoteAddress":
            return Rule(_listed("remoteAddress", given.get("IPs")))
        case "applicationHostname":
            return Rule(_listed("hostname", given.get("hostNames")))
        case _:
            return Rule(Unsaid())


def _shared(percent: object, by: str) -> Rule:
    share = min(max(_number(percent), 0.0), 100.0)
    drawn = by == _DRAWN and 0 < share < 100
    return Rule(EVERYONE, share, "" if by in {"default", _DRAWN} else by, drawn)


def _number(written: object) -> float:
    try:
        return float(str(written))
    except ValueError:
        return 0.0


def _listed(attribute: str, written: object) -> Where:
    """Those in a list with commas; nobody where it is empty."""
    values = tuple(part.strip() for part in str(written or "").split(",") if part.strip())
    return Trait(attribute, "is", values) if values else NOBODY


def _where(constraint: Constraint) -> Where:
    operator = _OPERATORS.get(constraint.operator)
    if operator is None:
        return Unsaid()
    met = _trait(constraint, operator)
    turned = (constraint.operator == "NOT_IN") != bool(constraint.inverted)
    return opposite(met) if turned else met


def _trait(constraint: Constraint, operator: Operator) -> Where:
    attribute = "the time" if constraint.operator.startswith("DATE_") else constraint.context_name
    if constraint.operator in _OF_SEVERAL:
        values = tuple(value.strip() for value in constraint.values or () if value.strip())
    else:
        values = (_written(constraint.value),) if constraint.value is not None else ()
    if not values:
        return NOBODY
    any_case = bool(constraint.case_insensitive) and constraint.operator in _NO_CASE
    return Trait(attribute, operator, values, any_case=any_case)


def _written(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
