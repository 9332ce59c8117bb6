"""What a person types, as Slack stores it: text with `<@U…>` and the rich text block that goes with it. Pure."""

import re
from collections.abc import Mapping
from typing import Any, Final

_PIECE: Final = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def rich_text(text: str) -> dict[str, Any]:
    """The rich text block of a person's message; the text is as on the wire, with `<@U…>` and `&amp;`."""
    elements: list[dict[str, Any]] = []
    end = 0
    for piece in _PIECE.finditer(text):
        elements += _plain(text[end : piece.start()])
        elements.append(_special(piece[1], piece[2], piece[3]))
        end = piece.end()
    elements += _plain(text[end:])
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


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

    users, channels: ids by name. Other names stay as typed.
    """

    def linked(match: re.Match[str]) -> str:
        sign, name = match[1], match[2]
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
