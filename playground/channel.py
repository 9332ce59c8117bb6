"""A conversation: a public or private channel, or a direct message."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.message import Message


@dataclass(slots=True)
class Channel:
    """kind: `channel`, `group` (private), `mpim` or `im`, as `channel_type` in events says it.

    fields: as Slack lists it; members: ids of users; messages: by timestamp, in order.
    """

    id: str
    kind: str
    fields: dict[str, Any]
    members: set[str]
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.fields.get("name", ""))

    @property
    def name_in_payloads(self) -> str:
        """Slack's word for the channel in interactive payloads."""
        return {"im": "directmessage", "group": "privategroup"}.get(self.kind, self.name)

    @property
    def is_archived(self) -> bool:
        return bool(self.fields.get("is_archived"))

    @property
    def is_shared_outside(self) -> bool:
        return bool(self.fields.get("is_ext_shared"))

    def thread(self, thread_ts: str) -> list[Message]:
        """The first message of a thread and its replies; empty when there is none."""
        return [message for message in self.messages.values() if message.thread == thread_ts]

    def described_for(self, user: str) -> dict[str, Any]:
        """The channel as in `conversations.info`, for one of its possible members."""
        if self.kind == "im":
            return dict(self.fields)
        return {**self.fields, "is_member": user in self.members, "num_members": len(self.members)}


def kind_of(fields: Mapping[str, Any]) -> str:
    """`channel`, `group`, `mpim` or `im`, for a channel as Slack lists it."""
    if fields.get("is_im"):
        return "im"
    if fields.get("is_mpim"):
        return "mpim"
    return "group" if fields.get("is_private") else "channel"


def listed_channel(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A channel with what Slack always says of one, where `fields` does not."""
    name = str(fields.get("name", ""))
    usual: dict[str, Any] = {
        "name": name,
        "name_normalized": name,
        "is_channel": True,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": False,
        "is_archived": False,
        "is_general": False,
        "is_shared": False,
        "is_org_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "created": 0,
        "creator": "",
        "unlinked": 0,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }
    return usual | {key: value for key, value in fields.items() if key != "members"}
