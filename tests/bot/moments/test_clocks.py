"""Times of the day, alone and with a day, read at 14:20 in Berlin on Wednesday, 25 November 2026."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.bot.moments.telling import read, shown, when


@pytest.mark.parametrize(
    ("words", "instant"),
    [
        ("at 4pm", "2026-11-25 16:00"),
        ("at 1pm", "2026-11-26 13:00"),
        ("4 pm", "2026-11-25 16:00"),
        ("4:30pm", "2026-11-25 16:30"),
        ("9.30am", "2026-11-26 09:30"),
        ("9:30 p.m", "2026-11-25 21:30"),
        ("at 16:00", "2026-11-25 16:00"),
        ("14:20", "2026-11-25 14:20"),
        ("14:19", "2026-11-26 14:19"),
        ("at 9", "2026-11-26 09:00"),
        ("at 3", "2026-11-25 15:00"),
        ("at nine", "2026-11-26 09:00"),
        ("at 9.30", "2026-11-26 09:30"),
        ("3:00", "2026-11-26 03:00"),
        ("9 o'clock", "2026-11-26 09:00"),
        ("nine oclock", "2026-11-26 09:00"),
        ("3 in the morning", "2026-11-26 03:00"),
        ("at 9 in the evening", "2026-11-25 21:00"),
        ("11 at night", "2026-11-25 23:00"),
        ("2 at night", "2026-11-26 02:00"),
        ("noon", "2026-11-26 12:00"),
        ("12 noon", "2026-11-26 12:00"),
        ("at midnight", "2026-11-26 00:00"),
        ("half past eight", "2026-11-26 08:30"),
        ("half-past eight", "2026-11-26 08:30"),
        ("half past nine am", "2026-11-26 09:30"),
        ("half past two", "2026-11-25 14:30"),
        ("at half nine", "2026-11-26 09:30"),
        ("quarter to nine", "2026-11-26 08:45"),
        ("a quarter past 4", "2026-11-25 16:15"),
        ("five past nine", "2026-11-26 09:05"),
        ("at ten to 9", "2026-11-26 08:50"),
        ("at 0900", "2026-11-26 09:00"),
        ("1430 hours", "2026-11-25 14:30"),
        ("eod", "2026-11-25 18:00"),
        ("from 3pm to 5pm", "2026-11-25 15:00"),
        ("between 3pm and 5pm", "2026-11-25 15:00"),
    ],
)
def test_a_time_alone_is_the_next_one(words: str, instant: str) -> None:
    assert when(words) == instant


@pytest.mark.parametrize(
    ("words", "instant"),
    [
        ("tomorrow 9am", "2026-11-26 09:00"),
        ("9am tomorrow", "2026-11-26 09:00"),
        ("tomorrow at 9", "2026-11-26 09:00"),
        ("tomorrow at around 9", "2026-11-26 09:00"),
        ("at 9 tomorrow morning", "2026-11-26 09:00"),
        ("from 9am to 5pm tomorrow", "2026-11-26 09:00"),
        ("today at 9am", "2026-11-25 09:00"),
        ("on saturday at 3am", "2026-11-28 03:00"),
        ("3am on saturday", "2026-11-28 03:00"),
        ("saturday 3am", "2026-11-28 03:00"),
        ("sat 9am", "2026-11-28 09:00"),
        ("friday 9", "2026-11-27 09:00"),
        ("on wednesday at 9am", "2026-12-02 09:00"),
        ("on wednesday at 4pm", "2026-11-25 16:00"),
        ("on wednesday at half past eight in the morning", "2026-12-02 08:30"),
        ("wednesday noon", "2026-12-02 12:00"),
        ("wednesday next week, 9 in the morning", "2026-12-02 09:00"),
        ("next monday at 4pm", "2026-11-30 16:00"),
        ("on the weekend at 3am", "2026-11-28 03:00"),
        ("on the 3rd at 9", "2026-12-03 09:00"),
        ("2 december at 1pm", "2026-12-02 13:00"),
        ("december 24 at 18:00", "2026-12-24 18:00"),
        ("christmas eve at 8pm", "2026-12-24 20:00"),
        ("friday at midnight", "2026-11-28 00:00"),
        ("12am friday", "2026-11-27 00:00"),
        ("friday 24:00", "2026-11-28 00:00"),
        ("friday eod", "2026-11-27 18:00"),
        ("first thing tomorrow", "2026-11-26 09:00"),
        ("same time tomorrow", "2026-11-26 14:20"),
        ("2026-12-23 15:00", "2026-12-23 15:00"),
        ("2026-12-23t15:00", "2026-12-23 15:00"),
    ],
)
def test_a_time_goes_with_its_day_in_any_order(words: str, instant: str) -> None:
    assert when(words) == instant


@pytest.mark.parametrize(
    ("words", "instant"),
    [
        ("tomorrow morning", "2026-11-26 09:00"),
        ("tomorrow afternoon", "2026-11-26 15:00"),
        ("tomorrow evening", "2026-11-26 19:00"),
        ("tomorrow night", "2026-11-26 22:00"),
        ("early tomorrow morning", "2026-11-26 09:00"),
        ("saturday night", "2026-11-28 22:00"),
        ("yesterday evening", "2026-11-24 19:00"),
        ("last night", "2026-11-24 22:00"),
        ("the night before last", "2026-11-23 22:00"),
        ("this morning", "2026-11-25 09:00"),
        ("this evening", "2026-11-25 19:00"),
        ("tonight", "2026-11-25 22:00"),
        ("in the morning", "2026-11-26 09:00"),
        ("in the afternoon", "2026-11-25 15:00"),
        ("at night", "2026-11-25 22:00"),
        ("in the middle of the night", "2026-11-26 03:00"),
        ("the evening of 24 december", "2026-12-24 19:00"),
        ("on the morning of the 3rd", "2026-12-03 09:00"),
    ],
)
def test_a_part_of_the_day_stands_for_an_hour_in_it(words: str, instant: str) -> None:
    assert when(words) == instant


@pytest.mark.parametrize(
    ("words", "instant"),
    [
        ("tonight at 9:30pm", "2026-11-25 21:30"),
        ("tonight at 9", "2026-11-25 21:00"),
        ("9 tonight", "2026-11-25 21:00"),
        ("tonight at 9:30", "2026-11-25 21:30"),
        ("tonight at 2am", "2026-11-26 02:00"),
        ("tonight at 12", "2026-11-26 00:00"),
        ("saturday night at 2", "2026-11-29 02:00"),
        ("saturday evening at 7", "2026-11-28 19:00"),
        ("monday morning at 7", "2026-11-30 07:00"),
        ("3am last night", "2026-11-25 03:00"),
        ("last night at 11", "2026-11-24 23:00"),
        ("at 2 on saturday", "2026-11-28 14:00"),
    ],
)
def test_the_part_of_the_day_says_which_half_a_time_is_in(words: str, instant: str) -> None:
    assert when(words) == instant


@pytest.mark.parametrize(
    ("words", "instant"),
    [
        ("at 3am", "2026-11-25 03:00"),
        ("at 4pm", "2026-11-24 16:00"),
        ("on wednesday at 9am", "2026-11-25 09:00"),
        ("on wednesday at 4pm", "2026-11-18 16:00"),
        ("on saturday night", "2026-11-21 22:00"),
        ("in the morning", "2026-11-25 09:00"),
        ("during the night", "2026-11-24 22:00"),
    ],
)
def test_times_are_the_last_ones_where_the_message_speaks_of_the_past(words: str, instant: str) -> None:
    assert when(words, past=True) == instant


@pytest.mark.parametrize(
    ("words", "instant"),
    [
        ("15:00 utc", "2026-11-25 16:00"),
        ("15:00z", "2026-11-25 16:00"),
        ("9am est", "2026-11-25 15:00"),
        ("9am utc+5", "2026-11-26 05:00"),
        ("9am tomorrow cet", "2026-11-26 09:00"),
        ("tomorrow 9am pacific time", "2026-11-26 18:00"),
        ("tomorrow at 9 london time", "2026-11-26 10:00"),
        ("tomorrow at 9 new york time", "2026-11-26 15:00"),
        ("tomorrow at 9 my time", "2026-11-26 09:00"),
        ("2026-12-23t15:00z", "2026-12-23 16:00"),
        ("2026-12-23t15:00:00+02:00", "2026-12-23 14:00"),
    ],
)
def test_a_zone_beside_a_time_is_whose_clock_is_meant(words: str, instant: str) -> None:
    assert when(words) == instant


@pytest.mark.parametrize(
    ("words", "clock", "instant"),
    [
        ("tonight", "01:30", "2026-11-25 01:30"),
        ("tonight at 3am", "01:30", "2026-11-25 03:00"),
        ("tonight at 10pm", "01:30", "2026-11-25 22:00"),
        ("tonight", "23:10", "2026-11-25 23:10"),
    ],
)
def test_at_night_tonight_is_the_night_that_is_not_over(words: str, clock: str, instant: str) -> None:
    hour, minute = map(int, clock.split(":"))
    now = datetime(2026, 11, 25, hour, minute, tzinfo=ZoneInfo("Europe/Berlin"))
    assert shown(read(words, now=now)[0].when) == instant


@pytest.mark.parametrize(
    ("words", "in_utc"),
    [
        ("2026-03-29 01:30", "2026-03-29 00:30"),
        ("2026-03-29 02:30", "2026-03-29 01:30"),
        ("2026-10-25 02:30", "2026-10-25 00:30"),
        ("2026-10-25 03:30", "2026-10-25 02:30"),
    ],
)
def test_a_time_left_out_by_a_clock_change_is_an_hour_later_and_one_that_comes_twice_the_first(
    words: str, in_utc: str
) -> None:
    assert shown(read(words)[0].when, ZoneInfo("UTC")) == in_utc


def test_an_instant_is_in_utc_and_from_the_clock_of_the_asker() -> None:
    (there,) = read("on saturday at 3am", zone=ZoneInfo("Asia/Kolkata"))
    assert there.when == datetime(2026, 11, 27, 21, 30, tzinfo=UTC)
    assert isinstance(there.when, datetime)
    assert there.when.tzinfo is UTC


def test_the_day_is_the_askers_own() -> None:
    late = datetime(2026, 11, 25, 16, 0, tzinfo=UTC)
    assert [
        shown(read("tomorrow", now=late, zone=ZoneInfo(name))[0].when) for name in ("Asia/Tokyo", "Europe/Berlin")
    ] == [
        "2026-11-27",
        "2026-11-26",
    ]
