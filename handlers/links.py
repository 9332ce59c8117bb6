"""Where the docs, the runbook, the dashboard, the logs, the repository or the README of something are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from catalog_client import Entity, Snapshot
from catalog_client.relation import MEMBER_OF, PART_OF
from handlers.addresses import DESCRIPTOR, Address, addresses_of, as_facts, leading_to, linked
from handlers.asked import Asked
from handlers.entity_question import entity_question
from handlers.kit import Button, Facts, Mrkdwn, Passage, code, escape, link, shortened
from handlers.lines import Mentioned, count, mentioned, strong
from handlers.owners import owners_of
from handlers.question import Subject
from handlers.sources import Sources

EVERYTHING: Final = ""
_NOUN: Final = {"repo": "repository", "readme": "README"}
_INSTEAD: Final = {"readme": ("repo", "docs"), "docs": ("readme",), "repo": (DESCRIPTOR,)}
"""What may serve in place of a kind of link the entity does not have."""


@dataclass(frozen=True, slots=True)
class Links:
    """The links found.

    wanted: `docs repo runbook dashboard logs readme`, or EVERYTHING. of: what has them, the subject or what it is
    part of or belongs to. others: the subject's own links where those wanted are not its own.
    """

    subject: Mentioned
    wanted: str
    found: tuple[Address, ...]
    of: Mentioned
    others: tuple[Address, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether these lead to what was wanted, not to something that may serve instead."""
        return self.wanted == EVERYTHING or any(one.leads_to == self.wanted for one in self.found)


def _find(entity: Entity, asked: Asked, sources: Sources) -> Links:
    catalog = sources.catalog
    subject = mentioned(catalog, entity.ref)
    own = addresses_of(entity)
    wanted = str(asked.slots.get("link", EVERYTHING)).lower()
    if wanted == EVERYTHING:
        return Links(subject, wanted, own, subject)
    for means in (wanted, *_INSTEAD.get(wanted, ())):
        if found := leading_to(means, own):
            return Links(subject, wanted, found, subject)
    for near in _around(sources, entity):
        if found := leading_to(wanted, addresses_of(near)):
            return Links(subject, wanted, found, mentioned(catalog, near.ref), own)
    return Links(subject, wanted, (), subject, own)


def _around(sources: Sources, entity: Entity) -> Iterator[Entity]:
    """What may have the link that `entity` lacks: what it is part of, then who is responsible for it."""
    catalog: Snapshot = sources.catalog
    nearby = [ref for ref, _ in catalog.walk(entity.ref, PART_OF)]
    nearby += [one.ref for one in owners_of(catalog, sources.names, entity).responsible]
    nearby += entity.related(MEMBER_OF)
    yield from (found for ref in nearby if (found := catalog.get(ref)))


def _draw(found: Links) -> Passage:
    ref = found.subject.ref
    more = [Button("All its links", Asked("links", (ref,)))] if found.wanted and found.others else []
    buttons = (*more, Button("Owner", Asked("owner", (ref,))))
    if found.wanted == EVERYTHING:
        return _draw_everything(found, buttons)
    noun = escape(_NOUN.get(found.wanted, found.wanted))
    if not found.found:
        return _draw_nothing(found, noun, buttons)
    shown = [link(one.url, shortened(one.title, 80)) for one in found.found]
    rest = [Mrkdwn(f"Also {linked(found.found[1:])}.")] if len(shown) > 1 else []
    if found.of != found.subject:
        headline = f"{strong(found.subject)} has no {noun} of its own; that of {strong(found.of)} is {shown[0]}."
    elif found.exact:
        headline = f"The {noun} of {strong(found.subject)}: {shown[0]}."
    else:
        headline = f"{strong(found.subject)} names no {noun}; the nearest is {shown[0]}."
    return Passage(Mrkdwn(headline), tuple(rest), buttons)


def _draw_everything(found: Links, buttons: tuple[Button, ...]) -> Passage:
    if not found.found:
        return Passage(
            Mrkdwn(f"{strong(found.subject)} has no links in the catalog."), (_how_to_add("runbook"),), buttons
        )
    headline = Mrkdwn(f"{strong(found.subject)} has {count(len(found.found), 'link')}.")
    return Passage(headline, (linked(found.found, 12),), buttons)


def _draw_nothing(found: Links, noun: Mrkdwn, buttons: tuple[Button, ...]) -> Passage:
    there_is = [Mrkdwn(f"It has {linked(found.others)}.")] if found.others else []
    nothing = f"No {noun} {'are' if noun.endswith('s') else 'is'} known"
    headline = Mrkdwn(f"{nothing} for {strong(found.subject)}, nor for what it belongs to.")
    return Passage(headline, (*there_is, _how_to_add(found.wanted)), buttons)


def _how_to_add(wanted: str) -> Mrkdwn:
    return Mrkdwn(
        f"One can be added under {code('metadata.links')} in catalog-info.yaml, with {code(f'type: {wanted}')}."
    )


def _facts(found: Links) -> Facts:
    return {"links": as_facts(found.found)}


LINKS: Final = entity_question(
    name="links",
    asks="docs, runbook, dashboard, repository, logs or README of X",
    phrases=(
        "(runbook|dashboard|logs|docs|readme) for {entity}",
        "where are the docs of {entity}",
        "repo for {entity}",
        "team readme of {entity}",
        "links of {entity}",
    ),
    subject=Subject(),
    answer=_find,
    render=_draw,
    facts=_facts,
)
