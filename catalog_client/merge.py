"""Several origins as one snapshot: later ones win, relations are completed both ways, augmentations are added. Pure.

Entities are shared with the parts they come from; only those that gain or lose something are made anew. So a large
catalog read whole from Backstage costs nothing here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from typing import Final

from catalog_client.descriptors import MANAGED_BY
from catalog_client.entity import Entity
from catalog_client.part import Part
from catalog_client.ref import EntityRef
from catalog_client.references import augmented_kind
from catalog_client.relation import CONSUMES_API, DEPENDS_ON, INVERSE, OWNED_BY, PART_OF, PROVIDES_API, Relation
from catalog_client.snapshot import Problem, Snapshot

_Entities = Mapping[EntityRef, Entity]


def merge(parts: Sequence[Part], taken_at: datetime) -> Snapshot:
    """The catalog that these parts make together; where two describe the same entity, the later part's stands.

    An augmentation that matches nothing becomes a problem.
    """
    problems = [problem for part in parts for problem in part.problems]
    everything = _standing(parts)
    augmentations = [entity for entity in everything.values() if augmented_kind(entity.ref.kind)]
    described = _without(everything, augmentations)
    entities = _with(described, _completed(parts, described))
    augmented: dict[EntityRef, Entity] = {}
    for augmentation in augmentations:
        ref = EntityRef(augmented_kind(augmentation.ref.kind), augmentation.ref.namespace, augmentation.ref.name)
        if entity := augmented.get(ref) or entities.get(ref):
            augmented[ref] = _augmented(entity, augmentation)
        else:
            reason = f"matches nothing in the catalog: there is no {ref}"
            problems.append(Problem(_source(augmentation, parts), str(augmentation.ref), reason))
    return Snapshot(_with(entities, augmented), taken_at, tuple(problems))


def _standing(parts: Sequence[Part]) -> _Entities:
    if len(parts) == 1:
        return parts[0].entities
    return {ref: entity for part in parts for ref, entity in part.entities.items()}


def _without(entities: _Entities, left_out: Iterable[Entity]) -> _Entities:
    refs = {entity.ref for entity in left_out}
    return {ref: entity for ref, entity in entities.items() if ref not in refs} if refs else entities


def _with(entities: _Entities, changed: _Entities) -> _Entities:
    return {**entities, **changed} if changed else entities


# Relations. An entity of a complete part has its relations both ways. One that is replaced by a later part must
# not live on in what others say of it: a component given a new owner would have two.

_ITS_OWN_WORD: Final = frozenset({OWNED_BY, PART_OF, DEPENDS_ON, PROVIDES_API, CONSUMES_API})
"""Relations that an entity's own descriptor states. Memberships are not among them: groups state them as well."""


def _completed(parts: Sequence[Part], entities: _Entities) -> dict[EntityRef, Entity]:
    """The entities that have other relations than their part says, with these."""
    gained: defaultdict[EntityRef, set[Relation]] = defaultdict(set)
    lost: defaultdict[EntityRef, set[Relation]] = defaultdict(set)
    for part in parts:
        for ref, relation in _gained(part, entities):
            gained[ref].add(relation)
        for ref, relation in _lost(part, entities):
            lost[ref].add(relation)
    changed = {}
    for ref in gained.keys() | lost.keys():
        before = entities[ref].relations
        after = set(before).difference(lost.get(ref, ())).union(gained.get(ref, ()))
        if len(after) != len(before) or not after.issuperset(before):
            changed[ref] = replace(entities[ref], relations=tuple(sorted(after, key=_order)))
    return changed


def _gained(part: Part, entities: _Entities) -> Iterator[tuple[EntityRef, Relation]]:
    """What others should say of the entities of this part, since these say it of them."""
    lacking = _not_of(part, entities) if part.complete else entities.keys()
    if not lacking:
        return
    for entity in part.entities.values():
        if entities.get(entity.ref) is not entity:
            continue
        for relation in entity.relations:
            if relation.target in lacking and relation.type in INVERSE and not _is_echo(relation, part):
                yield relation.target, Relation(INVERSE[relation.type], entity.ref)


def _lost(part: Part, entities: _Entities) -> Iterator[tuple[EntityRef, Relation]]:
    """What others of a complete part say only because an entity said it that does not stand any more."""
    if not part.complete:
        return
    for entity in part.entities.values():
        if entities.get(entity.ref) is entity:
            continue
        for relation in entity.relations:
            target = part.entities.get(relation.target)
            if relation.type in _ITS_OWN_WORD and target is not None and entities.get(target.ref) is target:
                yield target.ref, Relation(INVERSE[relation.type], entity.ref)


def _is_echo(relation: Relation, part: Part) -> bool:
    """Whether it is there only because the entity it leads to, as this part had it, said so."""
    return part.complete and INVERSE[relation.type] in _ITS_OWN_WORD and relation.target in part.entities


def _not_of(part: Part, entities: _Entities) -> Set[EntityRef]:
    return {ref for ref, entity in entities.items() if part.entities.get(ref) is not entity}


def _order(relation: Relation) -> tuple[str, str, str, str]:
    target = relation.target
    return relation.type, target.kind, target.namespace, target.name


# Augmentations.

_OF_THE_DESCRIPTOR: Final = frozenset(
    f"backstage.io/{name}" for name in ("managed-by-location", "managed-by-origin-location", "view-url", "edit-url")
)
"""Annotations that say where an augmentation itself lies. Source: Backstage's "Well-known Annotations"."""

_SOURCE: Final = "backstage.io/source-location"


def _augmented(entity: Entity, augmentation: Entity) -> Entity:
    """An entity with what the augmentation adds; where both say something, the augmentation wins."""
    links = {link.url: link for link in (*entity.links, *augmentation.links)}
    return replace(
        entity,
        annotations={**entity.annotations, **_added_annotations(augmentation.annotations)},
        labels={**entity.labels, **augmentation.labels},
        links=tuple(links.values()),
        tags=tuple(dict.fromkeys((*entity.tags, *augmentation.tags))),
        etag="",  # it speaks for the entity alone
    )


def _added_annotations(annotations: Mapping[str, str]) -> Mapping[str, str]:
    """Its annotations but for those that say where it lies itself; Backstage adds some to all it reads from a URL."""
    read_from_url = annotations.get(MANAGED_BY, "").startswith("url:")
    return {
        key: value
        for key, value in annotations.items()
        if key not in _OF_THE_DESCRIPTOR and not (read_from_url and key == _SOURCE)
    }


def _source(entity: Entity, parts: Sequence[Part]) -> str:
    """Where an entity is described, for people: its file, or the catalog it comes from."""
    part = next(part for part in parts if part.entities.get(entity.ref) is entity)
    kind, _, place = entity.annotations.get(MANAGED_BY, "").partition(":")
    return place if kind == "file" and not part.complete else part.origin
