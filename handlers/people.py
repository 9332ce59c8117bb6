"""A person in Slack, as far as answers need to know them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the Slack workspace.

    slack_id: `U…`. name: the real name; handle: the display name. email: empty where Slack does not tell.
    zone: IANA name of the time zone; empty where unknown.
    standing: what kind of member this is; `external` belongs to another workspace.
    status_text, status_emoji (`:palm_tree:`), status_until: the custom status; None: no end.
    quiet_from, quiet_until: the next or current do-not-disturb span; None where there is none.
    Source: Slack's `users.info`, `dnd.info`.
    """

    slack_id: str
    name: str
    handle: str = ""
    email: str = ""
    zone: str = ""
    standing: Literal["member", "guest", "bot", "deactivated", "external"] = "member"
    status_text: str = ""
    status_emoji: str = ""
    status_until: datetime | None = None
    quiet_from: datetime | None = None
    quiet_until: datetime | None = None
