"""Finds strings within two typing errors of another without comparing it with all of them.

A string with at most two letters wrong, missing or too many keeps at least one of any three disjoint pieces whole,
shifted by at most two places; where two letters are swapped across a cut a fourth piece helps. So each string is cut
into three or four pieces by its length, and a look-up asks for the same pieces around the same
places, then checks the few strings found by distance. Source: Li, Deng, Wang, Feng, "Pass-Join", VLDB 2011.

The table of pieces is two sorted arrays (hash of piece, number of string), 8 bytes a piece; what is added later waits
in a small dictionary until the next build.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST_ERRORS: Final = 2
_FEW_PIECES: Final = MOST_ERRORS + 1
_LONG: Final = 10
SHORTEST: Final = 3
_LOW: Final = (1 << 32) - 1
_MOST_ASKED: Final = 256


def _pieces(text: str) -> Iterator[int]:
    """The hashes of the pieces `text` is filed under."""
    length = len(text)
    for number in range(_pieces_of(length)):
        start, end = _cut(length, number), _cut(length, number + 1)
        yield hash((length, number, text[start:end])) & _LOW


def _pieces_of(length: int) -> int:
    return _FEW_PIECES + (length >= _LONG)


def _cut(length: int, number: int) -> int:
    return length * number // _pieces_of(length)


@lru_cache(maxsize=512)
def _places(own: int, most: int) -> tuple[tuple[int, int, int, int], ...]:
    """Where pieces of strings within reach of a text of `own` letters may be: length, number of the piece, from, to."""
    return tuple(
        (length, number, at, at + end - start)
        for length in range(max(SHORTEST, own - most), own + most + 1)
        for number in range(_pieces_of(length))
        for start, end in [(_cut(length, number), _cut(length, number + 1))]
        for at in range(max(0, start - most), min(own - (end - start), start + most) + 1)
    )


def _asked_pieces(text: str, most: int) -> set[int]:
    """The hashes under which a string within reach of `text` may be filed."""
    return {hash((length, number, text[at:end])) & _LOW for length, number, at, end in _places(len(text), most)}


class Nearness:
    """Strings, numbered as given, that can be asked for by what is near to them."""

    __slots__ = ("_asked", "_hashes", "_late", "_numbers", "_strings")

    def __init__(self, strings: Iterable[str]) -> None:
        self._strings: list[str] = list(strings)
        filed = sorted(
            piece << 32 | number
            for number, text in enumerate(self._strings)
            if len(text) >= SHORTEST
            for piece in _pieces(text)
        )
        self._hashes = array("I", (one >> 32 for one in filed))
        self._numbers = array("I", (one & _LOW for one in filed))
        self._late: dict[int, list[int]] = {}
        self._asked: dict[tuple[str, int], tuple[tuple[int, int], ...]] = {}

    def __len__(self) -> int:
        return len(self._strings)

    def __getitem__(self, number: int) -> str:
        return self._strings[number]

    def copy(self) -> "Nearness":
        """The same strings, to which more can be added without changing this one."""
        other = Nearness(())
        other._strings = self._strings.copy()
        other._hashes, other._numbers = self._hashes, self._numbers
        other._late = {piece: numbers.copy() for piece, numbers in self._late.items()}
        return other

    def add(self, text: str) -> int:
        """File one more string; returns its number."""
        number = len(self._strings)
        self._strings.append(text)
        self._asked.clear()
        if len(text) >= SHORTEST:
            for piece in _pieces(text):
                self._late.setdefault(piece, []).append(number)
        return number

    def near(self, text: str, most: int = MOST_ERRORS) -> tuple[tuple[int, int], ...]:
        """(distance, number) of every string within `most` errors (at most two) of `text`, nearest first.

        An error is a letter too many, missing, wrong, or two swapped (optimal string alignment).
        """
        # One message asks for the same words again and again: for each question it may be.
        found = self._asked.get((text, most))
        if found is None:
            if len(self._asked) >= _MOST_ASKED:
                self._asked.clear()
            found = self._asked[text, most] = self._near(text, most)
        return found

    def _near(self, text: str, most: int) -> tuple[tuple[int, int], ...]:
        found: set[int] = set()
        hashes, numbers = self._hashes, self._numbers
        for piece in _asked_pieces(text, most):
            at = bisect_left(hashes, piece)
            if at < len(hashes) and hashes[at] == piece:
                found.update(numbers[at : bisect_right(hashes, piece, at)])
            if self._late:
                found.update(self._late.get(piece, ()))
        numbered = list(found)
        strings = [self._strings[one] for one in numbered]
        near = process.extract(text, strings, scorer=OSA.distance, score_cutoff=most, limit=None)
        return tuple(sorted((int(distance), numbered[at]) for _, distance, at in near))


def allowed_errors(text: str) -> int:
    """How many errors may hide in a name of this length before it could be any other name."""
    return 0 if len(text) < 4 else 1 if len(text) < 8 else MOST_ERRORS
