"""What somebody wants to know, understood and resolved: the value that travels in buttons and threads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode

from catalog_client import EntityRef

SlotValue = str | int | bool | tuple[str, ...]

_NO_SLOTS: Mapping[str, SlotValue] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its kind, the entities it is about (none for `help`), and its slots.

    Shape: as text `kind ref ref ?slot=value&slot=value`, for example `oncall component:default/x ?level=2`.
    """

    kind: str
    entities: tuple[EntityRef, ...] = ()
    slots: Mapping[str, SlotValue] = field(default_factory=lambda: _NO_SLOTS)

    def __str__(self) -> str:
        slots = [(name, one) for name, value in self.slots.items() for one in _written(value)]
        return " ".join([self.kind, *map(str, self.entities), *([f"?{urlencode(slots)}"] if slots else [])])

    @classmethod
    def parse(cls, text: str) -> "Asked":
        """Read what `str` wrote. Raises: ValueError, when it did not write this."""
        words = text.split(" ")
        slots: dict[str, SlotValue] = {}
        if words[-1].startswith("?"):
            slots = _slots_of(words.pop()[1:])
        if not words or not words[0].isidentifier():
            raise ValueError(f"not a question: {text!r}")
        return cls(words[0], tuple(EntityRef.parse(word) for word in words[1:]), slots)


_TUPLES = frozenset({"exclude"})


def _written(value: SlotValue) -> tuple[str, ...]:
    match value:
        case bool():
            return ("yes" if value else "no",)
        case tuple():
            return value
        case _:
            return (str(value),)


def _slots_of(query: str) -> dict[str, SlotValue]:
    slots: dict[str, SlotValue] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name in _TUPLES:
            before = slots.get(name, ())
            slots[name] = (*(before if isinstance(before, tuple) else ()), value)
        elif name == "level":
            slots[name] = int(value)
        elif name == "transitive":
            slots[name] = value == "yes"
        else:
            slots[name] = value
    return slots
