"""People: users.*, usergroups.*, dnd.*."""

from collections.abc import Mapping
from typing import Any, Final

from playground.arguments import Arguments
from playground.methods.method import TIER_2, TIER_3, TIER_4, Answer, Method, page
from playground.refusal import Refused
from playground.world import World

MOST_OF_TEAM: Final = 50
_NEVER: Final = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}


def _described(world: World, user: str) -> dict[str, Any]:
    return world.workspace.people.described(user, with_email="users:read.email" in world.workspace.app.scopes)


def _info(world: World, arguments: Arguments) -> Answer:
    return {"user": _described(world, arguments.text("user"))}


def _list(world: World, arguments: Arguments) -> Answer:
    users, more = page([*world.workspace.people.users], arguments, 1000)
    return {"members": [_described(world, user) for user in users], "cache_ts": int(world.workspace.now()), **more}


def _by_email(world: World, arguments: Arguments) -> Answer:
    return {"user": _described(world, world.workspace.people.by_email(arguments.text("email"))["id"])}


def _presence(world: World, arguments: Arguments) -> Answer:
    user = world.workspace.people.user(arguments.optional("user", world.workspace.app.bot_user))
    return {"presence": user.get("presence", "active" if user["is_bot"] else "away")}


def _groups(world: World, arguments: Arguments) -> Answer:
    with_users = arguments.flag("include_users")
    with_disabled = arguments.flag("include_disabled")
    groups = [
        {
            **{key: value for key, value in group.items() if key != "users" or with_users},
            "user_count": len(group.get("users", ())),
        }
        for group in world.workspace.people.groups.values()
        if with_disabled or not group.get("date_delete")
    ]
    return {"usergroups": groups}


def _group_members(world: World, arguments: Arguments) -> Answer:
    group = world.workspace.people.groups.get(arguments.text("usergroup"))
    if group is None:
        raise Refused("no_such_subteam")
    return {"users": list(group.get("users", ()))}


def _dnd(world: World, user: str) -> Mapping[str, Any]:
    dnd: Mapping[str, Any] = {**_NEVER, **world.workspace.people.user(user).get("dnd", {})}
    return dnd


def _dnd_info(world: World, arguments: Arguments) -> Answer:
    return {**_dnd(world, arguments.optional("user", world.workspace.app.bot_user)), "snooze_enabled": False}


def _dnd_team_info(world: World, arguments: Arguments) -> Answer:
    users = arguments.names("users")
    if not users:
        raise Refused("missing_users")
    if len(users) > MOST_OF_TEAM:
        raise Refused("too_many_users")
    known = [user for user in users if user in world.workspace.people.users]
    return {"users": {user: {key: _dnd(world, user)[key] for key in _NEVER} for user in known}, "cached": True}


METHODS: Final = (
    Method("users.info", _info, ("users:read",), TIER_4),
    Method("users.list", _list, ("users:read",), TIER_2),
    Method("users.lookupByEmail", _by_email, ("users:read.email",), TIER_3),
    Method("users.getPresence", _presence, ("users:read",), TIER_3),
    Method("usergroups.list", _groups, ("usergroups:read",), TIER_2),
    Method("usergroups.users.list", _group_members, ("usergroups:read",), TIER_2),
    Method("dnd.info", _dnd_info, ("dnd:read",), TIER_3),
    Method("dnd.teamInfo", _dnd_team_info, ("dnd:read",), TIER_2),
)
