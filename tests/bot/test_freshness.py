"""A catalog says how old it is, and what is wrong with where it comes from."""

from datetime import timedelta

import pytest

from bot.freshness import catalog_freshness
from catalog_client.shelf import OriginState
from handlers.sources import Freshness
from tests.company import NOW

MINUTE = timedelta(minutes=1)


def test_a_catalog_is_as_old_as_the_origin_read_longest_ago() -> None:
    states = (OriginState("a", NOW - MINUTE), OriginState("b", NOW - 2 * MINUTE))
    assert catalog_freshness(states, NOW, 60) == Freshness("catalog", NOW - 2 * MINUTE, "fresh")


def test_a_failing_origin_is_told_with_its_reason() -> None:
    states = (OriginState("a", NOW), OriginState("b", NOW - MINUTE, NOW, "b cannot be reached."))
    assert catalog_freshness(states, NOW, 60) == Freshness("catalog", NOW - MINUTE, "down", "b cannot be reached.")


@pytest.mark.parametrize(("age", "state"), [(4 * MINUTE, "stale"), (2 * MINUTE, "fresh")])
def test_a_catalog_nobody_looked_at_for_long_is_stale(age: timedelta, state: str) -> None:
    assert catalog_freshness((OriginState("a", NOW - age),), NOW, 60).state == state


def test_one_that_was_never_read_is_stale() -> None:
    assert catalog_freshness((OriginState("a"),), NOW, 60) == Freshness("catalog", None, "stale")
