"""What an answer may ask of the world: small ports, and the facts that come back.

Whoever stands behind a port (a provider, a fake) fits it structurally and imports only this file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal, Protocol

from catalog_client import EntityRef, Snapshot


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


@dataclass(frozen=True, slots=True)
class Sources:
    """All an answer may ask.

    catalog: the snapshot to answer from. names: near names in it.
    freshness: every configured source, the catalog first.
    """

    catalog: Snapshot
    names: NearNames
    freshness: tuple[Freshness, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the answer, and when.

    now: aware, UTC. zone: the reader's time zone. asker: the reader's User in the catalog, when known.
    channel: the Slack channel's id or `#name`, when the question was asked in one.
    """

    now: datetime
    zone: tzinfo
    asker: EntityRef | None = None
    channel: str | None = None
