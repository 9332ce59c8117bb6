"""Sentences and what they tell about time, written so that tables of them can be read.

The asker sits in Berlin, and it is 14:20 there on Wednesday, 25 November 2026.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.moments import Moment, moments

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 25, 13, 20, tzinfo=UTC)

_TOKEN = re.compile(r"[^\s,|?!;]+|,|[|?!;]")


def tokens(sentence: str) -> list[str]:
    """The words of a sentence, as the caller hands them over: commas as `,`, other stops as `|`."""
    return [token if token not in "?!;" else "|" for token in _TOKEN.findall(sentence.lower())]


def read(sentence: str, *, past: bool = False, now: datetime = NOW, zone: ZoneInfo = BERLIN) -> tuple[Moment, ...]:
    return moments(tokens(sentence), now, zone, past)


def words_of(sentence: str, moment: Moment) -> str:
    return " ".join(tokens(sentence)[moment.start : moment.end])


def rest_of(sentence: str, found: Sequence[Moment]) -> str:
    """The sentence without its moments."""
    taken = {place for moment in found for place in range(moment.start, moment.end)}
    return " ".join(token for place, token in enumerate(tokens(sentence)) if place not in taken)


def shown(value: datetime | date | None, zone: ZoneInfo = BERLIN) -> str:
    """`2026-11-28 03:00` by the asker's clock, `2026-11-28` for a whole day, `-` for none."""
    if value is None:
        return "-"
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M}"
    return value.isoformat()


def when(sentence: str, *, past: bool = False) -> str:
    """When the only moment of a sentence is, with nothing of the sentence left; else what is left of it."""
    found = read(sentence, past=past)
    left = rest_of(sentence, found)
    return shown(found[0].when) if len(found) == 1 and not left else f"{len(found)} moments, left: {left!r}"


def since(sentence: str) -> str:
    """Where the span begins that the only moment of a sentence opens, or could."""
    found = read(sentence)
    return shown(found[0].since) if len(found) == 1 else f"{len(found)} moments"
