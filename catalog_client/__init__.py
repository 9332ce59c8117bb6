"""A software catalog (Backstage's) as values. The clients that fetch it are imported from their own modules."""

from catalog_client.entity import Entity, Link
from catalog_client.errors import (
    CatalogError,
    CatalogRefused,
    CatalogShrunk,
    CatalogUnreachable,
    CatalogUnreadable,
)
from catalog_client.ref import DEFAULT_NAMESPACE, EntityRef
from catalog_client.relation import Relation
from catalog_client.snapshot import Problem, Snapshot

__all__ = [
    "DEFAULT_NAMESPACE",
    "CatalogError",
    "CatalogRefused",
    "CatalogShrunk",
    "CatalogUnreachable",
    "CatalogUnreadable",
    "Entity",
    "EntityRef",
    "Link",
    "Problem",
    "Relation",
    "Snapshot",
]
