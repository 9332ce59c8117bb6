"""flagd's targeting (JSON logic) as an audience: which variant whom. Pure.

Theory: targeting is a tree of conditions whose leaves are variants. It is read into rules in order, each with all the
conditions on the way to its leaf. JSON logic compares loosely: an attribute nobody gave counts as 0 in comparisons
with numbers, and the conditions read here say so. What has no words becomes `Unsaid`; a leaf that is none is
`Unreadable`.
Source: flagd's flag definition schema, and the reference evaluator `openfeature-flagd-core`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.providers.variants import Variants
from handlers.audience import (
    EVERYONE,
    NOBODY,
    Audience,
    Operator,
    Rule,
    Trait,
    Unsaid,
    Where,
    all_of,
    either,
    opposite,
)

Json = Any

FLAG_KEY: Final = "$flagd.flagKey"
TARGETING_KEY: Final = "targetingKey"
"""Whoever asks, in flagd's words; said as "users"."""
_DEEPEST: Final = 40
_MOST_RULES: Final = 200
_COMPARISONS: Final[Mapping[str, tuple[Operator, Operator]]] = {
    "<": ("is below", "is above"),
    "<=": ("is at most", "is at least"),
    ">": ("is above", "is below"),
    ">=": ("is at least", "is at most"),
}
"""With the attribute on the left, and on the right."""
_VERSIONS: Final[Mapping[str, Operator]] = {
    "=": "is",
    "<": "is below",
    "<=": "is at most",
    ">": "is above",
    ">=": "is at least",
    "^": "has the major version of",
    "~": "has the minor version of",
}


class Unreadable(ValueError):
    """Targeting that is none, or whose outcome can not be said."""


def audience_of(targeting: Json, variants: Variants, evaluators: Mapping[str, Json]) -> Audience:
    """Who gets what. Raises: Unreadable."""
    rules = [*_leaves(targeting, EVERYONE, _Reading(variants, evaluators))]
    if len(rules) > _MOST_RULES:
        raise Unreadable("more rules than anybody would read")
    last = rules[-1] if rules else None
    if last is not None and last is _CODE:
        return Audience(tuple(rules[:-1]), ordered=True, otherwise="code")
    return Audience(tuple(rules), ordered=True)


_CODE: Final = Rule(title="the default in the code")


@dataclass(frozen=True, slots=True)
class _Reading:
    """The parts of a document that targeting refers to. depth: how many evaluators deep we are."""

    variants: Variants
    evaluators: Mapping[str, Json]
    depth: int = 0

    def inside(self, name: Json) -> tuple[Json, "_Reading"]:
        """The evaluator of that name."""
        if self.depth > _DEEPEST or name not in self.evaluators:
            raise Unreadable("an evaluator that is not there")
        return self.evaluators[name], replace(self, depth=self.depth + 1)


# Leaves


def _leaves(logic: Json, where: Where, reading: _Reading) -> Iterator[Rule]:
    match logic:
        case None | "":
            yield _default(where, reading)
        case dict() if not logic:
            yield _default(where, reading)
        case bool() | str():
            yield _named(logic, where, reading)
        case {"$ref": name}:
            inner, within = reading.inside(name)
            yield from _leaves(inner, where, within)
        case {"if": [*branches]} | {"?:": [*branches]}:
            yield from _branches(branches, where, reading)
        case {"fractional": [*parts]}:
            yield from _fractional(parts, where, reading)
        case dict() if len(logic) == 1:
            yield from _yes_or_no(logic, where, reading)
        case _:
            raise Unreadable("a variant that is none")


def _default(where: Where, reading: _Reading) -> Rule:
    if reading.variants.default is not None:
        return _named(reading.variants.default, where, reading)
    if where != EVERYONE:
        raise Unreadable("the default in the code, for some")
    return _CODE


def _named(variant: str | bool, where: Where, reading: _Reading) -> Rule:
    return _rule([(_name(variant, reading), 1)], where, reading)


def _name(variant: Json, reading: _Reading) -> str:
    name = str(variant).lower() if isinstance(variant, bool) else variant
    if not isinstance(name, str) or reading.variants.values.get(name) is None:
        raise Unreadable("a variant the flag does not have")
    return name


def _rule(weights: Sequence[tuple[str, int]], where: Where, reading: _Reading, by: str = "") -> Rule:
    """A rule that gives each variant its share; the default where nobody gets any."""
    if sum(weight for _, weight in weights) <= 0:
        return _default(where, reading)
    return reading.variants.rule(weights, where, "" if by == TARGETING_KEY else by)


def _branches(branches: Sequence[Json], where: Where, reading: _Reading) -> Iterator[Rule]:
    """`condition, then, condition, then, …, otherwise`."""
    for number in range(0, len(branches) - 1, 2):
        met = _where(branches[number], reading)
        if met == EVERYONE:
            yield from _leaves(branches[number + 1], where, reading)
            return
        if met != NOBODY:
            yield from _leaves(branches[number + 1], all_of(where, met), reading)
    yield from _leaves(branches[-1] if len(branches) % 2 else None, where, reading)


def _yes_or_no(logic: Json, where: Where, reading: _Reading) -> Iterator[Rule]:
    """A condition in a variant's place stands for the variants `true` and `false`."""
    [operator] = logic
    if operator not in {"==", "===", "!=", "!==", "in", "!", "!!", "<", "<=", ">", ">="}:
        raise Unreadable("an expression in a variant's place")
    met = _where(logic, reading)
    yield _named(True, all_of(where, met), reading)
    yield _named(False, where, reading)


def _fractional(parts: Sequence[Json], where: Where, reading: _Reading) -> Iterator[Rule]:
    """Shares by an attribute. Whoever lacks an attribute that stands alone gets the default instead."""
    by, alone = TARGETING_KEY, False
    if parts and not isinstance(parts[0], list):
        by, alone = _bucket(parts[0]), "var" in parts[0]
        parts = parts[1:]
    weights = [_weight(part, reading) for part in parts]
    if not alone:
        yield _rule(weights, where, reading, by)
        return
    rule = _rule(weights, all_of(where, Trait(by, "is given")), reading, by)
    default = _default(where, reading)
    if 0 < rule.percent < 100 and default.percent == 0:
        yield replace(rule, where=where)
    else:
        yield from (rule, default)


def _weight(part: Json, reading: _Reading) -> tuple[str, int]:
    match part:
        case [variant]:
            return _name(variant, reading), 1
        case [variant, int() as weight] if not isinstance(weight, bool):
            return _name(variant, reading), max(weight, 0)
        case _:
            raise Unreadable("a share that is none")


def _bucket(logic: Json) -> str:
    """The attribute that decides in which share somebody is."""
    match logic:
        case {"var": str(attribute)} | {"var": [str(attribute)]}:
            return attribute
        case {"cat": [*parts]}:
            attributes = [_bucket(part) for part in parts if isinstance(part, dict)]
            telling = [one for one in attributes if one != FLAG_KEY]
            if len(telling) == 1:
                return telling[0]
    raise Unreadable("shares by an expression")


# Conditions


def _where(logic: Json, reading: _Reading) -> Where:
    match logic:
        case bool() | None | int() | float() | str():
            return EVERYONE if logic else NOBODY
        case {"$ref": name}:
            inner, within = reading.inside(name)
            return _where(inner, within)
        case {"and": [*parts]} if parts:
            return all_of(*(_where(part, reading) for part in parts))
        case {"or": [*parts]} if parts:
            return either(*(_where(part, reading) for part in parts))
        case {"!": [part]} | {"!": dict() as part}:
            return opposite(_where(part, reading))
        case {"!!": [part]} | {"!!": dict() as part}:
            return _where(part, reading)
        case {"!=": parts}:
            return opposite(_where({"==": parts}, reading))
        case {"!==": parts}:
            return opposite(_where({"===": parts}, reading))
        case dict() if len(logic) == 1:
            [(operator, parts)] = logic.items()
            return _test(operator, parts) if isinstance(parts, list) else Unsaid()
        case _:
            return Unsaid()


def _test(operator: str, parts: Sequence[Json]) -> Where:
    match operator, [_attribute(part) or part for part in parts]:
        case ("==" | "===", [_Var(name), value]) | ("==" | "===", [value, _Var(name)]) if _is_plain(value):
            return _equal(name, value, loose=operator == "==")
        case "in", [_Var(name), [*values]] if values and all(map(_is_plain, values)):
            return Trait(name, "is", tuple(map(_written, values)))
        case "in", [str(part), _Var(name)] if part:
            return Trait(name, "contains", (part,))
        case "starts_with", [_Var(name), str(part)]:
            return Trait(name, "begins with", (part,)) if part else Unsaid()
        case "ends_with", [_Var(name), str(part)]:
            return Trait(name, "ends with", (part,)) if part else Unsaid()
        case "sem_ver", [_Var(name), str(how), str(version)] if how in _VERSIONS:
            return Trait(name, _VERSIONS[how], (version,))
        case "<" | "<=" | ">" | ">=", [*ends]:
            return _compared(operator, ends)
        case _:
            return Unsaid()


@dataclass(frozen=True, slots=True)
class _Var:
    """An attribute of whoever asks."""

    name: str


def _attribute(logic: Json) -> _Var | None:
    match logic:
        case {"var": str(name)} | {"var": [str(name)]} if name and name != FLAG_KEY and len(logic) == 1:
            return _Var(name)
        case _:
            return None


def _is_plain(value: Json) -> bool:
    return isinstance(value, str | int | float | bool)


def _written(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _equal(name: str, value: Json, loose: bool) -> Where:
    test = Trait(name, "is", (_written(value),))
    return _or_absent(test, loose and not isinstance(value, str) and value == 0)


def _or_absent(test: Trait, absent: bool) -> Where:
    return either(test, Trait(test.attribute, "is given", negated=True)) if absent else test


def _compared(operator: str, ends: Sequence[Json]) -> Where:
    left, right = _COMPARISONS[operator]
    match ends:
        case [_Var(name), int() | float() as number] if not isinstance(number, bool):
            return _or_absent(Trait(name, left, (_written(number),)), _holds(operator, 0, number))
        case [int() | float() as number, _Var(name)] if not isinstance(number, bool):
            return _or_absent(Trait(name, right, (_written(number),)), _holds(operator, number, 0))
        case [_, _Var(), _]:
            return all_of(_compared(operator, ends[:2]), _compared(operator, ends[1:]))
        case _:
            return Unsaid()


def _holds(operator: str, one: float, other: float) -> bool:
    return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[operator]
