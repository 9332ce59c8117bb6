"""Whether a flag is on for somebody, as Unleash's playground evaluates it."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import mmh3
from semver import Version

from bot.clock import now

Json = dict[str, Any]


def evaluated(flag: Json, environment: Json, context: Json, segments: Mapping[int, Json]) -> tuple[bool, str]:
    """Whether the strategies of one environment take whoever has this context, and which variant they get."""
    live = [one for one in environment["strategies"] if not one.get("disabled")]
    if not environment["strategies"]:
        return environment["enabled"], ""
    for strategy in live:
        if _taken(flag["name"], strategy, context, segments):
            return environment["enabled"], _variant(flag["name"], strategy, context)
    return False, ""


def _taken(name: str, strategy: Json, context: Json, segments: Mapping[int, Json]) -> bool:
    conditions = [*strategy.get("constraints", [])]
    for one in strategy.get("segments", []):
        conditions += segments[one]["constraints"]
    return all(_met(one, context) for one in conditions) and _in_share(name, strategy, context)


def _in_share(name: str, strategy: Json, context: Json) -> bool:
    given = strategy.get("parameters", {})
    match strategy["name"]:
        case "default":
            return True
        case "flexibleRollout":
            sticky = _sticky(given.get("stickiness"), context)
            share = float(given.get("rollout") or 0)
            return bool(sticky) and 0 < _bucket(given.get("groupId") or name, sticky, 100) <= share
        case "remoteAddress":
            return context.get("remoteAddress") in re.split(r"\s*,\s*", given.get("IPs", ""))
        case _:
            return False


def _sticky(by: str | None, context: Json) -> str | None:
    """What puts somebody in a share; chance is always the same here."""
    if by in {None, "", "default"}:
        return context.get("userId") or context.get("sessionId") or "1"
    return "1" if by == "random" else context.get(str(by))


def _bucket(group: str, sticky: object, size: int, seed: int = 0) -> int:
    return int(mmh3.hash(f"{group}:{sticky}", seed, signed=False)) % size + 1


def _variant(name: str, strategy: Json, context: Json) -> str:
    variants = strategy.get("variants") or []
    if not variants:
        return ""
    sticky = _sticky(variants[0].get("stickiness"), context) or "1"
    group = strategy.get("parameters", {}).get("groupId") or name
    place = _bucket(group, sticky, sum(one["weight"] for one in variants), 86028157)
    for one in variants:
        place -= one["weight"]
        if place <= 0:
            return str(one["name"])
    return ""


def _met(constraint: Json, context: Json) -> bool:
    value = context.get(constraint["contextName"]) or None
    return _holds(constraint, value) != bool(constraint.get("inverted"))


def _holds(constraint: Json, value: str | None) -> bool:
    operator = constraint["operator"]
    wanted = [one.strip() for one in constraint.get("values") or [] if one]
    if constraint.get("caseInsensitive"):
        wanted, value = [one.lower() for one in wanted], value.lower() if value is not None else None
    match operator.split("_", 1):
        case ["IN"]:
            return value in wanted
        case ["NOT", _]:
            return value not in wanted
        case ["STR", how]:
            return value is not None and any(_text(how, value, one) for one in wanted)
        case ["NUM", how]:
            return _numbers(how, value, constraint["value"])
        case ["SEMVER", how]:
            return _versions(how, value, constraint["value"])
        case ["DATE", how]:
            at = datetime.fromisoformat(constraint["value"])
            return now() > at if how == "AFTER" else now() < at
        case _:
            return False


def _text(how: str, value: str, wanted: str) -> bool:
    return {
        "CONTAINS": wanted in value,
        "STARTS_WITH": value.startswith(wanted),
        "ENDS_WITH": value.endswith(wanted),
    }[how]


def _numbers(how: str, value: str | None, wanted: str) -> bool:
    try:
        one, other = float(value or ""), float(wanted)
    except ValueError:
        return False
    return _ordered(how, one, other)


def _versions(how: str, value: str | None, wanted: str) -> bool:
    try:
        return _ordered(how, Version.parse(value or ""), Version.parse(wanted))
    except ValueError:
        return False


def _ordered(how: str, one: Any, other: Any) -> bool:
    return bool(
        {"EQ": one == other, "GT": one > other, "GTE": one >= other, "LT": one < other, "LTE": one <= other}[how]
    )


def contexts(written: Json) -> Sequence[Json]:
    """The one context that a request to the playground means; several where commas stand in it, which we never ask."""
    properties = written.get("properties", {})
    return [{**{name: one for name, one in written.items() if name != "properties"}, **properties}]
