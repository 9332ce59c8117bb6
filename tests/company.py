"""A small company for tests: Northline, which runs ferries. Built in code, so a test sees what it asks about.

Worth knowing: `tide-feed` has no owner but its system has, `fog-horn` has none at all, `berth-planner` belongs to a
team that does not exist, `crew-roster` to a person; `Night Watch` is empty, `Engineering` has only teams below it. The
tickets team and the night watch have on-call calendars, Harbour Operations a service in PagerDuty.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from catalog_client import Entity, EntityRef, Link, Relation, Snapshot
from catalog_client.relation import (
    CHILD_OF,
    CONSUMES_API,
    DEPENDS_ON,
    INVERSE,
    MEMBER_OF,
    OWNED_BY,
    PART_OF,
    PROVIDES_API,
)

NOW: Final = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
TAKEN_AT: Final = datetime(2026, 3, 2, 9, 56, tzinfo=UTC)

Related = Mapping[str, str]
"""For each type of relation, refs separated by blanks."""


def ref(text: str) -> EntityRef:
    return EntityRef.parse(text, kind="component")


def entity(written: str, related: Related | None = None, **fields: Any) -> Entity:
    """An entity by its ref, in the case its name is written in; `component:` may be left out."""
    kind, _, rest = written.rpartition(":")
    relations = [
        Relation(type_, ref(target)) for type_, targets in (related or {}).items() for target in targets.split()
    ]
    kind = kind or "Component"
    name = rest.rpartition("/")[2]
    return Entity(ref=EntityRef.parse(written, kind=kind), kind=kind, name=name, relations=tuple(relations), **fields)


def snapshot(*entities: Entity, taken_at: datetime = TAKEN_AT) -> Snapshot:
    """These entities, each relation completed by its inverse at the other end."""
    relations = {one.ref: {*one.relations} for one in entities}
    for one in entities:
        for relation in one.relations:
            if relation.target in relations:
                relations[relation.target].add(Relation(INVERSE[relation.type], one.ref))
    return Snapshot.of((replace(one, relations=tuple(sorted(relations[one.ref]))) for one in entities), taken_at)


def _people() -> tuple[Entity, ...]:
    return (
        entity(
            "User:ines.duarte",
            {MEMBER_OF: "group:tickets-team"},
            display_name="Inês Duarte",
            email="ines@north.example",
        ),
        entity("User:olav", {MEMBER_OF: "group:tickets-team group:harbour-crew"}, display_name="Olav Berg"),
        entity(
            "User:priit", {MEMBER_OF: "group:harbour-crew"}, display_name="Priit Tamm", email="priit@north.example"
        ),
        entity("User:sana", {}, display_name="Sana Malik"),
    )


def _groups() -> tuple[Entity, ...]:
    return (
        entity(
            "Group:tickets-team",
            {CHILD_OF: "group:engineering"},
            title="Tickets Team",
            type="team",
            email="tickets@north.example",
            description="Sells the tickets.",
            links=(
                Link("https://wiki.north.example/tickets", "Team README"),
                Link("https://runbooks.north.example/t", "Runbook"),
            ),
            annotations={
                "reverb.dev/slack-channel": "#tickets",
                "reverb.dev/lead": "ines.duarte",
                "reverb.dev/on-call": "ical:tickets",
            },
        ),
        entity(
            "Group:harbour-crew",
            {CHILD_OF: "group:engineering"},
            title="Harbour Crew",
            type="team",
            annotations={"reverb.dev/slack-channel": "C0HARBOUR01"},
        ),
        entity("Group:engineering", title="Engineering", type="department", email="engineering@north.example"),
        entity(
            "Group:night-watch", title="Night Watch", type="team", annotations={"reverb.dev/on-call": "ical:watch"}
        ),
    )


def _travel() -> tuple[Entity, ...]:
    return (
        entity("Domain:travel", {OWNED_BY: "group:engineering"}, title="Travel"),
        entity(
            "System:ticketing",
            {OWNED_BY: "group:tickets-team", PART_OF: "domain:travel"},
            title="Ticketing",
            links=(Link("https://grafana.north.example/d/ticketing", "Dashboard"),),
        ),
        entity(
            "ticket-shop",
            {
                OWNED_BY: "group:tickets-team",
                PART_OF: "system:ticketing",
                DEPENDS_ON: "ticket-service",
                CONSUMES_API: "api:fares-api",
            },
            title="Ticket Shop",
            description="Where travellers buy tickets.",
            type="website",
            lifecycle="production",
            tags=("react", "public"),
            links=(
                Link("https://runbooks.north.example/shop", "Runbook", "runbook"),
                Link("https://docs.north.example/shop", "Documentation", icon="docs"),
            ),
            annotations={
                "backstage.io/source-location": "url:https://git.north.example/tickets/shop",
                "github.com/project-slug": "tickets/shop",
            },
        ),
        entity(
            "ticket-service",
            {
                OWNED_BY: "group:tickets-team",
                PART_OF: "system:ticketing",
                DEPENDS_ON: "fare-engine resource:ticket-db",
                PROVIDES_API: "api:tickets-api",
                CONSUMES_API: "api:fares-api",
            },
            type="service",
            lifecycle="production",
            tags=("python",),
            annotations={
                "backstage.io/managed-by-location": "url:https://git.north.example/tickets/service/catalog-info.yaml"
            },
        ),
        entity(
            "fare-engine",
            {
                OWNED_BY: "group:tickets-team",
                PART_OF: "system:ticketing",
                PROVIDES_API: "api:fares-api",
                DEPENDS_ON: "resource:fare-cache",
            },
            type="service",
            lifecycle="deprecated",
            tags=("python",),
            annotations={"reverb.dev/slack-channel": "#fares"},
        ),
        entity("Resource:ticket-db", {OWNED_BY: "group:tickets-team", PART_OF: "system:ticketing"}, type="database"),
        entity(
            "API:tickets-api",
            {OWNED_BY: "group:tickets-team", PART_OF: "system:ticketing"},
            type="openapi",
            lifecycle="production",
        ),
        entity("API:fares-api", {PART_OF: "system:ticketing"}, type="openapi"),
        entity(
            "kiosk",
            {OWNED_BY: "group:harbour-crew", CONSUMES_API: "api:tickets-api", DEPENDS_ON: "ticket-shop"},
            type="app",
        ),
        entity("refund-desk", {OWNED_BY: "group:harbour-crew", CONSUMES_API: "api:tickets-api"}, type="app"),
    )


def _harbour() -> tuple[Entity, ...]:
    return (
        entity(
            "System:harbour-ops",
            {OWNED_BY: "group:harbour-crew"},
            title="Harbour Operations",
            annotations={"pagerduty.com/service-id": "PHARBOR"},
        ),
        entity("tide-feed", {PART_OF: "system:harbour-ops"}, type="job", lifecycle="experimental", tags=("python",)),
        entity("berth-planner", {OWNED_BY: "group:harbor-crew", PART_OF: "system:harbour-ops"}, type="service"),
        entity("crew-roster", {OWNED_BY: "user:priit"}, type="library"),
        entity("fog-horn", type="service"),
        entity("radar/Beacon_v2", {OWNED_BY: "group:default/night-watch group:default/gone-team"}, type="service"),
        entity("Vessel:ms-aurora", {OWNED_BY: "group:harbour-crew"}, title="MS Aurora", description="A ferry."),
    )


def company() -> Snapshot:
    """Northline's catalog, as of TAKEN_AT."""
    return snapshot(*_people(), *_groups(), *_travel(), *_harbour())
