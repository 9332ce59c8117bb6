"""Which schedule counts: component, system, owning group, the groups above; and how annotations name it."""

import pytest

from catalog_client import Entity, Snapshot
from catalog_client.relation import CHILD_OF, OWNED_BY, PART_OF
from handlers.schedules import Schedule, key_of, keys_in, schedule_for
from tests.company import entity, ref, snapshot
from tests.fakes.names import LikelyNames


def on_call(written: str) -> dict[str, dict[str, str]]:
    return {"annotations": {"reverb.dev/on-call": written}}


def found(catalog: Snapshot, name: str) -> Schedule | None:
    asked = catalog.get(ref(name))
    assert asked is not None
    return schedule_for(catalog, LikelyNames(catalog), asked)


def company(**annotated: str) -> Snapshot:
    """A component in a system of a team below a department; those named have schedules."""

    def one(written: str, related: dict[str, str], name: str) -> Entity:
        return entity(written, related, **(on_call(annotated[name]) if name in annotated else {}))

    return snapshot(
        one("app", {PART_OF: "system:shop", OWNED_BY: "group:team"}, "app"),
        one("System:shop", {OWNED_BY: "group:team"}, "shop"),
        one("Group:team", {CHILD_OF: "group:department"}, "team"),
        one("Group:department", {}, "department"),
    )


EVERYWHERE = {"app": "ical:a", "shop": "ical:s", "team": "ical:t", "department": "ical:d"}


@pytest.mark.parametrize(
    ("missing", "key", "how"),
    [
        ((), "ical:a", ""),
        (("app",), "ical:s", "its system"),
        (("app", "shop"), "ical:t", "its owner"),
        (("app", "shop", "team"), "ical:d", "the group above its owner,"),
    ],
)
def test_the_nearest_schedule_counts_and_is_said_to_be_whose(missing: tuple[str, ...], key: str, how: str) -> None:
    catalog = company(**{name: written for name, written in EVERYWHERE.items() if name not in missing})
    schedule = found(catalog, "app")
    assert schedule is not None
    assert (schedule.key, schedule.how) == (key, how)


def test_nowhere_is_no_schedule() -> None:
    assert found(company(), "app") is None


def test_a_group_looks_above_itself_only() -> None:
    schedule = found(company(shop="ical:s", department="ical:d"), "group:team")
    assert schedule is not None
    assert (schedule.key, schedule.of.ref) == ("ical:d", ref("group:department"))


@pytest.mark.parametrize(
    ("annotations", "key"),
    [
        ({"reverb.dev/on-call": " iCal:Tickets "}, "ical:Tickets"),
        ({"reverb.dev/on-call": "pagerduty-policy:P1"}, "pagerduty-policy:P1"),
        ({"pagerduty.com/service-id": "P2"}, "pagerduty:P2"),
        ({"pagerduty.com/service-id": "P2", "pagerduty.com/account": "eu"}, "pagerduty:P2@eu"),
        ({"pagerduty.com/service-id": "P2", "reverb.dev/on-call": "ical:x"}, "ical:x"),
        ({"reverb.dev/on-call": "ical:x", "pagerduty.com/account": "eu"}, "ical:x"),
        ({"pagerduty.com/account": "eu"}, ""),
    ],
)
def test_annotations_name_a_schedule(annotations: dict[str, str], key: str) -> None:
    assert key_of(entity("x", annotations=annotations)) == key


def test_every_schedule_is_named_once() -> None:
    assert keys_in(company(app="ical:a", shop="ical:a", team="ical:t")) == ("ical:a", "ical:t")
