"""Time zones as people write them after a time: `CET`, `UTC+2`, `London time`."""

import re
from collections.abc import Mapping
from datetime import UTC, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from bot.moments.words import Said

_LETTERS: Final[Mapping[str, str]] = {
    name: zone
    for zone, names in {
        "Europe/London": "bst",
        "Europe/Paris": "cet cest mez mesz",
        "Europe/Athens": "eet eest",
        "Europe/Lisbon": "wet west",
        "America/New_York": "est edt et",
        "America/Chicago": "cst cdt ct",
        "America/Denver": "mst mdt mt",
        "America/Los_Angeles": "pst pdt pt",
        "Asia/Kolkata": "ist",
        "Asia/Singapore": "sgt",
        "Asia/Hong_Kong": "hkt",
        "Asia/Tokyo": "jst",
        "Asia/Seoul": "kst",
        "Australia/Sydney": "aest aedt",
        "Pacific/Auckland": "nzst nzdt",
    }.items()
    for name in names.split()
}
"""Winter and summer names mean the place's clock: who writes `9am CET` in July does not mean 10."""

_PLACES: Final[Mapping[str, str]] = {
    "london": "Europe/London",
    "uk": "Europe/London",
    "british": "Europe/London",
    "dublin": "Europe/Dublin",
    "lisbon": "Europe/Lisbon",
    "madrid": "Europe/Madrid",
    "paris": "Europe/Paris",
    "berlin": "Europe/Berlin",
    "german": "Europe/Berlin",
    "amsterdam": "Europe/Amsterdam",
    "zurich": "Europe/Zurich",
    "rome": "Europe/Rome",
    "stockholm": "Europe/Stockholm",
    "warsaw": "Europe/Warsaw",
    "prague": "Europe/Prague",
    "cairo": "Africa/Cairo",
    "lagos": "Africa/Lagos",
    "tokyo": "Asia/Tokyo",
    "seoul": "Asia/Seoul",
    "singapore": "Asia/Singapore",
    "taipei": "Asia/Taipei",
    "india": "Asia/Kolkata",
    "sydney": "Australia/Sydney",
    "new york": "America/New_York",
    "toronto": "America/Toronto",
    "eastern": "America/New_York",
    "chicago": "America/Chicago",
    "central": "America/Chicago",
    "denver": "America/Denver",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
    "san francisco": "America/Los_Angeles",
    "bogota": "America/Bogota",
    "mexico city": "America/Mexico_City",
}

_OFFSET: Final = re.compile(r"(?:utc|gmt)?([+-])([0-9]{1,2})(?::?([0-5][0-9]))?", re.ASCII)


def zone_at(said: Said, at: int) -> tuple[tzinfo, int] | None:
    """A zone, and where the words go on."""
    word = said.at(at)
    if word in {"utc", "gmt"}:
        return UTC, said.after(at + 1, "time") or at + 1
    if word in _LETTERS:
        return ZoneInfo(_LETTERS[word]), said.after(at + 1, "time") or at + 1
    if end := said.after(at, "my time", "our time", "local time"):
        return said.zone, end
    if end := said.after(at + 1, "time"):
        return (ZoneInfo(_PLACES[word]), end) if word in _PLACES else None
    if (two := f"{word} {said.at(at + 1)}") in _PLACES and (end := said.after(at + 2, "time")):
        return ZoneInfo(_PLACES[two]), end
    zone = offset_of(word) if word.startswith(("utc", "gmt")) else None
    return (zone, at + 1) if zone else None


def offset_of(text: str) -> tzinfo | None:
    """The zone that `+02:00`, `-0500`, `utc+2` or `z` writes."""
    if text == "z":
        return UTC
    match = _OFFSET.fullmatch(text)
    if match is None or int(match[2]) > 14:
        return None
    ahead = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(ahead if match[1] == "+" else -ahead)
