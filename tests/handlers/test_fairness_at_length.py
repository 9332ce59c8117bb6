"""Whose turn it is, over more turns than there is time for in `make check`."""

import math
from collections import Counter, defaultdict

from tests.retros import Team, lively


def test_who_is_picked_agrees_with_the_documented_weights_over_20_000_simulated_retros() -> None:
    """Chi-square over people by how likely they were, in twenty classes; people join, leave, are away and decline."""
    team, seen = Team(lively(), "chi"), Counter[int]()
    expected: dict[int, float] = defaultdict(float)
    for number in range(20_000):
        retro = team.retro(number)
        for who, share in retro.shares.items():
            expected[int(share * 20)] += share
            seen[int(share * 20)] += who == retro.first
    statistic = sum((seen[one] - expected[one]) ** 2 / expected[one] for one in expected if expected[one] > 5)
    degrees = sum(1 for one in expected if expected[one] > 5) - 1
    assert statistic < degrees + 4 * math.sqrt(2 * degrees)
    assert team.longest_wait <= 2.5
