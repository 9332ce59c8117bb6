"""Messages leave at the pace Slack allows."""

import pytest

from bot.slack.pace import BURST, Pace


class Clock:
    """A clock that moves only while somebody waits for it."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def test_a_few_messages_leave_at_once_and_the_next_each_after_a_second(clock: Clock) -> None:
    pace, left = Pace(clock, clock.sleep), []
    for _ in range(BURST + 2):
        await pace.wait("C1")
        left.append(clock.now - 100)
    assert left == [0] * BURST + [1, 2]


async def test_channels_do_not_wait_for_each_other(clock: Clock) -> None:
    pace = Pace(clock, clock.sleep)
    for number in range(50):
        await pace.wait(f"C{number}")
    assert clock.now == 100


async def test_a_quiet_time_gives_the_burst_back(clock: Clock) -> None:
    pace = Pace(clock, clock.sleep)
    for _ in range(BURST):
        await pace.wait("C1")
    clock.now += 60
    for _ in range(BURST):
        await pace.wait("C1")
    assert clock.now == 160


async def test_channels_that_are_quiet_are_forgotten(clock: Clock) -> None:
    pace = Pace(clock, clock.sleep)
    for number in range(1000):
        await pace.wait(f"C{number}")
    clock.now += 10
    for number in range(1000, 1010):
        await pace.wait(f"C{number}")
    assert len(pace._quiet_at) <= 1000
