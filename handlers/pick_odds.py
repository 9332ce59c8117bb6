"""Who of a team is likely to be picked next, and why."""

from dataclasses import dataclass
from typing import Final

from catalog_client import EntityRef
from handlers.asked import Asked
from handlers.fairness import Account
from handlers.kit import Button, Facts, Mrkdwn, Passage
from handlers.lines import Mentioned, count, mentioned, strong
from handlers.pick_keeping import Unremembered, no_team, unremembered
from handlers.pick_lines import left_out_line, people, percent, task_of, to_do, with_names
from handlers.picks import PicksAway
from handlers.question import Question, Subject
from handlers.roster import Conditions, Team, decided, team_of
from handlers.sources import Reader, Sources

_SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely each is to be picked if it were done now, the likeliest first.

    accounts: in the same order. of: the person asked about; None for the whole team.
    """

    team: Mentioned
    task: str
    shares: tuple[tuple[Mentioned, float], ...]
    accounts: tuple[Account, ...]
    left_out: tuple[tuple[Mentioned, str], ...]
    of: Mentioned | None = None


@dataclass(frozen=True, slots=True)
class NoTeam:
    """What was asked about is no team and belongs to none."""

    subject: Mentioned


Found = Odds | NoTeam | Unremembered


async def _find(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Found:
    if about is None:
        raise ValueError("'pick_odds' asks about an entity")
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
    receipt = await decided(team, ledger, Conditions(task), sources, reader)
    likeliest = sorted(receipt.shares.items(), key=lambda each: (-each[1], str(each[0])))
    return Odds(
        mentioned(catalog, team.ref),
        task,
        tuple((mentioned(catalog, ref), share) for ref, share in likeliest),
        tuple(receipt.candidates[ref] for ref, _ in likeliest),
        with_names(catalog, receipt.left_out),
        _asked_about(about, asked, team, sources),
    )


def _asked_about(about: EntityRef, asked: Asked, team: Team, sources: Sources) -> Mentioned | None:
    """The person whose odds are asked for, where it is one of the team."""
    said = str(asked.slots.get("of", ""))
    person = about if about.kind == "user" else EntityRef.parse(said, kind="user") if said else None
    return mentioned(sources.catalog, person) if person in team.members else None


def _draw(found: Found, reader: Reader) -> Passage:
    match found:
        case NoTeam(subject):
            return no_team(strong(subject))
        case Unremembered():
            return unremembered(found)
        case Odds():
            slots = {"task": found.task}
            buttons = (
                Button("Pick one", Asked("pick", (found.team.ref,), slots)),
                Button("Who did it before", Asked("pick_history", (found.team.ref,), slots)),
            )
            left_out = (left_out_line(found.left_out),) if found.left_out else ()
            return Passage(_line(found), (*_why(found), *left_out), buttons)


def _line(found: Odds) -> Mrkdwn:
    team = strong(found.team)
    if not found.shares:
        return Mrkdwn(f"Nobody of {team} can {to_do(found.task)} now.")
    if found.of is not None:
        share = dict(found.shares).get(found.of, 0.0)
        return Mrkdwn(f"{strong(found.of)} has {percent(share)} to {to_do(found.task)} next for {team}.")
    return Mrkdwn(f"Next to {to_do(found.task)} for {team}: {people(found.shares, _SHOWN)}.")


def _why(found: Odds) -> tuple[Mrkdwn, ...]:
    """What the likeliest, or the person asked about, owes and waits for."""
    named = [who for who, _ in found.shares]
    who = found.of or next(iter(named), None)
    if who is None or who not in named:
        return ()
    account = found.accounts[named.index(who)]
    if not account.done:
        return (Mrkdwn(f"{strong(who)} has not done it yet, as far as I remember."),)
    times = f"{strong(who)} did it {'once' if account.done == 1 else count(account.done, 'time')}"
    if not account.waited:
        return (Mrkdwn(f"{times}, and could have taken no turn since."),)
    return (Mrkdwn(f"{times}, and not in the last {count(int(account.waited), 'turn')}."),)


def _facts(found: Found) -> Facts:
    if not isinstance(found, Odds):
        return {"odds": []}
    return {
        "odds": [{"ref": str(who.ref), "share": round(share, 4)} for who, share in found.shares],
        "left_out": [{"ref": str(one.ref), "reason": reason} for one, reason in found.left_out],
    }


PICK_ODDS: Final = Question(
    name="pick_odds",
    asks="who is likely to be picked next, and why",
    phrases=("who is next to take notes in {entity}", "[the] note-taker odds of {entity}"),
    subject=Subject(prefers=(frozenset({"group"}), frozenset({"user"}))),
    answer=_find,
    render=_draw,
    facts=_facts,
)
