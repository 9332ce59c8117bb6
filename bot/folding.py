"""How names are compared: without case, accents, dashes, underscores, dots, blanks and camelCase."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "þ": "th", "ð": "d"}
    | dict.fromkeys("'’‘`´ʼ", "")
)
_RUN: Final = re.compile(r"[^\W_]+")
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z](?!\b))")
_JOINERS: Final = frozenset({"and"})


@lru_cache(maxsize=65536)
def flat(text: str) -> str:
    """`text` in lower-case letters without accents and apostrophes; other characters stay."""
    if text.isascii():
        return text.replace("'", "").replace("`", "").lower()
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(one for one in bare if not unicodedata.combining(one)).casefold().translate(_LETTERS)


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[str, ...]:
    """The words a name is made of: `paymentsAPI-v2` is payments, api, v2. `and` and `&` say nothing and are left out."""
    plain = text.translate(_LETTERS) if not text.isascii() else text.replace("'", "").replace("`", "")
    parts = (part for run in _RUN.findall(plain) for part in _CAMEL.split(run))
    return tuple(word for part in parts for word in _RUN.findall(flat(part)) if word not in _JOINERS)


def key_of(words: tuple[str, ...]) -> str:
    """What two spellings of one name have in common."""
    return "".join(words)
