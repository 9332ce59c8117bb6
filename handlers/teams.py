"""Who is in a team, and which teams a person is in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from catalog_client import Entity, EntityRef, Snapshot
from catalog_client.relation import CHILD_OF, HAS_MEMBER, MEMBER_OF, OWNED_BY, PARENT_OF
from handlers.asked import Asked
from handlers.entity_question import entity_question
from handlers.kit import Button, Facts, Mrkdwn, Passage, escape
from handlers.lines import (
    Mentioned,
    all_mentioned,
    an,
    count,
    kind_word,
    mentioned,
    missing,
    names,
    refs,
    strong,
    strong_names,
)
from handlers.owners import LEAD, leads_of
from handlers.question import Subject
from handlers.sources import Sources

_MOST_MEMBERS: Final = 20


@dataclass(frozen=True, slots=True)
class Below:
    """A group below another. people: how many members it has."""

    group: Mentioned
    people: int


@dataclass(frozen=True, slots=True)
class Members:
    """Who is in a team.

    asked_about: the thing that belongs to the team, where the question was about a thing. people: leads first.
    below: the groups below it. further: how many people are in those only. all_listed: whether people has them too.
    """

    team: Mentioned
    people: tuple[Mentioned, ...] = ()
    leads: tuple[Mentioned, ...] = ()
    below: tuple[Below, ...] = ()
    further: int = 0
    all_listed: bool = False
    asked_about: Mentioned | None = None


@dataclass(frozen=True, slots=True)
class NoTeam:
    """What was asked about is no team and belongs to none."""

    subject: Mentioned


def _find_members(entity: Entity, asked: Asked, sources: Sources) -> Members | NoTeam:
    catalog = sources.catalog
    if entity.ref.kind == "group":
        return _members_of(catalog, entity, asked.slots.get("transitive") is True, None)
    subject = mentioned(catalog, entity.ref)
    relation = MEMBER_OF if entity.ref.kind == "user" else OWNED_BY
    teams = [one for one in catalog.neighbours(entity.ref, relation) if one.ref.kind == "group"]
    return _members_of(catalog, teams[0], False, subject) if teams else NoTeam(subject)


def _members_of(catalog: Snapshot, group: Entity, transitive: bool, asked_about: Mentioned | None) -> Members:
    leads = leads_of(catalog, group)
    direct = set(group.related(HAS_MEMBER))
    groups = [ref for ref, _ in catalog.walk(group.ref, PARENT_OF)]
    further = {ref for one in groups for ref in catalog.related(one, HAS_MEMBER)} - direct
    below = all_mentioned(catalog, groups)
    return Members(
        mentioned(catalog, group.ref),
        _leads_first(all_mentioned(catalog, direct | further if transitive else direct), leads),
        leads,
        tuple(Below(one, len(catalog.related(one.ref, HAS_MEMBER))) for one in below),
        0 if transitive else len(further),
        transitive and bool(further),
        asked_about,
    )


def _leads_first(people: tuple[Mentioned, ...], leads: tuple[Mentioned, ...]) -> tuple[Mentioned, ...]:
    return tuple(sorted(people, key=lambda one: one not in leads))


def _draw_members(found: Members | NoTeam) -> Passage:
    if isinstance(found, NoTeam):
        what = an(kind_word(found.subject.ref.kind))
        return Passage(Mrkdwn(f"{strong(found.subject)} is {what}, and no team of the catalog stands behind it."))
    ref = found.team.ref
    whole = Button("With its teams", Asked("members", (ref,), {"transitive": True}))
    buttons = (*([whole] if found.further else []), Button("What it owns", Asked("owned", (ref,))))
    return Passage(_who_is_in(found), tuple(_around_members(found)), buttons)


def _who_is_in(found: Members) -> Mrkdwn:
    team, people = strong(found.team), found.people
    through = f"{strong(found.asked_about)} is with {team}. " if found.asked_about else ""
    if people:
        whole = ", with the teams below it," if found.all_listed else ""
        has = count(len(people), "person")
        return Mrkdwn(f"{through}{team}{whole} has {has}: {names(people, _MOST_MEMBERS)}.")
    if found.further:
        below = f"{count(found.further, 'person')} {'is' if found.further == 1 else 'are'} in the teams below it"
        return Mrkdwn(f"{through}{team} has nobody of its own; {below}.")
    return Mrkdwn(f"{through}{team} has no members in the catalog.")


def _around_members(found: Members) -> Iterator[Mrkdwn]:
    if found.leads:
        yield Mrkdwn(f"Led by {strong_names(found.leads, 3)}.")
    if found.below and not found.all_listed:
        teams = [Mrkdwn(f"{names([one.group])} ({one.people})") for one in found.below[:6]]
        left = f" and {len(found.below) - 6} more" if len(found.below) > 6 else ""
        more = f"{count(found.further, 'person', 'more ')} in the teams below it: " if found.people else ""
        yield Mrkdwn(f"{more}{', '.join(teams)}{left}.")
    yield from missing(found.people)


def _member_facts(found: Members | NoTeam) -> Facts:
    return (
        {"members": [], "leads": []}
        if isinstance(found, NoTeam)
        else {
            "members": refs(found.people),
            "leads": refs(found.leads),
        }
    )


@dataclass(frozen=True, slots=True)
class Memberships:
    """The teams of a person; of a group the groups above it, of a thing its owners.

    leads: those of the teams the person leads. above: the groups those are part of.
    """

    subject: Mentioned
    teams: tuple[Mentioned, ...]
    leads: tuple[Mentioned, ...] = ()
    above: tuple[Mentioned, ...] = ()


_WITHIN: Final = {"user": MEMBER_OF, "group": CHILD_OF}


def _find_memberships(entity: Entity, asked: Asked, sources: Sources) -> Memberships:
    catalog = sources.catalog
    teams = all_mentioned(catalog, entity.related(_WITHIN.get(entity.ref.kind, OWNED_BY)))
    above = {ref for one in teams for ref, _ in catalog.walk(one.ref, CHILD_OF)} - {one.ref for one in teams}
    leading = tuple(one for one in teams if _leads(catalog, one, entity.ref))
    return Memberships(mentioned(catalog, entity.ref), teams, leading, all_mentioned(catalog, above))


def _leads(catalog: Snapshot, team: Mentioned, person: EntityRef) -> bool:
    group = catalog.get(team.ref)
    return (
        group is not None and LEAD in group.annotations and any(one.ref == person for one in leads_of(catalog, group))
    )


def _draw_memberships(found: Memberships) -> Passage:
    subject, kind = strong(found.subject), found.subject.ref.kind
    verb = {"user": "is in", "group": "is part of"}.get(kind, f"is {an(kind_word(kind))} and belongs to")
    teams = strong_names(found.teams) if found.teams else "no team of the catalog"
    leads = [Mrkdwn(f"Leads {names(found.leads)}.")] if found.leads else []
    above = [Mrkdwn(f"Within {names(found.above, 4)}.")] if found.above else []
    first = found.teams[:1]
    return Passage(
        Mrkdwn(f"{subject} {escape(verb)} {teams}."),
        (*leads, *above, *missing(found.teams)),
        tuple(Button("Who else is in it", Asked("members", (one.ref,))) for one in first if len(found.teams) == 1),
    )


def _membership_facts(found: Memberships) -> Facts:
    return {"entities": refs(found.teams)}


MEMBERS: Final = entity_question(
    name="members",
    asks="who is in a team, and who leads it",
    phrases=("who is in {entity}", "members of {entity}", "who's on [the] {entity} [team]"),
    subject=Subject(prefers=(frozenset({"group"}),), only=True),
    answer=_find_members,
    render=_draw_members,
    facts=_member_facts,
)

MEMBERSHIPS: Final = entity_question(
    name="memberships",
    asks="which teams a person is in",
    phrases=("what team is {entity} in", "which teams (is|am) {entity} in"),
    subject=Subject(prefers=(frozenset({"user"}), frozenset({"group"})), only=True),
    answer=_find_memberships,
    render=_draw_memberships,
    facts=_membership_facts,
)
