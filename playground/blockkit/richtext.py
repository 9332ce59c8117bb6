"""Rich text: sections, lists, quotes and code, and what stands in them. Pure."""

from typing import Final

from playground.blockkit.checks import (
    Check,
    address,
    by_type,
    flag,
    items,
    number,
    one_of,
    record,
    string,
    typed,
)

_STYLE: Final = record({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), flag))


def _inline(name: str, required: dict[str, Check], optional: dict[str, Check] | None = None) -> Check:
    return typed(name, required, {"style": _STYLE, **(optional or {})})


_TEXT: Final = _inline("text", {"text": string(least=1)})
_LINK: Final = _inline("link", {"url": address()}, {"text": string(), "unsafe": flag})
_INLINE: Final = {
    "text": _TEXT,
    "link": _LINK,
    "user": _inline("user", {"user_id": string(least=1)}),
    "usergroup": _inline("usergroup", {"usergroup_id": string(least=1)}),
    "team": _inline("team", {"team_id": string(least=1)}),
    "channel": _inline("channel", {"channel_id": string(least=1)}),
    "broadcast": _inline("broadcast", {"range": one_of("here", "channel", "everyone")}),
    "color": _inline("color", {"value": string(least=1)}),
    "emoji": _inline("emoji", {"name": string(least=1)}, {"unicode": string(), "url": string()}),
    "date": _inline(
        "date", {"timestamp": number, "format": string(least=1)}, {"fallback": string(), "url": string()}
    ),
}
_ELEMENTS: Final = items(by_type(_INLINE), least=0)
_BORDER: Final = {"border": one_of(0, 1)}
_SECTION: Final = typed("rich_text_section", {"elements": _ELEMENTS})
_BLOCKS: Final = {
    "rich_text_section": _SECTION,
    "rich_text_list": typed(
        "rich_text_list",
        {"style": one_of("bullet", "ordered"), "elements": items(_SECTION, least=0)},
        {"indent": number, "offset": number, **_BORDER},
    ),
    "rich_text_quote": typed("rich_text_quote", {"elements": _ELEMENTS}, _BORDER),
    "rich_text_preformatted": typed(
        "rich_text_preformatted",
        {"elements": items(by_type({"text": _TEXT, "link": _LINK}), least=0)},
        {"language": string(), **_BORDER},
    ),
}
RICH_TEXT: Final = typed("rich_text", {"elements": items(by_type(_BLOCKS), least=0)}, {"block_id": string(255)})
