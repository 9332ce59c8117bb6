"""Mentions in what is said, and what is left without one of us at either end. Pure."""

import re
from functools import cache
from typing import Final

MENTION: Final = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^<>]*))?>")
"""Somebody's id, and what is shown for it where Slack says so."""
_BLANKS_AND_COMMAS: Final = re.compile(r"[\s,]*")


def without_mention(text: str, us: str) -> str:
    """`text` without the mention of us it begins with, or ends with."""
    first, last = _mentions_of(us)
    said = first.sub("", text).strip()
    marks = said[len(said.rstrip("?.!")) :]
    body = said.removesuffix(marks).rstrip()
    found = last.search(body)
    return _unpunctuated(body[: found.start()]) + marks if found else said


@cache
def _mentions_of(us: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What fits the mentions of us that a message begins with, and the one it ends with."""
    mention = rf"<@{re.escape(us)}(?:\|[^<>]*)?>"
    return re.compile(rf"^(?:\s*{mention}[\s,:]*)+"), re.compile(rf"{mention}\Z")


def _unpunctuated(text: str) -> str:
    """`text` without blanks and commas at its end."""
    trailing = _BLANKS_AND_COMMAS.match(text[::-1])
    return text[: len(text) - trailing.end()] if trailing else text
