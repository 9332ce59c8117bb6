"""The manifest is one Slack takes, and a scope that was not granted is noticed."""

import json

import jsonschema

from bot.slack.listeners import COMMAND, FIND_THE_OWNER
from bot.slack.scopes import NEEDED, OPTIONAL_EVENTS, missing
from tests.bot.slack.workspace import HISTORY, manifest
from tests.shared import shared_data


def test_the_manifest_is_one_slack_takes() -> None:
    jsonschema.validate(manifest(), json.loads(shared_data("slack", "manifest.schema.json").read_text()))


def test_the_manifest_names_the_command_and_the_shortcut_we_listen_for() -> None:
    features = manifest()["features"]
    assert [(one["command"], one["should_escape"]) for one in features["slash_commands"]] == [(COMMAND, True)]
    assert [(one["type"], one["callback_id"]) for one in features["shortcuts"]] == [("message", FIND_THE_OWNER)]


def test_each_optional_event_needs_the_history_of_its_kind_of_channel() -> None:
    assert {event: {scope} for scope, event in HISTORY.items()} == OPTIONAL_EVENTS


def test_a_scope_that_was_not_granted_is_missed() -> None:
    assert missing(NEEDED) == ()
    assert missing(NEEDED - {"users:read"} | {"files:write"}) == ("users:read",)
