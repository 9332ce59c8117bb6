"""What surely names something is found before grammar is looked at, and everyday words are left to grammar."""

import pytest

from bot.folding import key_of
from bot.hearing import hear
from bot.resolve import Found, Unclear, Unknown
from bot.spans import meaning_of, spans_of
from catalog_client import EntityRef
from handlers.question import Subject
from tests.bot.asking import names, scene, understanding
from tests.company import company


def spans(text: str) -> list[str]:
    return [" ".join(one.typed) for one in spans_of(hear(text), names(), understanding()._grammar.vocabulary)]


def meant(text: str) -> str:
    """What the first span means; `?` before several, `-` for nothing."""
    tokens = hear(text)
    span = spans_of(tokens, names(), understanding()._grammar.vocabulary)[0]
    match meaning_of(span, tokens, scene(), Subject()):
        case Found(ref):
            return str(ref)
        case Unclear(candidates):
            return "?" + " ".join(sorted(map(str, candidates)))
        case Unknown():
            return "-"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("who owns ticket shop please", ["ticket shop"]),
        ("ticket-shop and kiosk", ["ticket-shop", "kiosk"]),
        ("tickets team channel", ["tickets team"]),
        ("is the night watch on call", ["night watch"]),
        ("who is Olav Berg", ["Olav Berg"]),
        ("who owns nothing at all", []),
    ],
)
def test_the_longest_run_of_words_that_is_a_name_is_one(text: str, found: list[str]) -> None:
    assert spans(text) == found


def test_a_name_is_looked_for_as_far_as_it_may_go_on() -> None:
    north = names()
    known = [key_of(words) for entity in company() for words in north.forms_of(entity.ref)]
    assert all(north.may_go_on(key[:letters]) for key in known for letters in range(len(key) + 1))
    assert not north.may_go_on("whoowns")
    assert north.here({"whoownsit": EntityRef.parse("component:default/kiosk")}).may_go_on("whoowns")


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("<https://git.north.example/tickets/shop>", "component:default/ticket-shop"),
        ("https://git.north.example/tickets/shop/pull/12", "component:default/ticket-shop"),
        ("https://backstage.north.example/catalog/default/component/kiosk", "component:default/kiosk"),
        ("https://backstage.north.example/catalog/default/component/gone", "-"),
        ("#tickets", "group:default/tickets-team"),
        ("<#C0HARBOUR01|harbour>", "group:default/harbour-crew"),
        ("tickets@north.example", "group:default/tickets-team"),
        ("`ticket_shop`", "component:default/ticket-shop"),
        ("component:ticket-shop", "component:default/ticket-shop"),
        ("component:default/no-such-thing", "-"),
        ("<@U0NOBODY>", "-"),
    ],
)
def test_what_points_to_a_thing_means_the_thing(text: str, ref: str) -> None:
    assert meant(text) == ref


@pytest.mark.parametrize(
    ("pasted", "ref"),
    [
        (
            "```at north.ticket_service.handle(api.py:12)\nTimeoutError: fare engine```",
            "component:default/ticket-service",
        ),
        ("```E1123 kiosk: cannot read card```", "component:default/kiosk"),
        ("```nothing of ours here```", "-"),
    ],
)
def test_pasted_text_means_the_component_that_stands_in_it_first(pasted: str, ref: str) -> None:
    assert meant(pasted) == ref


def test_a_time_with_a_colon_is_no_ref() -> None:
    assert spans("at 10:30 on monday, ratio 3:4, todo:later") == []
