"""What an entity is called, and where its relations lead."""

import pytest

from catalog_client import Entity, EntityRef, Relation


def entity(**parts: str) -> Entity:
    return Entity(EntityRef("user", "default", "ana"), "User", "Ana", **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ({}, "Ana"),
        ({"title": "Ana L."}, "Ana L."),
        ({"display_name": "Ana Lima"}, "Ana Lima"),
        ({"title": "Ana L.", "display_name": "Ana Lima"}, "Ana Lima"),
    ],
)
def test_people_are_shown_the_name_people_use(parts: dict[str, str], name: str) -> None:
    assert entity(**parts).shown_name == name


def test_relations_of_one_type_are_followed_in_their_order() -> None:
    targets = [EntityRef("group", "default", name) for name in ("a", "b")]
    ana = Entity(
        EntityRef("user", "default", "ana"),
        "User",
        "ana",
        relations=(
            Relation("memberOf", targets[0]),
            Relation("memberOf", targets[1]),
            Relation("ownerOf", targets[0]),
        ),
    )
    assert list(ana.related("memberOf")) == targets
    assert list(ana.related("hasMember")) == []
