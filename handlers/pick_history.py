"""Who did a task of a team before, and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from catalog_client import EntityRef
from handlers.asked import Asked
from handlers.kit import Button, Facts, Mrkdwn, Passage, listed
from handlers.lines import Mentioned, mentioned, quiet, strong
from handlers.pick_keeping import Unremembered, no_team, unremembered
from handlers.pick_lines import day, notes_link, task_of, to_do, words
from handlers.picks import PicksAway
from handlers.question import Question, Subject
from handlers.roster import team_of
from handlers.sources import Reader, Sources

_SHOWN: Final = 5
_TOLD: Final = 50


@dataclass(frozen=True, slots=True)
class History:
    """The latest turns first. of: the person asked about; None for the whole team. notes: the latest that were given."""

    team: Mentioned
    task: str
    turns: tuple[tuple[Mentioned, datetime], ...]
    of: Mentioned | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class NoTeam:
    """What was asked about is no team and belongs to none."""

    subject: Mentioned


Found = History | NoTeam | Unremembered


async def _find(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Found:
    if about is None:
        raise ValueError("'pick_history' asks about an entity")
    catalog, task = sources.catalog, task_of(asked)
    team = team_of(catalog, about)
    if team is None:
        return NoTeam(mentioned(catalog, about))
    if sources.picks is None:
        return Unremembered("nothing is set up to remember who was picked")
    try:
        ledger = await sources.picks.ledger(team.ref, task)
    except PicksAway as away:
        return Unremembered(str(away))
    said = str(asked.slots.get("of", ""))
    person = about if about.kind == "user" else EntityRef.parse(said, kind="user") if said else None
    turns = [
        (mentioned(catalog, one.holder), one.at)
        for one in reversed(ledger.entries)
        if one.holder is not None and person in {None, one.holder}
    ]
    of = mentioned(catalog, person) if person is not None else None
    given = (one.notes for one in reversed(ledger.entries) if one.notes and person in {None, one.holder})
    return History(mentioned(catalog, team.ref), task, tuple(turns[:_TOLD]), of, next(given, ""))


def _draw(found: Found, reader: Reader) -> Passage:
    match found:
        case NoTeam(subject):
            return no_team(strong(subject))
        case Unremembered():
            return unremembered(found)
        case History():
            slots = {"task": found.task}
            buttons = (
                Button("Pick one", Asked("pick", (found.team.ref,), slots)),
                Button("Who is next", Asked("pick_odds", (found.team.ref,), slots)),
            )
            return Passage(_line(found, reader), _earlier(found, reader), buttons)


def _line(found: History, reader: Reader) -> Mrkdwn:
    team = strong(found.team)
    if not found.turns:
        who = strong(found.of) if found.of is not None else Mrkdwn("nobody")
        never = "was not" if found.of is not None else "was"
        return Mrkdwn(f"As far as I remember, {who} {never} picked to {to_do(found.task)} for {team} yet.")
    last, at = found.turns[0]
    if found.of is not None:
        return Mrkdwn(f"{strong(last)} was last picked to {to_do(found.task)} for {team} on {day(at, reader.zone)}.")
    return Mrkdwn(f"The last {words(found.task)} of {team} was {strong(last)}, on {day(at, reader.zone)}.")


def _earlier(found: History, reader: Reader) -> tuple[Mrkdwn, ...]:
    earlier = [Mrkdwn(f"{quiet(who)} ({day(at, reader.zone)})") for who, at in found.turns[1:]]
    before = (Mrkdwn(f"Before: {listed(earlier, _SHOWN)}."),) if earlier else ()
    return (*before, Mrkdwn(f"The last notes: {notes_link(found.notes)}.")) if found.notes else before


def _facts(found: Found) -> Facts:
    if not isinstance(found, History):
        return {"history": []}
    links = {"links": [{"title": "notes", "url": found.notes}]} if found.notes else {}
    return {
        **links,
        "history": [{"ref": str(who.ref), "at": at.isoformat(), "task": found.task} for who, at in found.turns],
    }


PICK_HISTORY: Final = Question(
    name="pick_history",
    asks="who did it before",
    phrases=("who took notes last time in {entity}", "note-taker history of {entity}"),
    subject=Subject(prefers=(frozenset({"group"}), frozenset({"user"}))),
    answer=_find,
    render=_draw,
    facts=_facts,
)
