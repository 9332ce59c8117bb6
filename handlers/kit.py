"""What an answer is drawn with: passages of mrkdwn, buttons, and the Block Kit message they become.

Theory: text from a catalog is never trusted. It enters mrkdwn through `escape` (or `bold`, `code`, `link`), which
takes away Slack's control characters and whatever could look like a ping, and every text object says `verbatim`, so
that Slack parses nothing further. A formatting character that is meant literally stands between two word joiners;
that is how `plain` and `cut` tell it from markup. Source: Slack's "Formatting message text".
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, NewType
from urllib.parse import urlsplit

import msgspec

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
MOST_ID: Final = 255
MOST_ADDRESS: Final = 2000

_INVISIBLE: Final = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\ufeff\uffa0")
_JOINER: Final = "\u2060"

_TO_DEFUSE: Final = re.compile(r"[*~`]|_|(?<!\w)@(?=\w)")
_AT: Final = re.compile(r"(?<!\w)@(?=\w)")
_MARKUP: Final = rf"""`(?P<code>[^`\n]*)`
      | {_JOINER}(?P<literal>[*_~`]){_JOINER}
      | <(?P<address>[^<>|]*)\|(?P<title>[^<>]*)>
      | <(?P<bare>[^<>]*)>
      | (?P<star>\*)
      | (?P<joiner>{_JOINER})"""
_MARKED: Final = re.compile(_MARKUP, re.VERBOSE)
_TOKEN: Final = re.compile(rf"{_MARKUP} | (?P<entity>&(?:amp|lt|gt);) | (?P<text>.)", re.VERBOSE | re.DOTALL)


def clean(text: str) -> str:
    """`text` on one line, without control, zero-width and text-direction characters."""
    if text.isprintable() and (text.isascii() or _INVISIBLE.isdisjoint(text)):
        return " ".join(text.split())
    kept = (" " if one.isspace() else one for one in text if one not in _INVISIBLE)
    return " ".join("".join(one for one in kept if unicodedata.category(one) not in {"Cc", "Cf", "Cs"}).split())


def shortened(text: str, most: int) -> str:
    """`text`, cleaned, within `most` characters and ending at a whole word where there is one."""
    shown = clean(text)
    if len(shown) <= most:
        return shown
    kept = shown[: most - 1]
    at_word, _, _ = kept.rpartition(" ")
    return (at_word if len(at_word) > most // 2 else kept).rstrip() + "…"


def escape(text: str) -> Mrkdwn:
    """Catalog text as mrkdwn that shows exactly these characters and does nothing.

    Slack has no way to escape `*_~` and backticks; a word joiner (U+2060) on both sides of each keeps it from
    starting a style, and after a leading `@` it keeps a client from seeing a mention. `_` inside words stays as it
    is, so that names can be copied.
    """
    return Mrkdwn(_TO_DEFUSE.sub(_defused, _without_control(clean(text))))


def _without_control(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _defused(match: re.Match[str]) -> str:
    if match[0] == "@":
        return f"@{_JOINER}"
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    inside_word = match[0] == "_" and before.isalnum() and after.isalnum()
    return match[0] if inside_word else f"{_JOINER}{match[0]}{_JOINER}"


def bold(text: str) -> Mrkdwn:
    """A name set in bold."""
    return Mrkdwn(f"*{shown}*" if (shown := escape(text)) else "")


def code(text: str) -> Mrkdwn:
    """Text as typed, in a code span; a backtick in it becomes an apostrophe."""
    shown = _AT.sub(_defused, _without_control(clean(text)).replace("`", "'"))
    return Mrkdwn(f"`{shown}`" if shown else "")


def link(url: str, title: str) -> Mrkdwn:
    """A link where the address is http(s) and harmless; the bare title elsewhere."""
    if not is_web_address(url):
        return escape(title)
    address = (
        url.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C").replace("`", "%60")
    )
    return Mrkdwn(f"<{address}|{escape(title) or address}>")


@lru_cache(maxsize=4096)
def is_web_address(url: str) -> bool:
    """Whether `url` may be shown as a link: http or https, with a host, without a user name, blanks or controls."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    harmless = clean(url) == url and not re.search(r"\s", url) and "@" not in parts.netloc
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and harmless and len(url) <= MOST_ADDRESS


def plain(text: Mrkdwn) -> str:
    """mrkdwn as it reads without markup, for terminals and notifications; a link as `title (address)`."""
    bare = _MARKED.sub(_read_out, text)
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _read_out(token: re.Match[str]) -> str:
    match token.lastgroup:
        case "star" | "joiner":
            return ""
        case "code":
            return token["code"].replace(_JOINER, "")
        case "title":
            title = _MARKED.sub(_read_out, token["title"])
            return title if title == token["address"] else f"{title} ({token['address']})"
        case group:
            return token[group or 0]


def cut(text: Mrkdwn, most: int) -> Mrkdwn:
    """`text` within `most` characters, ending with `…` and never inside a link, a character reference or a style."""
    if len(text) <= most:
        return text
    kept: list[str] = []
    room = most - len("*…")
    in_bold = False
    for token in _TOKEN.finditer(text):
        if len(token[0]) > room:
            break
        kept.append(token[0])
        room -= len(token[0])
        in_bold ^= token.lastgroup == "star"
    return Mrkdwn("".join(kept).rstrip() + ("*…" if in_bold else "…"))


@dataclass(frozen=True, slots=True)
class Button:
    """A button that asks `asks` when pressed.

    in_place: the answer takes the place of the message with the button, instead of following it.
    fills: the slot of `asks` that is chosen by typing, where it is a field instead of a button; always in place.
    """

    label: str
    asks: Asked
    in_place: bool = False
    fills: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One answer, drawn: a sentence that could be read aloud, then the few lines that change what is done next.

    sources: the names of the sources it rests on, for the grey last line.
    call: a line that mentions somebody who has to know, posted after the answer; empty where nobody has to.
    aside: whether only whoever asked is told, while the message they pressed in stays as it is.
    """

    headline: Mrkdwn
    details: tuple[Mrkdwn, ...] = ()
    buttons: tuple[Button, ...] = ()
    sources: tuple[str, ...] = ("catalog",)
    call: Mrkdwn = Mrkdwn("")
    aside: bool = False

    def also(self, line: Mrkdwn, source: str) -> "Passage":
        """The same with a further line, which rests on a further source."""
        return replace(self, details=(*self.details, line), sources=(*self.sources, source))

    def text(self) -> str:
        """The passage as plain text."""
        return "\n".join(plain(line) for line in (self.headline, *self.details))


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: `text` for terminals, plain; `blocks` for Slack.

    Raises: ValueError, outside Slack's limits.
    """

    text: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a message needs a text")
        if not 1 <= len(self.blocks) <= MOST_BLOCKS:
            raise ValueError(f"a message has 1 to {MOST_BLOCKS} blocks, not {len(self.blocks)}")
        if (length := size(self.blocks)) > MOST_MESSAGE:
            raise ValueError(f"the blocks of a message have at most {MOST_MESSAGE} characters, not {length}")

    @property
    def notification(self) -> Mrkdwn:
        """The text as Slack's top-level `text`, which it shows in notifications: nothing in it pings or links."""
        lines = (escape(line) for line in self.text.splitlines())
        return cut(Mrkdwn("\n".join(lines)), MOST_TEXT)


def size(blocks: Sequence[Block]) -> int:
    """Unit: characters of the blocks as JSON, which is never less than what Slack counts."""
    return len(msgspec.json.encode(blocks).decode())


def section(text: Mrkdwn) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": cut(text, MOST_SECTION), "verbatim": True}}


def context(text: Mrkdwn) -> Block:
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": cut(text, MOST_SECTION), "verbatim": True}],
    }


def label(text: str) -> Block:
    return {"type": "plain_text", "text": shortened(text, MOST_LABEL), "emoji": False}


def listed(items: Sequence[Mrkdwn], most: int = 12, last: str = "and") -> Mrkdwn:
    """`a, b and c`; beyond `most` the rest is counted: `a, b and 14 more`."""
    shown = [*items] if len(items) <= most else [*items[: most - 1], Mrkdwn(f"{len(items) - most + 1} more")]
    if len(shown) < 2:
        return Mrkdwn("".join(shown))
    return Mrkdwn(f"{', '.join(shown[:-1])} {last} {shown[-1]}")


Facts = Mapping[str, Any]
"""An answer's values by plain names, as JSON. Names: product contract of `reverb ask --json`."""
