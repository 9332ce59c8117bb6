"""What follows from shifts: who holds a level when, what overrides leave, who comes next."""

from datetime import datetime, timedelta

from handlers.shifts import Holder, Shift, at_instant, final, following, within
from tests.company import NOW

ANA, BO, CLEO = (Holder(name, f"{name.lower()}@x.example") for name in ("Ana", "Bo", "Cleo"))
HOUR = timedelta(hours=1)


def hours(first: int, last: int) -> tuple[datetime, datetime]:
    return NOW + first * HOUR, NOW + last * HOUR


def held(*shifts: Shift) -> list[tuple[str, int, float, float]]:
    """Whose, at which level, from and until so many hours from now."""
    return [(one.holder.name, one.level, (one.since - NOW) / HOUR, (one.until - NOW) / HOUR) for one in final(shifts)]


def test_an_override_in_the_middle_leaves_both_ends() -> None:
    cover = Shift(1, BO, *hours(2, 4), override=True)
    assert held(Shift(1, ANA, *hours(0, 8)), cover) == [("Ana", 1, 0, 2), ("Bo", 1, 2, 4), ("Ana", 1, 4, 8)]


def test_an_override_that_is_longer_leaves_nothing() -> None:
    assert held(Shift(1, ANA, *hours(2, 4)), Shift(1, BO, *hours(0, 8), override=True)) == [("Bo", 1, 0, 8)]


def test_an_override_counts_at_its_own_level_only() -> None:
    cover = Shift(2, BO, *hours(0, 8), override=True)
    assert held(Shift(1, ANA, *hours(0, 8)), cover) == [("Ana", 1, 0, 8), ("Bo", 2, 0, 8)]


def test_two_overrides_each_take_their_part() -> None:
    covers = Shift(1, BO, *hours(0, 2), override=True), Shift(1, CLEO, *hours(6, 8), override=True)
    assert held(Shift(1, ANA, *hours(0, 8)), *covers) == [("Bo", 1, 0, 2), ("Ana", 1, 2, 6), ("Cleo", 1, 6, 8)]


def test_at_the_hand_over_only_who_comes_in_is_on_call() -> None:
    shifts = Shift(1, ANA, *hours(-8, 0)), Shift(1, BO, *hours(0, 8))
    assert [one.holder for one in at_instant(shifts, NOW)] == [BO]
    assert [one.holder for one in at_instant(shifts, NOW - timedelta(microseconds=1))] == [ANA]


def test_a_shift_without_ends_is_always() -> None:
    always = (Shift(1, ANA),)
    assert at_instant(always, NOW) == within(always, *hours(0, 1)) == always
    assert following(always, *hours(0, 1)) == ()


def test_a_level_can_be_asked_for_alone() -> None:
    shifts = Shift(1, ANA, *hours(0, 8)), Shift(2, BO, *hours(0, 8))
    assert at_instant(shifts, NOW, 2) == shifts[1:]


def test_next_is_the_first_who_is_somebody_else() -> None:
    shifts = Shift(1, ANA, *hours(0, 8)), Shift(1, ANA, *hours(8, 16)), Shift(1, BO, *hours(16, 24))
    assert following(shifts, *hours(0, 1)) == shifts[2:]


def test_after_a_gap_anybody_is_next() -> None:
    shifts = (Shift(1, ANA, *hours(8, 16)),)
    assert following(shifts, *hours(0, 1)) == shifts


def test_two_who_come_in_together_are_both_next() -> None:
    shifts = Shift(1, ANA, *hours(0, 8)), Shift(1, BO, *hours(8, 16)), Shift(1, CLEO, *hours(8, 16))
    assert following(shifts, *hours(0, 1)) == shifts[1:]
