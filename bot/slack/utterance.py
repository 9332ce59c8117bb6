"""Slack's payloads read as turns of a conversation, and a turn as the utterance to understand.

What is not for us is None: what we said ourselves, what other bots say, edits, joins and other notices. Payloads may
lack anything; nothing here raises.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.compose import asks_of, choice_of
from bot.mention import without_mention
from bot.reply import CHOOSE, INSTEAD, NEITHER
from bot.slack.place import InPlaceOf, InThread, OnlyTo, Place, Privately, is_direct, is_private
from bot.slack.turn import Asks, Move, Note, Share, Turn, Words
from bot.slack.words import NONE_OF_THESE, NOTHING_TO_READ, OLD_BUTTON, PING_IN_PUBLIC, SHARE, questions_of
from bot.utterance import Utterance
from handlers.people import Person
from handlers.ping import PING

_WRITTEN_BY_PEOPLE: Final = frozenset({"", "file_share", "thread_broadcast", "me_message"})


def heard(body: Mapping[str, Any], us: str) -> Turn | None:
    """Read an `app_mention` or `message` event. `us`: our own user id.

    Source: Slack's "Events API", "message event". Where we may read the channel, a mention arrives as two events with
    an id each, and either may be delivered again; so a message is known by its channel and time alone.
    """
    event = _part(body, "event")
    channel, ts, user = _text(event, "channel"), _text(event, "ts"), _text(event, "user")
    if not (channel and ts and user) or user == us or not _is_written_by_a_person(event):
        return None
    written, thread_ts = _text(event, "text"), _text(event, "thread_ts")
    is_mention = event.get("type") == "app_mention" or f"<@{us}>" in written or f"<@{us}|" in written
    addressed = is_mention or is_direct(channel) or _text(event, "channel_type") == "im"
    text = without_mention(written, us)
    if not addressed and not (thread_ts and text):
        return None
    is_shared = body.get("is_ext_shared_channel")
    return Turn(
        keys=(f"message:{channel}:{ts}",),
        move=Words(text or "help"),
        user=user,
        place=InThread(channel, thread_ts or ts),
        thread=thread_key(channel, thread_ts or ts),
        begins=not thread_ts,
        addressed=addressed,
        said_at=_moment(ts),
        is_shared=is_shared if isinstance(is_shared, bool) else None,
    )


def commanded(body: Mapping[str, Any]) -> Turn | None:
    """Read a slash command. Source: Slack's "Implementing slash commands"; it cannot be said in a thread."""
    channel, user, trigger = _text(body, "channel_id"), _text(body, "user_id"), _text(body, "trigger_id")
    response_url = _text(body, "response_url")
    if not (channel and user and response_url):
        return None
    name, words = _text(body, "channel_name"), _text(body, "text").strip()
    return Turn(
        keys=(f"command:{trigger or response_url}",),
        move=Words(words or "help"),
        user=user,
        place=Privately(response_url, OnlyTo(channel, user)),
        channel_name="" if name in {"directmessage", "privategroup"} else name,
        shareable=words,
    )


def pointed_at(body: Mapping[str, Any]) -> Turn | None:
    """Read the message shortcut that looks for the owner of whatever a message names."""
    message = _part(body, "message")
    channel, user = _text(_part(body, "channel"), "id"), _text(_part(body, "user"), "id")
    response_url = _text(body, "response_url")
    if not (channel and user and response_url):
        return None
    said = "\n".join(_passages(message)).strip()
    return Turn(
        keys=(f"shortcut:{_text(body, 'trigger_id') or response_url}",),
        move=Words(f"who owns {said}") if said else Note(NOTHING_TO_READ),
        user=user,
        place=Privately(response_url, OnlyTo(channel, user, _text(message, "thread_ts"))),
        channel_name=_text(_part(body, "channel"), "name"),
    )


def pressed(body: Mapping[str, Any]) -> Turn | None:
    """Read a button pressed, or a choice made, under a message of ours. Source: Slack's "block_actions payload"."""
    action = next(_objects(body.get("actions")), {})
    container, message, user = _part(body, "container"), _part(body, "message"), _text(_part(body, "user"), "id")
    channel = _text(_part(body, "channel"), "id") or _text(container, "channel_id")
    ts = _text(message, "ts") or _text(container, "message_ts")
    if not (action and channel and ts and user):
        return None
    action_id, move = _text(action, "action_id"), _in_public(_move_of(action), container)
    thread_ts = _text(message, "thread_ts") or _text(container, "thread_ts")
    place = _place_of_press(body, action_id, move, OnlyTo(channel, user, thread_ts), ts)
    once = _text(body, "trigger_id") or f"{user}:{ts}:{_text(action, 'action_ts')}"
    return Turn(
        keys=(f"action:{once}", *_once_only(move, f"{channel}:{ts}")),
        move=move,
        user=user,
        place=place,
        thread=None if is_private(place) else thread_key(channel, thread_ts or ts),
        channel_name=_text(_part(body, "channel"), "name"),
    )


def utterance(
    turn: Turn, text: str, asker: Person, people: Mapping[str, Person], channel_name: str, now: datetime
) -> Utterance:
    """A turn as the utterance to understand; `now` (aware, UTC) where Slack does not say when it was said."""
    return Utterance(
        text=text,
        now=turn.said_at or now,
        zone=zone_of(asker),
        asker=asker,
        channel=turn.channel,
        channel_name=channel_name or turn.channel_name or None,
        thread=turn.thread,
        begins=turn.begins,
        addressed=turn.addressed,
        people=people,
    )


def thread_key(channel: str, root_ts: str) -> str:
    """What identifies the conversation in one thread."""
    return f"{channel}:{root_ts}"


def zone_of(person: Person) -> tzinfo:
    """A person's time zone; UTC where it is unknown."""
    try:
        return ZoneInfo(person.zone) if person.zone else UTC
    except (ValueError, OSError, KeyError):
        return UTC


def _is_written_by_a_person(event: Mapping[str, Any]) -> bool:
    is_noise = any(event.get(mark) for mark in ("bot_id", "bot_profile", "hidden", "edited"))
    return not is_noise and str(event.get("subtype") or "") in _WRITTEN_BY_PEOPLE


def _move_of(action: Mapping[str, Any]) -> Move:
    action_id, value = _text(action, "action_id"), _text(action, "value")
    if action_id == NEITHER:
        return Note(NONE_OF_THESE)
    if action_id == SHARE:
        return Share(value) if value else Note(OLD_BUTTON)
    try:
        if action_id.startswith(CHOOSE):
            slot, asked = choice_of(action_id)
            chosen = _text(_part(action, "selected_option"), "value")
            return Asks((replace(asked, slots={**asked.slots, slot: chosen}),)) if chosen else Note(OLD_BUTTON)
        return Asks(asks_of(value), _text(_part(action, "text"), "text"))
    except ValueError:
        return Note(OLD_BUTTON)


def _in_public(move: Move, container: Mapping[str, Any]) -> Move:
    """Nobody is pinged by what only one person sees, so there it is said how to."""
    return Note(PING_IN_PUBLIC) if _pings(move) and container.get("is_ephemeral") is True else move


def _pings(move: Move) -> bool:
    return isinstance(move, Asks) and any(one.kind == PING.name for one in move.asks)


def _once_only(move: Move, message: str) -> Iterator[str]:
    """What is done once for each message, whoever presses and however often."""
    if isinstance(move, Share):
        yield f"share:{message}"
    if _pings(move):
        yield f"ping:{message}"


def _place_of_press(body: Mapping[str, Any], action_id: str, move: Move, only_to: OnlyTo, ts: str) -> Place:
    is_ephemeral = _part(body, "container").get("is_ephemeral") is True
    response_url = _text(body, "response_url")
    in_place = action_id == NEITHER or (action_id.startswith((INSTEAD, CHOOSE)) and isinstance(move, Asks))
    if is_ephemeral or (isinstance(move, Note) and not in_place):
        return Privately(response_url, only_to, replaces=in_place) if response_url else only_to
    thread_ts = only_to.thread_ts or ts
    if in_place:
        return InPlaceOf(only_to.channel, ts, thread_ts, questions_of(body.get("message")))
    return InThread(only_to.channel, thread_ts)


def _passages(message: Mapping[str, Any]) -> Iterable[str]:
    """What a message says, wherever it says it: alerts often have no text but blocks or attachments."""
    if text := _text(message, "text"):
        return [text]
    parts = [*_objects(message.get("attachments")), *_objects(message.get("blocks"))]
    return [
        found
        for part in parts
        for found in (
            _text(part, "title"),
            _text(part, "text") or _text(part, "fallback"),
            _text(_part(part, "text"), "text"),
        )
        if found
    ]


def _part(holder: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = holder.get(key)
    return value if isinstance(value, Mapping) else {}


def _text(holder: Mapping[str, Any], key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    return (one for one in value if isinstance(one, Mapping)) if isinstance(value, list) else iter(())


def _moment(ts: str) -> datetime | None:
    """Slack's `1605853844.000800`, seconds since 1970."""
    try:
        return datetime.fromtimestamp(float(ts), UTC)
    except (ValueError, OverflowError, OSError):
        return None
