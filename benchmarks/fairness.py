"""How fair the pick is, beside a plain random pick and a strict rotation, over many retros of the same teams.

`python -m benchmarks.fairness [retros]`. The lively team changes: people join, leave, are away, decline.
"""

import sys
from collections.abc import Callable, Iterator
from statistics import mean

from benchmarks._table import show
from tests.retros import Choice, Day, Team, always_there, at_random, fair, in_rotation, lively

CHOICES: dict[str, Choice] = {"Reverb": fair, "random": at_random, "rotation": in_rotation}
TEAMS: dict[str, Callable[[], Iterator[Day]]] = {
    "8, always there": lambda: always_there(8),
    "about 8, lively": lively,
}


def measured(days: Iterator[Day], choose: Choice, retros: int) -> tuple[float, float, float]:
    """The longest wait in sizes of the team, the share of retros with whoever did the last, and how often one guesses
    right who will be picked, when one guesses as well as can be."""
    team = Team(days, "benchmark", choose)
    odds = [team.retro(number).shares for number in range(retros)]
    guessed: dict[Choice, float] = {
        fair: mean(max(one.values()) for one in odds),
        at_random: mean(1 / len(one) for one in odds),
        in_rotation: 1.0,
    }
    return team.longest_wait, team.twice_in_a_row / retros, guessed[choose]


def spread(choose: Choice, samples: int = 20) -> float:
    """The largest difference between two counts after 100 retros of a team of 8 that is always there."""
    found = []
    for sample in range(samples):
        team = Team(always_there(8), str(sample), choose)
        for number in range(100):
            team.retro(number)
        found.append(max(team.done.values()) - min(team.done.values()))
    return max(found)


def main(retros: int) -> None:
    rows = []
    for name, choose in CHOICES.items():
        for team, days in TEAMS.items():
            longest, twice, guessed = measured(days(), choose, retros)
            counts = spread(choose) if team.startswith("8") else ""
            rows.append((name, team, longest, f"{twice:.1%}", f"{guessed:.0%}", counts))
    heads = ("", "team", "longest wait, team sizes", "twice in a row", "guessed right", "count spread, 100 retros")
    show(f"{retros:,} retros", heads, rows)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
