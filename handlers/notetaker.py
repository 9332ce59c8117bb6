"""Picks somebody of a team for a task, fairly, and says why; the task is taking notes unless another one is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from catalog_client import EntityRef
from handlers.asked import Asked, SlotValue
from handlers.kit import Button, Facts, Mrkdwn, Passage
from handlers.lines import Mentioned, all_mentioned, mentioned, names, strong
from handlers.pick_keeping import Kept, Unremembered, kept, no_team, unremembered
from handlers.pick_lines import (
    Standing,
    drawn,
    excluded,
    facts,
    left_out_line,
    standing,
    task_of,
    to_do,
    with_names,
)
from handlers.pick_reminding import in_step, moment_of, reminded
from handlers.picks import NEVER, Entry, Ledger, Pick, made, passed_on
from handlers.question import Question, Subject
from handlers.receipt import write
from handlers.roster import Conditions, Team, decided, least_bad, team_of
from handlers.sources import Picks, Reader, Sources


@dataclass(frozen=True, slots=True)
class NoTeam:
    """What was asked about is no team and belongs to none."""

    subject: Mentioned


@dataclass(frozen=True, slots=True)
class Nobody:
    """Nobody of the team can be picked today.

    least_bad: whom it would be least bad to pick all the same; nobody, where nobody ever could. named: those asked to be
    left out who stay so then.
    """

    team: Mentioned
    task: str
    left_out: tuple[tuple[Mentioned, str], ...]
    least_bad: tuple[Mentioned, ...]
    named: tuple[str, ...]
    receipt: str


Picked = Standing | Nobody | NoTeam | Unremembered


async def _pick(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Picked:
    if about is None:
        raise ValueError("'pick' asks about an entity")
    team = team_of(sources.catalog, about, asked.slots.get("transitive") is True)
    if team is None:
        return NoTeam(mentioned(sources.catalog, about))
    if sources.picks is None:
        return Unremembered("nothing is set up to remember who was picked")
    found = await _kept(team, asked, sources, sources.picks, reader)
    if isinstance(found, Unremembered):
        return found
    if found.pick.holder is not None and (at := moment_of(str(asked.slots.get("remind", "")), reader)) is not None:
        known = await reminded(found, at, True, sources)
        found = known if isinstance(known, Kept) else found
    if found.pick.holder is None:
        return _nobody(team, found.pick, asked, sources)
    unchecked = sources.acquaintances is None
    return standing(
        sources.catalog,
        found.ledger,
        found.pick,
        below=team.below,
        unchecked=unchecked,
        note=" ".join(one for one in (found.note, _unknown(team, asked, sources), _several(asked)) if one),
        kit=sources.pick_terms.notes,
        can_remind=sources.reminders is not None,
    )


def _unknown(team: Team, asked: Asked, sources: Sources) -> str:
    """That a name was nobody's, so that nobody believes they were left out."""
    names = str(asked.slots.get("unknown", ""))
    named = mentioned(sources.catalog, team.ref).name
    return f'I left nobody out for "{names}": nobody in {named} is called that.' if names else ""


def _several(asked: Asked) -> str:
    return "I pick one at a time; ask in a new thread for another." if "several" in asked.slots else ""


async def _kept(team: Team, asked: Asked, sources: Sources, picks: Picks, reader: Reader) -> Kept | Unremembered:
    wanted = Conditions(task_of(asked), excluded(asked), asked.slots.get("anyway") == "yes")

    def which(ledger: Ledger) -> Entry | None:
        return ledger.in_thread(reader.thread, reader.now)

    async def change(ledger: Ledger, stands: Pick | None) -> tuple[Pick, str]:
        if stands is None or stands.holder is None or wanted.anyway:
            decision = await decided(team, ledger, wanted, sources, reader)
            return made(ledger.next_number, reader.thread, decision, sources.pick_terms.open_for), ""
        if asked.slots.get("again") == "yes" or stands.holder in wanted.exclude:
            return passed_on(stands, sorted(wanted.exclude.intersection(team.members), key=str)), ""
        return stands, "That was picked in this thread already."

    found = await kept(picks, team.ref, wanted.task, which, change)
    return await in_step(found, sources) if isinstance(found, Kept) else found


def _nobody(team: Team, pick: Pick, asked: Asked, sources: Sources) -> Nobody:
    left_out = pick.receipt.left_out
    offered = least_bad({one.ref: one.reason for one in left_out if one.reason not in NEVER.values()})
    return Nobody(
        mentioned(sources.catalog, team.ref),
        task_of(asked),
        with_names(sources.catalog, left_out),
        all_mentioned(sources.catalog, offered),
        tuple(sorted(map(str, excluded(asked).difference(offered)))),
        write(pick.receipt),
    )


def _draw(found: Picked, reader: Reader) -> Passage:
    match found:
        case Standing():
            return drawn(found, reader)
        case NoTeam(subject):
            return no_team(strong(subject))
        case Unremembered():
            return unremembered(found)
        case Nobody():
            return _draw_nobody(found)


def _draw_nobody(found: Nobody) -> Passage:
    team = strong(found.team)
    if not found.left_out:
        return Passage(Mrkdwn(f"{team} has no members in the catalog, so there is nobody to pick."))
    headline = Mrkdwn(f"Nobody of {team} can {to_do(found.task)} now.")
    if not found.least_bad:
        return Passage(headline, (left_out_line(found.left_out),))
    first, one = found.least_bad[0], len(found.least_bad) == 1
    slots: dict[str, SlotValue] = {"task": found.task, "anyway": "yes"}
    if found.named:
        slots["exclude"] = found.named
    anyway = Button(f"Pick {first.name}" if one else "Pick one of them", Asked("pick", (found.team.ref,), slots))
    offer = Mrkdwn(f"Least bad would be {names(found.least_bad, 5, 'or')}.")
    return Passage(headline, (left_out_line(found.left_out), offer), (anyway,))


def _facts(found: Picked) -> Facts:
    match found:
        case Standing():
            return facts(found)
        case Nobody():
            return {"left_out": _left_out(found), "receipt": found.receipt}
        case _:
            return {"left_out": []}


def _left_out(found: Nobody) -> list[Mapping[str, str]]:
    return [{"ref": str(one.ref), "reason": reason} for one, reason in found.left_out]


PICK: Final = Question(
    name="pick",
    asks="pick somebody of a team for a task, fairly",
    phrases=("pick a note taker for {entity}", "who takes notes [today] (in|for) {entity}"),
    subject=Subject(prefers=(frozenset({"group"}),)),
    answer=_pick,
    render=_draw,
    facts=_facts,
    for_all=True,
)
