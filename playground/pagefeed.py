"""What happens in the workspace, as one person's page is told of it. Pure.

Shape: one JSON object a happening, with what it is in `t`; a page ignores what it does not know.
"""

from collections.abc import Mapping
from typing import Any

from playground.channel import Channel
from playground.happenings import (
    ChannelShared,
    Connections,
    Deleted,
    Edited,
    Happening,
    Joined,
    Posted,
    ProfileChanged,
    PromptsSuggested,
    Reacted,
    StatusSet,
    Unreacted,
    ViewsClosed,
    ViewShown,
)
from playground.message import Message
from playground.workspace import Workspace

Told = dict[str, Any]


def told(happening: Happening, viewer: str, workspace: Workspace) -> Told | None:
    """What the page of `viewer` gets of a happening; None for what they do not see."""
    match happening:
        case Posted(message) | Edited(_, message) | Reacted(_, _, message) | Unreacted(_, _, message):
            return _message(message, viewer, workspace)
        case Deleted(message) if sees(viewer, message, workspace):
            return {"t": "deleted", "channel": message.channel, "ts": message.ts}
        case Joined(user, channel) if viewer == user or viewer in workspace.channels[channel].members:
            return {"t": "channel", "channel": described_channel(workspace.channels[channel])}
        case ChannelShared(channel) if viewer in workspace.channels[channel].members:
            return {"t": "channel", "channel": described_channel(workspace.channels[channel])}
        case ProfileChanged(user):
            return {"t": "user", "user": described_user(user, workspace)}
        case ViewShown(user, view) if user == viewer:
            return {"t": "home" if view["type"] == "home" else "modal", "view": dict(view)}
        case ViewsClosed(user) if user == viewer:
            return {"t": "modal", "view": None}
        case StatusSet(channel, thread_ts, status) if viewer in workspace.channels[channel].members:
            return {"t": "status", "channel": channel, "thread_ts": thread_ts, "status": status}
        case PromptsSuggested(channel, thread_ts, prompts) if viewer in workspace.channels[channel].members:
            return {"t": "prompts", "channel": channel, "thread_ts": thread_ts, "prompts": list(prompts)}
        case Connections(count):
            return {"t": "connections", "open": count}
    return None


def _message(message: Message, viewer: str, workspace: Workspace) -> Told | None:
    if not sees(viewer, message, workspace):
        return None
    return {"t": "message", "message": described_message(message, viewer)}


def sees(viewer: str, message: Message, workspace: Workspace) -> bool:
    """Whether somebody sees a message."""
    return message.visible_to in {None, viewer} and viewer in workspace.channels[message.channel].members


def described_message(message: Message, viewer: str) -> Told:
    """A message as Slack sends it, with its channel, who alone sees it, and whether it notifies the viewer."""
    pinged = viewer in message.pings.users or bool(message.pings.broadcasts)
    return {
        **message.to_slack(),
        "channel": message.channel,
        **({"visible_to": message.visible_to} if message.visible_to else {}),
        **({"pinged": True} if pinged and viewer != message.user else {}),
    }


def described_channel(place: Channel) -> Told:
    return {
        "id": place.id,
        "kind": place.kind,
        "name": place.name,
        "topic": str(place.fields.get("topic", {}).get("value", "")),
        "purpose": str(place.fields.get("purpose", {}).get("value", "")),
        "archived": place.is_archived,
        "shared": place.is_shared_outside,
        "members": sorted(place.members),
    }


def described_user(user: str, workspace: Workspace) -> Told:
    known = workspace.people.user(user)
    profile: Mapping[str, Any] = known.get("profile", {})
    return {
        "id": user,
        "name": known["name"],
        "real_name": known.get("real_name") or profile.get("real_name") or known["name"],
        "tz": known["tz"],
        "color": known.get("color", ""),
        "is_bot": workspace.people.is_bot(user),
        "is_external": workspace.people.is_outsider(user),
        "is_guest": bool(known.get("is_restricted") or known.get("is_ultra_restricted")),
        "is_app": user == workspace.app.bot_user,
        "deleted": known["deleted"],
        "status_text": profile.get("status_text", ""),
        "status_emoji": profile.get("status_emoji", ""),
        "team": workspace.people.team_of(user),
    }
