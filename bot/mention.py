"""Mentions in what is said, and what is left without one of us at either end. Pure."""

import re
from typing import Final

MENTION: Final = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^<>]*))?>")
"""Somebody's id, and what is shown for it where Slack says so."""
_BLANKS_AND_COMMAS: Final = re.compile(r"[\s,]*")


def without_mention(text: str, us: str) -> str:
    """`text` without the mention of us it begins with, or ends with."""
    mention = rf"<@{re.escape(us)}(?:\|[^<>]*)?>"
    said = re.sub(rf"^(?:\s*{mention}[\s,:]*)+", "", text).strip()
    marks = said[len(said.rstrip("?.!")) :]
    body = said.removesuffix(marks).rstrip()
    last = re.search(rf"{mention}\Z", body)
    return _unpunctuated(body[: last.start()]) + marks if last else said


def _unpunctuated(text: str) -> str:
    """`text` without blanks and commas at its end."""
    trailing = _BLANKS_AND_COMMAS.match(text[::-1])
    return text[: len(text) - trailing.end()] if trailing else text
