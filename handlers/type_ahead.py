"""What a field offers after the letters typed so far. Pure.

Every word typed has to begin a word of the name, in any order and without regard to case and accents; those that have
it in the middle of a word come after. Nothing is fuzzy here: the list is seen, and one more letter changes it.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from handlers.kit import clean

MOST: Final = 100
"""Source: Slack's "external_select": options an app may answer."""
_SPELT: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to choose. value: what is chosen, as a slot holds it. beside: a few words on it; may be empty."""

    value: str
    name: str
    beside: str = ""


def offered(offers: Iterable[Offer], typed: str, most: int = MOST) -> tuple[Offer, ...]:
    """Those that fit, in their order, those that begin with what was typed first."""
    words = _flat(typed).split()
    begins: list[Offer] = []
    holds: list[Offer] = []
    for one in offers:
        name = _flat(f"{one.name} {one.value.rpartition('/')[2]}")
        parts = name.replace("-", " ").replace(".", " ").replace("_", " ").split()
        if all(any(part.startswith(word) for part in parts) for word in words):
            begins.append(one)
        elif all(word in name for word in words):
            holds.append(one)
    return tuple([*begins, *holds][:most])


def _flat(text: str) -> str:
    spread = unicodedata.normalize("NFKD", clean(text).casefold().translate(_SPELT))
    return "".join(one for one in spread if not unicodedata.combining(one)).replace("@", "")
