"""Timestamps and ids are never given twice."""

from playground.clock import Ids, Timestamps


def test_timestamps_go_on_however_fast_they_are_asked_for() -> None:
    stamps = Timestamps(lambda: 1_700_000_000.5)
    assert [stamps.next() for _ in range(3)] == ["1700000000.500000", "1700000000.500001", "1700000000.500002"]


def test_a_workspace_begun_later_has_no_id_of_an_earlier_one() -> None:
    earlier, later = Ids(1_700_000_000.0), Ids(1_700_000_060.0)
    given = {earlier.next("Ev") for _ in range(10_000)}
    assert len(given) == 10_000
    assert later.next("Ev") not in given
    assert later.next("V").startswith("V")
