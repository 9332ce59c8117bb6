"""flagd's flag definitions as rollouts."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.providers.flagd_document import (
    Document,
    UnreadableFlags,
    changes_between,
    environment_of,
    flags_in,
    is_switch,
)
from handlers.flag_lines import standing_of

ON_OFF = {"on": True, "off": False}


def document(flags: dict[str, Any], **more: Any) -> Document:
    return Document.of(json.dumps({"flags": flags, **more}).encode())


def flag(**more: Any) -> dict[str, Any]:
    return {"state": "ENABLED", "variants": ON_OFF, "defaultVariant": "off", **more}


def stands(definition: dict[str, Any], **more: Any) -> str:
    read = document({"f": definition}, **more)
    return standing_of(environment_of(read, "f"), is_switch(read, "f"))


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        (flag(), "off"),
        (flag(defaultVariant="on"), "on for everyone"),
        (flag(state="DISABLED", defaultVariant="on"), "disabled: the default in the code applies"),
        (flag(defaultVariant=None), "disabled: the default in the code applies"),
        (flag(targeting={}), "off"),
        (flag(targeting={"fractional": [["on", 10], ["off", 30]]}), "on for 25 % of users"),
        (flag(targeting={"fractional": [["on"], ["off"]]}), "on for 50 % of users"),
        (flag(targeting={"if": [{"==": [{"var": "line"}, "motor"]}, "on"]}), "on for everyone where line is motor"),
        (flag(targeting={"==": [{"var": "line"}, "motor"]}), "could not be read"),
        (
            flag(targeting={"if": [{"var": "beta"}, "on"]}),
            "on for everyone where a condition holds that has no plain words",
        ),
        (flag(targeting={"if": [{"==": [{"var": "a"}, "b"]}, "purple"]}), "could not be read"),
        (flag(targeting={"fractional": [{"+": [1, {"var": "n"}]}, ["on", 1]]}), "could not be read"),
        (flag(targeting={"if": [{"$ref": "nobody"}, "on"]}), "could not be read"),
        (flag(targeting="on"), "on for everyone"),
        (
            flag(variants={"low": 20, "high": 400}, defaultVariant="low"),
            "serves low (20) to everyone",
        ),
        (
            flag(
                variants={"true": True, "false": False},
                defaultVariant="false",
                targeting={"in": ["x", {"var": "tags"}]},
            ),
            "on for everyone where tags contains x",
        ),
    ],
)
def test_a_definition_is_said(definition: dict[str, Any], words: str) -> None:
    assert stands(definition) == words


def test_named_evaluators_are_looked_up_and_never_for_ever() -> None:
    targeting = {"if": [{"$ref": "staff"}, "on"]}
    staff = {"ends_with": [{"var": "email"}, "@x.example"]}
    assert stands(flag(targeting=targeting), **{"$evaluators": {"staff": staff}}) == (
        "on for everyone where email ends with @x.example"
    )
    assert stands(flag(targeting=targeting), **{"$evaluators": {"staff": {"$ref": "staff"}}}) == "could not be read"


def test_metadata_says_whose_a_flag_is() -> None:
    metadata = {"component": "shop, kiosk", "owner": "group:default/crew", "description": " Seats ", "stale": True}
    [found] = flags_in(document({"f": flag(metadata={**metadata, "created": "2024-11-02"})}))
    assert (found.components, found.owners) == (("shop", "kiosk"), ("group:default/crew",))
    assert (found.description, found.stale, found.created) == ("Seats", True, datetime(2024, 11, 2, tzinfo=UTC))


def test_the_environment_is_that_of_the_set() -> None:
    assert document({}).environment == "default"
    read = document({"f": flag()}, metadata={"environment": "Prod"})
    assert environment_of(read, "f").name == "Prod"
    assert environment_of(read, "f").production


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"flags": []}', b'"flags"'])
def test_what_is_no_set_of_flags_is_said_to_be_none(text: bytes) -> None:
    with pytest.raises(UnreadableFlags):
        Document.of(text)


def test_flags_that_are_none_are_left_out() -> None:
    assert [one.key for one in flags_in(document({"f": flag(), "g": 1, "": flag()}))] == ["f"]


def test_changes_are_before_and_after_in_words() -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    before = document({"a": flag(), "b": flag(defaultVariant="on"), "c": flag()})
    after = document({"a": flag(defaultVariant="on"), "c": flag(metadata={"owner": "crew"}), "d": flag()})
    found = [(one.key, one.before, one.after, one.turns) for one in changes_between(before, after, at, "Ana")]
    assert found == [
        ("a", "off", "on for everyone", "on"),
        ("b", "on for everyone", "", "off"),
        ("d", "", "off", ""),
    ]
