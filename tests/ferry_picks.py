"""Who took notes at Northline lately, and what Slack says of its people."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from bot.stores.picks_in_memory import MemoryPicks
from catalog_client import EntityRef
from handlers.fairness import accounts
from handlers.people import Person
from handlers.picks import Ledger, Pick, PicksAway
from handlers.receipt import receipt
from handlers.sources import Picks
from tests.company import NOW, ref

TICKETS: Final = ref("group:tickets-team")
INES, OLAV, PRIIT, SANA = (ref(f"user:{name}") for name in ("ines.duarte", "olav", "priit", "sana"))
MEMBERS: Final[Mapping[EntityRef, Person]] = {
    INES: Person("U1", "Inês Duarte"),
    OLAV: Person("U2", "Olav Berg"),
    PRIIT: Person("U3", "Priit Tamm", status_text="On holiday", status_until=NOW + timedelta(days=3)),
}


class Known:
    """People as Slack knows them. asked: whom it was asked about, in turn."""

    def __init__(self, people: Mapping[EntityRef, Person]) -> None:
        self._people = people
        self.asked: list[EntityRef | None] = []

    def user_of(self, email: str, name: str, slack_id: str = "") -> EntityRef | None:
        return next(
            (user for user, one in self._people.items() if one.slack_id == slack_id or one.name == name), None
        )

    async def person(self, user: EntityRef | None, email: str = "", slack_id: str = "") -> Person | None:
        self.asked.append(user)
        return self._people.get(user) if user is not None else None

    async def people(self, users: Sequence[EntityRef]) -> Mapping[EntityRef, Person | None]:
        return {user: await self.person(user) for user in users}


def picked(who: EntityRef, *others: EntityRef, number: int, days_ago: int, team: EntityRef = TICKETS) -> Pick:
    """A pick that went to `who`."""
    at = NOW - timedelta(days=days_ago)
    decided = receipt(team, "note-taker", at, 1 + len(others), accounts((), [who]), ())
    return Pick(number, "", decided, frozenset({who, *others}), who, accepted=True)


class FerryPicks:
    """Olav took the notes a week ago, Inês two weeks ago. What is written is forgotten, so that tests do not meet."""

    async def ledger(self, team: EntityRef, task: str) -> Ledger:
        return Ledger(team, task, tuple(one.entry for one in self._picks(team, task)))

    async def one(self, team: EntityRef, task: str, number: int) -> Pick | None:
        return next((one for one in self._picks(team, task) if one.number == number), None)

    def _picks(self, team: EntityRef, task: str) -> tuple[Pick, ...]:
        known = (picked(INES, OLAV, number=1, days_ago=14), picked(OLAV, INES, number=2, days_ago=7))
        return known if (team, task) == (TICKETS, "note-taker") else ()

    async def put(self, read: Ledger, pick: Pick) -> bool:
        return True


class AwayPicks:
    """Picks that can not be reached."""

    async def ledger(self, team: EntityRef, task: str) -> Ledger:
        raise PicksAway("Redis cannot be reached")

    async def one(self, team: EntityRef, task: str, number: int) -> Pick | None:
        raise PicksAway("Redis cannot be reached")

    async def put(self, read: Ledger, pick: Pick) -> bool:
        raise PicksAway("Redis cannot be reached")


FERRY_PICKS: Final[Picks] = FerryPicks()
FERRY_PEOPLE: Final = Known(MEMBERS)


async def remembered(*picks: Pick, team: EntityRef = TICKETS) -> MemoryPicks:
    """A store that remembers these."""
    store = MemoryPicks()
    for pick in picks:
        await store.put(await store.ledger(team, "note-taker"), pick)
    return store
