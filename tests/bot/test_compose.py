"""Passages become one message: what is asked, its buttons, the grey line, within Slack's limits."""

from datetime import UTC, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.compose import Press, answer, asks_of, freshness_line, no_such_thing, nobody_known, not_understood, which_one
from bot.resolution import Whose
from catalog_client import Entity
from handlers.addresses import Address
from handlers.asked import Asked
from handlers.kit import MOST_BLOCKS, MOST_MESSAGE, MOST_TEXT, Button, Message, Mrkdwn, Passage, escape, size
from handlers.sources import Freshness, Reader
from tests.company import NOW, TAKEN_AT, entity, ref

READER = Reader(NOW, UTC)
KNOWN = frozenset({"owner", "about"})
CATALOG = Freshness("catalog", TAKEN_AT, "fresh")
ONCALL = Freshness("on-call", NOW - timedelta(minutes=14), "down", "no answer")
OWNER, ABOUT, PAGE = (Asked(kind, (ref("a"),)) for kind in ("owner", "about", "oncall"))
BUTTONS = (Button("Owner", OWNER), Button("About", ABOUT), Button("On call", PAGE))
PASSAGE = Passage(Mrkdwn("*a* is b."), (Mrkdwn("Part of c"),), BUTTONS)


def _buttons(message: Message) -> list[Any]:
    return [one for block in message.blocks if block["type"] == "actions" for one in block["elements"]]


def _pressed(message: Message) -> list[tuple[str, str, str]]:
    return [(one["text"]["text"], one["action_id"], one.get("value", "")) for one in _buttons(message)]


def test_an_answer_with_its_buttons_and_the_grey_line() -> None:
    message = answer([PASSAGE], [CATALOG, ONCALL], READER, known_kinds=KNOWN)
    assert [block["type"] for block in message.blocks] == ["section", "actions", "context"]
    assert message.text == "a is b.\nPart of c\ncatalog 4 min ago"
    assert message.blocks[2]["elements"][0]["text"] == "catalog 4 min ago"


def test_buttons_for_unknown_kinds_and_for_what_is_answered_are_left_out() -> None:
    message = answer([PASSAGE], [], READER, known_kinds=KNOWN, asks=[ABOUT])
    assert _pressed(message) == [("Owner", "ask:0", "owner component:default/a")]


def test_not_this_one_answers_all_that_was_asked_in_place() -> None:
    others = [Asked("owner", (ref("b"),)), Asked("about", (ref("b"),))]
    message = answer([PASSAGE], [], READER, known_kinds=frozenset(), offers=[Press("Not this one", tuple(others))])
    [(label, action, value)] = _pressed(message)
    assert (label, action) == ("Not this one", "instead:0")
    assert asks_of(value) == tuple(others)


def test_how_the_words_were_read_stands_in_the_grey_block() -> None:
    note = escape('"a*" read as a')
    message = answer([PASSAGE], [CATALOG], READER, known_kinds=KNOWN, footnotes=[note])
    assert message.blocks[-1]["elements"][0]["text"] == f"{note}\ncatalog 4 min ago"
    assert message.text.endswith('"a*" read as a\ncatalog 4 min ago')


def test_only_sources_the_answer_rests_on_are_shown() -> None:
    passage = Passage(Mrkdwn("x"), sources=("catalog", "on-call"))
    message = answer([passage], [CATALOG, ONCALL, Freshness("rollouts", None, "fresh")], READER, known_kinds=KNOWN)
    assert message.text.splitlines()[-1] == ("catalog 4 min ago · on-call down, not read since 09:46 (14 min ago)")
    assert answer([Passage(Mrkdwn("x"), sources=())], [CATALOG], READER, known_kinds=KNOWN).text == "x"


def test_how_fresh_a_source_is() -> None:
    reader = Reader(NOW, ZoneInfo("Asia/Tokyo"))
    assert freshness_line([Freshness("on-call", NOW, "fresh")], reader) == ("on-call live",)
    assert freshness_line([Freshness("rollouts", None, "down")], reader) == ("rollouts never read",)
    stale = Freshness("catalog", NOW - timedelta(hours=3), "stale")
    assert freshness_line([stale], reader) == ("catalog stale, not read since 16:00 (3 h ago)",)


def test_each_passage_keeps_its_own_buttons_and_action_ids_never_repeat() -> None:
    message = answer([PASSAGE, PASSAGE], [CATALOG], READER, known_kinds=KNOWN)
    assert [block["type"] for block in message.blocks] == ["section", "actions", "section", "actions", "context"]
    assert [one["action_id"] for one in _buttons(message)] == ["ask:0", "ask:1", "ask:2", "ask:3"]


def test_many_passages_have_no_buttons() -> None:
    assert _buttons(answer([PASSAGE] * 4, [], READER, known_kinds=KNOWN)) == []


@pytest.mark.parametrize("text", ["x" * 9000, "\\" * 9000, "<&>" * 3000, "*" * 9000])
def test_what_does_not_fit_is_counted(text: str) -> None:
    passages = [Passage(escape(text), (escape(text),), BUTTONS)] * 60
    message = answer(passages, [CATALOG], READER, known_kinds=KNOWN, footnotes=[escape(text)])
    assert len(message.blocks) <= MOST_BLOCKS
    assert size(message.blocks) <= MOST_MESSAGE
    assert len(message.text) <= MOST_TEXT
    assert any("more; please ask about fewer things" in str(block) for block in message.blocks)


def test_many_short_passages_keep_to_the_number_of_blocks() -> None:
    message = answer([Passage(Mrkdwn("x"))] * 60, [CATALOG], READER, known_kinds=KNOWN)
    assert len(message.blocks) == MOST_BLOCKS
    assert message.blocks[-2]["text"]["text"] == "and 12 more; please ask about fewer things at once."


def test_buttons_that_would_not_fit_are_left_out() -> None:
    long = [Asked("owner", tuple(ref("x" * 60) for _ in range(20)))]
    message = answer(
        [Passage(escape("\\" * 3000))], [], READER, known_kinds=KNOWN, offers=[Press("Not this one", tuple(long * 2))]
    )
    assert _buttons(message) == []


def test_which_one_is_asked_with_buttons_that_answer_in_place() -> None:
    candidates = [entity("geo-router"), entity("API:geo-routes")]
    message = which_one([Asked("owner")], candidates, "Two things are one letter away.")
    assert message.text.splitlines() == [
        "Which one? Two things are one letter away.",
        "1. geo-router, component",
        "2. geo-routes, API",
    ]
    assert _pressed(message) == [
        ("geo-router, component", "instead:0", "owner component:default/geo-router"),
        ("geo-routes, API", "instead:1", "owner api:default/geo-routes"),
        ("Neither", "neither", ""),
    ]


def test_a_candidate_joins_what_was_already_clear() -> None:
    asks = [Asked("owner", (ref("a"),), {"level": 2}), Asked("about", (ref("a"),))]
    message = which_one(asks, [entity("b"), entity("c"), entity("d")])
    assert asks_of(_pressed(message)[0][2]) == (
        Asked("owner", (ref("a"), ref("b")), {"level": 2}),
        Asked("about", (ref("a"), ref("b"))),
    )
    assert _pressed(message)[-1][0] == "None of these"


def test_at_most_five_are_offered_and_equal_names_are_told_apart() -> None:
    twins = [entity("System:x", title="Same"), entity("System:y", title="Same")]
    others: list[Entity] = [entity(f"c{n}") for n in range(9)]
    labels = [label for label, _, _ in _pressed(which_one([Asked("owner")], [*twins, *others]))]
    assert labels == [
        "system:default/x",
        "system:default/y",
        *(f"c{n}, component" for n in range(3)),
        "None of these",
    ]


def test_a_name_nobody_has() -> None:
    assert no_such_thing([Asked("owner")], "flux-capacitor").text == (
        "Nothing in the catalog is called flux-capacitor, nor anything close. "
        "If it is new, its catalog-info.yaml may not be registered yet."
    )


@pytest.mark.parametrize(
    ("whose", "known", "says"),
    [
        ("you", False, "I do not know who you are in the catalog."),
        ("your team", False, "I do not know who you are in the catalog."),
        ("your team", True, "You are in no group of the catalog."),
        ("this channel", True, "Nobody in the catalog says that this channel is theirs."),
    ],
)
def test_who_is_asking_and_where_is_said_to_be_unknown(whose: Whose, known: bool, says: str) -> None:
    assert nobody_known(whose, "U0ANA", known).text.startswith(says)
    assert ("U0ANA" in nobody_known(whose, "U0ANA", known).text) is (not known)


def test_a_name_nobody_has_with_near_ones() -> None:
    message = no_such_thing([Asked("owner")], "flux<!here>", [entity("flux")])
    assert message.text.splitlines() == [
        "Nothing in the catalog is called flux<!here>. The nearest name is below.",
        "1. flux, component",
    ]
    assert "&lt;!here&gt;" in message.blocks[0]["text"]["text"]
    assert _pressed(message) == [("flux, component", "instead:0", "owner component:default/flux")]


def test_a_question_it_does_not_know() -> None:
    assert not_understood().text == "That is not a question I know. I answer from the software catalog."
    message = not_understood(["who owns x", "help"], [Address("Dashboard", "https://x.example/d")])
    assert message.text.splitlines() == [
        "That is not a question I know. I answer from the software catalog, for example who owns x or help.",
        "That may be found here: Dashboard (https://x.example/d).",
    ]
