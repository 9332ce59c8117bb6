"""The learned names of a process that has no Redis; they end with it."""

from bot.stores.votes import Vote, alias_key, counted
from handlers.taught import Alias


class MemoryAliases:
    """Learns names until the process ends."""

    def __init__(self) -> None:
        self._votes: dict[tuple[str, str, str], Vote] = {}

    async def listed(self) -> tuple[Alias, ...]:
        return counted(self._votes.values())

    async def remember(self, vote: Vote) -> None:
        """Count `vote`, in place of what that person meant by the name in that channel before."""
        self._votes[alias_key(vote.alias), vote.channel, vote.by] = vote

    async def forget(self, alias: str, channel: str | None) -> bool:
        """Drop all votes on a name in a channel, or with None everywhere; whether there were any."""
        key = alias_key(alias)
        dropped = [one for one in self._votes if one[0] == key and channel in {None, one[1]}]
        for one in dropped:
            del self._votes[one]
        return bool(dropped)
