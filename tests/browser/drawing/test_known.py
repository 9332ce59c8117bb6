"""Whatever Slack is known to send is drawn: every type the local Slack accepts, and recorded payloads."""

import json
from collections.abc import Iterator
from typing import Any

from playground.blockkit.blocks import EVERYWHERE, INPUT, MESSAGES_ONLY, RICH
from playground.blockkit.elements import BUTTONS, CHOICES, CONTEXT_ACTIONS, INPUTS, MULTI_SELECTS, SELECTS
from tests.browser.drawing.stage import Stage
from tests.shared import shared_data

WORDS = {"type": "plain_text", "text": "words"}
ANYTHING = {
    "text": WORDS,
    "title": WORDS,
    "label": WORDS,
    "alt_text": "words",
    "options": [{"text": WORDS, "value": "v"}],
    "element": {"type": "plain_text_input", "action_id": "a"},
    "positive_button": {"text": WORDS, "value": "v"},
    "negative_button": {"text": WORDS, "value": "v"},
}


def test_every_type_of_block_that_the_local_slack_takes_is_drawn(stage: Stage) -> None:
    types = [*EVERYWHERE, *INPUT, *RICH, *MESSAGES_ONLY]
    stage.blocks(*({**ANYTHING, "type": each} for each in types))

    assert stage.here.locator(".d-not-drawn").all_inner_texts() == []
    assert stage.here.locator("> .d-block").count() == len(types) > 15


def test_every_type_of_element_is_drawn_but_the_one_for_files(stage: Stage) -> None:
    types = [*BUTTONS, *SELECTS, *MULTI_SELECTS, *CHOICES, *INPUTS, *CONTEXT_ACTIONS]
    elements = [{**ANYTHING, "type": each, "action_id": each} for each in types]
    stage.blocks({"type": "actions", "block_id": "b", "elements": elements})

    assert stage.here.locator(".d-not-drawn").all_inner_texts() == ["An element of type file_input, not drawn here"]


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(each)


def _recorded(kind: str) -> list[dict[str, Any]]:
    lines = shared_data("slack", f"{kind}.jsonl").read_text("utf-8").splitlines()
    return [each for line in lines for each in _objects(json.loads(line))]


def test_recorded_messages_are_drawn_whole(stage: Stage) -> None:
    messages = [each for kind in ("events", "actions") for each in _recorded(kind) if each.get("blocks")]
    for message in messages:
        stage.message(message)
        assert stage.here.locator(".d-not-drawn").all_inner_texts() == []
    assert len(messages) > 10


def test_recorded_views_hold_what_they_held(stage: Stage) -> None:
    views = [each for each in _recorded("views") if each.get("blocks") and each.get("state", {}).get("values")]
    for view in views:
        stage.view(*view["blocks"], state=view["state"]["values"])
        assert stage.values() == view["state"]["values"]
    assert views
