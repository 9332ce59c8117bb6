"""What one origin of the catalog says, before several are merged to a snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from catalog_client.entity import Entity
from catalog_client.ref import EntityRef
from catalog_client.snapshot import Problem


@dataclass(frozen=True, slots=True)
class Part:
    """One origin's entities at one moment; augmentations are not merged yet.

    origin: the origin's name. read_at: when the origin was last known to look like this (aware, UTC).
    complete: whether every relation between two of these entities is there both ways, as Backstage stitches them.
    """

    origin: str
    entities: Mapping[EntityRef, Entity]
    read_at: datetime
    problems: tuple[Problem, ...] = ()
    complete: bool = False


class Origin(Protocol):
    """Where a catalog, or a part of it, comes from.

    name: what people know it by: a base URL or a path; never a secret.
    """

    @property
    def name(self) -> str: ...

    async def read(self, before: Part | None) -> Part:
        """Read everything, or only what changed since `before`.

        Raises: CatalogError; then `before` stays good.
        """
        ...
