"""One entity of the catalog, with what questions can be asked about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import msgspec

from catalog_client.ref import EntityRef
from catalog_client.relation import Relation

NOTHING: Mapping[str, str] = MappingProxyType({})


class Link(msgspec.Struct, frozen=True, gc=False):
    """A link of `metadata.links`. Absent parts are empty."""

    url: str
    title: str = ""
    type: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity as read: the parts of its descriptor that questions use, and its relations both ways.

    ref: its lower-case identity; `kind` and `name` keep the case of the descriptor.
    type, lifecycle: `spec.type`, `spec.lifecycle`; display_name, email: of `spec.profile`.
    relations: sorted, without doubles; targets may name nothing in the catalog.
    etag: changes whenever anything of the entity does; empty where the source has none.
    error: the first processing error the catalog reports of it; empty when all is well.
    """

    ref: EntityRef
    kind: str
    name: str
    title: str = ""
    description: str = ""
    type: str = ""
    lifecycle: str = ""
    display_name: str = ""
    email: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    annotations: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    labels: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    relations: tuple[Relation, ...] = ()
    etag: str = ""
    error: str = ""

    @property
    def shown_name(self) -> str:
        """The name a person would use: profile name, title, else the name as the catalog writes it."""
        return self.display_name or self.title or self.name

    def related(self, relation: str) -> Iterator[EntityRef]:
        """The targets of one type of relation, in their order."""
        return (one.target for one in self.relations if one.type == relation)
