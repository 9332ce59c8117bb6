"""What people who mean harm, or know no better, have put into names and messages."""

import json
from typing import Any

import pytest

from tests.browser.drawing.stage import Stage

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<https://x.example|<script>alert(1)</script>>",
    "<b><i>never closed",
    "<javascript:alert(1)|click me>",
    "<data:text/html,<script>alert(1)</script>|click>",
    "<JaVaScRiPt:alert(1)>",
    "<@U1<@U2>>",
    '"><svg onload=alert(1)>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e\u2066אבג *דהו* <@U2> xyz",
    "مرحبا `code` <#C1>",
    "\x00\x07\ufeff" + "\u0301" * 500,
    "*" * 10_000,
    "*a _b ~c `d <e " * 700,
    "<" * 10_000,
    "```" * 3_333,
    "&gt;" * 2_500,
    "w" * 10_000,
    ":a" * 5_000,
    "https://" * 1_250,
    "<!date^99999999999999999999^{date}|x>",
    "<!date^1^{__proto__}{constructor}|x>",
    ":constructor: :__proto__:",
]

SAFE_TAGS = {
    "A", "B", "BDI", "BLOCKQUOTE", "BR", "BUTTON", "CODE", "DIV", "EM", "H3", "INPUT", "LABEL", "P", "PRE", "S", "SMALL",
    "SPAN", "STRONG", "TIME", "ASIDE", "FIGURE",
}  # fmt: skip


def _everywhere(text: str) -> list[dict[str, Any]]:
    """Blocks that hold a text wherever one can stand."""
    plain, mrkdwn = {"type": "plain_text", "text": text}, {"type": "mrkdwn", "text": text}
    option = {"text": plain, "value": text, "description": plain, "url": text}
    inline = [
        {"type": "text", "text": text},
        {"type": "link", "url": text, "text": text},
        {"type": "user", "user_id": text},
        {"type": "emoji", "name": text, "unicode": "ffffffff"},
        {"type": "color", "value": text},
        {"type": "date", "timestamp": text, "format": text, "fallback": text},
        {"type": text},
    ]
    return [
        {"type": "header", "block_id": text, "text": plain},
        {"type": "section", "text": mrkdwn, "fields": [plain, mrkdwn]},
        {"type": "context", "elements": [mrkdwn, {"type": "image", "alt_text": text, "image_url": text}]},
        {"type": "image", "alt_text": text, "title": plain, "image_url": text},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": inline}, {"type": text}]},
        {"type": "actions", "elements": [
            {"type": "button", "action_id": text, "text": plain, "url": text, "accessibility_label": text},
            {"type": "overflow", "action_id": "o", "options": [option]},
            {"type": "static_select", "action_id": "s", "options": [option], "initial_option": option},
            {"type": "radio_buttons", "action_id": "r", "options": [option]},
        ]},
        {"type": "input", "label": plain, "hint": plain, "element": {
            "type": "plain_text_input", "action_id": "i", "initial_value": text,
        }},
        {"type": text},
    ]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: json.dumps(text[:24]))
def test_nothing_hostile_becomes_more_than_text(stage: Stage, text: str) -> None:
    attachment = {"title": text, "title_link": text, "text": text, "color": text, "footer": text, "ts": text}
    known = {"users": {"U1": {"realName": text}, text: {"realName": text}}, "channels": {"C1": {"name": text}}}
    stage.message({"text": text, "blocks": _everywhere(text), "attachments": [attachment]}, **known)

    tags = set(stage.page.evaluate("[...document.querySelectorAll('#here *')].map((each) => each.tagName)"))
    assert tags <= SAFE_TAGS
    hrefs = stage.page.evaluate("[...document.querySelectorAll('#here [href]')].map((each) => each.protocol)")
    assert set(hrefs) <= {"http:", "https:", "mailto:"}
    attributes = stage.page.evaluate(
        "[...document.querySelectorAll('#here *')].flatMap((each) => each.getAttributeNames())"
    )
    assert not [name for name in attributes if name.startswith("on") or name in {"src", "srcset", "srcdoc"}]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: json.dumps(text[:24]))
def test_text_is_drawn_within_a_blink(stage: Stage, text: str) -> None:
    taken = stage.page.evaluate(
        """async (text) => {
          const { drawMessage } = await import("/page/drawing/index.js");
          drawMessage({ text: "warm" }, {});
          const before = performance.now();
          drawMessage({ text }, {});
          return performance.now() - before;
        }""",
        text,
    )

    assert taken < 500


def test_text_of_ten_thousand_letters_stays_within_the_page(stage: Stage) -> None:
    stage.page.set_viewport_size({"width": 390, "height": 800})
    stage.message({"text": "w" * 10_000, "blocks": _everywhere("w" * 3_000)})

    assert stage.page.evaluate("document.documentElement.scrollWidth") <= 390
    stage.page.set_viewport_size({"width": 1280, "height": 720})


def test_a_link_that_would_run_something_is_words_only(stage: Stage) -> None:
    stage.text("<javascript:alert(1)|click me>")
    stage.here.get_by_text("click me").click()

    assert stage.calls() == []


_PLACES = """(() => {
  const text = document.querySelector("#here .d-text");
  const after = document.createRange();
  after.selectNode(text.lastChild);
  const [name, rest] = [text.children[0].getBoundingClientRect(), after.getBoundingClientRect()];
  return [getComputedStyle(text).direction, name.right, rest.left];
})()"""


def test_right_to_left_names_do_not_turn_what_stands_around_them(stage: Stage) -> None:
    stage.text("by <@U1>, 3 of 4", users={"U1": {"realName": "דנה"}})

    direction, end_of_name, start_of_rest = stage.page.evaluate(_PLACES)
    assert direction == "ltr"
    assert start_of_rest >= end_of_name - 1
