"""Whose an entity is: the owners it declares, and where it declares none that exists, who is likely to know.

Theory: no owner is no dead end. The rescue ladder climbs from the entity to what it is part of (a component, its
system, the system's domain), then to the components that provide it, and takes the owner of the first rung that has
one; the answer says which rung that was, so nobody takes an inference for a fact.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from catalog_client import Entity, EntityRef, Snapshot
from catalog_client.relation import API_PROVIDED_BY, OWNED_BY, PART_OF
from handlers.lines import Mentioned, all_mentioned, kind_word, mentioned
from handlers.sources import NearNames

OWNING_KINDS: Final = frozenset({"group", "user"})
LEAD: Final = "reverb.dev/lead"
"""Annotation of a group: who leads it, comma-separated refs of users."""


@dataclass(frozen=True, slots=True)
class Inferred:
    """Owners that something near the entity has. rung: what has them; how: `its system`."""

    owners: tuple[Mentioned, ...]
    rung: Mentioned
    how: str


@dataclass(frozen=True, slots=True)
class Owners:
    """declared: as the entity says, even where the catalog has nobody of that name.

    nearest: for a declared owner that does not exist, the group or person with the nearest name.
    inferred: who is likely responsible, where no declared owner exists.
    """

    declared: tuple[Mentioned, ...] = ()
    nearest: Mentioned | None = None
    inferred: Inferred | None = None

    @property
    def existing(self) -> tuple[Mentioned, ...]:
        return tuple(one for one in self.declared if one.known)

    @property
    def responsible(self) -> tuple[Mentioned, ...]:
        """Whom to turn to: the declared owners that exist, else the inferred ones."""
        return self.existing or (self.inferred.owners if self.inferred else ())

    def as_facts(self) -> dict[str, list[str]]:
        declared = {"owners": [str(one.ref) for one in self.declared]}
        if self.inferred is None:
            return declared
        return {**declared, "inferred_owners": [str(one.ref) for one in self.inferred.owners]}


def owners_of(catalog: Snapshot, near: NearNames, entity: Entity) -> Owners:
    """Whose `entity` is; a group is itself what owns, so it has no owner."""
    if entity.ref.kind in OWNING_KINDS:
        return Owners()
    declared = all_mentioned(catalog, entity.related(OWNED_BY))
    if any(one.known for one in declared):
        return Owners(declared)
    nearest = _nearest(catalog, near, declared[0].ref) if declared else None
    return Owners(declared, nearest, next(_rungs(catalog, entity.ref), None))


def leads_of(catalog: Snapshot, group: Entity) -> tuple[Mentioned, ...]:
    """Who leads a group; empty where it does not say."""
    return all_mentioned(catalog, _refs_of(group.annotations.get(LEAD, ""), group.ref.namespace))


def _refs_of(written: str, namespace: str) -> Iterator[EntityRef]:
    for part in written.split(","):
        try:
            yield EntityRef.parse(part, kind="user", namespace=namespace)
        except ValueError:
            continue


def _nearest(catalog: Snapshot, near: NearNames, missing: EntityRef) -> Mentioned | None:
    found = near.near(missing.name, (missing.kind,), 1)
    return mentioned(catalog, found[0]) if found else None


def _rungs(catalog: Snapshot, start: EntityRef) -> Iterator[Inferred]:
    """The rungs of the ladder that have an owner, the nearest first."""
    for ref, _ in catalog.walk(start, PART_OF):
        how = f"the {kind_word(ref.kind)} it is part of," if ref.kind == start.kind else f"its {kind_word(ref.kind)}"
        yield from _owned_rung(catalog, ref, how)
    for ref in catalog.related(start, API_PROVIDED_BY):
        yield from _owned_rung(catalog, ref, f"the {kind_word(ref.kind)} that provides it,")


def _owned_rung(catalog: Snapshot, ref: EntityRef, how: str) -> Iterator[Inferred]:
    owners = all_mentioned(catalog, (owner.ref for owner in catalog.neighbours(ref, OWNED_BY)))
    if owners:
        yield Inferred(owners, mentioned(catalog, ref), how)
