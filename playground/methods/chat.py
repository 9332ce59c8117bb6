"""Messages, as the app writes them: chat.*, reactions.*, and what an agent says of its work."""

import re
from typing import Any, Final

from playground.arguments import Arguments
from playground.blockkit import problems_of
from playground.channel import Channel
from playground.content import draft_of, updated_draft_of
from playground.events import bot_profile
from playground.message import Message
from playground.methods.method import SPECIAL, TIER_3, TIER_4, Answer, Method
from playground.refusal import Refused, refused_because
from playground.wording import links_in
from playground.workspace import Draft
from playground.world import World

_TIMESTAMP: Final = re.compile(r"\d{1,12}\.\d{6}")
_CUT: Final = {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}
MOST_PROMPTS: Final = 4
MOST_DAYS_AHEAD: Final = 120
CERTAIN_SECONDS: Final = 60
"""A scheduled message can not be taken back this shortly before it is posted."""
AGENT_STATES: Final = frozenset({"processing", "active", "suspended", "closed"})


def _post_message(world: World, arguments: Arguments) -> Answer:
    place = world.writable(arguments.text("channel"))
    draft = draft_of(arguments, thread_ts=_thread(place, arguments))
    message = world.workspace.post(place.id, draft)
    posted = {"channel": place.id, "ts": message.ts, "message": _shown(message, world)}
    was_cut = len(arguments.optional("text")) > len(message.text)
    return {**posted, **(_CUT if was_cut else {})}


def _shown(message: Message, world: World) -> dict[str, Any]:
    return {**message.to_slack(), "bot_profile": bot_profile(message, world.workspace)}


def _thread(place: Channel, arguments: Arguments) -> str | None:
    """The thread a message goes to. Raises: Refused, `invalid_thread_ts` or `thread_not_found`."""
    if "thread_ts" not in arguments:
        return None
    thread_ts = arguments.text("thread_ts")
    if not _TIMESTAMP.fullmatch(thread_ts):
        raise refused_because("invalid_thread_ts", [f"{thread_ts} is not a valid thread_ts"])
    first = place.messages.get(thread_ts)
    if first is None:
        raise Refused("thread_not_found")
    if first.thread != thread_ts:
        raise Refused("cannot_reply_to_message")
    return thread_ts


def _post_ephemeral(world: World, arguments: Arguments) -> Answer:
    place = world.writable(arguments.text("channel"))
    user = arguments.text("user")
    if user not in place.members:
        raise Refused("user_not_in_channel")
    message = world.workspace.whisper(place.id, user, draft_of(arguments, thread_ts=_thread(place, arguments)))
    return {"message_ts": message.ts}


def _own_message(world: World, arguments: Arguments, refusal: str) -> Message:
    message = world.workspace.message(world.seen(arguments.text("channel")).id, arguments.text("ts"))
    if message.app_id != world.workspace.app.id:
        raise Refused(refusal)
    return message


def _update(world: World, arguments: Arguments) -> Answer:
    before = _own_message(world, arguments, "cant_update_message")
    kept = Draft(before.text, before.blocks, before.attachments)
    message = world.workspace.edit(before, updated_draft_of(arguments, kept))
    shown = {"text": message.text, "message": _shown(message, world)}
    return {"channel": message.channel, "ts": message.ts, **shown}


def _delete(world: World, arguments: Arguments) -> Answer:
    message = _own_message(world, arguments, "cant_delete_message")
    world.workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def _permalink(world: World, arguments: Arguments) -> Answer:
    message = world.workspace.message(world.seen(arguments.text("channel")).id, arguments.text("message_ts"))
    address = f"https://{world.workspace.team.domain}.slack.com/archives/{message.channel}"
    link = f"{address}/p{message.ts.replace('.', '')}"
    thread = f"?thread_ts={message.thread_ts}&cid={message.channel}" if message.thread_ts else ""
    return {"channel": message.channel, "permalink": link + thread}


def _unfurl(world: World, arguments: Arguments) -> Answer:
    channel, ts = _unfurled(arguments)
    message = world.workspace.message(world.workspace.channel(channel).id, ts)
    unfurls = arguments.structure("unfurls", "cannot_parse_attachment")
    metadata = arguments.structure("metadata", "invalid_metadata_format") or {}
    if not unfurls and not metadata:
        raise Refused("missing_unfurls")
    entities = {each["app_unfurl_url"]: each for each in metadata.get("entities", ())}
    previews = [_preview(url, preview, message, world) for url, preview in {**entities, **(unfurls or {})}.items()]
    world.workspace.unfurl(message, previews)
    return {}


def _unfurled(arguments: Arguments) -> tuple[str, str]:
    if "unfurl_id" in arguments:
        channel, _, ts = arguments.text("unfurl_id").partition("-")
        return channel, ts
    return arguments.text("channel"), arguments.text("ts")


def _preview(url: str, preview: dict[str, Any], message: Message, world: World) -> dict[str, Any]:
    if url not in links_in(message.text):
        raise Refused("cannot_unfurl_url")
    problems = problems_of(preview.get("blocks", []), "unfurl", f"/unfurls/{url}/blocks")
    if problems:
        raise refused_because("invalid_blocks", problems)
    app = world.workspace.app
    return {**preview, "app_unfurl_url": url, "is_app_unfurl": True, "bot_id": app.bot_id, "app_id": app.id}


def _react(world: World, arguments: Arguments) -> Answer:
    message = world.workspace.message(world.seen(arguments.text("channel")).id, arguments.text("timestamp"))
    name = arguments.text("name").strip(":")
    world.workspace.react(world.workspace.app.bot_user, message, name)
    return {}


def _set_status(world: World, arguments: Arguments) -> Answer:
    channel, thread_ts = _in_thread(world, arguments, "channel_id")
    if "status" not in arguments.given and arguments.structure("loading_messages"):
        raise refused_because("invalid_arguments", ["missing required field: status"])
    world.workspace.set_status(channel, thread_ts, arguments.optional("status"))
    return {}


def _in_thread(world: World, arguments: Arguments, name: str) -> tuple[str, str]:
    place = world.writable(arguments.text(name))
    thread_ts = arguments.text("thread_ts")
    if thread_ts not in place.messages:
        raise Refused("thread_not_found")
    return place.id, thread_ts


def _session_status(world: World, arguments: Arguments) -> Answer:
    if not world.workspace.app.is_agent:
        raise Refused("not_an_agent")
    channel, thread_ts = _in_thread(world, arguments, "channel_id")
    status = arguments.text("status")
    if status not in AGENT_STATES:
        raise refused_because("invalid_arguments", ["must be a valid enum value [json-pointer:/status]"])
    world.workspace.set_status(channel, thread_ts, status)
    return {}


def _suggest(world: World, arguments: Arguments) -> Answer:
    place = world.writable(arguments.text("channel_id"))
    prompts = arguments.structure("prompts") or []
    if len(prompts) > MOST_PROMPTS:
        raise refused_because(
            "invalid_arguments", [f"no more than {MOST_PROMPTS} items allowed [json-pointer:/prompts]"]
        )
    for index, prompt in enumerate(prompts):
        if not isinstance(prompt, dict) or not prompt.get("title") or not prompt.get("message"):
            where = f"[json-pointer:/prompts/{index}]"
            raise refused_because("invalid_arguments", [f"missing required field: title or message {where}"])
    world.workspace.suggest(place.id, arguments.optional("thread_ts") or None, prompts)
    return {}


def _schedule(world: World, arguments: Arguments) -> Answer:
    place = world.writable(arguments.text("channel"))
    draft = draft_of(arguments, thread_ts=_thread(place, arguments))
    arguments.text("post_at")
    post_at = arguments.number("post_at", 0)
    if post_at <= world.workspace.now():
        raise Refused("time_in_past")
    if post_at > world.workspace.now() + MOST_DAYS_AHEAD * 86_400:
        raise Refused("time_too_far")
    known = world.workspace.schedule(place.id, draft, post_at)
    return {
        "channel": place.id,
        "scheduled_message_id": known.id,
        "post_at": post_at,
        "message": {"text": draft.text},
    }


def _unschedule(world: World, arguments: Arguments) -> Answer:
    place = world.writable(arguments.text("channel"))
    known = world.workspace.scheduled.get(arguments.text("scheduled_message_id"))
    if known is None or known.channel != place.id or known.post_at - world.workspace.now() < CERTAIN_SECONDS:
        raise Refused("invalid_scheduled_message_id")
    del world.workspace.scheduled[known.id]
    return {}


def _scheduled(world: World, arguments: Arguments) -> Answer:
    channel = arguments.optional("channel")
    known = [one for one in world.workspace.scheduled.values() if channel in {"", one.channel}]
    return {
        "scheduled_messages": [
            {"id": one.id, "channel_id": one.channel, "post_at": one.post_at, "text": one.draft.text} for one in known
        ]
    }


_AGENT: Final = ("assistant:write", "chat:write")
METHODS: Final = (
    Method("chat.postMessage", _post_message, ("chat:write",), SPECIAL),
    Method("chat.postEphemeral", _post_ephemeral, ("chat:write",), TIER_4),
    Method("chat.update", _update, ("chat:write",), TIER_3),
    Method("chat.delete", _delete, ("chat:write",), TIER_3),
    Method("chat.getPermalink", _permalink, (), SPECIAL),
    Method("chat.scheduleMessage", _schedule, ("chat:write",), TIER_3),
    Method("chat.deleteScheduledMessage", _unschedule, ("chat:write",), TIER_3),
    Method("chat.scheduledMessages.list", _scheduled, (), TIER_3),
    Method("chat.unfurl", _unfurl, ("links:write",), TIER_3),
    Method("reactions.add", _react, ("reactions:write",), TIER_3),
    Method("assistant.threads.setStatus", _set_status, _AGENT, SPECIAL),
    Method("assistant.threads.setSuggestedPrompts", _suggest, ("assistant:write",), TIER_4),
    Method("agents.sessions.setStatus", _session_status, ("chat:write",), TIER_3),
)
