"""Block Kit is refused where Slack refuses it; the schema made from Slack's own types is the second opinion."""

import json
from typing import Any

import jsonschema
import pytest

from playground.blockkit import problems_of, problems_of_view
from tests.shared import shared_data


def plain(text: str = "Go") -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "*hello*") -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def button(**fields: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "go", "text": plain(), **fields}


def section(**fields: Any) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn(), **fields}


OPTION = {"text": plain("One"), "value": "1"}
SELECT = {"type": "static_select", "action_id": "choose", "options": [OPTION]}
RICH = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "hi", "style": {"bold": True}}]},
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1"}]}],
        },
        {"type": "rich_text_quote", "elements": [{"type": "link", "url": "https://example.com"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}]},
    ],
}
IMAGE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a"}

GOOD = {
    "section": section(),
    "section with fields": {"type": "section", "fields": [mrkdwn(), plain()]},
    "section with a button": section(accessory=button(style="danger", value="1", url="https://example.com")),
    "section with a select": section(accessory=SELECT),
    "section with an image": section(accessory=IMAGE, expand=True),
    "actions": {"type": "actions", "block_id": "a", "elements": [button(), SELECT]},
    "overflow": {"type": "actions", "elements": [{"type": "overflow", "options": [OPTION, OPTION]}]},
    "external select": {
        "type": "actions",
        "elements": [{"type": "external_select", "min_query_length": 0, "placeholder": plain("Search")}],
    },
    "confirmation": {
        "type": "actions",
        "elements": [
            button(confirm={"title": plain(), "text": mrkdwn(), "confirm": plain("Yes"), "deny": plain("No")})
        ],
    },
    "context": {"type": "context", "elements": [mrkdwn(), plain(), IMAGE]},
    "header": {"type": "header", "text": plain("Hello")},
    "divider": {"type": "divider"},
    "image": {**IMAGE, "title": plain()},
    "rich text": RICH,
    "input": {"type": "input", "label": plain(), "element": {"type": "plain_text_input", "multiline": True}},
    "radio buttons": {
        "type": "input",
        "label": plain(),
        "element": {"type": "radio_buttons", "options": [{"text": mrkdwn(), "value": "1"}]},
    },
    "markdown": {"type": "markdown", "text": "# hello"},
    "table": {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}, RICH]]},
    "data table": {
        "type": "data_table",
        "caption": "c",
        "rows": [[{"type": "raw_text", "text": "n"}], [{"type": "raw_number", "text": "1", "value": 1}]],
    },
    "alert": {"type": "alert", "level": "warning", "text": plain()},
    "card": {"type": "card", "title": mrkdwn(), "body": mrkdwn(), "actions": [button()]},
    "carousel": {"type": "carousel", "elements": [{"type": "card", "title": mrkdwn()}]},
    "container": {"type": "container", "title": plain(), "child_blocks": [section(), {"type": "divider"}]},
    "task": {"type": "task_card", "task_id": "1", "title": "t", "status": "pending"},
    "plan": {"type": "plan", "title": "p", "tasks": [{"type": "task_card", "task_id": "1", "title": "t"}]},
    "context actions": {
        "type": "context_actions",
        "elements": [{"type": "icon_button", "icon": "trash", "text": plain()}],
    },
}
BAD = {
    "no type": ({"text": mrkdwn()}, "missing required field: type [json-pointer:/blocks/0]"),
    "an unknown type": ({"type": "sektion"}, "unsupported type: sektion [json-pointer:/blocks/0/type]"),
    "a section of nothing": ({"type": "section"}, "missing required field: text [json-pointer:/blocks/0]"),
    "an empty text": (section(text=mrkdwn("")), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    "a text that is too long": (
        section(text=mrkdwn("a" * 3001)),
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    "a bare string for a text": (section(text="hello"), "must provide an object [json-pointer:/blocks/0/text]"),
    "a field that is too long": (
        {"type": "section", "fields": [mrkdwn("a" * 2001)]},
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    "eleven fields": (
        {"type": "section", "fields": [mrkdwn()] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    "a header of mrkdwn": (
        {"type": "header", "text": mrkdwn("hi")},
        "must be a valid enum value [json-pointer:/blocks/0/text/type]",
    ),
    "a long header": (
        {"type": "header", "text": plain("a" * 151)},
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    "a long button": (
        {"type": "actions", "elements": [button(text=plain("a" * 76))]},
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    "a long value": (
        {"type": "actions", "elements": [button(value="a" * 2001)]},
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    "a style of its own": (
        {"type": "actions", "elements": [button(style="green")]},
        "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
    ),
    "an unknown property": (
        {"type": "divider", "colour": "red"},
        "invalid additional property: colour [json-pointer:/blocks/0]",
    ),
    "twenty-six buttons": (
        {"type": "actions", "elements": [button(action_id=str(index)) for index in range(26)]},
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    "a button in a context": (
        {"type": "context", "elements": [button()]},
        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
    ),
    "an empty context": ({"type": "context", "elements": []}, "no less than 1 items allowed"),
    "six in an overflow": (
        {"type": "actions", "elements": [{"type": "overflow", "options": [OPTION] * 6}]},
        "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    "an image of nothing": ({"type": "image", "alt_text": "a"}, "missing required field: image_url"),
    "a block id that is too long": (
        {"type": "divider", "block_id": "a" * 256},
        "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
    ),
    "a number for a verbatim": (section(text={**mrkdwn(), "verbatim": 1}), "must provide a boolean"),
    "rich text of an unknown kind": (
        {"type": "rich_text", "elements": [{"type": "rich_text_poem", "elements": []}]},
        "unsupported type: rich_text_poem",
    ),
}


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft7Validator:
    path = shared_data("slack", "blockkit.schema.json")
    return jsonschema.Draft7Validator(json.loads(path.read_text()))


@pytest.mark.parametrize("block", GOOD.values(), ids=GOOD)
def test_a_good_block_is_taken(block: dict[str, Any]) -> None:
    assert problems_of([block], "message") == []


@pytest.mark.parametrize("block", GOOD.values(), ids=GOOD)
def test_slacks_own_types_take_the_good_blocks(block: dict[str, Any], schema: jsonschema.Draft7Validator) -> None:
    schema.validate({"blocks": [block]})


@pytest.mark.parametrize(("block", "problem"), BAD.values(), ids=BAD)
def test_a_bad_block_is_refused_with_where_it_is_bad(block: dict[str, Any], problem: str) -> None:
    assert any(each.startswith(problem) for each in problems_of([block], "message"))


@pytest.mark.parametrize("block", [block for block, _ in BAD.values()], ids=BAD)
def test_slacks_own_types_refuse_the_bad_blocks(block: dict[str, Any], schema: jsonschema.Draft7Validator) -> None:
    assert not schema.is_valid({"blocks": [block]})


def test_fifty_blocks_are_taken_and_fifty_one_are_not() -> None:
    assert not problems_of([{"type": "divider"}] * 50, "message")
    assert problems_of([{"type": "divider"}] * 51, "message") == [
        "no more than 50 items allowed [json-pointer:/blocks]"
    ]


def test_ids_are_given_once() -> None:
    twice = [{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}]
    assert problems_of(twice, "message") == [
        '`block_id` "a" already exists for another block [json-pointer:/blocks/1/block_id]'
    ]
    buttons = [{"type": "actions", "elements": [button(), button()]}]
    assert problems_of(buttons, "message") == [
        '`action_id` "go" already exists for another element [json-pointer:/blocks/0/elements/1/action_id]'
    ]


def test_rich_text_cannot_be_in_a_preview() -> None:
    assert problems_of([RICH], "unfurl") == ["unsupported type: rich_text [json-pointer:/blocks/0/type]"]


MODAL = {"type": "modal", "title": plain("Hello"), "blocks": [GOOD["input"]], "submit": plain("Send")}


def test_a_modal_with_an_input_needs_a_way_to_submit() -> None:
    assert problems_of_view(MODAL) == []
    assert problems_of_view({**MODAL, "submit": None}) == ["missing required field: submit [json-pointer:/view]"]


def test_a_home_tab_takes_a_hundred_blocks_and_no_markdown() -> None:
    assert problems_of_view({"type": "home", "blocks": [{"type": "divider"}] * 100}) == []
    assert problems_of_view({"type": "home", "blocks": [{"type": "divider"}] * 101})
    assert problems_of_view({"type": "home", "blocks": [GOOD["markdown"]]}) == [
        "unsupported type: markdown [json-pointer:/view/blocks/0/type]"
    ]


@pytest.mark.parametrize("nonsense", [None, 1, "divider", [], {"type": []}, {"type": None}])
def test_nonsense_is_refused_and_breaks_nothing(nonsense: Any) -> None:
    assert problems_of([nonsense], "message")


def test_a_title_has_at_most_24_characters() -> None:
    assert problems_of_view({**MODAL, "title": plain("a" * 25)}) == [
        "must be less than 25 characters [json-pointer:/view/title/text]"
    ]
