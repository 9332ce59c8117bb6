"""What words may turn out to mean, and how one of several is decided on."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

import msgspec
from rapidfuzz.distance import OSA

from bot.names import Hit, preferred_namespace
from bot.naming import DERIVED
from catalog_client import EntityRef
from handlers.question import Subject

Whose = Literal["", "you", "your team", "this channel"]
FUZZY: Final = 3
MOST_OFFERED: Final = 5
_ANYTHING: Final = Subject()


class Found(msgspec.Struct, frozen=True):
    """One entity is meant.

    rank: EXACT, DERIVED or FUZZY. how: in words, why it matched; empty for an exact name.
    also: entities with the very same name in other namespaces.
    """

    ref: EntityRef
    rank: int
    how: str = ""
    also: tuple[EntityRef, ...] = ()


class Unclear(msgspec.Struct, frozen=True):
    """Several may be meant, or one that we are not sure enough of; the likeliest first, at most five."""

    candidates: tuple[EntityRef, ...]
    how: str


class Unknown(msgspec.Struct, frozen=True):
    """Nothing is called that. near: what is called something like it, the nearest first.

    whose: who or what was pointed to and is not known, where nothing was called anything.
    """

    near: tuple[EntityRef, ...] = ()
    whose: Whose = ""


Resolution = Found | Unclear | Unknown


class Wanted(msgspec.Struct, frozen=True):
    """Narrows what words may mean: kinds named by a word ("the component …"), and what the question is about.

    loose: a word was left out of what was said, so that only a name as it stands will do.
    typed: what was said, for putting the nearest spelling first.
    """

    subject: Subject = _ANYTHING
    kinds: frozenset[str] = frozenset()
    loose: bool = False
    typed: str = ""

    def admits(self, ref: EntityRef) -> bool:
        if self.kinds:
            return ref.kind in self.kinds
        if self.subject.only:
            return any(ref.kind in tier for tier in self.subject.prefers)
        return True

    def tier(self, ref: EntityRef) -> int:
        tiers = self.subject.prefers
        return next((number for number, kinds in enumerate(tiers) if ref.kind in kinds), len(tiers))


def decide(hits: Sequence[Hit], wanted: Wanted, rank: int, how: str) -> Found | Unclear:
    tier = min(wanted.tier(hit.ref) for hit in hits)
    fitting = [hit for hit in hits if wanted.tier(hit.ref) == tier]
    chosen = preferred_namespace(fitting)
    if len(chosen) == 1:
        also = tuple(hit.ref for hit in fitting if hit is not chosen[0])
        return Found(chosen[0].ref, rank, how or chosen[0].how or _derivation(rank), also)
    chosen.sort(key=lambda hit: (hit.distance, OSA.distance(wanted.typed, hit.ref.name)))
    return Unclear(offered(hit.ref for hit in chosen), how or "several things have this name")


def _derivation(rank: int) -> str:
    return "a short form of its name" if rank == DERIVED else ""


def offered(refs: Iterable[EntityRef]) -> tuple[EntityRef, ...]:
    return tuple(dict.fromkeys(refs))[:MOST_OFFERED]
