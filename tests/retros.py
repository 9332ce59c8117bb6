"""A team that holds one retro after another, to try fairness out: people join, leave, are away, decline.

Waits are counted in retros that one was there for, and told in sizes of the team.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from catalog_client import EntityRef
from handlers.fairness import Turn, accounts, race, seed_of, shares, window

BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)
TEAM = EntityRef("group", "default", "team")


@dataclass(frozen=True, slots=True)
class Day:
    """Who belongs to the team at one retro, who is there, and who would say "not today"."""

    members: tuple[EntityRef, ...]
    there: tuple[EntityRef, ...]
    busy: frozenset[EntityRef]


@dataclass(frozen=True, slots=True)
class Retro:
    """One retro: how likely each was, who came in first, who did it."""

    shares: Mapping[EntityRef, float]
    first: EntityRef
    who: EntityRef


Choice = Callable[[str, Sequence[Turn], Mapping[EntityRef, float]], Sequence[EntityRef]]
"""In which order to ask, from the seed, the turns so far, and the weights of those who can be picked."""


def fair(seed: str, turns: Sequence[Turn], weights: Mapping[EntityRef, float]) -> Sequence[EntityRef]:
    return race(seed, weights)


def at_random(seed: str, turns: Sequence[Turn], weights: Mapping[EntityRef, float]) -> Sequence[EntityRef]:
    return race(seed, dict.fromkeys(weights, 0.0))


def in_rotation(seed: str, turns: Sequence[Turn], weights: Mapping[EntityRef, float]) -> Sequence[EntityRef]:
    """Whoever did it longest ago; those who never did first."""
    latest = {turn.who: number for number, turn in enumerate(turns)}
    return sorted(weights, key=lambda one: (latest.get(one, -1), str(one)))


def person(number: int) -> EntityRef:
    return EntityRef("user", "default", f"p{number}")


def always_there(size: int) -> Iterator[Day]:
    members = tuple(person(number) for number in range(size))
    while True:
        yield Day(members, members, frozenset())


def lively(size: int = 8, seed: int = 1) -> Iterator[Day]:
    """About every fiftieth retro somebody leaves or joins; each is away every tenth time, declines every twentieth."""
    chance, members, newest = Random(seed), [person(number) for number in range(size)], size
    while True:
        if chance.random() < 0.02:
            if len(members) > size or (len(members) == size and chance.random() < 0.5):
                members.pop(chance.randrange(len(members)))
            else:
                members.append(person(newest))
                newest += 1
        there = tuple(one for one in members if chance.random() > 0.1) or tuple(members)
        yield Day(tuple(members), there, frozenset(one for one in there if chance.random() < 0.05))


class Team:
    """Holds retros. seed: makes one run differ from another."""

    def __init__(self, days: Iterator[Day], seed: str, choose: Choice = fair) -> None:
        self._days, self._seed, self._choose = days, seed, choose
        self._spares_last = choose is fair
        self._turns: list[Turn] = []
        self._waits: Counter[EntityRef] = Counter()
        self.done: Counter[EntityRef] = Counter()
        self.waits: list[float] = []
        self.twice_in_a_row = 0

    @property
    def longest_wait(self) -> float:
        return max(self.waits)

    def retro(self, number: int) -> Retro:
        day = next(self._days)
        last = self._turns[-1].who if self._turns else None
        can = [one for one in day.there if one != last or not self._spares_last] or list(day.there)
        seed = seed_of(TEAM, self._seed, BEGIN + timedelta(days=number), day.members)
        known = accounts(self._turns, day.members)
        weights = {one: known[one].weight(len(day.members)) for one in can}
        order = self._choose(seed, self._turns, weights)
        who = next((one for one in order if one not in day.busy), order[0])
        self.twice_in_a_row += who == last and len(day.there) > 1
        self._take(day, who)
        return Retro(shares(weights), order[0], who)

    def _take(self, day: Day, who: EntityRef) -> None:
        self._turns = [*self._turns[-window(len(day.members)) - 10 :], Turn(who, frozenset(day.there))]
        self._waits.update(day.there)
        self.done[who] += 1
        self.waits.append(self._waits[who] / len(day.members))
        self._waits[who] = 0
