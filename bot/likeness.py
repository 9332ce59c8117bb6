"""What a message most likely asks, by how alike it is to questions whose meaning is known; for what no phrase covers.

Theory: a linear model. A message is the set of its marks (words, names by their sort, and how these follow each other);
each kind of question has a weight for each mark, and the sum makes a probability. The weights are learned from the
phrases of the grammar and from labelled questions (`benchmarks.learning`), never at run time; the marks that weighed
most are said to whoever asks why.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

import msgspec

from bot.english import stem_of
from bot.heard import ANY, Heard
from bot.hearing import BREAK
from bot.phrasing import CLASSES
from bot.resolve import Found, Unclear

START, END, SENTENCE = "^", "$", "|"
NAME: Final = "§"
"""Begins the mark of a name; its sort follows."""
TIME, NUMBER = "@", "#"
ASKED: Final = "??"
"""There is a question mark."""
NAMELESS: Final = "noname"
BETWEEN: Final = "between"
"""People say it to each other."""
RETURNING: Final = "returning"
"""Whoever was answered says it, after others spoke."""
_SORTS: Final = {"api": "api", "group": "group", "user": "user", "rollout": "rollout"}
_THING: Final = "thing"
_MOST_MARKED: Final = 60
"""Words of a message that are looked at."""


class _Written(msgspec.Struct):
    bias: dict[str, float]
    weights: dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Likely:
    """A kind of question and its probability. told: the marks it was told by, each with its weight for every kind."""

    kind: str
    probability: float
    told: Sequence[tuple[str, Mapping[str, float]]] = field(repr=False, compare=False)

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks that speak for it most, the strongest first."""
        ordered = sorted(self.told, key=lambda pair: -pair[1].get(self.kind, 0.0))
        return tuple(mark for mark, weights in ordered[:3] if weights.get(self.kind, 0.0) > 0)


class Likeness:
    """The learned weights: by mark, then by kind of question."""

    def __init__(self, bias: Mapping[str, float], weights: Mapping[str, Mapping[str, float]]) -> None:
        self._bias = bias
        self._weights = weights

    @classmethod
    def read(cls, written: bytes) -> "Likeness":
        """Shape: `{"bias": {"owner": -2.1}, "weights": {"who owns": {"owner": 1.2}}}`."""
        found = msgspec.json.decode(written, type=_Written)
        return cls(found.bias, found.weights)

    def written(self) -> bytes:
        """As `read` takes it, a line for each mark."""
        lines = (f"{_json(mark)}:{_json(self._weights[mark])}" for mark in sorted(self._weights))
        head = f'{{"bias":{_json(self._bias)},"weights":{{'
        return "\n".join([head, ",\n".join(lines), "}}", ""]).encode()

    def __call__(self, marks: Iterable[str]) -> list[Likely]:
        """All kinds, the likeliest first."""
        told = [(mark, self._weights[mark]) for mark in sorted(marks) if mark in self._weights]
        sums = dict.fromkeys(self._bias, 0.0)
        for _, weights in told:
            for kind, weight in weights.items():
                if kind in sums:
                    sums[kind] += weight
        return sorted(
            (Likely(kind, probability_of(bias + sums[kind]), told) for kind, bias in self._bias.items()),
            key=lambda each: -each.probability,
        )


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="sorted").decode()


def probability_of(total: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def learned() -> Likeness:
    """The weights that come with the program."""
    return Likeness.read(files("bot").joinpath("likeness.json").read_bytes())


def marks_of(heard: Heard, stretch: tuple[int, int] | None = None) -> frozenset[str]:
    """The marks of a message, or of a stretch of its units."""
    asked = any(token.kind == BREAK and "?" in token.text for token in heard.tokens)
    topic = heard.scene.topic
    about = topic.asks[0].kind if topic is not None and topic.asks else "none"
    beside = [f"topic:{about}", *([ASKED] if asked else [])]
    if not heard.scene.addressed:
        beside.append(RETURNING if heard.scene.returns else BETWEEN)
    return marks(list(_sequence(heard, *(stretch or (0, len(heard.units))))), beside)


def marks(words: Sequence[str], beside: Iterable[str] = ()) -> frozenset[str]:
    """The marks of a row of words: each, each two and each three that follow, and each two with one between."""
    row = [START, *words[:_MOST_MARKED], END]
    sorts = [_sort_of(word) for word in row]
    found = {*row, *beside, *(f"{one} {other}" for one, other in pairwise(row))}
    found.update(sorts)
    found.update(f"{one} {other}" for one, other in pairwise(sorts))
    found.update(f"{one} {two} {three}" for one, two, three in zip(sorts, sorts[1:], sorts[2:], strict=False))
    found.update(f"{one} {two} {three}" for one, two, three in zip(row, row[1:], row[2:], strict=False))
    found.update(f"{one}..{other}" for one, other in zip(row, row[2:], strict=False))
    return frozenset(found if any(word.startswith(NAME) for word in words) else {*found, NAMELESS})


@cache
def _class_of() -> Mapping[str, str]:
    """Word -> the class of words that stands for it in phrases."""
    return {word: f"<{name}>" for name, words in CLASSES.items() for word in words.split("|") if " " not in word}


def _sort_of(word: str) -> str:
    """What a word has in common with others: its class, or else its stem."""
    return _class_of().get(word) or stem_of(word)


def _sequence(heard: Heard, start: int, end: int) -> Iterator[str]:
    """The words of some units of a message; names as their sort, times and numbers as such."""
    timed = {token for one in heard.moments for token in range(one.start, one.end)}
    sentence, before = None, ""
    for number in range(start, min(end, start + _MOST_MARKED)):
        unit = heard.units[number]
        now = heard.sentence_of(number)
        if sentence is not None and now != sentence:
            yield SENTENCE
        sentence = now
        is_time = unit.span is None and any(token in timed for token in range(unit.start, unit.end))
        word = _word(heard, number) if not is_time else TIME
        if word != TIME or before != TIME:
            yield word
        before = word


def _word(heard: Heard, number: int) -> str:
    unit = heard.units[number]
    if unit.span is None and heard.is_identifier(number):
        return NAME + _THING
    if unit.span is None:
        return NUMBER if unit.word.isdigit() else unit.word
    read = heard.listener.read(number, number + 1, ANY).resolutions
    match read[0] if read else None:
        case Found(ref):
            return NAME + _SORTS.get(ref.kind, _THING)
        case Unclear(candidates):
            return NAME + _SORTS.get(candidates[0].kind, _THING)
        case _:
            return NAME
