"""Entities as Backstage writes them, read."""

import json
from typing import Any

import pytest

from catalog_client import Entity, EntityRef, Link, Problem, Relation
from catalog_client.stitched import Reading, mark

HASH = "28e348c12377762a27103b4ccbcf7d1b97b58609"
TEAM = EntityRef("group", "default", "team-a")


def written(kind: str = "Component", **parts: Any) -> bytes:
    metadata = {"name": "payments", "namespace": "default", "uid": "u1", "etag": HASH} | parts.pop("metadata", {})
    return json.dumps({"apiVersion": "backstage.io/v1alpha1", "kind": kind, "metadata": metadata, **parts}).encode()


def read(item: bytes) -> Entity:
    entity = Reading("here").entity(item)
    assert isinstance(entity, Entity)
    return entity


def problem(item: bytes) -> Problem:
    found = Reading("here").entity(item)
    assert isinstance(found, Problem)
    return found


def test_an_entity_keeps_what_questions_ask_for() -> None:
    item = written(
        "API",
        metadata={
            "name": "Orders",
            "namespace": "shop",
            "title": "Orders API",
            "description": "All orders.",
            "annotations": {"a": "b"},
            "labels": {"c": "d"},
            "tags": ["x", "y"],
            "links": [{"url": "https://example.com", "title": "Docs", "icon": "docs", "type": "docs"}],
        },
        spec={"type": "openapi", "lifecycle": "production", "owner": "team-a", "definition": "x" * 10_000},
        relations=[{"type": "ownedBy", "targetRef": "group:default/team-a"}],
    )
    assert read(item) == Entity(
        ref=EntityRef("api", "shop", "orders"),
        kind="API",
        name="Orders",
        title="Orders API",
        description="All orders.",
        type="openapi",
        lifecycle="production",
        tags=("x", "y"),
        links=(Link("https://example.com", "Docs", "docs", "docs"),),
        annotations={"a": "b"},
        labels={"c": "d"},
        relations=(Relation("ownedBy", TEAM),),
        etag=f"u1 {HASH[:16]}",
    )


def test_a_person_has_a_profile() -> None:
    profile = {"displayName": "Ana Lima", "email": "ana@example.com", "picture": "data:…"}
    ana = read(written("User", spec={"profile": profile}))
    assert (ana.shown_name, ana.email) == ("Ana Lima", "ana@example.com")


def test_older_servers_write_targets_apart() -> None:
    both = {"type": "ownedBy", "targetRef": "group:default/team-a", "target": {"kind": "group", "name": "team-a"}}
    apart = {"type": "partOf", "target": {"kind": "System", "namespace": "default", "name": "Shop"}}
    assert read(written(relations=[apart, both, both])).relations == (
        Relation("ownedBy", TEAM),
        Relation("partOf", EntityRef("system", "default", "shop")),
    )


def test_a_relation_to_nowhere_is_passed_over() -> None:
    assert read(written(relations=[{"type": "ownedBy"}, {"type": "partOf", "targetRef": "??"}])).relations == ()


def test_the_first_processing_error_is_kept() -> None:
    status = {"items": [{"level": "info", "message": "fine"}, {"level": "error", "message": "no owner"}]}
    assert read(written(status=status)).error == "no owner"


def test_what_a_custom_kind_puts_into_spec_does_no_harm() -> None:
    widget = read(written("Widget", spec={"type": {"deep": 1}, "lifecycle": 3, "profile": "round"}))
    assert (widget.type, widget.lifecycle, widget.display_name) == ("", "", "")


@pytest.mark.parametrize(
    "item",
    [
        written("Location"),
        written(metadata={"annotations": {"backstage.io/orphan": "true"}}),
    ],
    ids=["location", "orphan"],
)
def test_locations_and_orphans_are_left_out(item: bytes) -> None:
    assert Reading("here").entity(item) is None
    assert Reading("here").row(item) is None


def test_an_entity_that_cannot_be_read_is_a_problem_that_names_it() -> None:
    assert problem(written(metadata={"annotations": {"a": 5}})) == Problem(
        "here", "component:default/payments", "the entity cannot be read at metadata.annotations[...]"
    )
    assert problem(written(metadata={"name": "two words"})).position == "component:default/two words"


@pytest.mark.parametrize("item", [b"5", b"{}", b'{"kind":"A"}', b"\xff", b'"\\ud800"', b'{"kind":{},"metadata":[]}'])
def test_an_entity_that_is_none_is_a_problem(item: bytes) -> None:
    assert problem(item).reason.startswith("the entity cannot be read")
    assert isinstance(Reading("here").row(item), Problem)


def test_what_entities_share_is_kept_once() -> None:
    reading = Reading("here")
    relations = [{"type": "ownedBy", "targetRef": "group:default/team-a"}]
    one, two = (reading.entity(written(metadata={"name": name}, relations=relations)) for name in ("one", "two"))
    assert isinstance(one, Entity) and isinstance(two, Entity)
    assert one.relations[0] is two.relations[0]
    assert one.kind is two.kind


@pytest.mark.parametrize(
    ("uid", "etag", "expected"),
    [("u1", HASH, f"u1 {HASH[:16]}"), (None, HASH, f" {HASH[:16]}"), ("u1", "v1", ""), ("u1", None, "")],
)
def test_only_a_hash_marks_an_entity(uid: str | None, etag: str | None, expected: str) -> None:
    assert mark(uid, etag) == expected
