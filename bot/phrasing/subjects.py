"""What each built-in kind of question is about, and which kinds of entity it prefers."""

from collections.abc import Mapping
from typing import Final

from handlers.question import Subject

_PLACES: Final = (
    frozenset({"component", "system", "group"}),
    frozenset({"domain"}),
    frozenset({"api", "resource"}),
)
_GROUP_FIRST: Final = (frozenset({"group"}), frozenset({"user"}))
_ONLY_GROUPS: Final = Subject((frozenset({"group"}),), only=True)
_ONLY_PEOPLE: Final = Subject((frozenset({"user"}),), only=True)
_ONLY_ROLLOUTS: Final = Subject((frozenset({"rollout"}),), only=True)
_THINGS: Final = (frozenset({"component", "system", "resource", "domain"}), frozenset({"api", "group"}))

SUBJECTS: Final[Mapping[str, Subject]] = {
    "owner": Subject(()),
    "owned": Subject((frozenset({"group"}), frozenset({"user"})), only=True),
    "members": _ONLY_GROUPS,
    "memberships": _ONLY_PEOPLE,
    "contact": Subject(()),
    "about": Subject(()),
    "links": Subject(()),
    "dependencies": Subject(_THINGS),
    "dependents": Subject((frozenset({"component", "system", "resource", "domain", "api"}), frozenset({"group"}))),
    "apis": Subject((frozenset({"component", "system"}),)),
    "consumers": Subject((frozenset({"api"}), frozenset({"component"}))),
    "search": Subject((), needed=False),
    "oncall": Subject(_PLACES),
    "oncall_next": Subject(_PLACES),
    "my_oncall": _ONLY_PEOPLE,
    "rollout": _ONLY_ROLLOUTS,
    "rollouts": Subject((frozenset({"component", "system", "group"}), frozenset({"domain"}), frozenset({"user"}))),
    "rollout_changes": Subject((frozenset({"rollout"}), frozenset({"component", "system", "group"}))),
    "pick": _ONLY_GROUPS,
    "pick_history": Subject((frozenset({"group"}), frozenset({"user"})), only=True),
    "pick_odds": Subject((frozenset({"group"}), frozenset({"user"})), only=True),
    "help": Subject((), needed=False),
    "aliases": Subject((), needed=False),
    "status": Subject((), needed=False),
}
"""What each built-in kind is about, where its question does not say so itself."""
