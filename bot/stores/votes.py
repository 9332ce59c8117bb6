"""Names for things that people here have taught us, each a vote: this person, in this channel, means that by it. Pure.

In a channel a name means what most people there say it does, the latest vote deciding a draw. Once `AGREED` people, in
whatever channels, mean the same thing by it, it means that everywhere, but in channels that say otherwise.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.folding import key_of, words_of
from catalog_client import EntityRef
from handlers.taught import Alias

AGREED: Final = 3
"""People."""
LONGEST: Final = 100
"""Characters of a name worth learning."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one person means by a name, in one channel.

    alias: as typed. channel, by: Slack ids. at: aware, UTC.
    Raises: ValueError, where `alias` has no letter or digit, or more than `LONGEST` characters.
    """

    alias: str
    ref: EntityRef
    channel: str
    by: str
    at: datetime

    def __post_init__(self) -> None:
        if not alias_key(self.alias) or len(self.alias) > LONGEST:
            raise ValueError("not a name to learn")


def alias_key(alias: str) -> str:
    """What all spellings of a name have in common."""
    return key_of(words_of(alias))


def counted(votes: Iterable[Vote]) -> tuple[Alias, ...]:
    """The names that follow from the votes, those of channels and those that hold everywhere, in alphabetical order."""
    here: dict[tuple[str, str], list[Vote]] = {}
    everywhere: dict[str, list[Vote]] = {}
    for vote in sorted(votes, key=lambda vote: vote.at):
        key = alias_key(vote.alias)
        here.setdefault((key, vote.channel), []).append(vote)
        everywhere.setdefault(key, []).append(vote)
    found = (
        *_everywhere(everywhere.values()),
        *(_alias(_winning(those), those[0].channel) for those in here.values()),
    )
    return tuple(sorted(found, key=lambda one: (alias_key(one.alias), one.channel or "")))


def _everywhere(names: Iterable[Sequence[Vote]]) -> Iterator[Alias]:
    wide = (_alias(_winning(votes), None) for votes in names)
    return (alias for alias in wide if len(alias.agreed) >= AGREED)


def _winning(votes: Sequence[Vote]) -> Sequence[Vote]:
    """The votes for what most people mean, the latest vote deciding a draw. votes: the oldest first."""
    meanings: dict[EntityRef, list[Vote]] = {}
    for vote in votes:
        meanings.setdefault(vote.ref, []).append(vote)
    return max(meanings.values(), key=lambda those: (len({vote.by for vote in those}), those[-1].at))


def _alias(votes: Sequence[Vote], channel: str | None) -> Alias:
    last = votes[-1]
    return Alias(last.alias, last.ref, channel, tuple(dict.fromkeys(vote.by for vote in votes)), last.at)
