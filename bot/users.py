"""Joins people in Slack with the catalog's Users: by annotation, then e-mail, then name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from bot.folding import key_of, words_of
from catalog_client import Entity, EntityRef, Snapshot
from catalog_client.relation import HAS_MEMBER, MEMBER_OF
from handlers.people import Person

SLACK_USER: Final = "reverb.dev/slack-user"

_NONE: Mapping[str, EntityRef] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Users:
    """The Users of one snapshot, by what Slack knows of a person. A name that two Users have joins nobody."""

    by_slack_id: Mapping[str, EntityRef] = field(default_factory=lambda: _NONE)
    by_email: Mapping[str, EntityRef] = field(default_factory=lambda: _NONE)
    by_name: Mapping[str, EntityRef] = field(default_factory=lambda: _NONE)

    @classmethod
    def of(cls, catalog: Snapshot) -> "Users":
        users = catalog.of_kind("user")
        return cls(
            {slack_id: user.ref for user in users if (slack_id := user.annotations.get(SLACK_USER, "").strip())},
            {user.email.lower(): user.ref for user in users if user.email},
            _unique((key_of(words_of(name)), user.ref) for user in users for name in _names(user)),
        )

    def ref_of(self, person: Person) -> EntityRef | None:
        """The User that `person` is, if the catalog has one."""
        found = self.by_slack_id.get(person.slack_id) or self.by_email.get(person.email.lower())
        return found or self.by_name.get(key_of(words_of(person.name)))

    def among(self, people: Iterable[Person]) -> dict[str, EntityRef]:
        """Slack id -> User, of those of `people` that are in the catalog."""
        joined = ((person.slack_id, self.ref_of(person)) for person in people)
        return {slack_id: ref for slack_id, ref in joined if ref is not None}


def _names(user: Entity) -> set[str]:
    return {name for name in (user.display_name, user.title, user.name) if name}


def _unique(pairs: Iterable[tuple[str, EntityRef]]) -> dict[str, EntityRef]:
    found: dict[str, set[EntityRef]] = {}
    for name, ref in pairs:
        found.setdefault(name, set()).add(ref)
    return {name: next(iter(refs)) for name, refs in found.items() if name and len(refs) == 1}


def teams_of(user: EntityRef | None, catalog: Snapshot) -> tuple[EntityRef, ...]:
    """The groups that a User is a direct member of, whichever side says so."""
    if user is None:
        return ()
    said = dict.fromkeys(group.ref for group in catalog.neighbours(user, MEMBER_OF))
    if not said:
        said = dict.fromkeys(
            group.ref for group in catalog.of_kind("group") if user in catalog.related(group.ref, HAS_MEMBER)
        )
    return tuple(said)
