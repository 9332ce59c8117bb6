"""Whole messages and views: which blocks may be where, how many, and what must be unique among them. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from playground.blockkit.blocks import EVERYWHERE, INPUT, MESSAGES_ONLY, RICH
from playground.blockkit.checks import by_type, complaint, flag, items, string, typed
from playground.blockkit.objects import plain_text

MOST_IN_MESSAGE: Final = 50
MOST_IN_VIEW: Final = 100

_IN_VIEW: Final = by_type({**EVERYWHERE, **INPUT, **RICH})
_SURFACES: Final = {
    "message": by_type({**EVERYWHERE, **INPUT, **RICH, **MESSAGES_ONLY}),
    "unfurl": by_type(EVERYWHERE),
}
_VIEW: Final = {
    "callback_id": string(255),
    "private_metadata": string(3000),
    "external_id": string(255),
}
_VIEWS: Final = by_type(
    {
        "home": typed("home", {"blocks": items(_IN_VIEW, MOST_IN_VIEW, 0)}, {**_VIEW, "title": plain_text(24)}),
        "modal": typed(
            "modal",
            {"title": plain_text(24), "blocks": items(_IN_VIEW, MOST_IN_VIEW, 0)},
            {
                **_VIEW,
                "submit": plain_text(24),
                "close": plain_text(24),
                "clear_on_close": flag,
                "notify_on_close": flag,
                "submit_disabled": flag,
            },
        ),
    }
)
_IGNORED_IN_VIEWS: Final = frozenset({"id", "state", "hash", "team_id", "bot_id", "app_id", "root_view_id"})


def problems_of(blocks: Any, surface: str, where: str = "/blocks", most: int = MOST_IN_MESSAGE) -> list[str]:
    """What is wrong with the blocks of a `message` or `unfurl`, in Slack's words; empty when nothing is."""
    found = [*items(_SURFACES[surface], most, 0)(blocks, where)]
    return found or [*_repeated(blocks, where)]


def problems_of_view(view: Mapping[str, Any]) -> list[str]:
    """What is wrong with a modal or home tab."""
    given = {name: value for name, value in view.items() if name not in _IGNORED_IN_VIEWS}
    found = [*_VIEWS(given, "/view")]
    return found or [*_repeated(view["blocks"], "/view/blocks"), *_without_submit(view)]


def _without_submit(view: Mapping[str, Any]) -> Iterator[str]:
    has_input = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and has_input and not view.get("submit"):
        yield complaint("missing required field: submit", "/view")


def _repeated(blocks: Iterable[Any], where: str) -> Iterator[str]:
    """Block ids that occur twice, and action ids that occur twice in one block."""
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            yield complaint(f'`block_id` "{block_id}" already exists for another block', f"{where}/{index}/block_id")
        seen.add(block_id or "")
        yield from _repeated_actions(block, f"{where}/{index}")


def _repeated_actions(block: Mapping[str, Any], where: str) -> Iterator[str]:
    seen: set[str] = set()
    for index, element in enumerate(block.get("elements", ())):
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if action_id and action_id in seen:
            place = f"{where}/elements/{index}/action_id"
            yield complaint(f'`action_id` "{action_id}" already exists for another element', place)
        seen.add(action_id or "")
