"""Who of a team can be picked today, and why the others can not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from catalog_client import EntityRef, Snapshot
from catalog_client.relation import HAS_MEMBER, MEMBER_OF, OWNED_BY, PARENT_OF
from handlers.absence import QUIET, away
from handlers.asked import Asked
from handlers.duties import on_call
from handlers.fairness import Account, accounts, race, seed_of
from handlers.people import Person
from handlers.picks import NAMED, NEVER, NOBODY, Ledger
from handlers.receipt import LeftOut, Receipt, receipt
from handlers.sources import Acquaintances, Reader, Sources

LOOKED_AT: Final = 25
"""People of a team who are all looked up in Slack. Of a larger team, only those who come in first."""
AHEAD: Final = 8
"""How many of a larger team must be known to be there, for the pick and for those who say "not today"."""
LAST_TIME: Final = "did it last time"
ON_CALL: Final = "on call"
_RANKS: Final = {ON_CALL: 0, QUIET: 1, NAMED: 3}


@dataclass(frozen=True, slots=True)
class Team:
    """A group with the people who may be picked from it. below: whether they are those of the groups below it."""

    ref: EntityRef
    members: tuple[EntityRef, ...]
    below: bool = False


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a pick is for.

    exclude: people named to be left out. anyway: whether those away today may be picked where nobody is there.
    """

    task: str
    exclude: frozenset[EntityRef] = frozenset()
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    """What Slack says of people. never: reasons that hold on any day; today: those of today."""

    never: Mapping[EntityRef, str]
    today: Mapping[EntityRef, str]


def team_of(catalog: Snapshot, about: EntityRef, transitive: bool = False) -> Team | None:
    """The team that is meant by a group, by a person of it or by what it owns; the first, where there are several."""
    if about.kind == "group":
        return _team(catalog, about, transitive)
    relation = MEMBER_OF if about.kind == "user" else OWNED_BY
    groups = [one.ref for one in catalog.neighbours(about, relation) if one.ref.kind == "group"]
    return _team(catalog, groups[0], transitive) if groups else None


def _team(catalog: Snapshot, group: EntityRef, transitive: bool) -> Team | None:
    if catalog.get(group) is None:
        return None
    own = _users(catalog.related(group, HAS_MEMBER))
    if own and not transitive:
        return Team(group, own)
    groups = [ref for ref, _ in catalog.walk(group, PARENT_OF)]
    everybody = _users([*own, *(ref for one in groups for ref in catalog.related(one, HAS_MEMBER))])
    return Team(group, everybody, below=len(everybody) > len(own))


def _users(refs: Iterable[EntityRef]) -> tuple[EntityRef, ...]:
    return tuple(sorted({one for one in refs if one.kind == "user"}, key=str))


async def decided(team: Team, ledger: Ledger, wanted: Conditions, sources: Sources, reader: Reader) -> Receipt:
    """Run the race among those who can take the turn now."""
    seen = await _seen(team, ledger, wanted, sources.acquaintances, reader)
    pool = [one for one in team.members if one not in seen.never]
    busy = dict.fromkeys(await _on_call(team, sources, reader), ON_CALL)
    out = {**busy, **seen.today, **seen.never}
    named = wanted.exclude.intersection(team.members)
    out.update(dict.fromkeys(named, NAMED))
    there = [one for one in team.members if one not in out]
    if wanted.anyway and not there:
        there = list(least_bad({one: why for one, why in out.items() if one not in seen.never and one not in named}))
        out = {one: why for one, why in out.items() if one not in there}
    last = ledger.turns[-1].who if ledger.turns else None
    if len(there) > 1 and last in there:
        out[last] = LAST_TIME
    left_out = tuple(LeftOut(one, out[one]) for one in team.members if one in out)
    known = accounts(ledger.turns, pool)
    candidates: dict[EntityRef, Account] = {one: known[one] for one in there if one not in out}
    return receipt(team.ref, wanted.task, reader.now, len(pool), candidates, left_out)


def least_bad(out: Mapping[EntityRef, str]) -> tuple[EntityRef, ...]:
    """Of those left out today, whom it would be least bad to pick: who is at work, before who is away."""
    ranks = {one: _RANKS.get(reason, 2) for one, reason in out.items()}
    return tuple(one for one, rank in ranks.items() if rank == min(ranks.values()))


async def _on_call(team: Team, sources: Sources, reader: Reader) -> tuple[EntityRef, ...]:
    """Who is on call for the team now, at any level; nobody where that is not asked for or not known."""
    group = sources.catalog.get(team.ref)
    if group is None or not sources.pick_terms.spares_on_call:
        return ()
    found = await on_call(group, Asked("oncall", (team.ref,)), sources, reader)
    users = [one.user.ref for one in (*found.duties, *found.others) if one.user is not None]
    return tuple(ref for ref in users if ref in team.members)


async def _seen(team: Team, ledger: Ledger, wanted: Conditions, known: Acquaintances | None, reader: Reader) -> _Seen:
    """What Slack says of everybody, or of as many of a large team as it takes to find some who are there."""
    if known is None:
        return _Seen({}, {})
    if len(team.members) <= LOOKED_AT:
        return _judged(await known.people(team.members), reader)
    weights = {
        one: account.weight(len(team.members)) for one, account in accounts(ledger.turns, team.members).items()
    }
    order = race(seed_of(team.ref, wanted.task, reader.now, team.members), weights)
    people: dict[EntityRef, Person | None] = {}
    for start in range(0, len(order), AHEAD):
        people |= await known.people(order[start : start + AHEAD])
        seen = _judged(people, reader)
        if len(people.keys() - seen.never.keys() - seen.today.keys() - wanted.exclude) >= AHEAD:
            break
    return _judged(people, reader)


def _judged(people: Mapping[EntityRef, Person | None], reader: Reader) -> _Seen:
    never = {ref: _never(person) for ref, person in people.items()}
    today = {ref: away(person, reader.now, reader.zone) for ref, person in people.items() if person is not None}
    return _Seen({ref: why for ref, why in never.items() if why}, {ref: why for ref, why in today.items() if why})


def _never(person: Person | None) -> str:
    return NEVER.get(person.standing if person is not None else NOBODY, "")
