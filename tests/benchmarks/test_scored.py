"""What counts as right, as confident where it must not be, and as misunderstood."""

from typing import Any

import pytest

from benchmarks._scored import Score, Scored, by_row

A, B = "component:default/a", "component:default/b"


def asks(kind: str, *entities: str) -> dict[str, Any]:
    return {"kind": kind, "entities": list(entities), "slots": {}}


def got(status: str, *asked: dict[str, Any], candidates: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"status": status, "asks": list(asked), "candidates": list(candidates)}


def one(expect: dict[str, Any], answer: dict[str, Any]) -> Scored:
    return Scored({"expect": {"asks": [], **expect}}, answer)


ANSWERED = {"status": "answered", "asks": [asks("owner", A)]}

JUDGED = [
    (ANSWERED, got("answered", asks("owner", A.upper())), True),
    (ANSWERED, got("answered", asks("owner", B)), False),
    (ANSWERED, got("answered", asks("about", A)), False),
    (ANSWERED, got("answered", asks("owner", A), asks("oncall", A)), False),
    (ANSWERED, got("ambiguous", asks("owner"), candidates=(A, B)), False),
    ({**ANSWERED, "also_status": ["ambiguous"]}, got("ambiguous", asks("owner"), candidates=(A, B)), True),
    ({**ANSWERED, "also_right": [[asks("about", A)]]}, got("answered", asks("about", A)), True),
    (
        {"status": "answered", "asks": [asks("owner", A, B)]},
        got("answered", asks("owner", B), asks("owner", A)),
        True,
    ),
    ({"status": "answered", "asks": [asks("help")]}, got("answered", asks("help")), True),
    ({"status": "ambiguous", "candidates_include": [A]}, got("ambiguous", candidates=(B, A)), True),
    ({"status": "ambiguous", "candidates_include": [A]}, got("ambiguous", candidates=(B,)), False),
    ({"status": "unknown_entity"}, got("answered", asks("owner", A)), False),
    ({"status": "ignored"}, got("ignored"), True),
]


@pytest.mark.parametrize(("expect", "answer", "is_right"), JUDGED)
def test_a_line_is_right_by_status_kinds_and_entities(
    expect: dict[str, Any], answer: dict[str, Any], is_right: bool
) -> None:
    assert one(expect, answer).is_right is is_right


def test_what_misleads_is_counted_apart_from_what_is_only_missed() -> None:
    score = Score.of(
        [
            one(ANSWERED, got("answered", asks("owner", A))),
            one(ANSWERED, got("answered", asks("owner", B))),
            one(ANSWERED, got("not_understood")),
            one({"status": "not_understood"}, got("answered", asks("owner", A))),
            one({"status": "not_understood"}, got("not_understood")),
        ]
    )
    assert (score.lines, score.right, score.false_confident, score.misunderstood) == (5, 2 / 5, 1 / 2, 1 / 2)


def test_each_kind_and_each_thing_said_instead_has_a_row() -> None:
    both = {"status": "answered", "asks": [asks("owner", A), asks("oncall", A)]}
    rows = by_row([one(both, got("ignored")), one({"status": "ignored"}, got("ignored"))])
    assert {row: score.right for row, score in rows.items()} == {"(ignored)": 1, "oncall": 0, "owner": 0}
