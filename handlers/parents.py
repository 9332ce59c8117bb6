"""A rollout that depends on others, as it really is: their own state is part of for whom it is on."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from handlers.audience import Given, all_of
from handlers.flags import Environment, Parent, Rollout

Held = Literal["held"]


def with_parents(rollout: Rollout, parents: Mapping[str, Rollout]) -> Rollout:
    """`rollout` with what its parents do to it, environment by environment. parents: by key, as far as known."""
    if not rollout.parents:
        return rollout
    environments = (_environment(one, rollout, parents) for one in rollout.environments)
    return replace(rollout, environments=tuple(environments))


def _environment(one: Environment, rollout: Rollout, parents: Mapping[str, Rollout]) -> Environment:
    if one.state != "live" or one.audience is None:
        return one
    needs = [*_needs(one.name, rollout, parents)]
    if "held" in needs:
        return replace(one, state="held")
    given = [need for need in needs if isinstance(need, Given)]
    rules = tuple(replace(rule, where=all_of(*given, rule.where)) for rule in one.audience.rules)
    return replace(one, audience=replace(one.audience, rules=rules))


def _needs(name: str, rollout: Rollout, parents: Mapping[str, Rollout]) -> Iterator[Given | Held]:
    """What each parent asks of whoever should get the rollout; `held` where none can."""
    for parent in rollout.parents:
        known = parents.get(parent.key)
        its = next((one for one in known.environments if one.name == name), None) if known is not None else None
        need = _need(parent, its)
        if need is not None:
            yield need


def _need(parent: Parent, its: Environment | None) -> Given | Held | None:
    on, share = (its.enabled, its.percentage) if its is not None else (None, None)
    if not parent.on:
        return "held" if share == 100 else None if on is False else Given(parent.key, negated=True)
    if on is False:
        return "held"
    if parent.variants:
        return Given(parent.key, parent.variants)
    return None if share == 100 else Given(parent.key)
