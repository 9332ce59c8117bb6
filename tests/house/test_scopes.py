"""The manifest asks for what the code does in Slack, and for nothing else."""

import re
from typing import Any

import pytest
import yaml

from bot.slack.scopes import EVENTS, METHODS, NEEDED, OPTIONAL_EVENTS
from tests.house.room import sources, text_of

MANIFEST: dict[str, Any] = yaml.safe_load(text_of("manifest.yml"))
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sources("bot/slack"))
_OF_THE_APP_TOKEN = {"apps.connections.open"}


def _called() -> set[str]:
    """The Web API methods that the code names where it calls one."""
    named = re.findall(r"""(?:read|write|_call|_send|api_call)\(\s*"([a-z]+(?:\.[a-zA-Z]+)+)\"""", SOURCE)
    through_the_sdk = re.findall(r"self\.client\.([a-z]+_[a-z_]+)\(", SOURCE)
    return {*named, *(name.replace("_", ".") for name in through_the_sdk if name != "api_call")} - _OF_THE_APP_TOKEN


def test_every_method_that_is_called_is_known_with_its_scopes_and_none_else() -> None:
    assert _called() == METHODS.keys()


def test_the_manifest_asks_for_every_scope_that_is_needed_and_none_else() -> None:
    scopes = MANIFEST["oauth_config"]["scopes"]["bot"]
    assert sorted(scopes) == sorted(NEEDED)


def test_the_manifest_subscribes_to_every_event_that_is_listened_for() -> None:
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == EVENTS.keys()


@pytest.mark.parametrize("event", OPTIONAL_EVENTS)
def test_what_can_be_added_stands_in_the_manifest_as_a_comment(event: str) -> None:
    for line in (event, *OPTIONAL_EVENTS[event]):
        assert f"# - {line} # optional" in text_of("manifest.yml")


def test_the_commands_and_shortcuts_of_the_manifest_are_listened_for() -> None:
    features = MANIFEST["features"]
    names = [each["command"] for each in features["slash_commands"]]
    for name in (*names, *(each["callback_id"] for each in features["shortcuts"])):
        assert f'"{name}"' in SOURCE
