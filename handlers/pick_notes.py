"""Where the notes of a turn are: somebody says so in its thread, and whoever is next finds them."""

from dataclasses import dataclass, replace
from typing import Final

from catalog_client import EntityRef
from handlers.asked import Asked
from handlers.kit import Facts, Mrkdwn, Passage, escape, is_web_address
from handlers.lines import Mentioned, mentioned, quiet, strong
from handlers.pick_keeping import Unremembered, kept, no_team, unremembered
from handlers.pick_lines import NOTES, day, notes_link
from handlers.picks import Entry, Ledger, Pick
from handlers.question import AnyQuestion, Question, Subject
from handlers.roster import team_of
from handlers.sources import Reader, Sources


@dataclass(frozen=True, slots=True)
class Given:
    """The turn whose notes these are."""

    team: Mentioned
    holder: Mentioned
    pick: Pick


@dataclass(frozen=True, slots=True)
class NoTurn:
    """Nobody of the team has taken a turn yet."""

    team: Mentioned


@dataclass(frozen=True, slots=True)
class NoAddress:
    """What was given is no address that may be shown as a link."""


@dataclass(frozen=True, slots=True)
class NoTeam:
    """What was asked about is no team and belongs to none."""

    subject: Mentioned


Found = Given | NoTurn | NoAddress | NoTeam | Unremembered


class _NoTurn(Exception):
    """There is nothing the notes could belong to."""


async def _give(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Found:
    address = str(asked.slots.get("link", ""))
    if about is None or not is_web_address(address):
        return NoAddress()
    team = team_of(sources.catalog, about)
    if team is None:
        return NoTeam(mentioned(sources.catalog, about))
    if sources.picks is None:
        return Unremembered("nothing is set up to remember who was picked")

    async def change(ledger: Ledger, pick: Pick | None) -> tuple[Pick, str]:
        if pick is None:
            raise _NoTurn
        return replace(pick, notes=address), ""

    try:
        found = await kept(sources.picks, team.ref, NOTES, lambda one: _turn_in(one, reader.thread), change)
    except _NoTurn:
        return NoTurn(mentioned(sources.catalog, team.ref))
    if isinstance(found, Unremembered) or found.pick.holder is None:
        return found if isinstance(found, Unremembered) else NoTurn(mentioned(sources.catalog, team.ref))
    holder = mentioned(sources.catalog, found.pick.holder)
    return Given(mentioned(sources.catalog, team.ref), holder, found.pick)


def _turn_in(ledger: Ledger, thread: str) -> Entry | None:
    """The turn that was picked in this thread, else the latest one."""
    held = [one for one in reversed(ledger.entries) if one.holder is not None]
    here = (one for one in held if thread and one.thread == thread)
    return next(here, next(iter(held), None))


def _draw(found: Found, reader: Reader) -> Passage:
    match found:
        case Given(team, holder, pick):
            whose = f"{quiet(holder)}'s turn of {day(pick.at, reader.zone)}"
            return Passage(
                Mrkdwn(f"Kept {notes_link(pick.notes)} as the notes of {whose}."),
                (Mrkdwn(f"Whoever takes the notes for {strong(team)} next gets them."),),
            )
        case NoTurn(team):
            return Passage(Mrkdwn(f"Nobody was picked to take notes for {strong(team)} yet, so I did not keep it."))
        case NoAddress():
            return Passage(escape("That is no web address, so I did not keep it."))
        case NoTeam(subject):
            return no_team(strong(subject))
        case Unremembered():
            return unremembered(found)


def _facts(found: Found) -> Facts:
    if not isinstance(found, Given):
        return {}
    return {"links": [{"title": "notes", "url": found.pick.notes}], "picked": str(found.holder.ref)}


PICK_NOTES: Final[AnyQuestion] = Question(
    name="pick_notes",
    asks="to keep where the notes are",
    phrases=(),
    subject=Subject(prefers=(frozenset({"group"}), frozenset({"user"}))),
    answer=_give,
    render=_draw,
    facts=_facts,
)
