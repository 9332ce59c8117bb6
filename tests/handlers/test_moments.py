"""Moments and lengths of time as a reader reads them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.moments import lasting, spoken

LISBON, TOKYO = ZoneInfo("Europe/Lisbon"), ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 11, 25, 13, 20, tzinfo=UTC)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("moment", "line"),
    [
        (datetime(2026, 11, 25, 14, 20, tzinfo=UTC), "today 14:20"),
        (datetime(2026, 11, 25, 0, 0, tzinfo=UTC), "today 00:00"),
        (datetime(2026, 11, 26, 9, 0, tzinfo=UTC), "tomorrow 09:00"),
        (datetime(2026, 11, 24, 23, 59, tzinfo=UTC), "yesterday 23:59"),
        (datetime(2026, 11, 27, 9, 0, tzinfo=UTC), "Fri 09:00"),
        (datetime(2026, 12, 1, 9, 0, tzinfo=UTC), "Tue 09:00"),
        (datetime(2026, 12, 2, 9, 0, tzinfo=UTC), "2 Dec, 09:00"),
        (datetime(2026, 11, 23, 9, 0, tzinfo=UTC), "23 Nov, 09:00"),
        (datetime(2027, 1, 3, 9, 0, tzinfo=UTC), "3 Jan, 09:00"),
        (datetime(2027, 12, 2, 9, 0, tzinfo=UTC), "2 Dec 2027, 09:00"),
        (date(2026, 11, 25), "today"),
        (date(2026, 11, 24), "yesterday"),
        (date(2026, 11, 28), "Sat 28 Nov"),
        (date(2026, 12, 25), "25 Dec"),
        (date(2026, 10, 3), "3 Oct"),
        (date(2025, 10, 3), "3 Oct 2025"),
    ],
)
def test_a_moment_is_written_as_near_as_it_is(moment: datetime | date, line: str) -> None:
    assert spoken(moment, NOW, LISBON) == line


def test_a_moment_is_written_by_the_clock_of_the_reader() -> None:
    late = datetime(2026, 11, 25, 16, 0, tzinfo=UTC)
    assert spoken(late, NOW, LISBON) == "today 16:00"
    assert spoken(late, NOW, TOKYO) == "tomorrow 01:00"


@pytest.mark.parametrize(
    ("length", "line"),
    [
        (timedelta(), "0 s"),
        (timedelta(seconds=40), "40 s"),
        (timedelta(seconds=59.9), "59 s"),
        (timedelta(minutes=4), "4 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=5, minutes=20), "5 h 20 min"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=1, hours=3), "1 day 3 h"),
        (timedelta(days=3, hours=5), "3 days"),
        (timedelta(days=59), "59 days"),
        (timedelta(days=100), "3 months"),
        (timedelta(days=800), "2 years"),
        (-timedelta(hours=2), "2 h"),
    ],
)
def test_a_length_is_written_in_the_units_that_matter(length: timedelta, line: str) -> None:
    assert lasting(length) == line


@given(st.timedeltas(timedelta(days=-20_000), timedelta(days=20_000)))
def test_any_moment_can_be_written(ahead: timedelta) -> None:
    moment = NOW + ahead
    assert spoken(moment, NOW, TOKYO).endswith(f":{moment.minute:02}")
    assert spoken(moment.date(), NOW, TOKYO)
    assert lasting(ahead)
