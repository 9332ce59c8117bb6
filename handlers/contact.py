"""How to reach whoever is behind something: the channel, the e-mail address, another place to ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from catalog_client import Entity, Snapshot
from catalog_client.relation import HAS_MEMBER, MEMBER_OF
from handlers.asked import Asked
from handlers.entity_question import entity_question
from handlers.kit import Button, Facts, Mrkdwn, Passage, code, escape
from handlers.lines import Mentioned, all_mentioned, mentioned, missing, names, strong, strong_names
from handlers.owners import OWNING_KINDS, Owners, leads_of, owners_of
from handlers.question import Subject
from handlers.reach import SLACK_CHANNEL, Reach, above, reaches, ways
from handlers.sources import Sources


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach whoever is behind the subject.

    owners: of a thing; a team or a person stands for itself. reaches: the nearest first.
    further: how to reach the groups above, where nothing nearer is known. people: whom to ask by name then.
    """

    subject: Mentioned
    owners: Owners
    reaches: tuple[Reach, ...]
    further: tuple[Reach, ...] = ()
    people: tuple[Mentioned, ...] = ()

    @property
    def all_reaches(self) -> tuple[Reach, ...]:
        return (*self.reaches, *self.further)


def _find(entity: Entity, asked: Asked, sources: Sources) -> Contact:
    catalog = sources.catalog
    subject = mentioned(catalog, entity.ref)
    owners = owners_of(catalog, sources.names, entity)
    behind = (subject,) if entity.ref.kind in OWNING_KINDS else owners.responsible
    near = reaches(catalog, dict.fromkeys((subject, *behind)))
    if near:
        return Contact(subject, owners, near)
    groups = [one for one in behind if one.ref.kind == "group"]
    teams = (mentioned(catalog, ref) for one in behind for ref in catalog.related(one.ref, MEMBER_OF))
    further = reaches(catalog, dict.fromkeys((*teams, *above(catalog, groups))))
    return Contact(subject, owners, near, further, _people_of(catalog, groups))


def _people_of(catalog: Snapshot, groups: list[Mentioned]) -> tuple[Mentioned, ...]:
    """Who leads these groups, else who is in them."""
    known = [group for one in groups if (group := catalog.get(one.ref))]
    leads = [lead for group in known for lead in leads_of(catalog, group)]
    return tuple(leads) or all_mentioned(catalog, {ref for group in known for ref in group.related(HAS_MEMBER)})


def _draw(found: Contact) -> Passage:
    ref = found.subject.ref
    oncall = Button("On call", Asked("my_oncall" if ref.kind == "user" else "oncall", (ref,)))
    owner = Button("Owner", Asked("owner", (ref,)))
    buttons = (oncall,) if ref.kind in OWNING_KINDS else (oncall, owner)
    return Passage(_headline(found), tuple(_around(found)), buttons)


def _headline(found: Contact) -> Mrkdwn:
    subject = strong(found.subject)
    if found.reaches:
        nearest = found.reaches[0]
        stands_for_itself = found.subject.ref.kind in OWNING_KINDS
        whom = f" {strong(nearest.of)}" if stands_for_itself or nearest.of != found.subject else ""
        about = "" if stands_for_itself else f" about {subject}"
        return Mrkdwn(f"Ask{whom}{about} {_or(ways(nearest))}.")
    if found.further:
        above = found.further[0]
        return Mrkdwn(
            f"No channel is known for {_whom(found)}; {strong(above.of)} can be reached {_or(ways(above))}."
        )
    return Mrkdwn(f"The catalog names no channel and no e-mail address for {_whom(found)}.")


def _or(several: tuple[Mrkdwn, ...]) -> str:
    return " or ".join(several)


def _whom(found: Contact) -> Mrkdwn:
    subject = strong(found.subject)
    if found.subject.ref.kind in OWNING_KINDS:
        return subject
    owners = found.owners.responsible
    return Mrkdwn(f"{subject} or its owner {strong_names(owners, 3)}" if owners else f"{subject}, and no owner")


def _around(found: Contact) -> Iterator[Mrkdwn]:
    inferred = found.owners.inferred
    if inferred:
        owners = strong_names(inferred.owners, 3)
        yield Mrkdwn(
            f"It has no owner of its own; {escape(inferred.how)} {strong(inferred.rung)} belongs to {owners}."
        )
    for one in islice(found.reaches, 1, 4):
        yield Mrkdwn(f"{strong(one.of)}: {_or(ways(one))}.")
    if found.people:
        yield Mrkdwn(f"People to ask: {names(found.people, 6)}.")
    if not found.reaches:
        yield Mrkdwn(f"A channel can be named with the annotation {code(SLACK_CHANNEL)}.")
    yield from missing(found.owners.declared)


def _facts(found: Contact) -> Facts:
    """The nearest of each way there is."""
    group = found.subject.ref.kind == "group"
    owners = [str(found.subject.ref)] if group else found.owners.as_facts()["owners"]
    channels = [("channel", one.channel) for one in found.all_reaches]
    emails = [("email", one.email) for one in found.all_reaches]
    urls = [("url", chat.url) for one in found.all_reaches for chat in one.chats]
    nearest = {name: value for name, value in reversed([*channels, *emails, *urls]) if value}
    return {"owners": owners, **nearest}


CONTACT: Final = entity_question(
    name="contact",
    asks="how to reach whoever owns X",
    phrases=(
        "how do I reach the owners of {entity}",
        "slack channel for {entity}",
        "email of [team] {entity}",
        "where do I ask about {entity}",
    ),
    subject=Subject(),
    answer=_find,
    render=_draw,
    facts=_facts,
)
