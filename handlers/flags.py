"""A rollout as answers know it: a feature toggle in each of its environments, and what changed of it. Values only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal

from catalog_client import EntityRef
from handlers.audience import Audience, percentage_of, reaches_anybody

ROLLOUT: Final = "rollout"
"""The kind in a rollout's ref, `rollout:<source>/<key>`; the source is the setting's word for it."""

PRODUCTION: Final = frozenset({"production", "prod", "live"})


def ref_of(source: str, key: str) -> EntityRef:
    return EntityRef.of(ROLLOUT, source, key)


@dataclass(frozen=True, slots=True)
class Flag:
    """What is known of a rollout without asking for its details.

    source: `unleash`, `flagd`, …; key: as its tool writes it. project: empty where the tool has none.
    owners, components: as the flag itself states them: refs, or bare names; in the order of certainty.
    stale: whether its tool says it should be removed. lifecycle: the tool's own word. archived: no longer in use.
    url: its page. created: when.
    """

    source: str
    key: str
    project: str = ""
    description: str = ""
    owners: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    stale: bool = False
    lifecycle: str = ""
    archived: bool = False
    url: str = ""
    created: datetime | None = None

    @property
    def ref(self) -> EntityRef:
        return ref_of(self.source, self.key)


@dataclass(frozen=True, slots=True)
class Environment:
    """A rollout in one environment.

    state: `live`, its rules count; `off`, switched off; `held`, off because a rollout it depends on is not as needed;
        `code`, disabled, so that the default in the program counts; `unknown`, could not be read.
    audience: who gets it while live; None where that could not be read.
    since: when it was last turned on. changed, changed_by: its latest change; before: how it stood until then, in words.
    last_seen: when a program asked for it.
    """

    name: str
    state: Literal["live", "off", "held", "code", "unknown"]
    audience: Audience | None = None
    production: bool = False
    since: datetime | None = None
    changed: datetime | None = None
    changed_by: str = ""
    before: str = ""
    last_seen: datetime | None = None

    @property
    def enabled(self) -> bool | None:
        """Whether it is on for anybody; None where that is not known."""
        match self.state:
            case "live":
                return reaches_anybody(self.audience) if self.audience is not None else True
            case "unknown":
                return None
            case _:
                return False

    @property
    def percentage(self) -> float | None:
        """For how many percent it is on, where one number is true."""
        if self.state in {"off", "held"}:
            return 0.0
        return percentage_of(self.audience) if self.state == "live" and self.audience is not None else None


@dataclass(frozen=True, slots=True)
class Parent:
    """Another rollout that must be as said for this one to be on. variants: one of these, where it says so."""

    key: str
    on: bool = True
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rollout:
    """A rollout with its details.

    switch: whether it is on or off; else it is one of several variants, and on or off is no question.
    parents: what it depends on. as_of: when this was true. partial: what could not be read, a clause each.
    """

    flag: Flag
    environments: tuple[Environment, ...]
    as_of: datetime
    switch: bool = True
    parents: tuple[Parent, ...] = ()
    partial: tuple[str, ...] = ()

    @property
    def ref(self) -> EntityRef:
        return self.flag.ref

    def ordered(self, first: str = "") -> tuple[Environment, ...]:
        """The environments, the one asked for first, then production, then the rest in the tool's order."""
        return tuple(
            sorted(self.environments, key=lambda one: (not same_environment(one.name, first), not one.production))
        )


def same_environment(name: str, asked: str) -> bool:
    """Whether an environment is the one asked for: `prod` is production, case does not matter."""
    one, other = name.lower(), asked.lower()
    return bool(other) and (one == other or {one, other} <= PRODUCTION)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a rollout. environment: empty where it is about all. by: empty where unknown.

    before, after: plain text, empty where there was or is nothing. turns: whether it turned it on or off.
    """

    rollout: EntityRef
    key: str
    environment: str
    at: datetime
    by: str
    before: str
    after: str
    turns: Literal["on", "off", ""] = ""

    def as_facts(self) -> Mapping[str, Any]:
        return {
            "rollout": str(self.rollout),
            "environment": self.environment,
            "at": self.at.isoformat(),
            "by": self.by,
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes, the latest first.

    missing: what could not be said, a clause each: `flagd keeps no history`. notes: what no history tells, likewise.
    """

    found: tuple[Change, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def with_history(environment: Environment, changes: Sequence[Change]) -> Environment:
    """An environment with when it was turned on and last changed. changes: of its rollout, the latest first."""
    own = [change for change in changes if change.environment == environment.name]
    if not own:
        return environment
    since = _turned_on(own) if environment.enabled else None
    last = own[0]
    return replace(environment, since=since, changed=last.at, changed_by=last.by, before=last.before)


def _turned_on(changes: Sequence[Change]) -> datetime | None:
    last = next((change for change in changes if change.turns), None)
    return last.at if last is not None and last.turns == "on" else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a rollout is on for somebody in one environment.

    on: None where it could not be found out. variant: what they get, where it says more.
    unknown: attributes its rules look at and of which we know nothing.
    """

    environment: str
    on: bool | None
    variant: str = ""
    unknown: tuple[str, ...] = ()
