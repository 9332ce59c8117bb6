"""Which rollouts belong to which things of the catalog, and how that is known.

Theory: in order of certainty, a flag names its component or owner itself (`names`); a thing's annotation names the
flag, by key or glob (`annotation`); the flag's project is called like the thing (`project`), which counts only for a
flag that nothing else links. Systems and domains have the rollouts of their parts, groups and people those of what
they own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from catalog_client import Entity, EntityRef, Snapshot
from catalog_client.relation import HAS_PART, MEMBER_OF, OWNER_OF
from handlers.flag_index import ANY_PROJECT, FlagIndex, components_of, means, owners_of_flag
from handlers.flags import Flag
from handlers.owners import OWNING_KINDS

ANNOTATION: Final = "reverb.dev/rollouts"
"""On Component, System, Group …: comma-separated keys or globs, each with a source and a colon before it or not."""

How = Literal["names", "annotation", "project"]

_NAMED_LIKE_PROJECTS: Final = ("component", "system", "domain", "group")


@dataclass(frozen=True, slots=True)
class Link:
    """A thing that a flag belongs to, and how that is known."""

    ref: EntityRef
    how: How


def patterns_of(entity: Entity) -> tuple[str, ...]:
    return tuple(part.strip() for part in entity.annotations.get(ANNOTATION, "").split(",") if part.strip())


def links_of(catalog: Snapshot, flag: Flag) -> tuple[Link, ...]:
    """What a flag belongs to, the surest first; people and groups only where nothing else is known."""
    named = dict.fromkeys(components_of(flag))
    annotated = dict.fromkeys(entity.ref for entity in catalog if _names(entity, flag))
    links = [Link(ref, "names") for ref in named] + [Link(ref, "annotation") for ref in annotated if ref not in named]
    return tuple(links) or tuple(Link(ref, "project") for ref in _called(catalog, flag.project))


def _names(entity: Entity, flag: Flag) -> bool:
    return ANNOTATION in entity.annotations and any(means(pattern, flag) for pattern in patterns_of(entity))


def _called(catalog: Snapshot, project: str) -> Iterator[EntityRef]:
    if project.lower() not in ANY_PROJECT:
        refs = (EntityRef.of(kind, "default", project) for kind in _NAMED_LIKE_PROJECTS)
        yield from (ref for ref in refs if catalog.get(ref) is not None)


def behind(catalog: Snapshot, flag: Flag) -> EntityRef | None:
    """What answers for a flag in the catalog: what it belongs to, else who owns it; None where nothing there does."""
    linked = (link.ref for link in links_of(catalog, flag))
    return next((ref for ref in (*linked, *owners_of_flag(flag)) if catalog.get(ref) is not None), None)


def annotated(catalog: Snapshot, index: FlagIndex) -> frozenset[EntityRef]:
    """The flags that the catalog's annotations name."""
    patterns = {pattern for entity in catalog if ANNOTATION in entity.annotations for pattern in patterns_of(entity)}
    return frozenset(flag.ref for pattern in patterns for flag in index.matching(pattern))


def unmeant(catalog: Snapshot, index: FlagIndex) -> Iterator[tuple[EntityRef, str]]:
    """What annotations name that no flag is called."""
    for entity in catalog:
        for pattern in patterns_of(entity) if ANNOTATION in entity.annotations else ():
            if next(index.matching(pattern), None) is None:
                yield entity.ref, pattern


def flags_of(catalog: Snapshot, entity: Entity, index: FlagIndex) -> Mapping[EntityRef, Link]:
    """The rollouts of a thing, a team or a person: each flag's ref with what links it, the entity itself first."""
    found: dict[EntityRef, Link] = {}
    for ref in (entity.ref, *_within(catalog, entity)):
        for flag, how in _own(catalog, ref, index):
            found.setdefault(flag.ref, Link(ref, how))
    return found


def _within(catalog: Snapshot, entity: Entity) -> Iterator[EntityRef]:
    """What an entity answers for: its parts, what it owns, a person's teams."""
    roots = [entity.ref]
    if entity.ref.kind == "user":
        roots += entity.related(MEMBER_OF)
    if entity.ref.kind in OWNING_KINDS:
        roots = [*roots[1:], *(one for root in roots for one in catalog.related(root, OWNER_OF))]
        yield from roots
    for root in roots:
        yield from (ref for ref, _ in catalog.walk(root, HAS_PART))


def _own(catalog: Snapshot, ref: EntityRef, index: FlagIndex) -> Iterator[tuple[Flag, How]]:
    yield from ((flag, "names") for flag in index.naming(ref))
    entity = catalog.get(ref)
    for pattern in patterns_of(entity) if entity is not None else ():
        yield from ((flag, "annotation") for flag in index.matching(pattern))
    if ref.namespace == "default" and ref.kind in _NAMED_LIKE_PROJECTS:
        for flag in index.in_project(ref.name):
            if not any(link.how != "project" for link in links_of(catalog, flag)):
                yield flag, "project"
