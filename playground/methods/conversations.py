"""Conversations and what was said in them: conversations.*, users.conversations."""

from typing import Any, Final

from playground.arguments import Arguments
from playground.channel import Channel
from playground.events import FAMILY
from playground.message import Message
from playground.methods.method import TIER_2, TIER_3, TIER_4, Answer, Method, page
from playground.refusal import Refused, refused_because
from playground.world import World

_KINDS: Final = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def _info(world: World, arguments: Arguments) -> Answer:
    place = world.readable(arguments.text("channel"), "read")
    described = place.described_for(world.workspace.app.bot_user)
    if not arguments.flag("include_num_members"):
        described.pop("num_members", None)
    return {"channel": described}


def _list(world: World, arguments: Arguments) -> Answer:
    return _listed(world, arguments, [*world.workspace.channels.values()])


def _of_user(world: World, arguments: Arguments) -> Answer:
    """users.conversations: of somebody, as far as the app may know; of the app itself by default."""
    user = arguments.optional("user", world.workspace.app.bot_user)
    world.workspace.people.user(user)
    return _listed(world, arguments, [each for each in world.workspace.channels.values() if user in each.members])


def _listed(world: World, arguments: Arguments, places: list[Channel]) -> Answer:
    bot = world.workspace.app.bot_user
    kinds = {_kind(name) for name in arguments.names("types") or ["public_channel"]}
    for kind in sorted(kinds):
        world.require(f"{FAMILY[kind]}:read")
    found = [place for place in places if place.kind in kinds and (place.kind == "channel" or bot in place.members)]
    if arguments.flag("exclude_archived"):
        found = [place for place in found if not place.is_archived]
    places, more = page(found, arguments, 100)
    return {"channels": [place.described_for(bot) for place in places], **more}


def _kind(name: str) -> str:
    if name not in _KINDS:
        raise refused_because("invalid_types", [f"unknown type: {name}"])
    return _KINDS[name]


def _members(world: World, arguments: Arguments) -> Answer:
    place = world.readable(arguments.text("channel"), "read")
    members, more = page(sorted(place.members), arguments, 100)
    return {"members": members, **more}


def _open(world: World, arguments: Arguments) -> Answer:
    if "channel" in arguments:
        place = world.seen(arguments.text("channel"))
    else:
        users = arguments.names("users")
        if len(users) != 1:
            raise Refused("users_list_not_supplied" if not users else "not_supported_here")
        place = world.workspace.direct_message(users[0])
    described = place.described_for(world.workspace.app.bot_user)
    return {"channel": described if arguments.flag("return_im") else {"id": place.id}}


def _history(world: World, arguments: Arguments) -> Answer:
    place = world.readable(arguments.text("channel"), "history")
    newest_first = [
        message
        for message in reversed(place.messages.values())
        if message.thread == message.ts and _in_time(message, arguments)
    ]
    messages, more = page(newest_first, arguments, 100)
    told = {"messages": [_counted(message, place) for message in messages], "pin_count": 0, **more}
    return told | {"has_more": bool(more["response_metadata"]["next_cursor"])}


def _replies(world: World, arguments: Arguments) -> Answer:
    place = world.readable(arguments.text("channel"), "history")
    asked = place.messages.get(arguments.text("ts"))
    if asked is None:
        raise Refused("thread_not_found")
    thread = place.thread(asked.thread)
    wanted = [each for each in thread if each.ts == asked.thread or _in_time(each, arguments)]
    messages, more = page(wanted, arguments, 1000)
    has_more = bool(more["response_metadata"]["next_cursor"])
    return {"messages": [_counted(message, place) for message in messages], "has_more": has_more, **more}


def _in_time(message: Message, arguments: Arguments) -> bool:
    oldest, latest = arguments.optional("oldest", "0"), arguments.optional("latest")
    if arguments.flag("inclusive") and message.ts in {oldest, latest}:
        return True
    return message.ts > oldest and (not latest or message.ts < latest)


def _counted(message: Message, place: Channel) -> dict[str, Any]:
    """A message with what Slack tells of the thread it begins."""
    shown = message.to_slack()
    replies = [each for each in place.thread(message.ts) if each.ts != message.ts]
    if not replies:
        return shown
    users = list(dict.fromkeys(each.user for each in replies))
    counts = {"reply_count": len(replies), "reply_users_count": len(users), "latest_reply": replies[-1].ts}
    return {**shown, **counts, "reply_users": users, "is_locked": False, "subscribed": False}


_READ: Final = tuple(f"{family}:read" for family in FAMILY.values())
_HISTORY: Final = tuple(f"{family}:history" for family in FAMILY.values())
METHODS: Final = (
    Method("conversations.info", _info, _READ, TIER_3),
    Method("conversations.list", _list, _READ, TIER_2),
    Method("conversations.members", _members, _READ, TIER_4),
    Method("conversations.open", _open, ("im:write", "mpim:write", "channels:manage", "groups:write"), TIER_3),
    Method("conversations.history", _history, _HISTORY, TIER_3),
    Method("conversations.replies", _replies, _HISTORY, TIER_3),
    Method("users.conversations", _of_user, _READ, TIER_3),
)
