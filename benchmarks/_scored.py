"""Compares what the bot answered to labelled questions with their labels. Pure.

Shape of a label: `{"status": …, "asks": [{"kind", "entities", "slots"}], "also_status"?: […], "also_right"?: [[…]],
"candidates_include"?: […]}`. A line is right when its status is, and, where something is answered, the pairs of a kind
and an entity are those of `asks` or of one of `also_right`; so several entities of one question are as good as several
questions. Where something is asked back or unknown, `candidates_include` must be among those offered.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Line = Mapping[str, Any]
Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Scored:
    """One labelled line and its answer. label: its `expect`."""

    line: Line
    got: Line

    @property
    def label(self) -> Line:
        expect: Line = self.line["expect"]
        return expect

    @property
    def must_answer(self) -> bool:
        return bool(self.label["status"] == "answered")

    @property
    def is_answered(self) -> bool:
        return bool(self.got["status"] == "answered")

    @property
    def is_right(self) -> bool:
        status = self.got["status"]
        if status not in (self.label["status"], *self.label.get("also_status", ())):
            return False
        if self.must_answer:
            return not self.is_answered or _pairs(self.got["asks"]) in self._allowed()
        offered = {ref.lower() for ref in self.got["candidates"]}
        return status != self.label["status"] or offered.issuperset(self.label.get("candidates_include", ()))

    def _allowed(self) -> list[Pairs]:
        return [_pairs(asks) for asks in (self.label["asks"], *self.label.get("also_right", ()))]

    @property
    def rows(self) -> frozenset[str]:
        """What this line counts for: the kinds that it asks, or what must be said instead."""
        if self.must_answer:
            return frozenset(ask["kind"] for ask in self.label["asks"])
        return frozenset([f"({self.label['status']})"])


@dataclass(frozen=True, slots=True)
class Score:
    """Shares between 0 and 1.

    right: of all lines. false_confident: of those that must not be answered, how many were. misunderstood: of those
    answered where an answer was due, how many are about something else.
    """

    lines: int
    right: float
    false_confident: float
    misunderstood: float

    @classmethod
    def of(cls, scored: Sequence[Scored]) -> "Score":
        due = [one for one in scored if one.must_answer]
        undue = [one for one in scored if not one.must_answer]
        given = [one for one in due if one.is_answered]
        return cls(
            len(scored),
            _share(one.is_right for one in scored),
            _share(one.is_answered for one in undue),
            _share(not one.is_right for one in given),
        )


def by_row(scored: Iterable[Scored]) -> dict[str, Score]:
    """The score of each kind of question, and of each thing that is said instead of an answer."""
    rows: dict[str, list[Scored]] = {}
    for one in scored:
        for row in one.rows:
            rows.setdefault(row, []).append(one)
    return {row: Score.of(rows[row]) for row in sorted(rows)}


def _pairs(asks: Iterable[Line]) -> Pairs:
    return frozenset((ask["kind"], str(ref).lower()) for ask in asks for ref in ask.get("entities") or ("",))


def _share(which: Iterable[bool]) -> float:
    found = list(which)
    return sum(found) / len(found) if found else 0.0
