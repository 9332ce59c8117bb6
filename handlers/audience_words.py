"""How an audience is said: clauses that are true of everyone they are about. Pure.

Grammar: `on for CLAUSE, and for CLAUSE`; a clause is `everyone` or `25 % of users (by userId)`, then `in *segment*`,
then `where country is DE or AT and plan is pro`. Alternatives are joined by "and for", since any one is enough.
Of rules in order, a later one speaks of "everyone else" where the earlier ones left nobody undecided, and begins with
"where that is not so" where they did.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final, TypeVar

from handlers.audience import (
    EVERYONE,
    All,
    Audience,
    Either,
    Given,
    Rule,
    Segment,
    Share,
    Trait,
    Unsaid,
    Where,
    simplified,
)
from handlers.kit import Mrkdwn, bold, escape, shortened

T = TypeVar("T")

_MOST_VALUES: Final = 6
_MOST_VALUE: Final = 40
_MOST_CLAUSES: Final = 6
_PEOPLE: Final = frozenset({"", "userId", "sessionId"})
_UNSAID: Final = Mrkdwn("a condition holds that has no plain words")
CODE_DECIDES: Final = Mrkdwn("the default in the code applies")


def percent(number: float) -> str:
    """`25 %`, `12.5 %`, `0.05 %`."""
    return f"{number:.3f}".rstrip("0").rstrip(".") + " %"


def standing(audience: Audience) -> tuple[Mrkdwn, Mrkdwn]:
    """What stands before and after the place: (`on`, `for 25 % of users`); (`off`, ``) for nobody."""
    kept = simplified(audience)
    if not kept.rules:
        return (Mrkdwn("off"), Mrkdwn("")) if kept.otherwise == "off" else (Mrkdwn("left to the code"), Mrkdwn(""))
    shown = [(_state(rule), _whom(kept, number)) for number, rule in enumerate(kept.rules[:_MOST_CLAUSES])]
    first = shown[0][0]
    text = ", and ".join(_runs(shown))
    left = len(kept.rules) - len(shown)
    more = f", and by {left} more rule{'s' if left > 1 else ''}" if left else ""
    rest = f"; for everyone else {CODE_DECIDES}" if kept.otherwise == "code" else ""
    return Mrkdwn(first), Mrkdwn(text.removeprefix(f"{first} ") + more + rest)


def _runs(pieces: Sequence[tuple[str, Mrkdwn]]) -> Iterator[str]:
    """`on for A`, `for B`, `off for C`: on or off is said where it changes."""
    for state, run in groupby(pieces, key=lambda piece: piece[0]):
        first, *others = (whom for _, whom in run)
        yield f"{state} {first}"
        yield from others


def _state(rule: Rule) -> str:
    return "on" if rule.percent else "off"


def _whom(audience: Audience, number: int) -> Mrkdwn:
    rule = audience.rules[number]
    before = audience.rules[:number] if audience.ordered else ()
    if all(_decides(one) for one in before):
        return Mrkdwn(f"for {clause(rule, others=bool(before))}")
    return Mrkdwn(f"where that is not so for {clause(rule)}")


def _decides(rule: Rule) -> bool:
    """Whether nobody who fits the rule is left without it."""
    return rule.percent == 0 or (rule.percent == 100 and not rule.by)


def clause(rule: Rule, others: bool = False) -> Mrkdwn:
    """Whom a rule is for: `everyone in *beta*`, `25 % of users (by userId) where country is DE`."""
    return Mrkdwn(f"{_how_many(rule, others)}{_condition(rule.where)}{_seeing(rule.variants)}")


def _how_many(rule: Rule, others: bool) -> str:
    everyone = "everyone else" if others else "everyone"
    if rule.percent in {0, 100}:
        return f"{everyone} with a {escape(rule.by)}" if rule.by and rule.percent else everyone
    whom = " of everyone else" if others else " of users" if rule.by in _PEOPLE else ""
    how = " (drawn anew each time)" if rule.drawn else f" (by {escape(rule.by)})" if rule.by else ""
    return f"{percent(rule.percent)}{whom}{how}"


def _seeing(variants: Sequence[Share]) -> str:
    return f", who get {_or(variants, _share)}" if variants else ""


def _share(one: Share) -> str:
    return _named(one) if one.percent == 100 else f"{_named(one)} ({percent(one.percent)})"


def _named(one: Share) -> str:
    value = f" ({escape(shortened(one.value, _MOST_VALUE))})" if one.value and one.value != one.name else ""
    return f"{escape(one.name)}{value}"


# Flags that are not on or off, but one of several things


def serving(audience: Audience) -> Mrkdwn:
    """What a flag of several variants gives: `v2 to 60 % and v3 to 40 % of users`."""
    kept = simplified(audience)
    pieces = []
    for number, rule in enumerate(kept.rules[:_MOST_CLAUSES]):
        others = " else" if kept.ordered and number else ""
        what = f"{_named(rule.variants[0])} to everyone{others}" if len(rule.variants) == 1 else _split(rule, others)
        pieces.append(what + _condition(rule.where))
    if kept.otherwise == "code":
        pieces.append(f"whatever the code has as its default to everyone{' else' if pieces else ''}")
    return Mrkdwn(", and ".join(pieces) or "nothing")


def _split(rule: Rule, others: str) -> str:
    how = f" (by {escape(rule.by)})" if rule.by else ""
    shares = [f"{_named(one)} to {percent(one.percent)}" for one in rule.variants[:_MOST_VALUES]]
    if left := len(rule.variants) - len(shares):
        shares.append(f"{left} more to the rest")
    return f"{', '.join(shares[:-1])} and {shares[-1]} of {'everyone else' if others else 'users'}{how}"


# Conditions


def _condition(where: Where) -> str:
    parts = where.parts if isinstance(where, All) else (where,)
    within = [f"{'not ' if one.negated else ''}in {bold(one.name)}" for one in parts if isinstance(one, Segment)]
    given = [_given(one) for one in parts if isinstance(one, Given)]
    tests = [one for one in parts if not isinstance(one, Segment | Given)]
    return "".join(
        [
            f" {' and '.join(within)}" if within else "",
            f" {' and '.join(given)}" if given else "",
            f" where {' and '.join(_told(one, nested=len(tests) > 1) for one in tests)}" if tests else "",
        ]
    )


def _given(one: Given) -> str:
    if one.variants:
        return f"who {'do not ' if one.negated else ''}get {_or(one.variants, escape)} of {bold(one.key)}"
    return f"for whom {bold(one.key)} is {'not ' if one.negated else ''}on"


def _told(where: Where, nested: bool) -> str:
    match where:
        case Trait():
            return _test(where)
        case Segment(name, negated):
            return f"they are {'not ' if negated else ''}in {bold(name)}"
        case Given():
            return f"they are those {_given(where)}"
        case Unsaid():
            return _UNSAID
        case All(parts):
            return _parenthesised(" and ".join(_told(one, nested=True) for one in parts), nested)
        case Either(parts):
            return _parenthesised(" or ".join(_told(one, nested=True) for one in parts), nested)


def _parenthesised(text: str, nested: bool) -> str:
    return f"({text})" if nested else text


_NEGATIVE: Final = {
    "is": "is not",
    "contains": "does not contain",
    "begins with": "does not begin with",
    "ends with": "does not end with",
    "matches": "does not match",
    "has the major version of": "does not have the major version of",
    "has the minor version of": "does not have the minor version of",
}


def _test(test: Trait) -> str:
    attribute = escape(shortened(test.attribute, _MOST_VALUE))
    verb = test.operator
    words = _NEGATIVE.get(verb, verb.replace("is ", "is not ", 1)) if test.negated else verb
    any_case = "(capitals do not matter)" if test.any_case else ""
    return " ".join(filter(None, (attribute, words, _or(test.values, _value), any_case)))


def _value(value: str) -> str:
    plain = value and not any(one.isspace() or one in "(),“”" for one in value)
    shown = escape(shortened(value, _MOST_VALUE))
    return shown if plain else f"“{shown}”"


def _or(values: Sequence[T], written: Callable[[T], str]) -> str:
    """`a, b or c`; beyond some the rest is counted."""
    shown = values if len(values) <= _MOST_VALUES else values[: _MOST_VALUES - 1]
    kept = [written(one) for one in shown]
    if len(shown) < len(values):
        kept.append(f"one of {len(values) - len(shown)} more")
    return kept[0] if len(kept) == 1 else f"{', '.join(kept[:-1])} or {kept[-1]}" if kept else ""


def is_for_everyone(audience: Audience) -> bool:
    """Whether `on for everyone` is all there is to say."""
    kept = simplified(audience)
    return len(kept.rules) == 1 and kept.rules[0].where == EVERYONE and kept.rules[0].percent == 100
