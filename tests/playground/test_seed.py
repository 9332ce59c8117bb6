"""What a workspace starts with."""

import json

import jsonschema

from playground.seed import Command, Seed, Shortcut, app_of
from playground.workspace import Workspace
from tests.playground.workspaces import ADA, APP, BUILD_BOT, EVE, GENERAL, OLD, SHARED, seed
from tests.shared import shared_data

MANIFEST = {
    "display_information": {"name": "Echo"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
        "bot_user": {"display_name": "echo", "always_online": True},
        "slash_commands": [{"command": "/echo", "description": "Says it again", "should_escape": True}],
        "shortcuts": [{"type": "message", "name": "Look", "callback_id": "look", "description": "Looks"}],
        "unfurl_domains": ["catalog.example.com"],
    },
    "oauth_config": {"scopes": {"bot": ["app_mentions:read", "chat:write"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}, "socket_mode_enabled": True},
}


def test_a_manifest_describes_an_app() -> None:
    jsonschema.validate(MANIFEST, json.loads(shared_data("slack", "manifest.schema.json").read_text()))
    app = app_of(MANIFEST, bot_token="xoxb-mine")
    assert (app.name, app.bot_token, app.is_agent) == ("echo", "xoxb-mine", False)
    assert (app.scopes, app.events) == (frozenset({"app_mentions:read", "chat:write"}), frozenset({"app_mention"}))
    assert (app.commands, app.shortcuts) == ((Command("/echo"),), (Shortcut("message", "look", "Look"),))
    assert app.unfurl_domains == ("catalog.example.com",)


def test_everybody_of_the_team_is_everywhere_and_outsiders_where_it_is_shared() -> None:
    workspace = Workspace(seed(), lambda: 0.0)
    assert workspace.channel(OLD).members == {ADA, "U0BEN", APP.bot_user}
    assert workspace.channel(SHARED).members == {ADA, "U0BEN", EVE, APP.bot_user}
    assert workspace.channel(GENERAL).members == {ADA, "U0BEN", BUILD_BOT, APP.bot_user}


def test_real_lists_of_people_and_channels_are_taken() -> None:
    world = shared_data("worlds", "insurance")
    users = json.loads((world / "slack-users.json").read_text())
    channels = json.loads((world / "slack-channels.json").read_text())
    workspace = Workspace(Seed(APP, users, channels), lambda: 0.0)
    assert {each["id"] for each in users} <= set(workspace.people.users)
    assert {each["id"] for each in channels} == set(workspace.channels)
