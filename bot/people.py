"""People as Slack writes them down, read as values. Odd members are read as far as they make sense."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal

import msgspec

from handlers.people import Person

_SLACKBOT: Final = "USLACKBOT"
_NOTHING: Final[Mapping[str, Any]] = {}


def person_of(member: Mapping[str, Any], team_id: str | None = None, enterprise_id: str | None = None) -> Person:
    """Read one member; with our own `team_id`, tell who belongs to another workspace.

    enterprise_id: of our own organisation, where it has several workspaces.
    Shape: a member of `users.list`, with a further `dnd` as in `dnd.info` where it is known.
    """
    profile, quiet = _object(member, "profile"), _object(member, "dnd")
    is_quiet = quiet.get("dnd_enabled") is True
    return Person(
        slack_id=_text(member, "id"),
        name=_text(profile, "real_name") or _text(member, "real_name") or _text(member, "name"),
        handle=_text(profile, "display_name") or _text(member, "name"),
        email=_text(profile, "email"),
        zone=_text(member, "tz"),
        standing=_standing(member, team_id, enterprise_id),
        status_text=_text(profile, "status_text"),
        status_emoji=_text(profile, "status_emoji"),
        status_until=_moment(profile, "status_expiration"),
        quiet_from=_moment(quiet, "next_dnd_start_ts") if is_quiet else None,
        quiet_until=_moment(quiet, "next_dnd_end_ts") if is_quiet else None,
    )


def read_members(document: bytes, team_id: str | None = None) -> tuple[Person, ...]:
    """Read a JSON array of members; whatever in it has no id is passed over.

    Raises: ValueError, when it is no JSON or no array.
    """
    members = msgspec.json.decode(document)
    if not isinstance(members, list):
        raise ValueError("the document is not a JSON array of members")
    people = (person_of(one, team_id) for one in members if isinstance(one, dict))
    return tuple(person for person in people if person.slack_id)


def _standing(
    member: Mapping[str, Any], team_id: str | None, enterprise_id: str | None
) -> Literal["member", "guest", "bot", "deactivated", "external"]:
    if _is_external(member, team_id, enterprise_id):
        return "external"
    if member.get("deleted") is True:
        return "deactivated"
    if member.get("is_bot") is True or member.get("id") == _SLACKBOT:
        return "bot"
    if member.get("is_restricted") is True or member.get("is_ultra_restricted") is True:
        return "guest"
    return "member"


def _is_external(member: Mapping[str, Any], team_id: str | None, enterprise_id: str | None) -> bool:
    """Whether a member is somebody else's.

    `is_stranger` alone is not enough: it is false for outsiders who share a channel with us.
    Source: Slack's "Understanding Slack Connect", `users.info`.
    """
    if member.get("is_stranger") is True:
        return True
    if team_id is None or member.get("team_id") == team_id:
        return False
    theirs = _text(_object(member, "enterprise_user"), "enterprise_id")
    return not (enterprise_id and theirs == enterprise_id)


def _object(holder: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = holder.get(key)
    return value if isinstance(value, Mapping) else _NOTHING


def _text(holder: Mapping[str, Any], key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def _moment(holder: Mapping[str, Any], key: str) -> datetime | None:
    """A time in seconds since 1970; Slack writes 0 for "none"."""
    seconds = holder.get(key)
    if not isinstance(seconds, int | float) or seconds <= 0:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
