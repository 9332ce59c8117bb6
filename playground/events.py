"""The events an app gets of what happens, shaped as the Events API sends them. Pure.

An event is sent when the app has subscribed to it, holds the scope it needs, and is where it happens.
Source: Slack's "Events API", "Event types" and each event's own page.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from playground.channel import Channel
from playground.happenings import (
    ChannelShared,
    Deleted,
    Edited,
    GroupMembersChanged,
    Happening,
    HomeOpened,
    Joined,
    Posted,
    ProfileChanged,
    Reacted,
    Unreacted,
)
from playground.message import Message
from playground.wording import links_in
from playground.workspace import Workspace

Event = dict[str, Any]

FAMILY: Final = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
"""The word for each kind of conversation in scopes and in names of subscriptions."""

_SCOPE: Final = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "link_shared": "links:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "user_change": "users:read",
    "subteam_members_changed": "usergroups:read",
}


def events_of(happening: Happening, workspace: Workspace) -> Iterator[Event]:
    """The app's events of one happening."""
    for subscription, event in _candidates(happening, workspace):
        scope = _SCOPE.get(subscription)
        if subscription in workspace.app.events and (scope is None or scope in workspace.app.scopes):
            yield event


def _candidates(happening: Happening, workspace: Workspace) -> Iterator[tuple[str, Event]]:
    match happening:
        case Posted(message, unfurls) if message.visible_to is None:
            yield from _of_posted(message, workspace, unfurls=unfurls)
        case Edited(before, after) if after.visible_to is None:
            yield from _of_edited(before, after, workspace)
        case Deleted(message) if message.visible_to is None:
            yield from _of_deleted(message, workspace)
        case Reacted(user, name, message) if _is_in(workspace, message.channel):
            yield "reaction_added", _reaction("reaction_added", user, name, message, workspace)
        case Unreacted(user, name, message) if _is_in(workspace, message.channel):
            yield "reaction_removed", _reaction("reaction_removed", user, name, message, workspace)
        case Joined(user, channel):
            yield from _of_joined(user, channel, workspace)
        case HomeOpened(user, tab):
            yield "app_home_opened", _home_opened(user, tab, workspace)
        case ProfileChanged(user):
            known = workspace.people.described(user, with_email="users:read.email" in workspace.app.scopes)
            stamp = workspace.stamps.next()
            yield (
                "user_change",
                {"type": "user_change", "user": known, "cache_ts": known["updated"], "event_ts": stamp},
            )
        case GroupMembersChanged():
            yield "subteam_members_changed", _group_changed(happening, workspace)
        case ChannelShared(channel, shared, with_team):
            name = "channel_shared" if shared else "channel_unshared"
            changed = {"type": name, "channel": channel, "event_ts": workspace.stamps.next()}
            gone = {"previously_connected_team_id": with_team, "is_ext_shared": False}
            yield name, changed | ({"connected_team_id": with_team} if shared else gone)


def _of_posted(message: Message, workspace: Workspace, *, unfurls: bool) -> Iterator[tuple[str, Event]]:
    place = workspace.channels[message.channel]
    ours = message.app_id == workspace.app.id
    written = _as_written(message, workspace)
    if workspace.app.bot_user in place.members:
        if not ours and place.kind != "im" and _mentions(message.text, workspace.app.bot_user):
            yield "app_mention", {**written, "type": "app_mention"}
        yield f"message.{FAMILY[place.kind]}", {**written, "channel_type": place.kind}
    if unfurls and not message.bot_id and not workspace.people.is_outsider(message.user):
        yield from _of_links(message, workspace, place)


def _as_written(message: Message, workspace: Workspace) -> Event:
    event = {**message.to_slack(), "channel": message.channel, "event_ts": message.ts}
    if workspace.channels[message.channel].is_shared_outside:
        profile = workspace.people.users.get(message.user, {}).get("profile", {})
        name = {key: profile.get(key, "") for key in ("real_name", "display_name", "avatar_hash")}
        of_team = {"user_team": message.team, "source_team": message.team}
        event |= of_team | {"user_profile": {**name, "team": message.team}}
    if message.bot_id:
        event["bot_profile"] = bot_profile(message, workspace)
    return event


def bot_profile(message: Message, workspace: Workspace) -> dict[str, Any]:
    """Who a bot is, as its messages carry it."""
    name = workspace.people.users.get(message.user, {}).get("name", "")
    profile = {"id": message.bot_id, "name": name, "deleted": False, "updated": 0, "icons": {}}
    return profile | {"app_id": message.app_id or "", "team_id": message.team}


def _mentions(text: str, user: str) -> bool:
    return f"<@{user}>" in text or f"<@{user}|" in text


def _of_links(message: Message, workspace: Workspace, place: Channel) -> Iterator[tuple[str, Event]]:
    links = [
        {"domain": domain, "url": url}
        for url in links_in(message.text)
        for domain in workspace.app.unfurl_domains
        if (host := urlsplit(url).hostname or "") == domain or host.endswith(f".{domain}")
    ]
    if links:
        yield (
            "link_shared",
            {
                "type": "link_shared",
                "user": message.user,
                "channel": message.channel,
                "message_ts": message.ts,
                **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
                "links": links,
                "source": "conversations_history",
                "unfurl_id": f"{message.channel}-{message.ts}",
                "is_bot_user_member": workspace.app.bot_user in place.members,
                "event_ts": workspace.stamps.next(),
            },
        )


def _of_edited(before: Message, after: Message, workspace: Workspace) -> Iterator[tuple[str, Event]]:
    if _is_in(workspace, after.channel):
        stamp = workspace.stamps.next()
        changed = {"message": after.to_slack(), "previous_message": before.to_slack()}
        yield _changed_message(after, "message_changed", stamp, changed, workspace)


def _of_deleted(message: Message, workspace: Workspace) -> Iterator[tuple[str, Event]]:
    if _is_in(workspace, message.channel):
        stamp = workspace.stamps.next()
        gone = {"previous_message": message.to_slack(), "deleted_ts": message.ts}
        yield _changed_message(message, "message_deleted", stamp, gone, workspace)


def _changed_message(
    message: Message, subtype: str, stamp: str, what: Mapping[str, Any], workspace: Workspace
) -> tuple[str, Event]:
    kind = workspace.channels[message.channel].kind
    event = {"type": "message", "subtype": subtype, **what, "channel": message.channel, "hidden": True}
    return f"message.{FAMILY[kind]}", {**event, "ts": stamp, "event_ts": stamp, "channel_type": kind}


def _reaction(kind: str, user: str, name: str, message: Message, workspace: Workspace) -> Event:
    item = {"type": "message", "channel": message.channel, "ts": message.ts}
    event = {"type": kind, "user": user, "reaction": name, "item": item, "item_user": message.user}
    return {**event, "event_ts": workspace.stamps.next()}


def _of_joined(user: str, channel: str, workspace: Workspace) -> Iterator[tuple[str, Event]]:
    place = workspace.channels[channel]
    if _is_in(workspace, channel) and f"{FAMILY[place.kind]}:read" in workspace.app.scopes:
        event = {"type": "member_joined_channel", "user": user, "channel": channel}
        letter = {"channel": "C", "group": "G"}.get(place.kind, "D")
        where = {"channel_type": letter, "team": workspace.people.team_of(user)}
        yield "member_joined_channel", {**event, **where, "event_ts": workspace.stamps.next()}


def _home_opened(user: str, tab: str, workspace: Workspace) -> Event:
    event = {"type": "app_home_opened", "user": user, "channel": workspace.direct_message(user).id, "tab": tab}
    view = workspace.views.homes.get(user) if tab == "home" else None
    return {**event, **({"view": dict(view)} if view else {}), "event_ts": workspace.stamps.next()}


def _group_changed(changed: GroupMembersChanged, workspace: Workspace) -> Event:
    return {
        "type": "subteam_members_changed",
        "subteam_id": changed.group,
        "team_id": workspace.team.id,
        "date_previous_update": 0,
        "date_update": int(workspace.now()),
        "added_users": list(changed.added),
        "added_users_count": len(changed.added),
        "removed_users": list(changed.removed),
        "removed_users_count": len(changed.removed),
        "event_ts": workspace.stamps.next(),
    }


def _is_in(workspace: Workspace, channel: str) -> bool:
    return workspace.app.bot_user in workspace.channels[channel].members


def callback(event: Mapping[str, Any], workspace: Workspace) -> dict[str, Any]:
    """What is delivered of an event: the event, for which app and team, and an id of its own."""
    channel = _channel_of(event)
    place = workspace.channels.get(channel)
    source = event.get("source_team", workspace.team.id)
    context = "-".join(part for part in ("4", str(event["type"]), source, channel) if part)
    return {
        "token": "playground-verification",
        "team_id": source,
        "api_app_id": workspace.app.id,
        "event": dict(event),
        "type": "event_callback",
        "event_id": workspace.ids.next("Ev"),
        "event_time": int(workspace.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team.id,
                "user_id": workspace.app.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": bool(place and place.is_shared_outside),
        "event_context": context,
    }


def _channel_of(event: Mapping[str, Any]) -> str:
    item = event.get("item")
    channel = event.get("channel") or (item.get("channel") if isinstance(item, Mapping) else None)
    return channel if isinstance(channel, str) else ""
