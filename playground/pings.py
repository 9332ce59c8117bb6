"""Who is notified by a message, read from its text and blocks as Slack would.

Where Slack's documents leave open whether something notifies, it is counted: a test that asserts that nobody was
pinged must not pass by an oversight here.
Source: Slack's "Formatting message text" (mentions, automatic parsing), "Text object" (`verbatim`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_MARKUP: Final = re.compile(r"<([@!])([^<>|]+)(?:\|[^<>]*)?>")
_BARE: Final = re.compile(r"(?<![\w<@!|/.])@([\w][\w.-]*)")
_BROADCASTS: Final = frozenset({"here", "channel", "everyone", "group"})


@dataclass(frozen=True, slots=True)
class Pings:
    """users: ids; groups: ids of user groups; broadcasts: `here`, `channel`, `everyone`. False when nobody is."""

    users: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    broadcasts: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.users or self.groups or self.broadcasts)

    def __or__(self, other: "Pings") -> "Pings":
        if not (self and other):
            return self or other
        return Pings(self.users | other.users, self.groups | other.groups, self.broadcasts | other.broadcasts)


NOBODY: Final = Pings()


@dataclass(frozen=True, slots=True)
class Handles:
    """Names that automatic parsing turns into mentions: without `@`, each with an id."""

    users: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)


def pings_of(text: str, blocks: Iterable[Any], handles: Handles, *, links_names: bool = False) -> Pings:
    """Who a message notifies.

    links_names: whether bare `@names` of the top-level text count (`link_names`, `parse=full`).
    """
    found = _in_markup(text)
    if links_names:
        found |= _in_bare_names(text, handles)
    for block in blocks:
        found |= _in_part(block, handles)
    return found


def _in_part(part: Any, handles: Handles) -> Pings:
    found = NOBODY
    for each in _objects(part):
        match each:
            case {"type": "mrkdwn", "text": str(text)} if each.get("verbatim") is True:
                found |= _in_markup(text)
            case {"type": "mrkdwn" | "markdown", "text": str(text)}:
                found |= _in_markup(text) | _in_bare_names(text, handles)
            case {"type": "user", "user_id": str(user)}:
                found |= Pings(users=frozenset({user}))
            case {"type": "usergroup", "usergroup_id": str(group)}:
                found |= Pings(groups=frozenset({group}))
            case {"type": "broadcast", "range": str(to)}:
                found |= Pings(broadcasts=frozenset({to}))
    return found


def _objects(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from _objects(value)
    elif isinstance(part, list):
        for value in part:
            yield from _objects(value)


def _in_markup(text: str) -> Pings:
    marks = _MARKUP.findall(text)
    if not marks:
        return NOBODY
    users, groups, broadcasts = set(), set(), set()
    for sign, name in marks:
        if sign == "@":
            users.add(name)
        elif name.startswith("subteam^"):
            groups.add(name.removeprefix("subteam^"))
        elif name in _BROADCASTS:
            broadcasts.add(name)
    return Pings(frozenset(users), frozenset(groups), frozenset(broadcasts))


def _in_bare_names(text: str, handles: Handles) -> Pings:
    names = {name.rstrip(".-").lower() for name in _BARE.findall(text)}
    if not names:
        return NOBODY
    return Pings(
        frozenset(handles.users[name] for name in names if name in handles.users),
        frozenset(handles.groups[name] for name in names if name in handles.groups),
        frozenset(names & _BROADCASTS),
    )
