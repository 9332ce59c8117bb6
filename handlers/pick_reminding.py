"""Reminds whoever has a turn, once and only where somebody asked for it.

Slack posts the reminder itself, so that it comes whatever becomes of us meanwhile. It is set before it is remembered,
and belongs to whoever holds the turn: where that moves, it is taken back. Should we end in between, one comes that is
needed no more; none is lost.
"""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final

from catalog_client import EntityRef
from handlers.kit import Mrkdwn
from handlers.lines import mentioned, strong
from handlers.pick_keeping import Kept, Unremembered, kept
from handlers.pick_lines import to_do
from handlers.picks import Entry, Ledger, Pick, Reminder
from handlers.sources import Reader, Reminders, RemindersAway, Sources
from handlers.type_ahead import Offer, offered

USUAL: Final = "1h"
_MORNING: Final = time(9)
_LONGEST: Final = timedelta(days=100)
_SOONEST: Final = timedelta(minutes=1)
_IN: Final = {
    "10m": ("in 10 minutes", timedelta(minutes=10)),
    "30m": ("in 30 minutes", timedelta(minutes=30)),
    USUAL: ("in an hour", timedelta(hours=1)),
    "4h": ("in 4 hours", timedelta(hours=4)),
}
_TOMORROW: Final = "tomorrow"
_WEEK: Final = "week"


def times(typed: str) -> tuple[Offer, ...]:
    """When somebody may be reminded, by what they typed so far."""
    later = (Offer(_TOMORROW, "tomorrow at 9:00"), Offer(_WEEK, "in a week, at 9:00"))
    return offered((*(Offer(value, name) for value, (name, _) in _IN.items()), *later), typed)


def moment_of(said: str, reader: Reader) -> datetime | None:
    """When that is: one of `times`, a moment or a day in ISO 8601; None where it is past, too far off, or no time."""
    if said in _IN:
        return reader.now + _IN[said][1]
    if said in {_TOMORROW, _WEEK}:
        return _morning(reader, 1 if said == _TOMORROW else 7)
    try:
        day_only = len(said) == len("2026-11-25")
        at = datetime.fromisoformat(said)
        at = datetime.combine(at.date(), _MORNING, reader.zone) if day_only else at
        soon = reader.now + _SOONEST
        return at if at.tzinfo is not None and soon <= at <= reader.now + _LONGEST else None
    except (ValueError, OverflowError):
        return None


def _morning(reader: Reader, days: int) -> datetime:
    there = (reader.now.astimezone(reader.zone) + timedelta(days=days)).date()
    return datetime.combine(there, _MORNING, reader.zone)


@dataclass(frozen=True, slots=True)
class _Moved(Exception):
    """Somebody else has the turn by now."""


async def reminded(found: Kept, at: datetime, whoever: bool, sources: Sources) -> Kept | Unremembered:
    """The pick with a reminder for its holder. whoever: whether it is for the turn, whoever takes it."""
    holder = found.pick.holder
    if sources.reminders is None or not found.pick.thread or holder is None:
        return replace(found, note="I can remind somebody only in a thread in Slack.")
    person = await sources.acquaintances.person(holder) if sources.acquaintances is not None else None
    if person is None or not person.slack_id:
        name = mentioned(sources.catalog, holder).name
        return replace(found, note=f"{name} can not be reached in Slack, so I set no reminder.")
    team = strong(mentioned(sources.catalog, found.ledger.team))
    text = Mrkdwn(f"<@{person.slack_id}>, a reminder as asked: you {to_do(found.ledger.task)} for {team}.")
    try:
        reminder = Reminder(await sources.reminders.remind(found.pick.thread, text, at), at, whoever)
    except RemindersAway:
        return replace(found, note="Slack did not take the reminder; please ask again in a minute.")
    try:
        known = await _remember(found, sources, holder, reminder)
    except _Moved:
        known = Unremembered("somebody else has the turn by now")
    if isinstance(known, Unremembered):
        await _withdraw(sources.reminders, found.pick.thread, reminder)
    elif found.pick.reminder is not None:
        await _withdraw(sources.reminders, found.pick.thread, found.pick.reminder)
    return known


async def _remember(found: Kept, sources: Sources, holder: EntityRef, reminder: Reminder) -> Kept | Unremembered:
    if sources.picks is None:
        return found

    def which(ledger: Ledger) -> Entry | None:
        return ledger.numbered(found.pick.number)

    async def change(ledger: Ledger, pick: Pick | None) -> tuple[Pick, str]:
        if pick is None or pick.holder != holder:
            raise _Moved
        return replace(pick, reminder=reminder), found.note

    return await kept(sources.picks, found.ledger.team, found.ledger.task, which, change)


async def in_step(found: Kept, sources: Sources) -> Kept | Unremembered:
    """After a change: the reminder of a turn that has moved is taken back, and set anew where it was for whoever."""
    old = found.before.reminder if found.before is not None else None
    if old is None or found.pick.reminder == old or sources.reminders is None:
        return found
    await _withdraw(sources.reminders, found.pick.thread, old)
    if found.pick.holder is None or not old.whoever:
        return found
    again = await reminded(found, old.at, True, sources)
    return again if isinstance(again, Kept) else found


async def _withdraw(reminders: Reminders, thread: str, reminder: Reminder) -> None:
    await reminders.withdraw(thread, reminder.id)
