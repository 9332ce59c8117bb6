"""What people at Northline have taught."""

from datetime import datetime
from typing import Final

from catalog_client import EntityRef
from handlers.taught import Alias
from tests.company import NOW, ref

CHANNEL: Final = "C0TICKETS"


class FerryAliases:
    """The till is the ticket shop, here; the oracle the tide feed, everywhere. What is taught is forgotten at once."""

    def listed(self) -> tuple[Alias, ...]:
        return (
            Alias("the oracle", ref("tide-feed"), None, ("U1", "U2", "U3"), NOW),
            Alias("the till", ref("ticket-shop"), CHANNEL, ("U1",), NOW),
            Alias("the till", ref("kiosk"), "C0HARBOUR", ("U3",), NOW),
        )

    async def remember(self, alias: str, ref: EntityRef, channel: str, by: str, at: datetime) -> None:
        return None

    async def forget(self, alias: str, channel: str | None) -> bool:
        return True


FERRY_ALIASES: Final = FerryAliases()
