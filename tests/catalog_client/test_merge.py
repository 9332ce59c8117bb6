"""Several origins become one catalog: later ones win, relations go both ways, augmentations are added."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from catalog_client import Entity, EntityRef, Link, Problem, Relation, Snapshot
from catalog_client.descriptors import Reading
from catalog_client.files import Files
from catalog_client.merge import merge
from catalog_client.part import Part
from catalog_client.relation import INVERSE
from tests.shared import shared_data

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def entity(ref: str, *relations: str, **parts: object) -> Entity:
    """An entity; relations as `ownedBy group:default/a`."""
    found = EntityRef.parse(ref)
    stated = (relation.split(" ") for relation in relations)
    return Entity(
        found,
        found.kind.title(),
        found.name,
        relations=tuple(sorted({Relation(type, EntityRef.parse(target)) for type, target in stated})),
        **parts,  # type: ignore[arg-type]
    )


def part(*entities: Entity, complete: bool = False, origin: str = "here") -> Part:
    return Part(origin, {entity.ref: entity for entity in entities}, NOW, complete=complete)


def said(snapshot: Snapshot, ref: str) -> list[str]:
    found = snapshot.get(EntityRef.parse(ref))
    assert found is not None
    return [f"{relation.type} {relation.target}" for relation in found.relations]


def test_relations_are_completed_both_ways_and_across_origins() -> None:
    snapshot = merge(
        [
            part(entity("component:a", "ownedBy group:t", "dependsOn resource:r", "likes group:t")),
            part(entity("group:t", "hasMember user:ana"), entity("user:ana", "memberOf group:t")),
        ],
        NOW,
    )
    assert said(snapshot, "group:t") == ["hasMember user:default/ana", "ownerOf component:default/a"]
    assert said(snapshot, "user:ana") == ["memberOf group:default/t"]
    assert len(said(snapshot, "component:a")) == 3


def test_relations_to_nothing_stay() -> None:
    assert said(merge([part(entity("component:a", "ownedBy group:gone"))], NOW), "component:a") == [
        "ownedBy group:default/gone"
    ]


def test_the_entity_of_a_later_origin_stands() -> None:
    one, other = entity("component:a", title="one"), entity("component:a", title="other")
    snapshot = merge([part(one), part(other)], NOW)
    assert list(snapshot) == [other]


def test_a_complete_catalog_alone_is_taken_as_it_is() -> None:
    whole = part(entity("component:a", "ownedBy group:t"), entity("group:t"), complete=True)
    assert merge([whole], NOW).entities is whole.entities


def test_entities_that_gain_nothing_are_shared() -> None:
    whole = part(entity("component:a", "ownedBy group:t"), entity("group:t", "ownerOf component:a"), complete=True)
    added = part(entity("component:b", "dependsOn component:a"))
    snapshot = merge([whole, added], NOW)
    group = EntityRef.parse("group:t")
    assert snapshot.get(group) is whole.entities[group]
    assert said(snapshot, "component:a") == ["dependencyOf component:default/b", "ownedBy group:default/t"]


def test_a_component_given_a_new_owner_has_only_that() -> None:
    whole = part(
        entity("component:a", "ownedBy group:old", "dependencyOf component:b"),
        entity("component:b", "dependsOn component:a"),
        entity("group:old", "ownerOf component:a"),
        entity("group:new"),
        complete=True,
    )
    snapshot = merge([whole, part(entity("component:a", "ownedBy group:new"))], NOW)
    assert said(snapshot, "component:a") == ["dependencyOf component:default/b", "ownedBy group:default/new"]
    assert said(snapshot, "group:old") == []
    assert said(snapshot, "group:new") == ["ownerOf component:default/a"]


def test_a_person_described_anew_stays_in_the_teams_that_list_them() -> None:
    whole = part(entity("user:ana", "memberOf group:t"), entity("group:t", "hasMember user:ana"), complete=True)
    snapshot = merge([whole, part(entity("user:ana", title="Ana"))], NOW)
    assert said(snapshot, "user:ana") == ["memberOf group:default/t"]


def test_an_augmentation_adds_and_wins() -> None:
    described = entity(
        "component:studio/a",
        annotations={"backstage.io/managed-by-location": "file:/a.yaml", "x": "old", "y": "kept"},
        labels={"tier": "2"},
        links=(Link("https://a.example"), Link("https://docs.example", "Docs")),
        tags=("go",),
        etag="123",
    )
    added = entity(
        "componentaugmentation:studio/a",
        annotations={"backstage.io/managed-by-location": "file:/b.yaml", "x": "new"},
        labels={"tier": "1"},
        links=(Link("https://docs.example", "Handbook", "docs"), Link("https://logs.example")),
        tags=("audio", "go"),
    )
    assert list(merge([part(described), part(added)], NOW)) == [
        entity(
            "component:studio/a",
            annotations={"backstage.io/managed-by-location": "file:/a.yaml", "x": "new", "y": "kept"},
            labels={"tier": "1"},
            links=(
                Link("https://a.example"),
                Link("https://docs.example", "Handbook", "docs"),
                Link("https://logs.example"),
            ),
            tags=("go", "audio"),
        )
    ]


def test_an_augmentation_read_from_an_address_does_not_move_the_source_of_what_it_adds_to() -> None:
    source = "backstage.io/source-location"
    added = entity(
        "componentaugmentation:a",
        annotations={
            "backstage.io/managed-by-location": "url:https://git.example/o",
            source: "url:https://git.example/",
        },
    )
    (found,) = merge([part(entity("component:a", annotations={source: "url:https://git.example/a/"}), added)], NOW)
    assert found.annotations == {source: "url:https://git.example/a/"}


def test_an_augmentation_of_a_complete_catalog_leaves_the_rest_shared() -> None:
    whole = part(entity("component:a"), entity("component:b"), complete=True)
    snapshot = merge([whole, part(entity("componentaugmentation:a", tags=("go",)))], NOW)
    a, b = snapshot
    assert (a.tags, b is whole.entities[b.ref]) == (("go",), True)


def test_an_augmentation_of_any_kind_in_any_namespace_finds_its_own_only() -> None:
    snapshot = merge(
        [
            part(
                entity("widget:ops/a"),
                entity("widget:a"),
                entity("widgetaugmentation:ops/a", tags=("x",)),
                entity("augmentation:a"),
            )
        ],
        NOW,
    )
    assert [(str(found.ref), found.tags) for found in snapshot] == [
        ("widget:ops/a", ("x",)),
        ("widget:default/a", ()),
        ("augmentation:default/a", ()),
    ]


def test_an_augmentation_that_matches_nothing_is_reported_with_its_file() -> None:
    parsed = Reading().file(
        "kind: GroupAugmentation\nmetadata: {name: Gone}", "overlay.yaml", managed_by="file:/etc/overlay.yaml"
    )
    problem = Problem("here", "group:default/b", "odd")
    snapshot = merge([part(*parsed.entities), Part("there", {}, NOW, (problem,))], NOW)
    assert len(snapshot) == 0
    assert snapshot.problems == (
        problem,
        Problem(
            "/etc/overlay.yaml",
            "groupaugmentation:default/gone",
            "matches nothing in the catalog: there is no group:default/gone",
        ),
    )


def test_an_augmentation_from_a_complete_catalog_that_matches_nothing_is_reported_with_the_catalog() -> None:
    whole = part(entity("componentaugmentation:a"), complete=True, origin="https://backstage.example.com")
    (problem,) = merge([whole], NOW).problems
    assert problem.source == "https://backstage.example.com"


def test_the_moment_is_the_one_given() -> None:
    assert merge([], NOW) == Snapshot({}, NOW)


async def test_a_real_catalog_takes_its_overlay() -> None:
    parts = [
        await Files(str(shared_data(*path)), lambda: NOW).read(None)
        for path in (("catalogs", "insurance"), ("worlds", "insurance", "overlay.yaml"))
    ]
    added = [ref for ref in parts[1].entities if ref.kind.endswith("augmentation")]
    snapshot = merge(parts, NOW)
    assert len(added) == 38
    assert len(snapshot) == 563 + 12 + 52
    (problem,) = snapshot.problems
    assert problem.position == "componentaugmentation:default/old-quote-engine"
    claims = snapshot.get(EntityRef.parse("group:claims-engineering"))
    assert claims is not None
    assert claims.annotations["reverb.dev/on-call"] == "ical:claims"
    assert len(list(claims.related("hasMember"))) == 6


REFS = st.sampled_from([f"{kind}:{name}" for kind in ("component", "group") for name in "abc"])
RELATIONS = st.builds("{} {}".format, st.sampled_from(sorted(INVERSE)), REFS)
PARTS = st.lists(st.builds(entity, REFS, RELATIONS, RELATIONS)).map(lambda entities: part(*entities))


@given(st.lists(PARTS, max_size=3))
def test_every_relation_between_two_entities_goes_both_ways(parts: list[Part]) -> None:
    snapshot = merge(parts, NOW)
    for found in snapshot:
        assert list(found.relations) == sorted(set(found.relations))
        for relation in found.relations:
            if snapshot.get(relation.target) is not None:
                assert found.ref in snapshot.related(relation.target, INVERSE[relation.type])


@given(st.lists(PARTS, max_size=3))
def test_a_merged_catalog_is_complete(parts: list[Part]) -> None:
    once = merge(parts, NOW)
    assert merge([Part("merged", once.entities, NOW)], NOW) == once
