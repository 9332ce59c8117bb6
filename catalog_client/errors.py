"""What can go wrong between us and a catalog, each error named for what happened and what helps."""

from datetime import timedelta


class CatalogError(Exception):
    """The catalog could not be read; what was read before stays good."""


class CatalogUnreachable(CatalogError):
    """No usable reply: refused, timed out, 429, 5xx, not mounted yet. Trying again later helps.

    retry_after: how long the server asked us to wait, if it said.
    """

    def __init__(self, reason: str, retry_after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class CatalogRefused(CatalogError):
    """401 or 403. Fixing the token helps."""


class CatalogUnreadable(CatalogError):
    """A reply, file or path we cannot make sense of. Fixing the source, the setting or this code helps."""


class CatalogShrunk(CatalogError):
    """Suddenly less than half of what there was, as while a source starts. Held back until it is seen again."""
