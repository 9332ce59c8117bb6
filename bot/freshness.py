"""How fresh the sources are, as the grey last line and `status` say it. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from catalog_client.shelf import OriginState
from handlers.sources import Freshness

CATALOG: Final = "catalog"
_INTERVALS_TILL_STALE: Final = 3
_LEAST_TILL_STALE: Final = timedelta(minutes=2)


def catalog_freshness(states: Sequence[OriginState], now: datetime, interval: float) -> Freshness:
    """How fresh the catalog is that these origins make together: as fresh as the one read longest ago.

    interval: seconds between two readings.
    """
    as_of = min((state.as_of for state in states if state.as_of is not None), default=None)
    failing = [state for state in states if state.failing_since is not None]
    if failing:
        return Freshness(CATALOG, as_of, "down", " ".join(state.reason for state in failing))
    late = max(timedelta(seconds=interval) * _INTERVALS_TILL_STALE, _LEAST_TILL_STALE)
    return Freshness(CATALOG, as_of, "stale" if as_of is None or now - as_of > late else "fresh")
