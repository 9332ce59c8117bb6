"""Names that people here have taught us: those this process knows, at once; learned and unlearned in a store. Pure.

Theory: understanding cannot wait for a store, so all learned names are held here and read anew now and then, since
other processes learn too. What a channel means by a name holds there alone; what holds everywhere joins the index.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, Protocol

from bot.naming import Called
from bot.stores.votes import Vote, alias_key
from catalog_client import EntityRef
from handlers.taught import Alias

AGAIN: Final = 5.0
"""Seconds between two looks at what other processes learned."""

_NOTHING: Final[Mapping[str, EntityRef]] = MappingProxyType({})


class Votes(Protocol):
    """Remembers what people mean. Raises: AliasesAway, from all but `listed`."""

    async def listed(self) -> tuple[Alias, ...]: ...

    async def remember(self, vote: Vote) -> None: ...

    async def forget(self, alias: str, channel: str | None) -> bool: ...


class Taught:
    """The learned names. renamed: told when those changed that hold everywhere."""

    def __init__(self, votes: Votes, renamed: Callable[[], Awaitable[None]]) -> None:
        self._votes = votes
        self._renamed = renamed
        self._listed: tuple[Alias, ...] = ()
        self._by_channel: dict[str, dict[str, EntityRef]] = {}

    def listed(self) -> tuple[Alias, ...]:
        return self._listed

    def in_channel(self, channel: str | None) -> Mapping[str, EntityRef]:
        """What a channel means by its own names, by the key of their words."""
        return self._by_channel.get(channel, _NOTHING) if channel is not None else _NOTHING

    def everywhere(self) -> tuple[Called, ...]:
        """The names that hold in every channel."""
        return tuple(Called(one.ref, one.alias, learned=True) for one in self._listed if one.channel is None)

    async def remember(self, alias: str, ref: EntityRef, channel: str, by: str, at: datetime) -> None:
        """Raises: AliasesAway; ValueError, where `alias` is no name to learn."""
        await self._votes.remember(Vote(alias, ref, channel, by, at))
        await self.refresh()

    async def forget(self, alias: str, channel: str | None) -> bool:
        """Raises: AliasesAway."""
        forgotten = await self._votes.forget(alias, channel)
        await self.refresh()
        return forgotten

    async def refresh(self) -> None:
        """Know what all processes learned."""
        listed, before = await self._votes.listed(), self.everywhere()
        if listed == self._listed:
            return
        by_channel: dict[str, dict[str, EntityRef]] = {}
        for one in listed:
            if one.channel is not None:
                by_channel.setdefault(one.channel, {})[alias_key(one.alias)] = one.ref
        self._listed, self._by_channel = listed, by_channel
        if self.everywhere() != before:
            await self._renamed()

    async def keep(self, sleep: Callable[[float], Awaitable[None]]) -> None:
        """Know it for as long as this runs."""
        while True:
            await self.refresh()
            await sleep(AGAIN)
