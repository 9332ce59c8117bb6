"""Mappings of texts in little memory."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_client.packed import Packed, Packing

PAIRS = st.dictionaries(st.text(max_size=5), st.text(max_size=5))


@given(PAIRS)
def test_it_is_the_mapping_it_was_made_from(pairs: dict[str, str]) -> None:
    packed = Packing().pack(pairs)
    assert packed == pairs
    assert pairs == packed
    assert list(packed.items()) == list(pairs.items())
    assert [packed[key] for key in packed] == list(pairs.values())
    assert ("no such key" in packed, packed.get("no such key"), packed.get("no such key", "")) == (False, None, "")
    assert len(packed) == len(pairs)
    with pytest.raises(KeyError):
        packed["no such key"]


def test_the_same_keys_are_kept_once() -> None:
    packing = Packing()
    one, two = (packing.pack({"a": "1", "b": letter}) for letter in "xy")
    assert isinstance(one, Packed) and isinstance(two, Packed)
    assert one.names is two.names
    assert sys.getsizeof(one) + sys.getsizeof(one.text) < sys.getsizeof({"a": "1", "b": "x"})


def test_a_value_that_holds_the_parting_is_left_unpacked() -> None:
    assert not isinstance(Packing().pack({"a": "1\x1f2"}), Packed)
