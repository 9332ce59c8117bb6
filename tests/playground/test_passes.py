"""Trigger ids and response URLs wear out, by use and by time."""

import pytest

from playground.clock import Ids
from playground.passes import Passes
from playground.refusal import Refused
from tests.playground.workspaces import ADA


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.seconds = 1_700_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def passes(clock: Clock) -> Passes:
    return Passes(Ids(), clock, trigger_seconds=3, response_seconds=1800)


def refusal(passes: Passes, trigger: str) -> str:
    with pytest.raises(Refused) as refused:
        passes.use_trigger(trigger)
    return refused.value.code


def test_a_trigger_is_for_the_one_who_acted_and_works_once(passes: Passes) -> None:
    trigger = passes.trigger(ADA)
    assert passes.use_trigger(trigger) == ADA
    assert refusal(passes, trigger) == "exchanged_trigger_id"
    assert refusal(passes, "1.2.3") == "invalid_trigger_id"


def test_a_trigger_expires_after_three_seconds(passes: Passes, clock: Clock) -> None:
    early, late = passes.trigger(ADA), passes.trigger(ADA)
    clock.seconds += 3
    assert passes.use_trigger(early) == ADA
    clock.seconds += 0.1
    assert refusal(passes, late) == "expired_trigger_id"
