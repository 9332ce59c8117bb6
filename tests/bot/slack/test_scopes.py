"""The manifest asks for exactly what we use, and Slack would take it."""

import json
import re
from pathlib import Path

import jsonschema

from bot.slack.listeners import COMMAND, FIND_THE_OWNER
from bot.slack.scopes import EVENTS, METHODS, NEEDED, OPTIONAL_EVENTS, missing
from tests.bot.slack.workspace import HISTORY, MANIFEST, manifest
from tests.shared import shared_data

SLACK_ROOM = MANIFEST.parent / "bot" / "slack"
_CALLS = re.compile(r"""\.(?:read|write|_send|_call)\(\s*"([a-z]+\.[A-Za-z.]+)\"""")


def methods_called() -> set[str]:
    return {name for file in SLACK_ROOM.glob("*.py") for name in _CALLS.findall(Path(file).read_text())}


def test_every_method_we_call_has_its_scopes_told_and_no_other() -> None:
    assert methods_called() == set(METHODS)


def test_the_manifest_asks_for_the_scopes_we_use_and_no_other() -> None:
    scopes = manifest()["oauth_config"]["scopes"]
    assert list(scopes) == ["bot"]
    assert set(scopes["bot"]) == NEEDED


def test_the_manifest_subscribes_to_the_events_we_listen_for_and_no_other() -> None:
    assert set(manifest()["settings"]["event_subscriptions"]["bot_events"]) == set(EVENTS)


def test_the_optional_scopes_stand_ready_in_the_manifest_with_their_events() -> None:
    ready = set(re.findall(r"# - (\S+) # optional", MANIFEST.read_text()))
    assert ready == {*OPTIONAL_EVENTS, *(scope for scopes in OPTIONAL_EVENTS.values() for scope in scopes)}
    assert {event: {scope} for scope, event in HISTORY.items()} == {
        event: set(scopes) for event, scopes in OPTIONAL_EVENTS.items()
    }


def test_the_manifest_names_the_command_and_shortcut_we_listen_for() -> None:
    features = manifest()["features"]
    assert [(one["command"], one["should_escape"]) for one in features["slash_commands"]] == [(COMMAND, True)]
    assert [(one["type"], one["callback_id"]) for one in features["shortcuts"]] == [("message", FIND_THE_OWNER)]


def test_the_manifest_is_one_slack_takes() -> None:
    jsonschema.validate(manifest(), json.loads(shared_data("slack", "manifest.schema.json").read_text()))


def test_a_scope_that_was_not_granted_is_missed() -> None:
    assert missing(NEEDED) == ()
    assert missing(NEEDED - {"users:read"} | {"files:write"}) == ("users:read",)
