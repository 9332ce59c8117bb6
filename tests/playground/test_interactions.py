"""What people do is shaped as Slack sends it."""

from collections.abc import Callable
from typing import Any

import pytest

from playground.fields import element_in, state_of
from playground.interactions import Interactions
from playground.passes import Passes
from playground.workspace import Draft, Workspace
from tests.playground.shapes import real
from tests.playground.workspaces import ADA, BEN, GENERAL, SECRET, seed

HOOKS = "http://127.0.0.1:1/hooks"
BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}, "value": "1"}
BLOCKS = [{"type": "actions", "elements": [BUTTON, {"type": "external_select", "action_id": "find"}]}]
MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Hi"},
    "blocks": [
        {
            "type": "input",
            "block_id": "b",
            "label": {"type": "plain_text", "text": "L"},
            "element": {"type": "plain_text_input", "action_id": "words"},
        }
    ],
}


class Scene:
    """A workspace with a message of the app, and the payloads of what is done to it."""

    def __init__(self) -> None:
        self.workspace = Workspace(seed(), lambda: 1_700_000_000.0)
        passes = Passes(self.workspace.ids, self.workspace.now, trigger_seconds=3, response_seconds=60)
        self.payloads = Interactions(self.workspace, passes, HOOKS)
        self.message = self.workspace.post(GENERAL, Draft("press", BLOCKS))

    def press(self) -> dict[str, Any]:
        return self.payloads.press(ADA, self.message, element_in(self.message, "go"), {})

    def suggest(self) -> dict[str, Any]:
        view = self.workspace.views.open(ADA, MODAL)
        return self.payloads.suggestion(ADA, element_in(self.message, "find"), "pay", view)

    def submit(self) -> dict[str, Any]:
        view = self.workspace.views.open(ADA, MODAL)
        return self.payloads.submission(ADA, view, state_of(view["blocks"], {"words": "hello"}))

    def close(self) -> dict[str, Any]:
        return self.payloads.closing(ADA, self.workspace.views.open(ADA, MODAL), everything=False)


SHAPES: dict[str, tuple[str, str, Callable[[Scene], dict[str, Any]]]] = {
    "a press": ("actions", "block_actions", Scene.press),
    "a type-ahead": ("actions", "block_suggestion", Scene.suggest),
    "a message shortcut": (
        "actions",
        "message_action",
        lambda scene: scene.payloads.message_shortcut(ADA, scene.message, "look"),
    ),
    "a global shortcut": ("actions", "shortcut", lambda scene: scene.payloads.global_shortcut(ADA, "find")),
    "a command": ("commands", "slash_command", lambda scene: scene.payloads.command(ADA, GENERAL, "/echo", "hi")),
    "a submission": ("views", "view_submission", Scene.submit),
    "a closed modal": ("views", "view_closed", Scene.close),
}
_TODAY = {"has enterprise", "has is_enterprise_install", "has message"}
"""What every payload has today, though not each of the recorded ones."""


@pytest.mark.parametrize(("file", "kind", "payload"), SHAPES.values(), ids=SHAPES)
def test_a_payload_is_shaped_as_slacks(file: str, kind: str, payload: Callable[[Scene], dict[str, Any]]) -> None:
    assert set(real(file, kind, least_keys=6).faults(payload(Scene()))) <= _TODAY


def test_a_press_names_who_where_and_what() -> None:
    pressed = Scene().press()
    assert pressed["user"] == {"id": ADA, "username": "ada", "name": "ada", "team_id": "T0PLAYGROUND"}
    assert pressed["channel"] == {"id": GENERAL, "name": "general"}
    assert pressed["container"]["is_ephemeral"] is False
    action = pressed["actions"][0]
    assert (action["action_id"], action["value"], action["type"]) == ("go", "1", "button")
    assert action["block_id"] == pressed["message"]["blocks"][0]["block_id"]


def test_a_type_ahead_in_a_message_says_which() -> None:
    scene = Scene()
    asked = scene.payloads.suggestion(ADA, element_in(scene.message, "find"), "pay", scene.message)
    assert (asked["value"], asked["action_id"], asked["message"]["ts"]) == ("pay", "find", scene.message.ts)
    assert asked["container"]["channel_id"] == asked["channel"]["id"] == GENERAL


def test_a_press_in_what_one_person_sees_does_not_carry_the_message() -> None:
    scene = Scene()
    whispered = scene.workspace.whisper(GENERAL, ADA, Draft("press", BLOCKS, thread_ts=scene.message.ts))
    pressed = scene.payloads.press(ADA, whispered, element_in(whispered, "go"), {})
    assert "message" not in pressed
    assert pressed["container"] == {
        "type": "message",
        "message_ts": whispered.ts,
        "channel_id": GENERAL,
        "thread_ts": scene.message.ts,
        "is_ephemeral": True,
    }


def test_a_press_in_a_preview_says_so() -> None:
    scene = Scene()
    said = scene.workspace.say(ADA, GENERAL, "<https://catalog.example.com>")
    preview = {"blocks": BLOCKS, "app_unfurl_url": "https://catalog.example.com"}
    shown = scene.workspace.unfurl(said, [preview])
    pressed = scene.payloads.press(BEN, shown, element_in(shown, "go"), {})
    assert pressed["container"]["type"] == "message_attachment"
    assert pressed["container"]["app_unfurl_url"] == pressed["app_unfurl"]["app_unfurl_url"]
    assert real("actions", "block_actions", 6).faults(pressed) == ["has enterprise"]


def test_a_press_in_a_view_carries_the_view() -> None:
    scene = Scene()
    home = scene.workspace.views.publish(ADA, {"type": "home", "blocks": BLOCKS})
    element = {**BUTTON, "block_id": home["blocks"][0]["block_id"]}
    pressed = scene.payloads.press_in_view(ADA, home, element, {})
    assert pressed["container"] == {"type": "view", "view_id": home["id"]}
    assert pressed["view"]["type"] == "home"
    assert "response_url" not in pressed


def test_a_view_carries_what_slack_adds_to_it() -> None:
    view = Scene().submit()["view"]
    assert view["state"] == {"values": {"b": {"words": {"type": "plain_text_input", "value": "hello"}}}}
    assert view["root_view_id"] == view["id"]
    assert {"hash", "bot_id", "app_id", "team_id", "app_installed_team_id", "previous_view_id"} <= set(view)


def test_channels_are_named_in_payloads_by_their_kind() -> None:
    scene = Scene()
    scene.workspace.join("U0PLAYGROUND", SECRET)
    direct = scene.workspace.direct_message(ADA).id
    names = [scene.payloads.command(ADA, place, "/echo", "")["channel_name"] for place in (GENERAL, SECRET, direct)]
    assert names == ["general", "privategroup", "directmessage"]


def test_a_command_gets_ids_for_names_where_it_asks_for_them() -> None:
    scene = Scene()
    text = scene.payloads.command(ADA, GENERAL, "/echo", "ask @ben in #general, not a@ben.com or @nobody")["text"]
    assert text == f"ask <@{BEN}|ben> in <#{GENERAL}|general>, not a@ben.com or @nobody"


def test_an_unknown_command_is_not_sent() -> None:
    with pytest.raises(LookupError, match="/other is not a command"):
        Scene().payloads.command(ADA, GENERAL, "/other", "")
