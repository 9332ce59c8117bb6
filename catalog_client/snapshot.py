"""The catalog at one moment, as a graph: by ref, by relation either way, and walks along relations."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from catalog_client.entity import Entity
from catalog_client.ref import EntityRef


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a source that was passed over, so that somebody can mend it.

    source: the file, or the base URL of the catalog. position: `document 3`, or the entity's ref; may be empty.
    """

    source: str
    position: str
    reason: str

    def __str__(self) -> str:
        return ", ".join(part for part in (self.source, self.position) if part) + f": {self.reason}"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All entities of the catalog at one moment. Nothing in it ever changes.

    taken_at: when its sources were last known to look like this (aware, UTC).
    """

    entities: Mapping[EntityRef, Entity]
    taken_at: datetime
    problems: tuple[Problem, ...] = ()
    _by_kind: Mapping[str, tuple[Entity, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        kinds: dict[str, list[Entity]] = {}
        for entity in self.entities.values():
            kinds.setdefault(entity.ref.kind, []).append(entity)
        object.__setattr__(self, "_by_kind", {kind: tuple(found) for kind, found in kinds.items()})

    @classmethod
    def of(cls, entities: Iterable[Entity], taken_at: datetime, problems: Iterable[Problem] = ()) -> "Snapshot":
        """A snapshot of these entities; where two have the same ref the later one stands."""
        return cls({entity.ref: entity for entity in entities}, taken_at, tuple(problems))

    def __len__(self) -> int:
        return len(self.entities)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.entities.values())

    def get(self, ref: EntityRef) -> Entity | None:
        return self.entities.get(ref)

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many entities there are of each kind (lower case)."""
        return {kind: len(found) for kind, found in self._by_kind.items()}

    def of_kind(self, kind: str) -> tuple[Entity, ...]:
        return self._by_kind.get(kind.lower(), ())

    def related(self, ref: EntityRef, relation: str) -> tuple[EntityRef, ...]:
        """Where one relation of `ref` leads; targets may dangle. Empty for an unknown entity."""
        entity = self.entities.get(ref)
        return tuple(entity.related(relation)) if entity is not None else ()

    def neighbours(self, ref: EntityRef, relation: str) -> tuple[Entity, ...]:
        """The entities one relation of `ref` leads to, without those that are not in the catalog."""
        found = (self.entities.get(target) for target in self.related(ref, relation))
        return tuple(entity for entity in found if entity is not None)

    def walk(self, start: EntityRef, *relations: str) -> Iterator[tuple[EntityRef, int]]:
        """Everything reached from `start` along these relations, nearest first, each once, with its distance."""
        seen = {start}
        ring = [start]
        distance = 0
        while ring:
            distance += 1
            ring = list(
                dict.fromkeys(
                    target
                    for ref in ring
                    for relation in relations
                    for target in self.related(ref, relation)
                    if target not in seen
                )
            )
            seen.update(ring)
            yield from ((ref, distance) for ref in ring)
