"""Parts as bytes, and back."""

import random
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_client import CatalogUnreadable, Entity, EntityRef, Link, Problem, Relation
from catalog_client.codec import decode, encode, version_of
from catalog_client.packed import Packing
from catalog_client.part import Part
from catalog_client.stitched import Reading
from tests.fakes.generated import company
from tests.fakes.stitching import stitched

NOW = datetime(2026, 3, 1, 9, 30, 15, 250_000, tzinfo=UTC)
WORD = st.text("abcdé-", min_size=1, max_size=4)
REFS = st.builds(EntityRef, WORD, WORD, WORD)
ENTITIES = st.builds(
    Entity,
    ref=REFS,
    kind=WORD,
    name=WORD,
    title=WORD,
    tags=st.lists(WORD).map(tuple),
    links=st.lists(st.builds(Link, WORD, WORD, WORD, WORD)).map(tuple),
    annotations=st.dictionaries(WORD, st.text()).flatmap(
        lambda pairs: st.sampled_from([pairs, Packing().pack(pairs)])
    ),
    labels=st.dictionaries(WORD, WORD),
    relations=st.lists(st.builds(Relation, WORD, REFS)).map(tuple),
    etag=st.text(),
    error=st.text(),
)


def part(*entities: Entity, origin: str = "here") -> Part:
    return Part(origin, {entity.ref: entity for entity in entities}, NOW, (Problem("here", "there", "why"),))


def generated(size: int) -> Part:
    reading = Reading("here")
    found = [
        reading.entity(msgspec.json.encode(one)) for one in stitched(company(size), {}, random.Random(1)).values()
    ]
    return part(*(entity for entity in found if isinstance(entity, Entity)))


@given(st.lists(ENTITIES).map(tuple), st.lists(ENTITIES).map(tuple))
def test_what_was_saved_comes_back(one: tuple[Entity, ...], other: tuple[Entity, ...]) -> None:
    parts = (part(*one), replace(part(*other, origin="there"), complete=True), part(origin="empty"))
    assert decode(encode(parts)) == parts


def test_catalogs_larger_than_a_chunk_come_back_in_their_order() -> None:
    saved = generated(2500)
    (loaded,) = decode(encode([saved]))
    assert loaded == saved
    assert list(loaded.entities) == list(saved.entities)


def test_what_entities_share_is_still_kept_once() -> None:
    owner = Relation("ownedBy", EntityRef("group", "default", "team-a"))
    saved = part(*(Entity(EntityRef("api", "default", name), "API", name, relations=(owner,)) for name in "ab"))
    (loaded,) = decode(encode([saved]))
    one, two = loaded.entities.values()
    assert one.relations[0] is two.relations[0]
    assert one.name is one.ref.name


def test_it_is_a_small_part_of_the_json_it_came_from() -> None:
    assert len(encode([generated(1000)])) < 300_000


@pytest.mark.parametrize("saved", [b"", b"{}", b"reverb-catalog/0\n", b"reverb-catalog/99\n", encode([])[1:]])
def test_what_another_version_saved_is_refused(saved: bytes) -> None:
    with pytest.raises(CatalogUnreadable, match="another version"):
        decode(saved)


@given(st.integers(min_value=20), st.integers(0, 255))
def test_damage_is_refused_or_does_no_harm(place: int, value: int) -> None:
    saved = bytearray(encode([part(Entity(EntityRef("api", "default", "a"), "API", "A", tags=("x", "y")))]))
    saved[20 + place % (len(saved) - 20)] = value
    with suppress(CatalogUnreadable):
        decode(bytes(saved))
    with pytest.raises(CatalogUnreadable, match="damaged"):
        decode(bytes(saved[:-6]))


def test_different_bytes_have_different_names() -> None:
    assert version_of(encode([part()])) == version_of(encode([part()])) != version_of(encode([]))
