"""What an answer may ask of the world: small ports, and the facts that come back.

Whoever stands behind a port (a provider, a fake) fits it structurally and imports only this file.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal, Protocol

from catalog_client import EntityRef, Snapshot
from handlers.flag_index import FlagIndex
from handlers.flags import Changes, Rollout, Verdict
from handlers.kit import Mrkdwn
from handlers.people import Person
from handlers.picks import USUAL, Ledger, Pick, Terms
from handlers.shifts import Rota, Unread
from handlers.taught import Alias


@dataclass(frozen=True, slots=True)
class Freshness:
    """How fresh one source is.

    name: as people read it: `catalog`, `on-call`, `rollouts`, `memory` (Redis).
    as_of: when what we know was true (aware, UTC); None while nothing has ever been read.
    state: `fresh`; `stale`, older than it should be; `down`, the last try failed.
    note: one plain clause on what is wrong, for people; empty when all is well.
    """

    name: str
    as_of: datetime | None
    state: Literal["fresh", "stale", "down"]
    note: str = ""


class NearNames(Protocol):
    """Finds entities whose names are near to a text, nearest first."""

    def near(self, text: str, kinds: Sequence[str] = (), limit: int = 5) -> tuple[EntityRef, ...]: ...


class Rollouts(Protocol):
    """The rollouts of every configured source. Nothing of it raises: what is not known is part of what returns."""

    def index(self) -> FlagIndex:
        """All flags, from memory."""
        ...

    async def read(self, refs: Sequence[EntityRef]) -> tuple[Rollout, ...]:
        """Those that exist, in this order; what could not be read of one stands in its `partial`."""
        ...

    async def changes(self, refs: Sequence[EntityRef], since: datetime | None, most: int = 20) -> Changes:
        """What changed of these, the latest first."""
        ...

    async def is_on(self, ref: EntityRef, subject: str, environment: str = "") -> tuple[Verdict, ...]:
        """Whether it is on for a user, customer, company, one verdict for each environment; none where nobody knows."""
        ...


class Rotas(Protocol):
    """The on-call schedules of every configured source. Nothing of it raises."""

    async def rota(self, schedule: str, start: datetime, end: datetime) -> Rota | Unread:
        """The shifts of a schedule (`ical:NAME`, `pagerduty:PID`) that meet a span, and maybe others."""
        ...


class Acquaintances(Protocol):
    """Joins whoever a source names with the catalog and with Slack. Nothing of it raises."""

    def user_of(self, email: str, name: str, slack_id: str = "") -> EntityRef | None:
        """The User in the catalog, by whichever of these is known."""
        ...

    async def person(self, user: EntityRef | None, email: str = "", slack_id: str = "") -> Person | None:
        """The person in Slack, with their time zone and do-not-disturb."""
        ...

    async def people(self, users: Sequence[EntityRef]) -> Mapping[EntityRef, Person | None]:
        """The same for each of several, asked about together."""
        ...


class Picks(Protocol):
    """Remembers who was picked. Raises: PicksAway, from all of it."""

    async def ledger(self, team: EntityRef, task: str) -> Ledger:
        """All turns of a team for a task, without their receipts."""
        ...

    async def one(self, team: EntityRef, task: str, number: int) -> Pick | None:
        """The pick with this number, and its receipt."""
        ...

    async def put(self, read: Ledger, pick: Pick) -> bool:
        """Write a pick, new or changed; False, and nothing written, where `read` is not what is remembered any more.

        It may be asked twice for the same.
        """
        ...


class RemindersAway(Exception):
    """A reminder can not be set right now."""


class Reminders(Protocol):
    """Posts something in a thread later, whatever becomes of us until then."""

    async def remind(self, thread: str, text: Mrkdwn, at: datetime) -> str:
        """Have `text` posted; what identifies that. Raises: RemindersAway."""
        ...

    async def withdraw(self, thread: str, reminder: str) -> None:
        """Take it back, where it was not posted yet."""
        ...


class Aliases(Protocol):
    """Names that people here have taught us. Raises: AliasesAway, from all but `listed`."""

    def listed(self) -> tuple[Alias, ...]:
        """Those of every channel and those that hold everywhere, in alphabetical order, from memory."""
        ...

    async def remember(self, alias: str, ref: EntityRef, channel: str, by: str, at: datetime) -> None:
        """Count that `by`, a Slack id, means `ref` by it in `channel`. Raises: ValueError, where it is no name."""
        ...

    async def forget(self, alias: str, channel: str | None) -> bool:
        """Drop a name in a channel, or with None everywhere; whether it was there."""
        ...


@dataclass(frozen=True, slots=True)
class Sources:
    """All an answer may ask.

    catalog: the snapshot to answer from. names: near names in it.
    freshness: tells it of every configured source, the catalog first. To answer, a source may have been read anew.
    rollouts: None where no source of rollouts is configured.
    rotas: None where no source of on-call schedules is configured. acquaintances: None where nobody is known.
    picks: None where nothing remembers them. pick_terms: how they are made here.
    aliases: None where nothing remembers them. reminders: None where nobody can be reminded.
    """

    catalog: Snapshot
    names: NearNames
    freshness: Callable[[], tuple[Freshness, ...]] = tuple
    rollouts: Rollouts | None = None
    rotas: Rotas | None = None
    acquaintances: Acquaintances | None = None
    picks: Picks | None = None
    pick_terms: Terms = USUAL
    aliases: Aliases | None = None
    reminders: Reminders | None = None

    def has(self, name: str) -> bool:
        """Whether a source is configured, by its name in `Freshness`; always so for the empty name."""
        behind = {"rollouts": self.rollouts, "on-call": self.rotas}
        return behind.get(name, self.catalog) is not None


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the answer, and when.

    now: aware, UTC. zone: the reader's time zone. asker: the reader's User in the catalog, when known.
    channel: the Slack channel's id or `#name`, when the question was asked in one.
    thread: what identifies the conversation; empty outside one.
    said: the question as Slack sent it, to be quoted; empty where a button asked.
    slack_id: the reader's id in Slack; empty where Slack does not know them.
    """

    now: datetime
    zone: tzinfo
    asker: EntityRef | None = None
    channel: str | None = None
    thread: str = ""
    said: str = ""
    slack_id: str = ""
