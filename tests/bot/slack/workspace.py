"""Northline's Slack, with our app in it as the manifest describes it."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from playground.seed import Seed, Team, app_of

MANIFEST: Final = Path(__file__).parent.parent.parent.parent / "manifest.yml"
TEAM: Final = "T0NORTHLINE"
INES, OLAV, PRIIT, GUEST, OUTSIDER, OTHER_BOT = "U0INES", "U0OLAV", "U0PRIIT", "U0GUEST", "U0OUTSIDER", "U0BUILDBOT"
US: Final = "U0REVERB"
TICKETS, HARBOUR, PARTNERS, QUIET = "C0TICKETS", "C0HARBOUR01", "C0PARTNERS", "C0QUIET"
FERRY_TALK: Final = "G0FERRYTALK"
"""A group message an outsider is in."""
HISTORY: Final = {
    "channels:history": "message.channels",
    "groups:history": "message.groups",
    "mpim:history": "message.mpim",
}
"""The optional scopes of the manifest, and the event each is for."""


def member(user: str, name: str, handle: str, **fields: Any) -> dict[str, Any]:
    profile = {"real_name": name, "display_name": handle, "email": f"{handle}@north.example"}
    return {"id": user, "team_id": TEAM, "name": handle, "profile": profile, "tz": "Europe/Oslo", **fields}


MEMBERS: Final = (
    member(INES, "Inês Duarte", "ines", tz="Europe/Lisbon"),
    member(OLAV, "Olav Berg", "olav"),
    member(PRIIT, "Priit Tamm", "priit"),
    member(GUEST, "Guest Gail", "gail", is_restricted=True),
    member(OUTSIDER, "Oda Outside", "oda", team_id="T0PARTNER"),
    member(OTHER_BOT, "Build", "build", is_bot=True),
)
OURS: Final = [INES, OLAV, PRIIT, GUEST, OTHER_BOT]
CHANNELS: Final = (
    {"id": TICKETS, "name": "tickets", "is_member": True, "members": OURS},
    {"id": HARBOUR, "name": "harbour", "is_member": True, "is_private": True, "members": OURS},
    {"id": PARTNERS, "name": "partners", "is_member": True, "is_ext_shared": True, "members": [*OURS, OUTSIDER]},
    {"id": QUIET, "name": "quiet", "members": OURS},
    {"id": FERRY_TALK, "name": "mpdm-1", "is_mpim": True, "is_member": True, "members": [US, INES, OUTSIDER]},
)


@cache
def manifest() -> dict[str, Any]:
    found = yaml.safe_load(MANIFEST.read_text())
    assert isinstance(found, dict)
    return found


def northline(*, reads_channels: bool = False, **app: Any) -> Seed:
    """The workspace. reads_channels: whether the app has the optional history scopes; `app`: fields of `App`."""
    described = app_of(manifest(), bot_user=US, bot_id="B0REVERB", id="A0REVERB")
    if reads_channels:
        app |= {"scopes": described.scopes | {*HISTORY}, "events": described.events | {*HISTORY.values()}}
    granted = app_of(manifest(), **{"bot_user": US, "bot_id": "B0REVERB", "id": "A0REVERB", **app})
    return Seed(granted, MEMBERS, CHANNELS, team=Team(TEAM, "Northline", "northline"))
