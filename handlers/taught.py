"""Names that people here have taught us, as answers see them."""

from dataclasses import dataclass
from datetime import datetime

from catalog_client import EntityRef


@dataclass(frozen=True, slots=True)
class Alias:
    """A learned name.

    alias: as it was typed last. channel: where it holds; None: everywhere.
    agreed: Slack ids of the people who mean this by it, the first to say so first. at: of the last vote (aware, UTC).
    """

    alias: str
    ref: EntityRef
    channel: str | None
    agreed: tuple[str, ...]
    at: datetime


class AliasesAway(Exception):
    """What people taught us can not be written now; the message is a plain clause on why."""
