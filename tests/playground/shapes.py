"""How alike two payloads are: which keys they have, and what kinds of values."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.shared import shared_data

_OF_SOME_INSTALLATIONS = frozenset(
    [
        "enterprise_id",
        "enterprise_name",
        "authed_users",
        "assistant_thread",
        "action_token",
        "context_team_id",
        "inviter",
        "context_enterprise_id",
        "function_data",
        "bot_access_token",
        "interactivity",
        "workflow_step",
    ]
)
"""What only some workspaces or features have: organisations of several, workflows, assistants."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of real payloads of one type: how many have each, and with which kinds of values."""

    payloads: int
    keys: Mapping[str, int]
    kinds: Mapping[str, frozenset[str]]

    def faults(self, payload: Mapping[str, Any]) -> list[str]:
        """Keys that most real payloads have and this lacks, keys that none has, kinds that none has."""
        ours = dict(_walk(payload))
        usual = {key for key, count in self.keys.items() if count * 2 > self.payloads}
        lacking = [f"lacks {key}" for key in sorted(usual - set(ours)) if not _is_special(key)]
        unknown = [f"has {key}" for key in sorted(set(ours) - set(self.keys))]
        other = [
            f"{key} is {kind}, not {sorted(self.kinds[key])}"
            for key, kind in sorted(ours.items())
            if key in self.kinds and kind not in self.kinds[key] and kind != "null"
        ]
        return lacking + unknown + other


def _is_special(key: str) -> bool:
    return not _OF_SOME_INSTALLATIONS.isdisjoint(key.split("."))


def _walk(payload: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Each key, with those of `event`, `container` and `actions` below it, and the kind of its value."""
    for key, value in payload.items():
        yield f"{prefix}{key}", _kind(value)
        below = value[0] if key == "actions" and value else value
        if key in {"event", "container", "actions", "user", "channel", "item"} and isinstance(below, Mapping):
            yield from _walk(below, f"{prefix}{key}.")


def _kind(value: Any) -> str:
    kinds = {bool: "bool", int: "number", float: "number", str: "string", list: "array", type(None): "null"}
    return kinds.get(type(value), "object")


def real(file: str, kind: str, least_keys: int = 0) -> Shape:
    """The shape of the real payloads of a type. least_keys: payloads with fewer are fragments, and left out."""
    lines = shared_data("slack", f"{file}.jsonl").read_text().splitlines()
    payloads = [entry["payload"] for entry in map(json.loads, lines) if entry["type"] == kind]
    whole = [dict(_walk(payload)) for payload in payloads if len(payload) >= least_keys]
    keys = Counter(key for payload in whole for key in payload)
    kinds = {key: frozenset(payload[key] for payload in whole if key in payload) for key in keys}
    return Shape(len(whole), keys, kinds)
