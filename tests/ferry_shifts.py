"""Who is on call at Northline: the tickets team by week, the harbour by nobody we could ask, the night watch never."""

from datetime import timedelta
from typing import Final

from handlers.shifts import Holder, Rota, Shift, Unread
from handlers.sources import Rotas
from tests.company import NOW
from tests.fakes.rotas import FixedRotas

INES: Final = Holder("Inês Duarte", "ines@north.example")
OLAV: Final = Holder("Olav Berg")
DESK: Final = Holder("Vendor desk")

WEEK: Final = timedelta(days=7)
HANDOVER: Final = NOW + timedelta(days=1)


def shift(holder: Holder, level: int = 1, weeks: int = 0) -> Shift:
    """A week's shift that ends `weeks` weeks after the next hand-over."""
    end = HANDOVER + weeks * WEEK
    return Shift(level, holder, end - WEEK, end)


TICKETS: Final = Rota(
    "ical:tickets",
    (shift(INES), shift(DESK, 2), shift(OLAV, weeks=1), shift(DESK, 2, weeks=1), shift(INES, weeks=2)),
    NOW - timedelta(seconds=20),
    "Tickets on-call",
)
FERRY_ROTAS: Final[Rotas] = FixedRotas(
    {
        "ical:tickets": TICKETS,
        "ical:watch": Rota("ical:watch", (), NOW),
        "pagerduty:PHARBOR": Unread("pagerduty:PHARBOR", "PagerDuty does not answer"),
    }
)
