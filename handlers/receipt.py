"""The receipt of a pick: all that decided it, so that anybody can work it out again. Pure.

Shape: one line of JSON, `{"team", "task", "at", "size", "candidates": [{"ref", "debt", "waited", "done"}], "left_out":
[{"ref", "reason"}], "seed", "picked", "check"}`. The seed follows from team, task, time and all people named; the one
picked from the seed and the candidates' accounts; `check` from everything before it, so that a changed receipt shows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Annotated

import msgspec

from catalog_client import EntityRef
from handlers.fairness import Account, race, seed_of, shares


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody of the team who is not picked, and the reason, a few words that follow their name and a comma."""

    ref: EntityRef
    reason: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What decided a pick.

    at: when it was asked for (aware, UTC). size: how many of the team could be picked on a day when all are there.
    candidates: by ref, in their order. seed: hexadecimal. picked: None, when there was no candidate.
    """

    team: EntityRef
    task: str
    at: datetime
    size: int
    candidates: Mapping[EntityRef, Account]
    left_out: tuple[LeftOut, ...]
    seed: str
    picked: EntityRef | None

    @property
    def weights(self) -> dict[EntityRef, float]:
        """Binary logarithms."""
        return {one: account.weight(self.size) for one, account in self.candidates.items()}

    @property
    def shares(self) -> dict[EntityRef, float]:
        """How likely each candidate was to be picked."""
        return shares(self.weights)

    def without(self, *others: LeftOut) -> "Receipt":
        """The same race, after these have dropped out of it."""
        gone = {one.ref for one in others}
        left = {one: account for one, account in self.candidates.items() if one not in gone}
        known = {one.ref for one in self.left_out}
        first = {one.ref: one for one in reversed(others)}
        left_out = (*self.left_out, *(one for ref, one in reversed(first.items()) if ref not in known))
        return replace(
            self, candidates=left, left_out=left_out, picked=_first(self.seed, replace(self, candidates=left))
        )


def receipt(
    team: EntityRef,
    task: str,
    at: datetime,
    size: int,
    candidates: Mapping[EntityRef, Account],
    left_out: tuple[LeftOut, ...],
) -> Receipt:
    """Run the race."""
    seed = seed_of(team, task, at, {*candidates, *(one.ref for one in left_out)})
    ordered = dict(sorted(candidates.items(), key=lambda each: str(each[0])))
    open_ = Receipt(team, task, at, size, ordered, left_out, seed, None)
    return replace(open_, picked=_first(seed, open_))


def _first(seed: str, one: Receipt) -> EntityRef | None:
    return next(iter(race(seed, one.weights)), None)


class _Candidate(msgspec.Struct):
    ref: str
    debt: float
    waited: float
    done: int


class _Out(msgspec.Struct):
    ref: str
    reason: str


class _Written(msgspec.Struct):
    team: str
    task: str
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    size: int
    candidates: list[_Candidate]
    left_out: list[_Out]
    seed: str
    picked: str | None
    check: str = ""


def write(one: Receipt) -> str:
    written = _Written(
        team=str(one.team),
        task=one.task,
        at=one.at,
        size=one.size,
        candidates=[
            _Candidate(str(ref), float(each.debt), float(each.waited), each.done)
            for ref, each in one.candidates.items()
        ],
        left_out=[_Out(str(each.ref), each.reason) for each in one.left_out],
        seed=one.seed,
        picked=str(one.picked) if one.picked else None,
    )
    written.check = _check(written)
    return msgspec.json.encode(written).decode()


def read(text: str) -> Receipt:
    """Read what `write` wrote. Raises: ValueError with a plain sentence."""
    written = _parsed(text)
    try:
        return Receipt(
            EntityRef.parse(written.team),
            written.task,
            written.at,
            written.size,
            {EntityRef.parse(each.ref): Account(each.debt, each.waited, each.done) for each in written.candidates},
            tuple(LeftOut(EntityRef.parse(each.ref), each.reason) for each in written.left_out),
            written.seed,
            EntityRef.parse(written.picked) if written.picked else None,
        )
    except ValueError as error:
        raise ValueError("This is no receipt of a pick: it names somebody who can not be read.") from error


def faults(text: str) -> tuple[str, ...]:
    """What is wrong with a receipt, a plain sentence each; none when the same person comes out again.

    Raises: ValueError with a plain sentence, when it is no receipt.
    """
    return tuple(_faults(_parsed(text), read(text)))


def _faults(written: _Written, found: Receipt) -> Iterator[str]:
    if written.check != _check(written):
        yield "It was changed after it was written."
    everybody = {*found.candidates, *(one.ref for one in found.left_out)}
    if found.seed != seed_of(found.team, found.task, found.at, everybody):
        yield "The seed is not the one that follows from the time of the request and the people of the team."
    picked = _first(found.seed, found)
    if picked != found.picked:
        yield f"Worked out again it is {picked or 'nobody'}, not {found.picked or 'nobody'}."


def _parsed(text: str) -> _Written:
    try:
        return msgspec.json.decode(text, type=_Written)
    except msgspec.MsgspecError as error:
        raise ValueError("This is no receipt of a pick.") from error


def _check(written: _Written) -> str:
    bare = msgspec.structs.replace(written, check="")
    return sha256(msgspec.json.encode(bare)).hexdigest()[:16]
