"""Picks as they are remembered: who takes which turn, and what may happen to that afterwards. Pure.

Theory. A pick counts for whoever holds it, from the moment it is made: whoever says nothing takes the turn. *Not today*
hands it to the next one in of the same race, a swap to whoever agreed to it; so one turn is always held by one person,
or by nobody once all have declined, and then it counts for nobody. After a while nothing changes any more: the turn
stays with whoever holds it, said or not, and a swap that nobody agreed to is off.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from catalog_client import EntityRef
from handlers.fairness import Turn
from handlers.receipt import LeftOut, Receipt

OPEN_FOR: Final = timedelta(hours=12)
DECLINED: Final = "can not today"
NAMED: Final = "asked to be left out"
SWAPPED: Final = "swapped"
PASSED_ON: Final = "somebody else was asked for"
NOBODY: Final = "nobody"
NEVER: Final[Mapping[str, str]] = {
    "guest": "a guest in Slack",
    "bot": "a bot",
    "deactivated": "deactivated in Slack",
    "external": "from another workspace",
    NOBODY: "no account in Slack",
}
"""Why somebody can not be picked on any day, by what kind of member they are."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How picks are made here.

    spares_on_call: whether who is on call for the team is left out. notes: what the note-taker gets, a line each; may
    be empty. open_for: how long a pick can still change.
    """

    spares_on_call: bool = False
    notes: str = ""
    open_for: timedelta = OPEN_FOR


USUAL: Final = Terms()


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that is set for the holder of a turn.

    id: what identifies it where it is set. whoever: whether it is for the turn, whoever takes it.
    """

    id: str
    at: datetime
    whoever: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """One turn.

    number: what identifies it among those of its team and task, the order they were made in.
    thread: where it was asked for; empty outside one. receipt: of the race as it stands now.
    among: who could have taken the turn, also those who declined.
    holder: who takes it; None once all have declined. accepted: whether they said so.
    swap_with: whom the holder asked to swap, who has not answered.
    notes: the address of the notes that were taken; empty where nobody gave it.
    reminder: of the holder; None where nobody asked for one.
    until: when it stops to change (aware, UTC); None in records that do not say, for the usual time.
    """

    number: int
    thread: str
    receipt: Receipt
    among: frozenset[EntityRef]
    holder: EntityRef | None
    accepted: bool = False
    swap_with: EntityRef | None = None
    until: datetime | None = None
    notes: str = ""
    reminder: Reminder | None = None

    @property
    def at(self) -> datetime:
        return self.receipt.at

    @property
    def everybody(self) -> frozenset[EntityRef]:
        """All who may take the turn, at once or if they agree to: whoever of the team can ever be picked."""
        others = (one.ref for one in self.receipt.left_out if one.reason not in NEVER.values())
        return self.among | {*self.receipt.candidates, *others}

    @property
    def declined(self) -> tuple[EntityRef, ...]:
        return tuple(one.ref for one in self.receipt.left_out if one.reason == DECLINED)

    @property
    def entry(self) -> "Entry":
        return Entry(self.number, self.thread, self.at, self.among, self.holder, self.until, self.notes)

    def is_open(self, now: datetime) -> bool:
        return self.entry.is_open(now)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger says of a pick: whose turn it is, among whom, and what finds it. Fields as those of `Pick`."""

    number: int
    thread: str
    at: datetime
    among: frozenset[EntityRef]
    holder: EntityRef | None
    until: datetime | None = None
    notes: str = ""

    def is_open(self, now: datetime) -> bool:
        return now < (self.until or self.at + OPEN_FOR)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All turns of one team for one task, the earliest first. version: which state of them this is.

    It is what the next pick needs of those before, without their receipts, which are far larger.
    """

    team: EntityRef
    task: str
    entries: tuple[Entry, ...] = ()
    version: str = ""

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(Turn(one.holder, one.among) for one in self.entries if one.holder is not None)

    @property
    def next_number(self) -> int:
        return max((one.number for one in self.entries), default=0) + 1

    def before(self, number: int) -> "Ledger":
        """As it was before a pick was made."""
        return replace(self, entries=tuple(one for one in self.entries if one.number < number))

    def after(self, pick: Pick, version: str) -> "Ledger":
        """As it is once a pick, new or changed, is written."""
        others = (one for one in self.entries if one.number != pick.number)
        entries = tuple(sorted([*others, pick.entry], key=lambda one: one.number))
        return replace(self, entries=entries, version=version)

    def numbered(self, number: int) -> Entry | None:
        return next((one for one in self.entries if one.number == number), None)

    def in_thread(self, thread: str, now: datetime) -> Entry | None:
        """The pick that stands in a thread."""
        if not thread:
            return None
        return next((one for one in reversed(self.entries) if one.thread == thread and one.is_open(now)), None)


class PicksAway(Exception):
    """What was picked can not be read or written right now. Its text is a plain clause on why."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing changes: a plain sentence."""

    reason: str


def made(number: int, thread: str, decided: Receipt, open_for: timedelta = OPEN_FOR) -> Pick:
    """A new pick, of whoever won the race."""
    among, until = frozenset(decided.candidates), decided.at + open_for
    return Pick(number, thread, decided, among, decided.picked, until=until)


def accepted(pick: Pick, by: EntityRef | None, now: datetime) -> Pick | Refused:
    """The holder says they will do it."""
    if refused := _not_theirs(pick, by, now):
        return refused
    return Refused("That is settled already.") if pick.accepted else replace(pick, accepted=True, swap_with=None)


def declined(pick: Pick, by: EntityRef | None, now: datetime) -> Pick | Refused:
    """The holder can not; the next one in takes the turn, or nobody where all have declined."""
    if by is not None and by in pick.declined:
        return Refused("You have said so already.")
    return _not_theirs(pick, by, now) or _handed_on(pick, _gone(pick, DECLINED))


def passed_on(pick: Pick, exclude: Iterable[EntityRef]) -> Pick:
    """Somebody else was asked for, and nobody of `exclude`."""
    return _handed_on(pick, [*(LeftOut(one, NAMED) for one in exclude), *_gone(pick, PASSED_ON)])


def _gone(pick: Pick, reason: str) -> list[LeftOut]:
    """The holder, and whoever gave the turn to them by a swap."""
    gone = [LeftOut(pick.holder, reason)] if pick.holder is not None else []
    first = pick.receipt.picked
    return [*gone, LeftOut(first, SWAPPED)] if first is not None and first != pick.holder else gone


def _handed_on(pick: Pick, out: Iterable[LeftOut]) -> Pick:
    rerun = pick.receipt.without(*out)
    return replace(pick, receipt=rerun, holder=rerun.picked, accepted=False, swap_with=None, reminder=None)


def swap_asked(pick: Pick, by: EntityRef | None, other: EntityRef, now: datetime) -> Pick | Refused:
    """The holder asks `other` to swap; nothing moves until they agree."""
    if refused := _not_theirs(pick, by, now):
        return refused
    if other == by:
        return Refused("That is you; please choose somebody else to swap with.")
    if other not in pick.everybody:
        return Refused("They can not be picked, so they can not swap.")
    if other == pick.swap_with:
        return Refused("They are asked already.")
    return replace(pick, swap_with=other)


def may_be_reminded(pick: Pick, by: EntityRef | None, now: datetime, whoever: bool) -> Pick | Refused:
    """The holder asks to be reminded; anybody may ask that whoever takes the turn is."""
    if whoever and pick.holder is not None and pick.is_open(now):
        return pick
    return _not_theirs(pick, by, now) or pick


def forgotten(pick: Pick, by: EntityRef | None, now: datetime) -> Pick | Refused:
    """The holder wants no reminder any more."""
    return _not_theirs(pick, by, now) or replace(pick, reminder=None)


def swapped(pick: Pick, by: EntityRef | None, now: datetime) -> Pick | Refused:
    """Whoever was asked to swap agrees, and takes the turn."""
    if not pick.is_open(now):
        return Refused(_OVER)
    if pick.swap_with is None:
        return Refused("Nobody is asked to swap any more.")
    if by != pick.swap_with:
        return Refused("Only whoever was asked to swap can answer that.")
    return replace(pick, holder=by, accepted=True, swap_with=None, reminder=None)


def swap_refused(pick: Pick, by: EntityRef | None, now: datetime) -> Pick | Refused:
    """Whoever was asked to swap can not, so the turn stays where it was."""
    agreed = swapped(pick, by, now)
    return agreed if isinstance(agreed, Refused) else replace(pick, swap_with=None)


_OVER: Final = "This pick is over; ask for a new one."


def _not_theirs(pick: Pick, by: EntityRef | None, now: datetime) -> Refused | None:
    if not pick.is_open(now):
        return Refused(_OVER)
    if by is None or by != pick.holder:
        return Refused("Only whoever was picked can answer that.")
    return None
