"""The blocks, each with what it may hold. Pure."""

from collections.abc import Iterator
from typing import Any, Final

from playground.blockkit.checks import (
    Check,
    address,
    anything,
    by_type,
    complaint,
    flag,
    items,
    number,
    one_of,
    string,
    typed,
)
from playground.blockkit.elements import BUTTONS, CHOICES, CONTEXT_ACTIONS, INPUTS, MULTI_SELECTS, SELECTS
from playground.blockkit.objects import IMAGE, SLACK_FILE, any_text, mrkdwn, plain_text
from playground.blockkit.richtext import RICH_TEXT

_ID: Final = {"block_id": string(255)}
_PRESSED: Final = {**BUTTONS, **SELECTS, **MULTI_SELECTS, **CHOICES}
_ACTION: Final = by_type({**_PRESSED, "rich_text_input": INPUTS["rich_text_input"]})
_ACCESSORY: Final = by_type({**_PRESSED, "image": IMAGE})
_ENTERED: Final = by_type({**SELECTS, **MULTI_SELECTS, **CHOICES, **INPUTS})
_IN_CONTEXT: Final = by_type({"image": IMAGE, "plain_text": plain_text(), "mrkdwn": mrkdwn()})
_RAW: Final = {
    "raw_text": typed("raw_text", {"text": string(least=1)}),
    "raw_number": typed("raw_number", {"text": string(least=1), "value": number}),
    "rich_text": RICH_TEXT,
}


def _block(name: str, required: dict[str, Check], optional: dict[str, Check] | None = None) -> Check:
    return typed(name, required, {**_ID, **(optional or {})})


_SECTION_PARTS: Final = _block(
    "section",
    {},
    {"text": any_text(), "fields": items(any_text(2000), 10), "accessory": _ACCESSORY, "expand": flag},
)


def _section(value: Any, where: str) -> Iterator[str]:
    yield from _SECTION_PARTS(value, where)
    if value.get("text") is None and value.get("fields") is None:
        yield complaint("missing required field: text", where)


_IMAGE_PARTS: Final = _block(
    "image",
    {"alt_text": string(2000)},
    {"image_url": address(), "slack_file": SLACK_FILE, "title": plain_text(2000)},
)


def _image(value: Any, where: str) -> Iterator[str]:
    yield from _IMAGE_PARTS(value, where)
    if value.get("image_url") is None and value.get("slack_file") is None:
        yield complaint("missing required field: image_url", where)


_CARD: Final = _block(
    "card",
    {},
    {
        "actions": items(BUTTONS["button"], 3),
        "title": mrkdwn(150),
        "subtitle": mrkdwn(150),
        "body": mrkdwn(200),
        "hero_image": IMAGE,
        "icon": IMAGE,
    },
)
_TASK: Final = _block(
    "task_card",
    {"task_id": string(least=1), "title": string(least=1)},
    {
        "status": one_of("pending", "in_progress", "complete", "error"),
        "details": RICH_TEXT,
        "output": RICH_TEXT,
        "sources": items(typed("url", {"url": address(), "text": string(least=1)}), least=0),
    },
)

EVERYWHERE: Final = {
    "actions": _block("actions", {"elements": items(_ACTION, 25)}),
    "context": _block("context", {"elements": items(_IN_CONTEXT, 10)}),
    "divider": _block("divider", {}),
    "header": _block("header", {"text": plain_text(150)}),
    "image": _image,
    "section": _section,
    "video": _block(
        "video",
        {
            "alt_text": string(2000),
            "title": plain_text(200),
            "video_url": address(),
            "thumbnail_url": address(),
        },
        {
            "author_name": string(49),
            "description": plain_text(200),
            "provider_icon_url": address(),
            "provider_name": string(),
            "title_url": address(),
        },
    ),
}
INPUT: Final = {
    "input": _block(
        "input",
        {"label": plain_text(2000), "element": _ENTERED},
        {"hint": plain_text(2000), "optional": flag, "dispatch_action": flag},
    )
}
RICH: Final = {"rich_text": RICH_TEXT}
_TABLE: Final = {
    "table": _block(
        "table",
        {"rows": items(items(by_type(_RAW), 20), 100)},
        {"column_settings": items(anything, 20, 0)},
    )
}
MESSAGES_ONLY: Final = {
    **_TABLE,
    "alert": _block(
        "alert",
        {"text": any_text(200)},
        {"level": one_of("default", "info", "warning", "error", "success")},
    ),
    "card": _CARD,
    "carousel": _block("carousel", {"elements": items(by_type({"card": _CARD}), 10)}),
    "container": _block(
        "container",
        {"child_blocks": items(by_type({**EVERYWHERE, **INPUT, **RICH, **_TABLE}), 10)},
        {
            "title": plain_text(150),
            "rich_text_title": RICH_TEXT,
            "subtitle": any_text(150),
            "icon": IMAGE,
            "is_collapsible": flag,
            "default_collapsed": flag,
            "has_header_divider": flag,
            "width": one_of("narrow", "standard", "wide", "full"),
        },
    ),
    "context_actions": _block("context_actions", {"elements": items(by_type(CONTEXT_ACTIONS), 5)}),
    "data_table": _block(
        "data_table",
        {"caption": string(least=1), "rows": items(items(by_type(_RAW), 20), 201, 2)},
        {"page_size": number, "row_header_column_index": number},
    ),
    "markdown": _block("markdown", {"text": string(12_000, 1)}),
    "plan": _block("plan", {"title": string(least=1)}, {"tasks": items(_TASK, least=0)}),
    "task_card": _TASK,
}
