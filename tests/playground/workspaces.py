"""A small workspace for the tests of the playground."""

from dataclasses import replace
from typing import Any

from playground.seed import App, Command, Seed, Shortcut, Team

TEAM = "T0PLAYGROUND"
ADA, BEN, EVE, BUILD_BOT = "U0ADA", "U0BEN", "U0EVE", "U0BUILD"
GENERAL, SECRET, SHARED, OLD, QUIET = "C0GENERAL", "C0SECRET", "C0SHARED", "C0OLD", "C0QUIET"

SCOPES = frozenset(
    [
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "dnd:read",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "links:read",
        "links:write",
        "reactions:read",
        "reactions:write",
        "team:read",
        "usergroups:read",
        "users:read",
        "users:read.email",
        "assistant:write",
    ]
)
EVENTS = frozenset(
    [
        "app_mention",
        "message.channels",
        "message.groups",
        "message.im",
        "app_home_opened",
        "link_shared",
        "reaction_added",
        "member_joined_channel",
        "user_change",
        "subteam_members_changed",
        "channel_shared",
        "channel_unshared",
    ]
)


def person(user: str, name: str, **fields: Any) -> dict[str, Any]:
    profile = {"real_name": name.title(), "email": f"{name}@example.com", "status_text": "", "status_emoji": ""}
    return {"id": user, "name": name, "profile": profile, "tz": "Europe/Lisbon", **fields}


USERS = (
    person(ADA, "ada", dnd={"dnd_enabled": True, "next_dnd_start_ts": 10, "next_dnd_end_ts": 20}),
    person(BEN, "ben", presence="active"),
    person(EVE, "eve", team_id="T0OUTSIDE"),
    person(BUILD_BOT, "build", is_bot=True),
    person("U0GONE", "gone", deleted=True),
)
CHANNELS = (
    {"id": GENERAL, "name": "general", "is_member": True, "members": [ADA, BEN, BUILD_BOT]},
    {"id": SECRET, "name": "secret", "is_private": True, "members": [ADA]},
    {"id": SHARED, "name": "with-partner", "is_member": True, "is_ext_shared": True},
    {"id": OLD, "name": "old", "is_member": True, "is_archived": True},
    {"id": QUIET, "name": "quiet", "members": [ADA]},
)
GROUPS = ({"id": "S0TEAM", "handle": "team-a", "name": "Team A", "users": [ADA, BEN]},)
APP = App(
    name="echo",
    scopes=SCOPES,
    events=EVENTS,
    commands=(Command("/echo"),),
    shortcuts=(Shortcut("message", "look", "Look"), Shortcut("global", "find", "Find")),
    unfurl_domains=("catalog.example.com",),
    is_agent=True,
)


def seed(**app: Any) -> Seed:
    """The workspace; `app` changes fields of its app."""
    return Seed(replace(APP, **app), USERS, CHANNELS, GROUPS, Team())
