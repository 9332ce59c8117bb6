"""What Unleash's events say changed of a rollout: before and after, when, by whom. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal

import msgspec

from bot.providers.unleash_flags import ref_of_key
from bot.providers.unleash_requests import TOLD
from bot.providers.unleash_strategies import Strategy, rule_of
from bot.providers.unleash_wire import Event, moment
from handlers.audience_words import clause
from handlers.flags import Change
from handlers.kit import plain

_TURNS: Final[Mapping[str, Literal["on", "off"]]] = {
    "feature-environment-enabled": "on",
    "feature-environment-disabled": "off",
}
_SAID: Final[Mapping[str, tuple[str, str]]] = {
    "feature-environment-enabled": ("off", "on"),
    "feature-environment-disabled": ("on", "off"),
    "feature-stale-on": ("", "stale"),
    "feature-stale-off": ("stale", "no longer stale"),
    "feature-archived": ("in use", "archived"),
    "feature-revived": ("archived", "in use again"),
    "feature-created": ("", "made"),
}
"""Before and after, in words."""


def changes_of(events: Iterable[Event], names: Mapping[int, str]) -> Iterator[Change]:
    """The changes among these events, in their order. names: of segments, by id."""
    for event in events:
        at = moment(event.created_at)
        if event.type in TOLD and event.feature_name and at is not None:
            before, after = _said(event, names)
            yield Change(
                ref_of_key(event.feature_name),
                event.feature_name,
                event.environment or "",
                at,
                event.created_by or "",
                before,
                after,
                _TURNS.get(event.type, ""),
            )


def _said(event: Event, names: Mapping[int, str]) -> tuple[str, str]:
    if event.type in _SAID:
        return _SAID[event.type]
    return _strategy(event.pre_data, names), _strategy(event.data, names)


def _strategy(written: Any, names: Mapping[int, str]) -> str:
    """Whom a strategy takes: `for 25 % of users (by userId)`; empty where there was none."""
    if not written:
        return ""
    try:
        strategy = msgspec.convert(written, Strategy)
    except msgspec.ValidationError:
        return "a strategy that I can not read"
    said = plain(clause(rule_of(strategy, names)))
    return f"for {said}{', but this rule is disabled' if strategy.disabled else ''}"
