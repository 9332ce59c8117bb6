"""What an answer is drawn with: passages of mrkdwn, buttons, and the Block Kit message they become.

Text from a catalog is never trusted: it enters mrkdwn through `escape` (or `bold`, `code`, `link`), which takes away
Slack's control characters and whatever could look like a ping; every text object says `verbatim`, so that
Slack parses nothing further. Source: Slack's "Formatting message text".
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NewType
from urllib.parse import urlsplit

from handlers.asked import Asked

Mrkdwn = NewType("Mrkdwn", str)
"""Text in Slack's markup, safe to send."""

Block = dict[str, Any]

MOST_BLOCKS: Final = 50
MOST_SECTION: Final = 3000
MOST_TEXT: Final = 4000
MOST_MESSAGE: Final = 12_000
"""Characters over all blocks; Slack answers `msg_blocks_too_long` at about 13,000."""
MOST_LABEL: Final = 75
MOST_VALUE: Final = 2000

_INVISIBLE: Final = frozenset("\u00ad\u180e\ufeff")


def clean(text: str) -> str:
    """`text` on one line, without control, zero-width and text-direction characters."""
    kept = (" " if one.isspace() else one for one in text if one not in _INVISIBLE)
    return " ".join("".join(one for one in kept if unicodedata.category(one) not in {"Cc", "Cf", "Cs"}).split())


def escape(text: str) -> Mrkdwn:
    """Catalog text as mrkdwn that shows exactly these characters and does nothing.

    Slack has no way to escape `*_~` and backticks; a word joiner (U+2060) beside each keeps it from starting a style,
    and after a leading `@` it keeps a client from seeing a mention. Names keep theirs inside words as they are.
    """
    safe = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Mrkdwn(re.sub(r"([*_~`])(?=\S)|(?<=\S)([*_~`])", _defused, re.sub(r"(?<!\w)@(?=\w)", "@\u2060", safe)))


def _defused(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    inside_word = before.isalnum() and after.isalnum()
    return match[0] if inside_word else f"\u2060{match[0]}\u2060"


def bold(text: str) -> Mrkdwn:
    """A name set in bold."""
    return Mrkdwn(f"*{escape(text)}*")


def code(text: str) -> Mrkdwn:
    """Text as typed, in a code span."""
    shown = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("`", "'")
    return Mrkdwn(f"`{shown}`")


def link(url: str, title: str) -> Mrkdwn:
    """A link where the address is http(s) and harmless; the bare title elsewhere."""
    if not is_web_address(url):
        return escape(title)
    address = url.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    return Mrkdwn(f"<{address}|{escape(title)}>")


def is_web_address(url: str) -> bool:
    """Whether `url` may be shown as a link: http or https, with a host, without blanks or controls."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"} and bool(parts.netloc) and clean(url) == url and not re.search(r"\s", url)
    )


def plain(text: Mrkdwn) -> str:
    """mrkdwn as it reads without markup, for terminals and notifications."""
    bare = re.sub(r"<([^<>|]+)\|([^<>]*)>", r"\2", text).replace("\u2060", "")
    bare = re.sub(r"(?<!\w)\*([^*\n]+)\*(?!\w)", r"\1", bare)
    bare = re.sub(r"(?<!\w)_([^_\n]+)_(?!\w)", r"\1", bare)
    bare = re.sub(r"`([^`\n]+)`", r"\1", bare)
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@dataclass(frozen=True, slots=True)
class Button:
    """A button that asks `asks` when pressed.

    in_place: the answer takes the place of the message with the button, instead of following it.
    """

    label: str
    asks: Asked
    in_place: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One answer, drawn: a sentence that could be read aloud, then the few lines that change what is done next.

    sources: the names of the sources it rests on, for the grey last line.
    """

    headline: Mrkdwn
    details: tuple[Mrkdwn, ...] = ()
    buttons: tuple[Button, ...] = ()
    sources: tuple[str, ...] = ("catalog",)

    def text(self) -> str:
        """The passage as plain text."""
        return "\n".join(plain(line) for line in (self.headline, *self.details))


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: `text` for notifications and terminals, `blocks` for Slack.

    Raises: ValueError, outside Slack's limits.
    """

    text: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a message needs a text")
        if not 1 <= len(self.blocks) <= MOST_BLOCKS:
            raise ValueError(f"a message has 1 to {MOST_BLOCKS} blocks, not {len(self.blocks)}")


def cut(text: Mrkdwn, most: int) -> Mrkdwn:
    """`text` within `most` characters, ending at a whole word or line and never inside a link or an entity."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    for opening, closing in (("<", ">"), ("&", ";")):
        if kept.rfind(opening) > kept.rfind(closing):
            kept = kept[: kept.rfind(opening)]
    for mark in "*`":
        if kept.count(mark) % 2:
            kept = kept[: kept.rfind(mark)]
    return Mrkdwn(kept.rstrip() + "…")


def section(text: Mrkdwn) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": cut(text, MOST_SECTION), "verbatim": True}}


def context(text: Mrkdwn) -> Block:
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": cut(text, MOST_SECTION), "verbatim": True}],
    }


def label(text: str) -> Block:
    shown = clean(text)
    return {
        "type": "plain_text",
        "text": shown if len(shown) <= MOST_LABEL else shown[: MOST_LABEL - 1] + "…",
        "emoji": False,
    }


def listed(items: Sequence[Mrkdwn], most: int = 10) -> Mrkdwn:
    """`a, b and c`; beyond `most` the rest is counted: `a, b and 14 more`."""
    shown = [*items] if len(items) <= most else [*items[: most - 1], Mrkdwn(f"{len(items) - most + 1} more")]
    if len(shown) < 2:
        return Mrkdwn("".join(shown))
    return Mrkdwn(f"{', '.join(shown[:-1])} and {shown[-1]}")


Facts = Mapping[str, Any]
"""An answer's values by plain names, as JSON. Names: product contract of `reverb ask --json`."""
