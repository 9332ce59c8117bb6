"""What a Web API method is, and what several families of methods do alike."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from playground.arguments import Arguments
from playground.refusal import Refused
from playground.world import World

T = TypeVar("T")
Answer = dict[str, Any]

TIER_1: Final = 1
TIER_2: Final = 20
TIER_3: Final = 50
TIER_4: Final = 100
SPECIAL: Final = 600
"""Calls a minute. The tiers are Slack's ("Rate limits"); "special" is said to be hundreds."""


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the Web API.

    scopes: the bot token needs one of them; none for no scope, or where it depends on the conversation.
    per_minute: how often it may be called, by its tier.
    answer: the answer's fields beside `ok`. Raises: Refused.
    is_app_level: whether it takes the app-level token instead of the bot's.
    """

    name: str
    answer: Callable[[World, Arguments], Answer]
    scopes: tuple[str, ...] = ()
    per_minute: int = TIER_3
    is_app_level: bool = False


def page(items: Sequence[T], arguments: Arguments, usual: int, most: int = 1000) -> tuple[list[T], Answer]:
    """The items of the page asked for by `cursor` and `limit`, and the `response_metadata` to go on with.

    Raises: Refused, `invalid_cursor` or `invalid_limit`.
    """
    limit = arguments.number("limit", usual)
    if not 0 < limit <= most:
        raise Refused("invalid_limit")
    start = _start(arguments.optional("cursor"))
    end = start + limit
    cursor = base64.b64encode(f"from:{end}".encode()).decode() if end < len(items) else ""
    return list(items[start:end]), {"response_metadata": {"next_cursor": cursor}}


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("from:"))
    except (ValueError, binascii.Error):
        raise Refused("invalid_cursor") from None
