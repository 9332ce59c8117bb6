"""Allowances are used up by calls and fill up with time."""

from playground.limits import Limits


class Clock:
    """A clock that is set by hand."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_tier_allows_so_many_a_minute() -> None:
    clock = Clock()
    limits = Limits(clock)
    assert [limits.wait_before("users.list", 20) for _ in range(21)] == [0] * 20 + [3]
    assert limits.wait_before("users.info", 100) == 0
    clock.seconds = 3
    assert [limits.wait_before("users.list", 20) for _ in range(2)] == [0, 3]
    clock.seconds = 3600
    assert [limits.wait_before("users.list", 20) for _ in range(21)] == [0] * 20 + [3]


def test_posts_are_one_a_second_in_each_channel_after_a_burst() -> None:
    clock = Clock()
    limits = Limits(clock)
    assert [limits.wait_before_post("C1") for _ in range(11)] == [0] * 10 + [1]
    assert limits.wait_before_post("C2") == 0
    clock.seconds = 1
    assert [limits.wait_before_post("C1") for _ in range(2)] == [0, 1]
