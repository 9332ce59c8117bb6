"""What can be asked about right now: the snapshot with its names and people, made anew off the event loop."""

import asyncio
from collections.abc import Callable, Iterable, Iterator

from bot.conversation import World
from bot.names import ROLLOUT, Names
from bot.naming import Called
from bot.taught import Taught
from bot.users import Users
from catalog_client import CatalogUnreachable, Snapshot
from handlers.picks import USUAL, Terms
from handlers.sources import Acquaintances, Freshness, Picks, Reminders, Rollouts, Rotas


class Worlds:
    """The latest `World`.

    freshness: the state of every source, the catalog first. called: names of what is not in the catalog, such as flags.
    rollouts, rotas: None where no source of them is configured. acquaintances, picks: None where there are none.
    taught: None where nothing remembers what people teach. reminders: None where nobody can be reminded.
    """

    def __init__(
        self,
        freshness: Callable[[], tuple[Freshness, ...]],
        called: Callable[[], Iterable[Called]] = tuple,
        rollouts: Rollouts | None = None,
        acquaintances: Acquaintances | None = None,
        picks: Picks | None = None,
        rotas: Rotas | None = None,
        pick_terms: Terms = USUAL,
        taught: Taught | None = None,
        reminders: Reminders | None = None,
    ) -> None:
        self._freshness = freshness
        self._called = called
        self._rollouts = rollouts
        self._acquaintances = acquaintances
        self._picks = picks
        self._rotas = rotas
        self._pick_terms = pick_terms
        self._taught = taught
        self._reminders = reminders
        self._taking = asyncio.Lock()
        self._world: World | None = None

    async def take(self, catalog: Snapshot) -> None:
        """Index a new snapshot, only what changed where that is little; questions are answered meanwhile."""
        async with self._taking:
            called = (*self._called(), *self._learned(catalog))
            make = Names.of if self._world is None else self._world.names.renewed
            names = await asyncio.to_thread(make, catalog, called)
            users = await asyncio.to_thread(Users.of, catalog)
            self._world = World(
                catalog,
                names,
                users,
                self._freshness,
                self._rollouts,
                self._rotas,
                self._acquaintances,
                self._picks,
                self._pick_terms,
                self._taught,
                self._reminders,
            )

    def _learned(self, catalog: Snapshot) -> Iterator[Called]:
        """The learned names of what is still there."""
        for one in self._taught.everywhere() if self._taught is not None else ():
            if one.ref.kind == ROLLOUT or catalog.get(one.ref) is not None:
                yield one

    async def rename(self) -> None:
        """Index again what is called something outside the catalog; nothing before there is a catalog."""
        if self._world is not None:
            await self.take(self._world.catalog)

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be asked about: no catalog was read yet, or the first one is still being indexed."""
        return self._world is None

    def users(self) -> Users:
        return self._world.users if self._world is not None else Users()

    def __call__(self) -> World:
        """The world as it is. Raises: CatalogUnreachable, before there is a catalog."""
        if self._world is None:
            raise CatalogUnreachable("No catalog has been read yet.")
        return self._world
