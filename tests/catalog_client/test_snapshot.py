"""The catalog as a graph: by ref, by kind, along relations."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from catalog_client import Entity, EntityRef, Problem, Relation, Snapshot
from catalog_client.relation import INVERSE

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def ref(name: str) -> EntityRef:
    return EntityRef.parse(name, kind="component")


def entity(name: str, *needs: str) -> Entity:
    found = ref(name)
    return Entity(
        found, found.kind.title(), found.name, relations=tuple(Relation("dependsOn", ref(n)) for n in needs)
    )


def snapshot(*entities: Entity) -> Snapshot:
    return Snapshot.of(entities, NOW)


def test_an_entity_is_found_by_its_ref() -> None:
    a, b = entity("a"), entity("other/a")
    assert snapshot(a, b).get(ref("other/a")) is b
    assert snapshot(a).get(ref("b")) is None


def test_of_two_entities_with_one_ref_the_later_stands() -> None:
    one, other = entity("a"), entity("a", "b")
    assert list(snapshot(one, other)) == [other]


def test_kinds_are_counted_and_found_in_any_case() -> None:
    found = snapshot(entity("a"), entity("api:a"), entity("b"))
    assert (len(found), dict(found.kinds)) == (3, {"component": 2, "api": 1})
    assert [entity.name for entity in found.of_kind("Component")] == ["a", "b"]
    assert found.of_kind("system") == ()


def test_relations_may_dangle_and_neighbours_do_not() -> None:
    found = snapshot(entity("a", "b", "gone"), entity("b"))
    assert found.related(ref("a"), "dependsOn") == (ref("b"), ref("gone"))
    assert [entity.name for entity in found.neighbours(ref("a"), "dependsOn")] == ["b"]
    assert found.related(ref("gone"), "dependsOn") == ()


def test_a_walk_gives_the_nearest_first_each_once_with_its_distance() -> None:
    found = snapshot(entity("a", "b", "c"), entity("b", "d", "c"), entity("c", "a"), entity("d", "e"))
    assert [(str(target.name), distance) for target, distance in found.walk(ref("a"), "dependsOn")] == [
        ("b", 1),
        ("c", 1),
        ("d", 2),
        ("e", 3),
    ]


def test_a_walk_may_follow_several_relations() -> None:
    start = Entity(
        ref("a"), "Component", "a", relations=(Relation("dependsOn", ref("b")), Relation("partOf", ref("system:s")))
    )
    assert [str(target) for target, _distance in snapshot(start).walk(ref("a"), "dependsOn", "partOf")] == [
        "component:default/b",
        "system:default/s",
    ]


def test_a_problem_reads_as_one_line() -> None:
    assert str(Problem("a.yaml", "document 3", "it has no name")) == "a.yaml, document 3: it has no name"
    assert str(Problem("a.yaml", "", "it is not text")) == "a.yaml: it is not text"


def test_every_well_known_relation_has_another_way_round() -> None:
    assert all(INVERSE[INVERSE[relation]] == relation != INVERSE[relation] for relation in INVERSE)


NAMES = st.sampled_from("abcdef")


@given(st.dictionaries(NAMES, st.lists(NAMES)), NAMES)
def test_a_walk_ends_and_never_comes_back_to_its_start(needs: dict[str, list[str]], start: str) -> None:
    found = snapshot(*(entity(name, *targets) for name, targets in needs.items()))
    walked = list(found.walk(ref(start), "dependsOn"))
    reached = [target for target, _distance in walked]
    distances = [distance for _target, distance in walked]
    assert ref(start) not in reached
    assert len(set(reached)) == len(reached)
    assert distances == sorted(distances)
