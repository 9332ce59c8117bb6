"""A message cut into clauses of words that grammar can be looked for in.

Sentences, lines and brackets end a clause. Names are one unit each; courtesies and fillers are left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from typing import Final

import msgspec

from bot.hearing import BREAK, COMMA, Token
from bot.spans import Span
from bot.vocabulary import COURTESIES, FILLERS

NAME: Final = "§"
_REMARKS: Final = frozenset(
    "since because as but so we i it he she they there our my although though whereas".split()
)
ASKING: Final = frozenset("who whose which what where when how is are does do can".split())
_LONG: Final = 4
_BEFORE_REMARK: Final = 3
_RELATIVE: Final = frozenset({"that", "which", "who", "whose", "and", "what", "where"})
_FINITE: Final = frozenset(
    "is are was were has have had thinks think says said asks wants keeps needs can could will would".split()
)
"""Words that make a sentence of what they stand in."""
_SAYING: Final = frozenset("said says thinks thought told asked asks wants claims claimed reckons mentioned".split())
_ALTERNATIVES: Final = frozenset(
    "may can could should shall must is are am do does did has have i we will would".split()
)
"""What begins another sentence after "or"."""
_CALLS: Final = frozenset((word,) for word in ("anyone", "anybody", "somebody", "someone", "ideas", "help"))
"""Sentences of one word that only ask to be heard."""
_AT_START: Final = frozenset({"can", "could", "would", "will", "do", "does", "any"})


class Unit(msgspec.Struct, frozen=True):
    """One word or name of a clause. start, end: its tokens; after_comma: whether a comma or dash stands before it."""

    word: str
    start: int
    end: int
    span: Span | None = None
    after_comma: bool = False


class Clause(msgspec.Struct, frozen=True):
    """A part of a sentence. sentence: number of the sentence it is a part of."""

    units: tuple[Unit, ...]
    sentence: int = 0

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(unit.word for unit in self.units)


@cache
def _courtesies() -> re.Pattern[str]:
    written = sorted(COURTESIES, key=len, reverse=True)
    parts = (re.escape(one).replace("_", r"(?:\S+ ){0,3}?").replace(r"\ ", " ") + " " for one in written)
    return re.compile(rf"(?<!\S)(?:{'|'.join(parts)})")


def clauses_of(tokens: Sequence[Token], spans: Sequence[Span], words: Mapping[int, str]) -> tuple[Clause, ...]:
    """The clauses of a message. words: mended words by number of their token."""
    by_start = {span.start: span for span in spans}
    clauses: list[Clause] = []
    units: list[Unit] = []
    at, comma, sentence = 0, False, 0
    while at < len(tokens):
        token = tokens[at]
        span = by_start.get(at)
        if span is not None:
            units.append(Unit(NAME, span.start, span.end, span, comma))
            at, comma = span.end, False
            continue
        if token.kind == BREAK or (
            token.kind == COMMA and (_begins_anew(tokens, at, units, words) or _tells(tokens, at, units, by_start))
        ):
            clauses.append(Clause(tuple(_without_courtesies(units)), sentence))
            units, comma = [], False
            sentence += token.kind == BREAK
        elif token.kind == COMMA:
            comma = True
        elif token.word == "and" and _asks_again(tokens, at, units, words):
            clauses.append(Clause(tuple(_without_courtesies(units)), sentence))
            units, comma = [], False
        else:
            for word in words.get(at, token.word).split():
                units.append(Unit(word, at, at + 1, None, comma))
                comma = False
        at += 1
    clauses.append(Clause(tuple(_without_courtesies(units)), sentence))
    said = [clause for clause in clauses if clause.units]
    return tuple(clause for clause in said if len(said) == 1 or clause.words not in _CALLS)


def _asks_again(tokens: Sequence[Token], at: int, units: Sequence[Unit], words: Mapping[int, str]) -> bool:
    """Whether another whole question follows: `who owns X and who owns Y`."""
    following = words.get(at + 1, tokens[at + 1].word) if at + 1 < len(tokens) else ""
    named = any(unit.span is not None for unit in units)
    return following in ASKING and named and any(unit.word in ASKING for unit in units)


def _begins_anew(tokens: Sequence[Token], at: int, units: Sequence[Unit], words: Mapping[int, str]) -> bool:
    """Whether a remark or another question follows a comma: `who owns X, since it is deprecated`."""
    if at + 1 >= len(tokens) or not units:
        return False
    following = words.get(at + 1, tokens[at + 1].word)
    asked = any(unit.word in ASKING for unit in units)
    after = words.get(at + 2, tokens[at + 2].word) if at + 2 < len(tokens) else ""
    if following == "or" and after in _ALTERNATIVES:
        return True
    return following in _REMARKS or (following in ASKING and (asked or len(units) > _LONG))


def _tells(tokens: Sequence[Token], at: int, units: Sequence[Unit], spans: Mapping[int, Span]) -> bool:
    """Whether a sentence of its own follows a comma after a question: `page for kiosk, all numbers are zero`."""
    if len(units) < _BEFORE_REMARK or not any(unit.span is not None for unit in units):
        return False
    if (named := spans.get(at + 1)) is not None:
        return named.end < len(tokens) and tokens[named.end].word in _SAYING
    following = takewhile(lambda token: token.kind not in {BREAK, COMMA}, tokens[at + 1 :])
    said = [token.word for token in takewhile(lambda token: token.word not in _RELATIVE, following)]
    return bool(said) and said[0] not in ASKING and any(word in _FINITE for word in said[1:])


def _without_courtesies(units: Sequence[Unit]) -> Iterator[Unit]:
    text = "".join(f"{unit.word} " for unit in units)
    dropped: set[int] = set()
    for match in _courtesies().finditer(text):
        first = text.count(" ", 0, match.start())
        if first and match[0].split()[0] in _AT_START:
            continue
        dropped.update(range(first, first + match[0].count(" ")))
    comma = False
    for number, unit in enumerate(units):
        if number in dropped or unit.word in FILLERS:
            comma = comma or unit.after_comma
            continue
        yield unit if not comma else Unit(unit.word, unit.start, unit.end, unit.span, True)
        comma = False
