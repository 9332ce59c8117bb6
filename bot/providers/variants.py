"""What a flag can be, and rules that give some of it to some people. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.audience import Rule, Share, Where


@dataclass(frozen=True, slots=True)
class Variants:
    """values: by the variant's name. default: None where the program's own default counts."""

    values: Mapping[str, Any]
    default: str | None = None

    @property
    def switch(self) -> bool:
        """Whether the flag is on or off."""
        return all(isinstance(value, bool) for value in self.values.values())

    def rule(self, weights: Sequence[tuple[str, int]], where: Where, by: str = "") -> Rule:
        """Those who meet `where` get these variants in these shares, of which at least one is above 0.

        by: the attribute that decides which; empty where the tool takes whatever identifies a user.
        """
        total = sum(weight for _, weight in weights)
        shares = {name: 100 * sum(one for other, one in weights if other == name) / total for name, _ in weights}
        if self.switch:
            on = sum(percent for name, percent in shares.items() if self.values[name])
            return Rule(where, on, by=by if 0 < on < 100 else "")
        kept = {name: percent for name, percent in shares.items() if percent}
        variants = tuple(Share(name, percent, _text(self.values[name])) for name, percent in kept.items())
        return Rule(where, by=by if len(kept) > 1 else "", variants=variants)


def _text(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str() | int() | float():
            return str(value)
        case _:
            return ""
