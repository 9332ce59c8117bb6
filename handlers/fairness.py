"""Whose turn it is: debts, weights and the race that decides. Pure.

Theory. A turn is one time a task was done by somebody of those who could have done it. Each of them owes an equal
share of it, and whoever does it pays one whole turn, so

    debt   = the shares of the turns one could have taken − the turns one has done,   over the last turns
    waited = the turns one could have taken since one did it last
    weight = 2 ^ (4 · debt + 3 · (waited / size of the team)²)

The debts of a team add up to nothing, so a newcomer, who owes nothing, starts at the mean. Who has never done it counts
as having waited half a round, the mean of a team that takes turns. Turns of people who have left count no more. Turns
one was away for are neither owed nor waited for; a turn one declined is both.

The race: everybody runs for a time that is exponentially distributed by their weight, and whoever comes in first is
picked; so each is picked in proportion to weight, whoever else takes part, and the next one in is the one to ask when
the first declines. The times follow from the seed alone. Source: Efraimidis & Spirakis, "Weighted random sampling".
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from catalog_client import EntityRef

PER_TURN_OWED: Final = 4.0
PER_ROUND_WAITED: Final = 3.0
ROUNDS: Final = 8
"""The window: how often everybody's turn comes in the turns that count."""
FEWEST_TURNS: Final = 16
MOST_TURNS: Final = 200


@dataclass(frozen=True, slots=True)
class Turn:
    """One time a task was done. among: who could have done it, whoever did included."""

    who: EntityRef
    among: frozenset[EntityRef]


@dataclass(frozen=True, slots=True)
class Account:
    """What is known of one person's turns. debt: in turns, to six digits. waited, done: turns in the window."""

    debt: float
    waited: float
    done: int

    def weight(self, size: int) -> float:
        """The binary logarithm of the weight, in a team of `size`; as itself it might be too large for a number."""
        return PER_TURN_OWED * self.debt + PER_ROUND_WAITED * (self.waited / max(size, 1)) ** 2


def window(size: int) -> int:
    """How many of the latest turns count for a team of this size."""
    return max(FEWEST_TURNS, min(ROUNDS * size, MOST_TURNS))


def accounts(turns: Sequence[Turn], team: Iterable[EntityRef]) -> dict[EntityRef, Account]:
    """The accounts of a team's people, from its turns, the earliest first."""
    members = frozenset(team)
    counted = [one for one in turns[-window(len(members)) :] if one.who in members]
    owed = 0.0  # by whoever could have taken every turn; the others are counted apart, since they are few
    debts = dict.fromkeys(members, 0.0)
    done = dict.fromkeys(members, 0)
    waited = dict.fromkeys(members, len(members) / 2)
    for number, turn in enumerate(counted, 1):
        away = members - turn.among - {turn.who}
        share = 1 / (len(members) - len(away))
        owed += share
        for one in away:
            debts[one] -= share
            waited[one] -= 1
        debts[turn.who] -= 1
        done[turn.who] += 1
        waited[turn.who] = float(-number)
    return {one: Account(round(owed + debts[one], 6), len(counted) + waited[one], done[one]) for one in members}


def seed_of(team: EntityRef, task: str, at: datetime, roster: Iterable[EntityRef]) -> str:
    """What decides a pick: when it was asked for, to the microsecond, and who is in the team. Shape: hexadecimal."""
    written = [str(team), task, at.isoformat(timespec="microseconds"), *sorted(map(str, roster))]
    return sha256("\n".join(written).encode()).hexdigest()


def race(seed: str, weights: Mapping[EntityRef, float]) -> tuple[EntityRef, ...]:
    """Everybody in the order they come in. weights: binary logarithms."""
    return tuple(sorted(weights, key=lambda one: (_time(seed, one) - weights[one], str(one))))


def _time(seed: str, runner: EntityRef) -> float:
    """The binary logarithm of an exponentially distributed time."""
    digest = sha256(f"{seed}\n{runner}".encode()).digest()
    chance = (int.from_bytes(digest[:7]) + 0.5) / 2.0**56
    return math.log2(-math.log(chance))


def shares(weights: Mapping[EntityRef, float]) -> dict[EntityRef, float]:
    """How likely each is to be picked; adds up to 1. weights: binary logarithms."""
    heaviest = max(weights.values(), default=0.0)
    raw = {one: 2.0 ** (weight - heaviest) for one, weight in weights.items()}
    whole = sum(raw.values())
    return {one: each / whole for one, each in raw.items()}
