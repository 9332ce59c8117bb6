"""Everything somebody's page begins with. Pure."""

from collections.abc import Iterable
from typing import Any, Final

from playground.channel import Channel
from playground.faults import Faults
from playground.message import Message
from playground.pagefeed import described_channel, described_message, described_user, sees
from playground.refusal import Refused
from playground.workspace import Workspace

MOST_SHOWN: Final = 200
"""How many conversations of a channel a page begins with, each a first message with its thread."""


def viewer_of(asked: str, usual: str, workspace: Workspace) -> str:
    """The id of whoever a page is to be shown as: by id or name; `usual`, or the first there is, for anybody else."""
    people = [user for user in workspace.people.users if is_person(user, workspace)]
    named: dict[str, str] = {workspace.people.user(user)["name"]: user for user in people}
    by_word = named | {user: user for user in people}
    return by_word.get(asked) or by_word.get(usual) or people[0]


def is_person(user: str, workspace: Workspace) -> bool:
    """Whether somebody can be at a page: a person, who has not left."""
    return not workspace.people.is_bot(user) and not workspace.people.user(user)["deleted"]


def beginning(viewer: str, workspace: Workspace, faults: Faults, connections: int) -> dict[str, Any]:
    """All that `viewer` sees now. Shape: as `pagefeed` tells of each, under the plural of its `t`."""
    app = workspace.app
    places = [place for place in workspace.channels.values() if viewer in place.members]
    chat = workspace.direct_message(viewer)
    if chat not in places:
        places.append(chat)
    return {
        "t": "hello",
        "me": viewer,
        "team": {"id": workspace.team.id, "name": workspace.team.name},
        "app": {
            "id": app.id,
            "user": app.bot_user,
            "name": app.name,
            "chat": chat.id,
            "commands": [{"name": each.name, "hint": each.usage_hint} for each in app.commands],
            "shortcuts": [
                {"kind": each.kind, "callback_id": each.callback_id, "name": each.name} for each in app.shortcuts
            ],
        },
        "users": [described_user(user, workspace) for user in workspace.people.users],
        "channels": [described_channel(place) for place in places],
        "messages": [described_message(each, viewer) for place in places for each in shown(place, viewer, workspace)],
        "earlier": [place.id for place in places if len(_firsts(place)) > MOST_SHOWN],
        "statuses": [
            {"channel": channel, "thread_ts": thread_ts, "status": status}
            for (channel, thread_ts), status in workspace.statuses.items()
            if viewer in workspace.channels[channel].members and status
        ],
        "prompts": [
            {"channel": each.channel, "thread_ts": each.thread_ts, "prompts": list(each.prompts)}
            for each in workspace.prompts.values()
            if viewer in workspace.channels[each.channel].members
        ],
        "modal": workspace.views.top(viewer),
        "home": workspace.views.homes.get(viewer),
        "faults": described_faults(faults),
        "connections": connections,
    }


def shown(place: Channel, viewer: str, workspace: Workspace, before: str | None = None) -> list[Message]:
    """The latest conversations of a channel, or the latest `before` a timestamp, and what `viewer` alone sees there."""
    firsts = [ts for ts in _firsts(place) if before is None or ts < before]
    latest = set(firsts[-MOST_SHOWN:])
    since = min(latest, default="")
    whispers = (each for each in workspace.ephemerals.values() if each.channel == place.id)
    private = [each for each in whispers if each.ts >= since and (before is None or each.ts < before)]
    public = [each for each in place.messages.values() if each.thread in latest]
    return sorted(_seen([*public, *private], viewer, workspace), key=lambda each: each.ts)


def _firsts(place: Channel) -> list[str]:
    return [ts for ts, message in place.messages.items() if message.thread == ts]


def _seen(messages: Iterable[Message], viewer: str, workspace: Workspace) -> list[Message]:
    return [each for each in messages if sees(viewer, each, workspace)]


def described_faults(faults: Faults) -> list[dict[str, Any]]:
    return [
        {"kind": each.kind, "method": each.method, "times": each.times, "seconds": each.seconds, "code": each.code}
        for each in faults.on
    ]


def seen_message(viewer: str, channel: str, ts: str, workspace: Workspace) -> Message:
    """A message that somebody sees. Raises: Refused, `channel_not_found` or `message_not_found`."""
    message = workspace.ephemerals.get(ts) or workspace.message(channel, ts)
    if message.channel != channel or not sees(viewer, message, workspace):
        raise Refused("message_not_found")
    return message
