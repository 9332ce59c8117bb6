"""Relations between entities, and which one is the other way round of which."""

from typing import Final

import msgspec

from catalog_client.ref import EntityRef

OWNED_BY: Final = "ownedBy"
OWNER_OF: Final = "ownerOf"
PART_OF: Final = "partOf"
HAS_PART: Final = "hasPart"
DEPENDS_ON: Final = "dependsOn"
DEPENDENCY_OF: Final = "dependencyOf"
PROVIDES_API: Final = "providesApi"
API_PROVIDED_BY: Final = "apiProvidedBy"
CONSUMES_API: Final = "consumesApi"
API_CONSUMED_BY: Final = "apiConsumedBy"
MEMBER_OF: Final = "memberOf"
HAS_MEMBER: Final = "hasMember"
CHILD_OF: Final = "childOf"
PARENT_OF: Final = "parentOf"

_PAIRS: Final = (
    (OWNED_BY, OWNER_OF),
    (PART_OF, HAS_PART),
    (DEPENDS_ON, DEPENDENCY_OF),
    (PROVIDES_API, API_PROVIDED_BY),
    (CONSUMES_API, API_CONSUMED_BY),
    (MEMBER_OF, HAS_MEMBER),
    (CHILD_OF, PARENT_OF),
)

INVERSE: Final = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
"""The other way round of each well-known relation. Source: Backstage's "Well-known Relations"."""


class Relation(msgspec.Struct, frozen=True, order=True, gc=False):
    """`type` leads from the entity that holds the relation to `target`, which may not exist."""

    type: str
    target: EntityRef
