"""Checks of values, and of what they are made of. A check yields what is wrong, each with a JSON pointer. Pure."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Check = Callable[[Any, str], Iterator[str]]
"""(value, where it is) → what is wrong with it."""


def complaint(what: str, where: str) -> str:
    return f"{what} [json-pointer:{where}]"


def string(most: int | None = None, least: int = 0) -> Check:
    """A text of `least` to `most` characters."""

    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield complaint("must provide a string", where)
        elif len(value) < least:
            yield complaint(f"must be more than {least - 1} characters", where)
        elif most is not None and len(value) > most:
            yield complaint(f"must be less than {most + 1} characters", where)

    return check


def address(most: int = 3000) -> Check:
    """A web address, or another with a scheme."""
    fits = string(most, 1)

    def check(value: Any, where: str) -> Iterator[str]:
        yield from fits(value, where)
        if isinstance(value, str) and (("://" not in value and not value.startswith("mailto:")) or " " in value):
            yield complaint("must be a valid url", where)

    return check


def flag(value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield complaint("must provide a boolean", where)


def number(value: Any, where: str) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield complaint("must provide a number", where)


def one_of(*values: Any) -> Check:
    """One of some words or numbers."""

    def check(value: Any, where: str) -> Iterator[str]:
        if value not in values:
            yield complaint("must be a valid enum value", where)

    return check


def items(each: Check, most: int | None = None, least: int = 1) -> Check:
    """A list of `least` to `most` values that each pass a check."""

    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield complaint("must provide an array", where)
            return
        if len(value) < least:
            yield complaint(f"no less than {least} items allowed", where)
        if most is not None and len(value) > most:
            yield complaint(f"no more than {most} items allowed", where)
        for index, item in enumerate(value):
            yield from each(item, f"{where}/{index}")

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """An object with these properties, and no others; null counts as absent."""
    known = {**required, **optional}

    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield complaint("must provide an object", where)
            return
        for name in required:
            if value.get(name) is None:
                yield complaint(f"missing required field: {name}", where)
        for name, part in value.items():
            if name not in known:
                yield complaint(f"invalid additional property: {name}", where)
            elif part is not None:
                yield from known[name](part, f"{where}/{name}")

    return check


def typed(name: str, required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object whose `type` is `name`."""
    return record({"type": one_of(name), **required}, optional or {})


def by_type(checks: Mapping[str, Check]) -> Check:
    """An object that is checked by what its `type` says."""

    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield complaint("must provide an object", where)
        elif "type" not in value:
            yield complaint("missing required field: type", where)
        elif not isinstance(value["type"], str) or value["type"] not in checks:
            yield complaint(f"unsupported type: {value['type']}", f"{where}/type")
        else:
            yield from checks[value["type"]](value, where)

    return check


def anything(_value: Any, _where: str) -> Iterator[str]:
    return iter(())
