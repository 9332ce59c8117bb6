"""Whose something is: the owner it declares, else who is likely to know, and where to ask them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from catalog_client import Entity, EntityRef, Snapshot
from catalog_client.relation import CHILD_OF, HAS_MEMBER, MEMBER_OF, PARENT_OF, PART_OF
from handlers.addresses import DESCRIPTOR, Address, addresses_of, leading_to
from handlers.asked import Asked
from handlers.entity_question import entity_question
from handlers.kit import Button, Facts, Mrkdwn, Passage, code, escape, link
from handlers.lines import (
    Mentioned,
    all_mentioned,
    channel,
    kind_word,
    mentioned,
    missing,
    names,
    quiet,
    strong,
    strong_names,
)
from handlers.owners import OWNING_KINDS, Inferred, Owners, leads_of, owners_of
from handlers.question import Subject
from handlers.reach import Reach, above, reach_of, reaches, ways
from handlers.sources import Sources

_MOST_TO_ASK: Final = 3


@dataclass(frozen=True, slots=True)
class Ownership:
    """Whose a thing is.

    ask: how to reach its owners, else whoever is behind the thing itself. own_channel: a channel only for this thing.
    teams: of a person who owns it. empty: owners nobody is in; higher: the groups above those.
    system: what it is part of. descriptor: where its owner is written down.
    """

    subject: Mentioned
    owners: Owners
    ask: tuple[Reach, ...] = ()
    own_channel: str = ""
    teams: tuple[Mentioned, ...] = ()
    empty: tuple[Mentioned, ...] = ()
    higher: tuple[Mentioned, ...] = ()
    system: Mentioned | None = None
    lifecycle: str = ""
    descriptor: Address | None = None


@dataclass(frozen=True, slots=True)
class TeamOrPerson:
    """A group or a person: not owned, but part of something. within: the groups it is in."""

    subject: Mentioned
    within: tuple[Mentioned, ...]
    leads: tuple[Mentioned, ...] = ()
    ask: tuple[Reach, ...] = ()


def _find(entity: Entity, asked: Asked, sources: Sources) -> Ownership | TeamOrPerson:
    catalog = sources.catalog
    subject = mentioned(catalog, entity.ref)
    if entity.ref.kind in OWNING_KINDS:
        within = CHILD_OF if entity.ref.kind == "group" else MEMBER_OF
        own = reaches(catalog, [subject])
        return TeamOrPerson(subject, all_mentioned(catalog, entity.related(within)), leads_of(catalog, entity), own)
    owners = owners_of(catalog, sources.names, entity)
    own_reach = reach_of(catalog, entity)
    ask = reaches(catalog, owners.responsible) or ((own_reach,) if own_reach else ())
    empty = _empty(catalog, owners.responsible)
    systems = all_mentioned(catalog, entity.related(PART_OF))
    return Ownership(
        subject,
        owners,
        ask,
        "" if any(one.channel == own_reach.channel for one in ask) else own_reach.channel,
        all_mentioned(catalog, {team for one in owners.responsible for team in catalog.related(one.ref, MEMBER_OF)}),
        empty,
        tuple(dict.fromkeys(above(catalog, empty))),
        next(iter(systems), None),
        entity.lifecycle,
        next(iter(leading_to(DESCRIPTOR, addresses_of(entity))), None),
    )


def _empty(catalog: Snapshot, owners: tuple[Mentioned, ...]) -> tuple[Mentioned, ...]:
    """Those of the groups that nobody is in; none where the catalog knows no people at all."""
    if not catalog.of_kind("user"):
        return ()
    groups = (one for one in owners if one.ref.kind == "group")
    return tuple(one for one in groups if not _has_people(catalog, one.ref))


def _has_people(catalog: Snapshot, group: EntityRef) -> bool:
    groups = (group, *(ref for ref, _ in catalog.walk(group, PARENT_OF)))
    return any(catalog.related(one, HAS_MEMBER) for one in groups)


def _draw(found: Ownership | TeamOrPerson) -> Passage:
    return _draw_team_or_person(found) if isinstance(found, TeamOrPerson) else _draw_ownership(found)


def _draw_ownership(found: Ownership) -> Passage:
    ref = found.subject.ref
    buttons = (Button("On call", Asked("oncall", (ref,))), Button("About", Asked("about", (ref,))))
    return Passage(_belongs(found), tuple(_around(found)), buttons)


def _belongs(found: Ownership) -> Mrkdwn:
    subject, owners = strong(found.subject), found.owners
    if owners.existing:
        teams = f" ({names(found.teams, 3)})" if found.teams else ""
        return Mrkdwn(f"{subject} belongs to {strong_names(owners.declared)}{teams}.{_ask(found.ask)}")
    if owners.declared:
        word = kind_word(owners.declared[0].ref.kind)
        named = names(owners.declared)
        ask = "" if owners.inferred else _ask(found.ask)
        return Mrkdwn(f"{subject} is said to belong to {named}, but the catalog has no such {word}.{ask}")
    if owners.inferred:
        return Mrkdwn(f"{subject} has no owner in the catalog; {_inferred(owners.inferred)}.{_ask(found.ask)}")
    return Mrkdwn(f"{subject} has no owner in the catalog, and neither has anything it is part of.{_ask(found.ask)}")


def _inferred(inferred: Inferred) -> Mrkdwn:
    owners = strong_names(inferred.owners)
    return Mrkdwn(f"{escape(inferred.how)} {strong(inferred.rung)} belongs to {owners}, who are likely to know")


def _ask(reaches: tuple[Reach, ...]) -> Mrkdwn:
    quickest = [ways(reach)[0] for reach in reaches[:_MOST_TO_ASK]]
    return Mrkdwn(f" Ask {' or '.join(dict.fromkeys(quickest))}." if quickest else "")


def _around(found: Ownership) -> Iterator[Mrkdwn]:
    """The lines below that change what is done next."""
    yield from _rescue(found)
    if found.empty:
        higher = f"; above it is {names(found.higher, 3)}" if found.higher else ""
        yield Mrkdwn(f"Nobody is in {names(found.empty, 3)}{higher}.")
    if found.own_channel:
        yield Mrkdwn(f"It has a channel of its own, {channel(found.own_channel)}.")
    system = [Mrkdwn(f"Part of {quiet(found.system)}")] if found.system else []
    if place := [*system, *([escape(found.lifecycle)] if found.lifecycle else [])]:
        yield Mrkdwn(" · ".join(place))


def _rescue(found: Ownership) -> Iterator[Mrkdwn]:
    """What helps where the catalog names nobody, or somebody it does not have."""
    owners = found.owners
    if owners.existing:
        unknown = [one for one in owners.declared if not one.known]
        yield from missing(unknown)
        return
    if owners.nearest:
        yield Mrkdwn(f"The nearest name is {strong(owners.nearest)}.")
    if owners.declared and owners.inferred:
        yield Mrkdwn(f"Until that is mended: {_inferred(owners.inferred)}.{_ask(found.ask)}")
    file = link(found.descriptor.url, found.descriptor.title) if found.descriptor else escape("catalog-info.yaml")
    yield Mrkdwn(f"Whoever knows better can set {code('spec.owner')} in its {file}.")


def _draw_team_or_person(found: TeamOrPerson) -> Passage:
    subject, ref = strong(found.subject), found.subject.ref
    group = ref.kind == "group"
    within = f", {'part of' if group else 'in'} {strong_names(found.within)}" if found.within else ""
    led = f", led by {names(found.leads, 3)}" if found.leads else ""
    what = "a team, and nobody's but its own" if group else "a person"
    members = [Button("Members", Asked("members", (ref,)))] if group else []
    return Passage(
        Mrkdwn(f"{subject} is {what}{within}{led}.{_ask(found.ask)}"),
        buttons=(*members, Button("What it owns" if group else "What they own", Asked("owned", (ref,)))),
    )


def _facts(found: Ownership | TeamOrPerson) -> Facts:
    if isinstance(found, Ownership):
        return found.owners.as_facts()
    return {"owners": [str(found.subject.ref)] if found.subject.ref.kind == "group" else []}


OWNER: Final = entity_question(
    name="owner",
    asks="who owns X",
    phrases=(
        "who owns {entity}",
        "whose is [the] {entity}",
        "which team is responsible for {entity}",
        "who maintains {entity}",
        "who do I talk to about {entity}",
        "{entity} owner",
        "has anyone got {entity}",
    ),
    subject=Subject(prefers=(frozenset({"component", "system", "api", "resource", "domain"}),)),
    answer=_find,
    render=_draw,
    facts=_facts,
)
