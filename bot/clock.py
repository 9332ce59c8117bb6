"""The machine's clock; whoever needs the time is given it from here by the command line or the composition root."""

from datetime import UTC, datetime


def now() -> datetime:
    """The time (aware, UTC)."""
    return datetime.now(UTC)
