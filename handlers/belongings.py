"""What a team or a person owns."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from catalog_client import Entity, EntityRef, Snapshot
from catalog_client.relation import HAS_PART, MEMBER_OF, OWNER_OF, PARENT_OF
from handlers.asked import Asked, SlotValue
from handlers.entity_question import entity_question
from handlers.facets import Wanted, in_words, listing, narrowed, wanted_of
from handlers.kit import Button, Facts, Mrkdwn, Passage, escape
from handlers.lines import Mentioned, all_mentioned, an, count, kind_word, mentioned, names, strong
from handlers.owners import OWNING_KINDS
from handlers.question import Subject
from handlers.sources import Sources


@dataclass(frozen=True, slots=True)
class Belongings:
    """What somebody owns; of a thing that can own nothing, what it is made of.

    things: those that fit what was wanted. below: how many more the groups below own, of a person their teams.
    groups: the groups that own those. all_listed: whether `things` holds those too.
    """

    subject: Mentioned
    wanted: Wanted
    things: tuple[Entity, ...]
    below: int = 0
    groups: tuple[Mentioned, ...] = ()
    all_listed: bool = False


def _find(entity: Entity, asked: Asked, sources: Sources) -> Belongings:
    catalog = sources.catalog
    wanted = wanted_of(asked.slots)
    subject = mentioned(catalog, entity.ref)
    if entity.ref.kind not in OWNING_KINDS:
        return Belongings(subject, wanted, narrowed(catalog.neighbours(entity.ref, HAS_PART), wanted))
    own = narrowed(catalog.neighbours(entity.ref, OWNER_OF), wanted)
    below = {group: narrowed(catalog.neighbours(group, OWNER_OF), wanted) for group in _groups_below(catalog, entity)}
    already = {one.ref for one in own}
    more = {one.ref: one for theirs in below.values() for one in theirs if one.ref not in already}
    groups = all_mentioned(catalog, (group for group, theirs in below.items() if theirs))
    if asked.slots.get("transitive") is True:
        everything = narrowed([*own, *more.values()], {})
        return Belongings(subject, wanted, everything, groups=groups, all_listed=True)
    return Belongings(subject, wanted, own, len(more), groups)


def _groups_below(catalog: Snapshot, entity: Entity) -> Iterator[EntityRef]:
    if entity.ref.kind == "user":
        yield from entity.related(MEMBER_OF)
    else:
        yield from (ref for ref, _ in catalog.walk(entity.ref, PARENT_OF))


def _draw(found: Belongings) -> Passage:
    ref = found.subject.ref
    shown = listing(found.things)
    holds = Mrkdwn(f"{_holder(found)} {in_words(found.things, found.wanted)}{shown.ending}")
    nothing = Mrkdwn(f"{strong(found.subject)} is {escape(an(kind_word(ref.kind)))} and owns nothing.")
    headline = holds if found.things or ref.kind in OWNING_KINDS else nothing
    slots: dict[str, SlotValue] = {**found.wanted, "transitive": True}
    whole = "With its teams" if ref.kind == "group" else "With their teams"
    buttons = [Button(whole, Asked("owned", (ref,), slots))] if found.below else []
    return Passage(headline, (*shown.lines, *_below(found)), (*buttons, Button("About", Asked("about", (ref,)))))


def _holder(found: Belongings) -> Mrkdwn:
    subject, kind = strong(found.subject), found.subject.ref.kind
    if kind not in OWNING_KINDS:
        return Mrkdwn(f"{subject} is {escape(an(kind_word(kind)))} and owns nothing itself; part of it is")
    if found.all_listed and found.groups:
        return Mrkdwn(f"{subject}, together with {names(found.groups, 4)}, owns")
    return Mrkdwn(f"{subject} owns")


def _below(found: Belongings) -> Iterator[Mrkdwn]:
    if found.below:
        verb = "belongs" if found.below == 1 else "belong"
        more = "more " if found.things else ""
        whose = "the teams below it" if found.subject.ref.kind == "group" else "their teams"
        yield Mrkdwn(f"{count(found.below, 'thing', more)} {verb} to {whose}: {names(found.groups, 6)}.")


def _facts(found: Belongings) -> Facts:
    return {"entities": [str(one.ref) for one in found.things]}


OWNED: Final = entity_question(
    name="owned",
    asks="what a team or person owns",
    phrases=(
        "what does {entity} own",
        "list {entity} [team's] (services|components|things)",
        "which APIs does {entity} own",
        "deprecated components of {entity}",
    ),
    subject=Subject(prefers=(frozenset({"group"}), frozenset({"user"}))),
    answer=_find,
    render=_draw,
    facts=_facts,
)
