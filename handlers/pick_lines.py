"""How a pick, its reasons and its task are written, the same in every answer about picks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final

from catalog_client import EntityRef, Snapshot
from handlers.asked import Asked
from handlers.kit import Button, Facts, Mrkdwn, Passage, bold, code, escape, link, listed, shortened
from handlers.lines import Mentioned, mentioned, moment, quiet, strong
from handlers.picks import DECLINED, NEVER, Ledger, Pick
from handlers.receipt import LeftOut, write
from handlers.sources import Reader

NOTES: Final = "note-taker"
_MOST_LEFT_OUT: Final = 8
_MOST_TASK: Final = 40
_MOST_ADDRESS: Final = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """A pick as it stands.

    left_out: with their names, by name. last_did: when the holder did it last; None where that is not remembered.
    longest: whether nobody waits longer. before: whoever did it the time before, and when. shares: how likely each was.
    below: whether the people are those of the teams below. unchecked: whether it could not be seen who is away.
    note: a sentence on why nothing changed; empty where it did. kit: what a note-taker gets, a line each.
    call: the Slack id of whoever has just been asked to swap; empty where nobody was.
    notes: the address of the last notes; empty where nobody gave it. can_remind: whether anybody can be reminded.
    """

    team: Mentioned
    task: str
    pick: Pick
    holder: Mentioned | None
    left_out: tuple[tuple[Mentioned, str], ...]
    last_did: datetime | None = None
    longest: bool = False
    before: tuple[Mentioned, datetime] | None = None
    swap_with: Mentioned | None = None
    shares: tuple[tuple[Mentioned, float], ...] = ()
    below: bool = False
    unchecked: bool = False
    note: str = ""
    kit: str = ""
    call: str = ""
    notes: str = ""
    can_remind: bool = False


def standing(
    catalog: Snapshot,
    ledger: Ledger,
    pick: Pick,
    *,
    below: bool = False,
    unchecked: bool = False,
    note: str = "",
    kit: str = "",
    can_remind: bool = False,
) -> Standing:
    """What is told of `pick`, one of `ledger` or the one after it."""
    past = ledger.before(pick.number).entries
    earlier = [(one.holder, one.at) for one in past if one.holder is not None]
    dates = dict(earlier)
    holder = pick.holder
    account = pick.receipt.candidates.get(holder) if holder is not None else None
    most = max((one.waited for one in pick.receipt.candidates.values()), default=0)
    least = min((one.waited for one in pick.receipt.candidates.values()), default=0)
    before = (mentioned(catalog, earlier[-1][0]), earlier[-1][1]) if earlier else None
    return Standing(
        mentioned(catalog, ledger.team),
        ledger.task,
        pick,
        mentioned(catalog, holder) if holder is not None else None,
        with_names(catalog, pick.receipt.left_out),
        dates.get(holder) if holder is not None else None,
        account is not None and account.waited == most > least,
        before,
        mentioned(catalog, pick.swap_with) if pick.swap_with is not None else None,
        tuple((mentioned(catalog, ref), share) for ref, share in pick.receipt.shares.items()),
        below,
        unchecked,
        note,
        kit if ledger.task == NOTES else "",
        notes=next((one.notes for one in reversed(past) if one.notes), ""),
        can_remind=can_remind and bool(pick.thread),
    )


def with_names(catalog: Snapshot, left_out: Iterable[LeftOut]) -> tuple[tuple[Mentioned, str], ...]:
    named = ((mentioned(catalog, one.ref), one.reason) for one in left_out)
    return tuple(sorted(named, key=lambda each: each[0].name.lower()))


def drawn(found: Standing, reader: Reader) -> Passage:
    """Who takes it, why, who was left out, and what can be done now."""
    if found.holder is None:
        line = Mrkdwn(f"Nobody is left to {to_do(found.task)} for {strong(found.team)}.")
        return Passage(line, tuple(_details(found, reader)), (_again(found),))
    return Passage(
        Mrkdwn(f"{strong(found.holder)} {does(found.task)} for {strong(found.team)}."),
        tuple(_details(found, reader)),
        _buttons(found, reader.now),
        call=_call(found),
    )


def _call(found: Standing) -> Mrkdwn:
    if not found.call or found.holder is None:
        return Mrkdwn("")
    ask = f"{strong(found.holder)} asks you to swap and {to_do(found.task)} for {strong(found.team)}."
    return Mrkdwn(f"<@{found.call}>, {ask} Answer with the buttons above.")


def _details(found: Standing, reader: Reader) -> Iterable[Mrkdwn]:
    if found.swap_with is not None and found.holder is not None:
        yield Mrkdwn(f"{quiet(found.holder)} asks {strong(found.swap_with)} to swap.")
    elif found.pick.accepted:
        yield _settled(found, reader)
        yield from (link(line, line) for line in found.kit.splitlines() if line.strip())
        if found.notes:
            yield Mrkdwn(f"The last notes: {notes_link(found.notes)}.")
        if found.task == NOTES and not found.pick.notes:
            yield Mrkdwn(f"Afterwards, tell me here {code('notes: LINK')}, and whoever is next gets them.")
    elif found.holder is not None:
        yield _why(found, reader)
    if found.pick.reminder is not None and found.holder is not None:
        at = moment(found.pick.reminder.at, reader.now, reader.zone)
        yield Mrkdwn(f"I remind {quiet(found.holder)} here, {at}.")
    if found.left_out and not found.pick.accepted:
        yield left_out_line(found.left_out)
    if found.below:
        yield Mrkdwn(f"{strong(found.team)} has its people in the teams below it, so they took part.")
    if found.unchecked:
        yield Mrkdwn("Who is away today I could not see.")
    if found.note:
        yield escape(found.note)


def _why(found: Standing, reader: Reader) -> Mrkdwn:
    did = f"Did it last on {day(found.last_did, reader.zone)}" if found.last_did else "Not picked before"
    if found.longest:
        return Mrkdwn(f"{did}; nobody there has waited longer.")
    if len(found.pick.receipt.candidates) == 1:
        return Mrkdwn(f"{did}; nobody else was left.")
    share = found.pick.receipt.shares.get(found.pick.receipt.picked) if found.pick.receipt.picked else None
    return Mrkdwn(f"{did}; the odds were {percent(share)}." if share is not None else f"{did}.")


def _settled(found: Standing, reader: Reader) -> Mrkdwn:
    last = (
        f" The time before it was {quiet(found.before[0])}, {day(found.before[1], reader.zone)}."
        if found.before
        else ""
    )
    return Mrkdwn(f"Settled.{last}")


def notes_link(address: str) -> Mrkdwn:
    """The notes by where they are: `wiki.north.example/retro/12`."""
    bare = address.partition("://")[2].partition("?")[0].rstrip("/")
    return link(address, shortened(bare, _MOST_ADDRESS) or address)


def left_out_line(left_out: Sequence[tuple[Mentioned, str]]) -> Mrkdwn:
    """`Left out: Ana, on call; Jonas, away until Fri.`"""
    shown = [f"{quiet(one)}, {escape(reason)}" for one, reason in left_out[:_MOST_LEFT_OUT]]
    more = len(left_out) - len(shown)
    return Mrkdwn(f"Left out: {'; '.join(shown)}{f'; and {more} more' if more else ''}.")


def _buttons(found: Standing, now: datetime) -> tuple[Button, ...]:
    if not found.pick.is_open(now):
        return ()
    receipt = Button("Receipt", asks("pick_receipt", found))
    if found.swap_with is not None:
        return (
            Button("Agree to swap", asks("pick_swapped", found), in_place=True),
            Button("I can not", asks("pick_unswapped", found), in_place=True),
            Button("Keep it", asks("pick_accept", found), in_place=True),
            receipt,
        )
    accept = () if found.pick.accepted else (Button("I'll do it", asks("pick_accept", found), in_place=True),)
    others = found.pick.everybody - {found.pick.holder}
    swap = (Button("Swap with…", asks("pick_swap", found), in_place=True, fills="with"),) if others else ()
    decline = Button("Not today", asks("pick_decline", found), in_place=True)
    return (*accept, decline, *swap, *_reminder(found), receipt)


def _reminder(found: Standing) -> tuple[Button, ...]:
    if found.pick.reminder is not None:
        return (Button("No reminder", asks("pick_unremind", found), in_place=True),)
    if not (found.can_remind and found.pick.accepted):
        return ()
    return (Button("Remind me…", asks("pick_remind", found), in_place=True, fills="at"),)


def _again(found: Standing) -> Button:
    """Where all have declined: the others may do it, if there are any."""
    declined = tuple(map(str, found.pick.declined))
    others = any(reason not in {*NEVER.values(), DECLINED} for _, reason in found.left_out)
    if not others:
        return Button("Ask everybody again", Asked("pick", (found.team.ref,), {"task": found.task}))
    return Button("Ask those left out", Asked("pick", (found.team.ref,), {"task": found.task, "exclude": declined}))


def asks(kind: str, found: Standing, **slots: str) -> Asked:
    """What a button under a pick asks."""
    return Asked(kind, (found.team.ref,), {"task": found.task, "pick": str(found.pick.number), **slots})


def facts(found: Standing) -> Facts:
    left_out = [{"ref": str(one.ref), "reason": reason} for one, reason in found.left_out]
    picked: dict[str, Any] = {"picked": str(found.holder.ref)} if found.holder is not None else {}
    return {**picked, "left_out": left_out, "accepted": found.pick.accepted, "receipt": write(found.pick.receipt)}


def does(task: str) -> Mrkdwn:
    """`takes the notes`, `is the facilitator`."""
    return Mrkdwn("takes the notes" if task == NOTES else f"is the {words(task)}")


def to_do(task: str) -> Mrkdwn:
    """`take the notes`, `be the facilitator`."""
    return Mrkdwn("take the notes" if task == NOTES else f"be the {words(task)}")


def words(task: str) -> Mrkdwn:
    """A task as people say it: `demo presenter`."""
    said = task.replace("-", " ") if task != NOTES else task
    return escape(shortened(said, _MOST_TASK))


def day(at: datetime, zone: tzinfo) -> str:
    """`3 Oct`; the year is left out, since what counts is recent."""
    there = at.astimezone(zone)
    return f"{there.day} {there:%b}"


def people(shares: Iterable[tuple[Mentioned, float]], most: int) -> Mrkdwn:
    """`*Mei* 38 %, Ana 21 % and 3 more`, the likeliest in bold."""
    shown = [
        Mrkdwn(f"{bold(one.name) if not at else quiet(one)} {percent(share)}")
        for at, (one, share) in enumerate(shares)
    ]
    return listed(shown, most)


def percent(share: float) -> str:
    """`38 %`; what is not nothing is never called that."""
    return f"{share:.0%}".replace("%", " %") if share >= 0.01 or not share else "under 1 %"


def task_of(asked: Asked) -> str:
    """The task that is asked about."""
    return str(asked.slots.get("task") or NOTES)


def excluded(asked: Asked) -> frozenset[EntityRef]:
    """The people named to be left out."""
    named = asked.slots.get("exclude", ())
    refs = (EntityRef.parse(one, kind="user") for one in (named if isinstance(named, tuple) else (str(named),)))
    return frozenset(one for one in refs if one.kind == "user")
