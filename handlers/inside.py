"""What counts as the inside of an entity when one asks what goes in and out of it.

Theory: a component is itself; a system or a domain is all its parts; a team or a person is what they own. What leads
from the inside to the inside crosses no border and is not part of an answer.
"""

from collections.abc import Iterable

from catalog_client import Entity, EntityRef, Snapshot
from catalog_client.relation import HAS_PART, OWNED_BY, OWNER_OF, PROVIDES_API
from handlers.kit import Mrkdwn
from handlers.lines import Mentioned, all_mentioned, strong

Inside = frozenset[EntityRef]


def inside_of(catalog: Snapshot, entity: Entity) -> Inside:
    """The entity, and what is inside it."""
    match entity.ref.kind:
        case "system" | "domain":
            return frozenset({entity.ref, *(ref for ref, _ in catalog.walk(entity.ref, HAS_PART))})
        case "group" | "user":
            return frozenset({entity.ref, *entity.related(OWNER_OF)})
        case _:
            return frozenset({entity.ref})


def across(catalog: Snapshot, inside: Iterable[EntityRef], *relations: str) -> frozenset[EntityRef]:
    """What these relations lead to from the inside, outside."""
    starts = frozenset(inside)
    return frozenset(ref for start in starts for one in relations for ref in catalog.related(start, one)) - starts


def beyond(catalog: Snapshot, inside: Inside, *relations: str) -> frozenset[EntityRef]:
    """All that these relations reach from the inside in any number of steps, outside."""
    reached, ring = inside, inside
    while ring:
        ring = across(catalog, ring, *relations) - reached
        reached |= ring
    return reached - inside


def apis_of(catalog: Snapshot, refs: Iterable[EntityRef]) -> frozenset[EntityRef]:
    """The APIs among these, and those that these provide."""
    return frozenset(
        api for ref in refs for api in ((ref,) if ref.kind == "api" else catalog.related(ref, PROVIDES_API))
    )


def spoken(subject: Mentioned) -> Mrkdwn:
    """The subject and its inside, inside a sentence: `*a*`, `*Checkout* with its parts`, `what *Beep Team* owns`."""
    match subject.ref.kind:
        case "system" | "domain":
            return Mrkdwn(f"{strong(subject)} with its parts")
        case "group" | "user":
            return Mrkdwn(f"what {strong(subject)} owns")
        case _:
            return strong(subject)


def owners_among(catalog: Snapshot, refs: Iterable[EntityRef]) -> tuple[Mentioned, ...]:
    """Who owns these, each once."""
    return all_mentioned(catalog, {owner for ref in refs for owner in catalog.related(ref, OWNED_BY)})
