"""Entity refs are read as Backstage reads them and written so that they can be read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_client import EntityRef

PARTS = st.from_regex(r"[^:/\s]+", fullmatch=True)


@given(PARTS, PARTS, PARTS)
def test_what_is_written_reads_the_same(kind: str, namespace: str, name: str) -> None:
    ref = EntityRef.of(kind, namespace, name)
    assert EntityRef.parse(str(ref)) == ref


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("component:default/mixer", "component:default/mixer"),
        ("Component:Studio/MixRender", "component:studio/mixrender"),
        ("component:mixer", "component:here/mixer"),
        ("studio/mixer", "api:studio/mixer"),
        (" mixer ", "api:here/mixer"),
        ("john@example.com", "api:here/john@example.com"),
    ],
)
def test_what_is_missing_is_completed(text: str, ref: str) -> None:
    assert str(EntityRef.parse(text, kind="API", namespace="here")) == ref


def test_the_namespace_is_default_where_none_is_said() -> None:
    assert EntityRef.parse("group:mix") == EntityRef("group", "default", "mix")


@pytest.mark.parametrize("text", ["", " ", "a b", "a/b/c", "a:b:c", ":a", "/a", "a:", "a/", "a/b:c"])
def test_what_is_no_ref_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an entity ref"):
        EntityRef.parse(text, kind="component")


def test_a_ref_without_a_kind_is_refused_where_none_is_given() -> None:
    with pytest.raises(ValueError, match="without a kind"):
        EntityRef.parse("mixer")


@given(st.text())
def test_any_text_is_a_ref_or_refused(text: str) -> None:
    try:
        ref = EntityRef.parse(text, kind="component")
    except ValueError:
        return
    assert EntityRef.parse(str(ref)) == ref


def test_refs_have_an_order() -> None:
    refs = [EntityRef.parse(text) for text in ("b:a/a", "a:b/a", "a:a/b", "a:a/a")]
    assert sorted(refs) == refs[::-1]
