"""What something is, in one card: its kind, owner, place, where to ask, what it is connected to, its links."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from catalog_client import Entity, Snapshot
from catalog_client.relation import (
    CHILD_OF,
    CONSUMES_API,
    DEPENDENCY_OF,
    DEPENDS_ON,
    HAS_MEMBER,
    HAS_PART,
    MEMBER_OF,
    OWNER_OF,
    PARENT_OF,
    PART_OF,
    PROVIDES_API,
)
from handlers.addresses import DESCRIPTOR, Address, addresses_of, as_facts, linked
from handlers.asked import Asked
from handlers.entity_question import entity_question
from handlers.facets import by_kind, counts_in_words
from handlers.flag_links import flags_of
from handlers.kit import Button, Facts, Mrkdwn, Passage, escape, shortened
from handlers.lines import (
    MOST_DESCRIPTION,
    Mentioned,
    all_mentioned,
    an,
    count,
    kind_word,
    mentioned,
    names,
    sentence_start,
    strong,
    strong_names,
)
from handlers.owners import Owners, leads_of, owners_of
from handlers.question import Subject
from handlers.reach import Reach, reaches, ways
from handlers.sources import Sources

_MOST_LINKS: Final = 5
_WITHIN: Final = {"user": MEMBER_OF, "group": CHILD_OF}
_CONNECTIONS: Final = (
    (DEPENDS_ON, "depends on {}", "thing"),
    (DEPENDENCY_OF, "needed by {}", "thing"),
    (PROVIDES_API, "provides {}", "API"),
    (CONSUMES_API, "consumes {}", "API"),
    (PARENT_OF, "{} below it", "team"),
)


@dataclass(frozen=True, slots=True)
class About:
    """The joined card.

    within: what it is part of, of a person their teams. leads, people: of a team. ask: the nearest way to reach
    whoever is behind it. made_of, owns: how many of each kind. connections: in words. links: not its descriptor.
    rollouts: how many there are of it, or of what it answers for.
    """

    entity: Entity
    subject: Mentioned
    owners: Owners
    within: tuple[Mentioned, ...]
    leads: tuple[Mentioned, ...]
    people: int
    ask: Reach | None
    made_of: tuple[tuple[str, int], ...]
    owns: tuple[tuple[str, int], ...]
    connections: tuple[str, ...]
    links: tuple[Address, ...]
    rollouts: int = 0


def _find(entity: Entity, asked: Asked, sources: Sources) -> About:
    catalog = sources.catalog
    subject = mentioned(catalog, entity.ref)
    owners = owners_of(catalog, sources.names, entity)
    return About(
        entity,
        subject,
        owners,
        all_mentioned(catalog, entity.related(_WITHIN.get(entity.ref.kind, PART_OF))),
        leads_of(catalog, entity) if entity.ref.kind == "group" else (),
        sum(1 for _ in entity.related(HAS_MEMBER)),
        next(iter(reaches(catalog, (subject, *owners.responsible))), None),
        _kinds_of(catalog, entity, HAS_PART),
        _kinds_of(catalog, entity, OWNER_OF),
        tuple(_connections(entity)),
        tuple(one for one in addresses_of(entity) if one.leads_to != DESCRIPTOR),
        _rollouts_of(entity, sources),
    )


def _rollouts_of(entity: Entity, sources: Sources) -> int:
    if sources.rollouts is None or entity.ref.kind == "user":
        return 0
    index = sources.rollouts.index()
    flags = (index.get(ref) for ref in flags_of(sources.catalog, entity, index))
    return sum(1 for flag in flags if flag is not None and not flag.archived)


def _kinds_of(catalog: Snapshot, entity: Entity, relation: str) -> tuple[tuple[str, int], ...]:
    return tuple(by_kind(catalog.neighbours(entity.ref, relation)).items())


def _connections(entity: Entity) -> Iterator[str]:
    for relation, words, noun in _CONNECTIONS:
        if number := sum(1 for _ in entity.related(relation)):
            yield words.format(count(number, noun))


def _draw(found: About) -> Passage:
    ref = found.subject.ref
    match ref.kind:
        case "group":
            headline = _team(found)
            buttons = (Button("Members", Asked("members", (ref,))), Button("What it owns", Asked("owned", (ref,))))
        case "user":
            headline = _person(found)
            buttons = (Button("What they own", Asked("owned", (ref,))), Button("On call", Asked("my_oncall", (ref,))))
        case _:
            headline = _thing(found)
            buttons = (
                Button("On call", Asked("oncall", (ref,))),
                Button("What needs it", Asked("dependents", (ref,))),
            )
    if not found.rollouts:
        return Passage(headline, tuple(_details(found)), buttons)
    rollouts = Button("Rollouts", Asked("rollouts", (ref,)))
    return Passage(headline, tuple(_details(found)), (*buttons, rollouts), ("catalog", "rollouts"))


def _team(found: About) -> Mrkdwn:
    led = f", led by {strong_names(found.leads, 3)}" if found.leads else ""
    within = f", part of {strong_names(found.within, 3)}" if found.within else ""
    people = f"of {count(found.people, 'person')}" if found.people else "without members of its own"
    return Mrkdwn(f"{strong(found.subject)} is a team {people}{led}{within}.")


def _person(found: About) -> Mrkdwn:
    teams = strong_names(found.within, 4) if found.within else "no team of the catalog"
    return Mrkdwn(f"{strong(found.subject)} is in {teams}.")


def _thing(found: About) -> Mrkdwn:
    entity, owners = found.entity, found.owners
    traits = ", ".join(shortened(trait, 40) for trait in (entity.type, entity.lifecycle) if trait)
    what = escape(an(kind_word(entity.ref.kind)) + (f" ({traits})" if traits else ""))
    if owners.existing:
        return Mrkdwn(f"{strong(found.subject)} is {what} of {strong_names(owners.declared, 4)}.")
    if owners.declared:
        nobody = names(owners.declared, 3)
        return Mrkdwn(f"{strong(found.subject)} is {what}; its owner {nobody} is not in the catalog.")
    return Mrkdwn(f"{strong(found.subject)} is {what} without an owner in the catalog.")


def _details(found: About) -> Iterator[Mrkdwn]:
    entity = found.entity
    titled = f"{entity.shown_name}: " if entity.shown_name not in (entity.name, found.subject.name) else ""
    if described := f"{titled}{entity.description}".removesuffix(": "):
        yield escape(shortened(described, MOST_DESCRIPTION))
    if inferred := found.owners.inferred:
        yield Mrkdwn(
            f"{sentence_start(escape(inferred.how))} {strong(inferred.rung)} belongs to {names(inferred.owners)}."
        )
    if place := [*_place(found)]:
        yield Mrkdwn(" · ".join(place))
    for verb, kinds in (("Made of", found.made_of), ("Owns", found.owns)):
        if kinds:
            yield Mrkdwn(f"{verb} {counts_in_words(dict(kinds))}.")
    rollouts = [count(found.rollouts, "rollout")] if found.rollouts else []
    if connections := [*found.connections, *rollouts]:
        yield sentence_start(escape(" · ".join(connections)))
    if found.links:
        yield linked(found.links, _MOST_LINKS)
    if entity.error:
        yield Mrkdwn(f"The catalog reports a problem with it: {escape(shortened(entity.error, MOST_DESCRIPTION))}")


def _place(found: About) -> Iterator[Mrkdwn]:
    if found.within and found.subject.ref.kind not in _WITHIN:
        yield Mrkdwn(f"Part of {names(found.within, 3)}")
    if found.ask:
        yield Mrkdwn(f"Ask {ways(found.ask)[0]}")


def _facts(found: About) -> Facts:
    ask = found.ask
    reach = {"channel": ask.channel, "email": ask.email} if ask else {}
    own = {"type": found.entity.type, "lifecycle": found.entity.lifecycle, **reach}
    return {
        **found.owners.as_facts(),
        "links": as_facts(found.links),
        **{name: value for name, value in own.items() if value},
    }


ABOUT: Final = entity_question(
    name="about",
    asks="what X is",
    phrases=("what is {entity}", "tell me about {entity}", "describe {entity}", "{entity}"),
    subject=Subject(),
    answer=_find,
    render=_draw,
    facts=_facts,
)
