"""Who gets a rollout: conditions, rules, and what follows from several rules together. Values only.

Theory: a rule says what those get who meet its condition. Rules are either alternatives, any one of which is enough
(Unleash), or in order, where the first that fits decides (flagd, LaunchDarkly). `simplified` leaves out what can
decide nothing, so that a single number is only ever claimed where it is true.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

Operator = Literal[
    "is",
    "contains",
    "begins with",
    "ends with",
    "is above",
    "is at least",
    "is below",
    "is at most",
    "is after",
    "is before",
    "matches",
    "has the major version of",
    "has the minor version of",
    "is given",
]


@dataclass(frozen=True, slots=True)
class Trait:
    """One attribute of whoever asks, compared.

    values: any one of them is enough; none for `is given`. any_case: whether capital letters are as small ones.
    """

    attribute: str
    operator: Operator
    values: tuple[str, ...] = ()
    negated: bool = False
    any_case: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """Another rollout, which must be on for somebody for this one to be. variants: one of these, where it says so."""

    key: str
    variants: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """Being in a group of users that the flag's tool keeps by name."""

    name: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A condition that has no words: a custom strategy, an expression nobody would read out."""


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Where", ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple["Where", ...] = ()


Where = Trait | Segment | Given | Unsaid | All | Either

EVERYONE: Final = All()
NOBODY: Final = Either()


def all_of(*parts: Where) -> Where:
    """All of these together, nothing said twice."""
    flat = [*_flat(All, parts)]
    if NOBODY in flat:
        return NOBODY
    kept = tuple(dict.fromkeys(flat))
    return kept[0] if len(kept) == 1 else All(kept)


def either(*parts: Where) -> Where:
    """Any one of these, nothing said twice."""
    flat = [*_flat(Either, parts)]
    if EVERYONE in flat:
        return EVERYONE
    kept = tuple(dict.fromkeys(flat))
    return kept[0] if len(kept) == 1 else Either(kept)


def _flat(kind: type[All] | type[Either], parts: Iterable[Where]) -> Iterator[Where]:
    for part in parts:
        if isinstance(part, kind):
            yield from part.parts
        else:
            yield part


def opposite(where: Where) -> Where:
    """Whoever does not meet `where`."""
    match where:
        case Trait() | Segment() | Given():
            return replace(where, negated=not where.negated)
        case All(parts):
            return either(*map(opposite, parts))
        case Either(parts):
            return all_of(*map(opposite, parts))
        case Unsaid():
            return where


@dataclass(frozen=True, slots=True)
class Share:
    """One of several variants. percent: of those who get any of them. value: as text, where it says more."""

    name: str
    percent: float = 100.0
    value: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What those get who meet `where`.

    percent: how many of them get it, 0 to 100. by: the attribute that decides who is among these; empty where the
    tool takes what it has. drawn: whether chance decides anew each time. variants: what they get, when it is more
    than on. title: what people call the rule.
    """

    where: Where = EVERYONE
    percent: float = 100.0
    by: str = ""
    drawn: bool = False
    variants: tuple[Share, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who gets it.

    ordered: whether the first rule that fits decides; else any one is enough. otherwise: what those get whom no
    rule fits, `code` being the default that the program itself has.
    """

    rules: tuple[Rule, ...] = ()
    ordered: bool = False
    otherwise: Literal["off", "code"] = "off"


NO_ONE: Final = Audience()
ALL_USERS: Final = Audience((Rule(),))


def is_whole(rule: Rule) -> bool:
    """Whether everyone gets what the rule gives."""
    return rule.where == EVERYONE and rule.percent == 100 and not rule.by


def simplified(audience: Audience) -> Audience:
    """The same audience without the rules that can decide nothing."""
    rules = [rule for rule in audience.rules if rule.where != NOBODY]
    if not audience.ordered:
        rules = [rule for rule in rules if rule.percent > 0]
        whole = next((rule for rule in rules if is_whole(rule)), None)
        return replace(audience, rules=(whole,) if whole is not None else tuple(dict.fromkeys(rules)))
    last = next((number for number, rule in enumerate(rules) if rule.where == EVERYONE), None)
    if last is not None:
        rules = _joined(rules[: last + 1])
        audience = replace(audience, otherwise="off")
    while rules and rules[-1].percent == 0 and audience.otherwise == "off":
        rules.pop()
    return replace(audience, rules=tuple(rules))


def _joined(rules: list[Rule]) -> list[Rule]:
    """`rules`, which end with one for everyone, without those just before it that give the same."""
    *before, last = rules
    while before and replace(before[-1], where=EVERYONE, title="") == replace(last, title=""):
        before.pop()
    return [*before, last]


def percentage_of(audience: Audience) -> float | None:
    """For how many percent it is on; None where no one number is true."""
    match simplified(audience):
        case Audience((), _, "off"):
            return 0.0
        case Audience((Rule(where=where, percent=percent),), _, "off") if where == EVERYONE:
            return percent
        case _:
            return None


def reaches_anybody(audience: Audience) -> bool:
    """Whether somebody may get it."""
    return any(rule.percent > 0 for rule in simplified(audience).rules)


def attributes_in(where: Where) -> Iterator[str]:
    """The attributes a condition looks at; an empty one for what has no words or no attribute."""
    match where:
        case Trait(attribute=attribute):
            yield attribute
        case All(parts) | Either(parts):
            for part in parts:
                yield from attributes_in(part)
        case Segment() | Given() | Unsaid():
            yield ""
