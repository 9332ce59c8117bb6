"""What a person types, as Slack stores it: text with `<@U…>` and the rich text block that goes with it. Pure."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, Final

_PIECE: Final = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")
_QUOTE: Final = "&gt;"
_STYLED: Final = re.compile(
    r"""`(?P<code>[^`\n]+)`
      | (?<![\w*])\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])
      | (?<!\w)_(?P<italic>[^\s_](?:[^_\n]*[^\s_])?)_(?!\w)
      | (?<![\w~])~(?P<strike>[^\s~](?:[^~\n]*[^\s~])?)~(?![\w~])""",
    re.VERBOSE,
)
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def rich_text(text: str) -> dict[str, Any]:
    """The rich text block of a person's message; the text is as on the wire, with `<@U…>` and `&amp;`."""
    parts = [
        part for number, chunk in enumerate(text.split("```")) for part in _parts(chunk, is_code=number % 2 == 1)
    ]
    return {"type": "rich_text", "elements": parts or [{"type": "rich_text_section", "elements": []}]}


def _parts(chunk: str, *, is_code: bool) -> Iterator[dict[str, Any]]:
    """The sections and quotes of what stands between fences, or the preformatted text within."""
    shown = chunk.strip("\n")
    if not shown:
        return
    if is_code:
        yield {"type": "rich_text_preformatted", "elements": _elements(shown, is_styled=False)}
        return
    for is_quote, lines in groupby(shown.split("\n"), key=lambda line: line.startswith(_QUOTE)):
        if is_quote:
            quoted = "\n".join(line.removeprefix(_QUOTE).removeprefix(" ") for line in lines)
            yield {"type": "rich_text_quote", "elements": _elements(quoted)}
        else:  # An empty line between two quotes is a section of its own.
            yield {"type": "rich_text_section", "elements": _elements("\n".join(lines) or "\n")}


def _elements(text: str, *, is_styled: bool = True) -> list[dict[str, Any]]:
    elements: list[dict[str, Any]] = []
    plain = _styled if is_styled else _plain
    end = 0
    for piece in _PIECE.finditer(text):
        elements += plain(text[end : piece.start()])
        elements.append(_special(piece[1], piece[2], piece[3]))
        end = piece.end()
    return elements + plain(text[end:])


def _styled(text: str) -> list[dict[str, Any]]:
    """Text with what stands between backticks, stars, underscores and tildes in that style, without them."""
    elements: list[dict[str, Any]] = []
    end = 0
    for found in _STYLED.finditer(text):
        elements += _plain(text[end : found.start()])
        style = str(found.lastgroup)
        elements += [{**one, "style": {style: True}} for one in _plain(found[style])]
        end = found.end()
    return elements + _plain(text[end:])


def _plain(text: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": unescaped(text)}] if text else []


def _special(sign: str, target: str, label: str | None) -> dict[str, Any]:
    match sign:
        case "@":
            return {"type": "user", "user_id": target}
        case "#":
            return {"type": "channel", "channel_id": target}
        case "!" if target.startswith("subteam^"):
            return {"type": "usergroup", "usergroup_id": target.removeprefix("subteam^")}
        case "!":
            return {"type": "broadcast", "range": target}
    url = unescaped(target)
    return {"type": "link", "url": url, "text": unescaped(label)} if label else {"type": "link", "url": url}


def unescaped(text: str) -> str:
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def escaped(text: str) -> str:
    for entity, character in reversed(_ENTITIES):
        text = text.replace(character, entity)
    return text


def with_ids(text: str, users: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """Typed text with `@name` and `#name` as `<@U…|name>` and `<#C…|name>`: what `should_escape` does to a command.

    users, channels: ids by name, which are lower case; they may be typed otherwise. Other names stay as typed.
    """

    def linked(match: re.Match[str]) -> str:
        sign, name = match[1], match[2].lower()
        known = (users if sign == "@" else channels).get(name)
        return f"<{sign}{known}|{name}>" if known else match[0]

    return re.sub(r"(?<![\w<|&;])([@#])([\w][\w.-]*[\w]|\w)", linked, text)


_ADDRESS: Final = re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?'\")\]*_~`]")


def as_sent(text: str, users: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """What somebody types into Slack's own box, as a message on the wire: names and addresses become links.

    users, channels: ids by name.
    """
    pieces: list[str] = []
    end = 0
    for address in _ADDRESS.finditer(text):
        pieces.append(_named(escaped(text[end : address.start()]), users, channels))
        pieces.append(f"<{escaped(address[0])}>")
        end = address.end()
    return "".join((*pieces, _named(escaped(text[end:]), users, channels)))


def _named(text: str, users: Mapping[str, str], channels: Mapping[str, str]) -> str:
    return re.sub(r"<([@#])(\w+)\|[^>]*>", r"<\1\2>", with_ids(text, users, channels))


def links_in(text: str) -> list[str]:
    """The web addresses in a message, as its links are stored."""
    return [unescaped(piece[2]) for piece in _PIECE.finditer(text) if not piece[1] and "://" in piece[2]]
