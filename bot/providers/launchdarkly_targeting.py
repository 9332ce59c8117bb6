"""LaunchDarkly's targeting as an audience: targets first, then rules in order, then everybody else. Pure.

A clause is met when any of its values is; one about an attribute that somebody lacks is not met, negated or not.
Source: LaunchDarkly's REST API 20240415, as in the models of its official client, and "Flag evaluation rules".
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from bot.providers.variants import Variants
from handlers.audience import (
    EVERYONE,
    Audience,
    Given,
    Operator,
    Rule,
    Segment,
    Trait,
    Unsaid,
    Where,
    all_of,
    either,
)

_USER: Final = "user"
_OPERATORS: Final[Mapping[str, Operator]] = {
    "in": "is",
    "contains": "contains",
    "startsWith": "begins with",
    "endsWith": "ends with",
    "matches": "matches",
    "lessThan": "is below",
    "lessThanOrEqual": "is at most",
    "greaterThan": "is above",
    "greaterThanOrEqual": "is at least",
    "before": "is before",
    "after": "is after",
    "semVerEqual": "is",
    "semVerLessThan": "is below",
    "semVerGreaterThan": "is above",
}


class Unreadable(ValueError):
    """Targeting that refers to variations the flag does not have."""


class Clause(msgspec.Struct, rename="camel", frozen=True):
    attribute: str
    op: str
    values: tuple[Any, ...] = ()
    negate: bool = False
    context_kind: str | None = None


class Weighted(msgspec.Struct, frozen=True):
    """weight: of 100 000."""

    variation: int
    weight: int


class Rollout(msgspec.Struct, rename="camel", frozen=True):
    variations: tuple[Weighted, ...] = ()
    bucket_by: str | None = None
    context_kind: str | None = None


class Serving(msgspec.Struct, frozen=True):
    """One variation, or several in shares. variation: its place among the flag's."""

    variation: int | None = None
    rollout: Rollout | None = None


class TargetingRule(Serving, frozen=True):
    clauses: tuple[Clause, ...] = ()
    disabled: bool | None = None
    description: str | None = None


class Target(msgspec.Struct, rename="camel", frozen=True):
    values: tuple[str, ...] = ()
    variation: int = 0
    context_kind: str | None = None


class Prerequisite(msgspec.Struct, frozen=True):
    key: str
    variation: int


class Configuration(msgspec.Struct, rename="camel", frozen=True):
    """A flag in one environment. last_modified: milliseconds since 1970."""

    on: bool = False
    last_modified: int = 0
    targets: tuple[Target, ...] | None = None
    context_targets: tuple[Target, ...] | None = None
    rules: tuple[TargetingRule, ...] | None = None
    fallthrough: Serving | None = None
    off_variation: int | None = None
    prerequisites: tuple[Prerequisite, ...] | None = None


def audience_of(written: Configuration, variants: Variants) -> Audience:
    """Who gets what while the flag is on. Raises: Unreadable."""
    rules = [*_targeted(written, variants), *_ruled(written, variants)]
    fallthrough = written.fallthrough
    if fallthrough is None or (fallthrough.variation is None and fallthrough.rollout is None):
        return Audience(tuple(rules), ordered=True, otherwise="code")
    return Audience((*rules, _rule(fallthrough, EVERYONE, variants)), ordered=True)


def off_audience(written: Configuration, variants: Variants) -> Audience | None:
    """What everybody gets while the flag is off; None where that is left to the code. Raises: Unreadable."""
    if written.off_variation is None:
        return None
    return Audience((_rule(Serving(written.off_variation), EVERYONE, variants),), ordered=True)


def given(audience: Audience, keys: Sequence[Given]) -> Audience:
    """`audience` for those for whom other flags are as needed; nobody else gets anything."""
    rules = tuple(
        Rule(all_of(*keys, rule.where), rule.percent, rule.by, rule.drawn, rule.variants, rule.title)
        for rule in audience.rules
    )
    return Audience(rules, audience.ordered, audience.otherwise)


def _targeted(written: Configuration, variants: Variants) -> Iterator[Rule]:
    for target in (*(written.targets or ()), *(written.context_targets or ())):
        if target.values:
            trait = Trait(_named("key", target.context_kind), "is", target.values)
            yield _rule(Serving(target.variation), trait, variants)


def _ruled(written: Configuration, variants: Variants) -> Iterator[Rule]:
    for rule in written.rules or ():
        if not rule.disabled:
            yield _rule(rule, all_of(*map(_where, rule.clauses)), variants)


def _rule(serving: Serving, where: Where, variants: Variants) -> Rule:
    if serving.rollout is None:
        return variants.rule([(_name(serving.variation, variants), 1)], where)
    weights = [(_name(one.variation, variants), one.weight) for one in serving.rollout.variations]
    if sum(weight for _, weight in weights) <= 0:
        raise Unreadable("shares of nothing")
    return variants.rule(weights, where, _bucket(serving.rollout))


def _name(place: int | None, variants: Variants) -> str:
    names = [*variants.values]
    if place is None or not 0 <= place < len(names):
        raise Unreadable("a variation that there is not")
    return names[place]


def _bucket(rollout: Rollout) -> str:
    """The attribute that decides who is in a share; empty for the user's own key."""
    by = rollout.bucket_by or "key"
    return "" if by == "key" and rollout.context_kind in {None, "", _USER} else _named(by, rollout.context_kind)


def _named(attribute: str, kind: str | None) -> str:
    """An attribute, of what other kind of context than the user where it is one: `organization.country`."""
    name = attribute.lstrip("/")
    return name if kind in {None, "", _USER} else f"{kind}.{name}"


def _where(clause: Clause) -> Where:
    if clause.op == "segmentMatch":
        return _in_segments(clause)
    operator = _OPERATORS.get(clause.op)
    if operator is None or not clause.values:
        return Unsaid()
    attribute = _named(clause.attribute, clause.context_kind)
    trait = Trait(attribute, operator, tuple(map(_written, clause.values)), negated=clause.negate)
    return all_of(Trait(attribute, "is given"), trait) if clause.negate else trait


def _in_segments(clause: Clause) -> Where:
    segments = [Segment(str(one), negated=clause.negate) for one in clause.values]
    return all_of(*segments) if clause.negate else either(*segments)


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
