"""Which on-call schedule counts for an entity: its own, else the one of whatever it is part of, or of whose it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from catalog_client import Entity, EntityRef, Snapshot
from catalog_client.relation import CHILD_OF, PART_OF
from handlers.lines import Mentioned, mentioned
from handlers.owners import owners_of
from handlers.sources import NearNames

ON_CALL: Final = "reverb.dev/on-call"
"""Annotation: `ical:NAME`, `pagerduty:SERVICE` or `pagerduty-policy:POLICY`."""
PAGERDUTY_SERVICE: Final = "pagerduty.com/service-id"
PAGERDUTY_ACCOUNT: Final = "pagerduty.com/account"
"""Annotations of Backstage's PagerDuty plugin. Source: its README."""

_CONTAINERS: Final = frozenset({"component", "system"})


@dataclass(frozen=True, slots=True)
class Schedule:
    """The schedule that counts.

    key: `ical:NAME`, `pagerduty:SERVICE`, `pagerduty-policy:POLICY`; an account follows after `@`.
    of: the entity that names it. how: what that is to the entity asked about; empty for itself.
    """

    key: str
    of: Mentioned
    how: str = ""


def schedule_for(catalog: Snapshot, near: NearNames, entity: Entity) -> Schedule | None:
    """Component → system → owning group → the groups above it; the first that names a schedule."""
    for ref, how in _way_down(catalog, near, entity):
        rung = catalog.get(ref)
        if rung is not None and (key := key_of(rung)):
            return Schedule(key, mentioned(catalog, ref), how)
    return None


def key_of(entity: Entity) -> str:
    """The schedule that an entity itself names; empty when it names none."""
    written = entity.annotations.get(ON_CALL, "").strip()
    service = entity.annotations.get(PAGERDUTY_SERVICE, "").strip()
    if not written and not service:
        return ""
    source, _, name = (written or f"pagerduty:{service}").partition(":")
    account = entity.annotations.get(PAGERDUTY_ACCOUNT, "").strip()
    suffix = f"@{account}" if account and source.strip().lower().startswith("pagerduty") else ""
    return f"{source.strip().lower()}:{name.strip()}{suffix}"


def keys_in(catalog: Snapshot) -> tuple[str, ...]:
    """Every schedule the catalog names, each once."""
    return tuple(dict.fromkeys(key for entity in catalog if (key := key_of(entity))))


def _way_down(catalog: Snapshot, near: NearNames, entity: Entity) -> Iterator[tuple[EntityRef, str]]:
    yield entity.ref, ""
    if entity.ref.kind == "group":
        yield from _above(catalog, entity.ref, "the group above it,")
        return
    for ref, _ in catalog.walk(entity.ref, PART_OF):
        if ref.kind in _CONTAINERS:
            yield ref, "its system" if ref.kind == "system" else "the component it is part of,"
    owners = owners_of(catalog, near, entity)
    its = "its owner" if owners.existing else "its likely owner"
    for owner in owners.responsible:
        yield owner.ref, its
    for owner in owners.responsible:
        yield from _above(catalog, owner.ref, f"the group above {its},")


def _above(catalog: Snapshot, group: EntityRef, how: str) -> Iterator[tuple[EntityRef, str]]:
    for ref, _ in catalog.walk(group, CHILD_OF):
        yield ref, how
