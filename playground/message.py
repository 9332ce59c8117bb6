"""A message as the workspace keeps it, and as Slack sends it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from playground.pings import NOBODY, Pings

Block = Mapping[str, Any]
_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Message:
    """One message.

    user: who wrote it; the bot's user for an app's message, which also has `bot_id` and `app_id`.
    team: the writer's team.
    thread_ts: the first message of its thread; None outside threads and for the first message itself.
    visible_to: the only user who sees it, for an ephemeral one; None for the others.
    reactions: user ids by name of the emoji, in order.
    pings: who is notified by it.
    """

    channel: str
    ts: str
    user: str
    team: str
    text: str
    blocks: tuple[Block, ...] = ()
    attachments: tuple[Mapping[str, Any], ...] = ()
    thread_ts: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    visible_to: str | None = None
    subtype: str | None = None
    client_msg_id: str | None = None
    edited_ts: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    reactions: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NONE)
    pings: Pings = NOBODY

    @property
    def thread(self) -> str:
        """The timestamp of the first message of the thread this is in, or would start."""
        return self.thread_ts or self.ts

    def to_slack(self) -> dict[str, Any]:
        """The message as in `conversations.history`."""
        optional: dict[str, Any] = {
            "subtype": self.subtype,
            "bot_id": self.bot_id,
            "app_id": self.app_id,
            "client_msg_id": self.client_msg_id,
            "thread_ts": self.thread_ts,
            "blocks": [dict(block) for block in self.blocks],
            "attachments": [dict(attachment) for attachment in self.attachments],
            "metadata": dict(self.metadata),
            "edited": {"user": self.user, "ts": self.edited_ts} if self.edited_ts else None,
            "reactions": [
                {"name": name, "users": list(users), "count": len(users)} for name, users in self.reactions.items()
            ],
        }
        required = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text, "team": self.team}
        return required | {name: value for name, value in optional.items() if value}
