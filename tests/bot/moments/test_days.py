"""Days in words, read on Wednesday, 25 November 2026."""

import pytest

from tests.bot.moments.telling import when


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", "2026-11-25"),
        ("later today", "2026-11-25"),
        ("tomorrow", "2026-11-26"),
        ("tmrw", "2026-11-26"),
        ("yesterday", "2026-11-24"),
        ("the day before yesterday", "2026-11-23"),
        ("on the day after tomorrow", "2026-11-27"),
        ("day-after-tomorrow", "2026-11-27"),
        ("today's", "2026-11-25"),
        ("tomorrow 's", "2026-11-26"),
    ],
)
def test_days_near_today(words: str, day: str) -> None:
    assert when(words) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("thursday", "2026-11-26"),
        ("on thursday", "2026-11-26"),
        ("on tuesday", "2026-12-01"),
        ("on wednesday", "2026-11-25"),
        ("this friday", "2026-11-27"),
        ("this coming friday", "2026-11-27"),
        ("this monday", "2026-11-30"),
        ("next monday", "2026-11-30"),
        ("next friday", "2026-12-04"),
        ("next wed", "2026-12-02"),
        ("last tuesday", "2026-11-24"),
        ("last wednesday", "2026-11-18"),
        ("this past friday", "2026-11-20"),
        ("friday next week", "2026-12-04"),
        ("wednesday of last week", "2026-11-18"),
        ("next week on tuesday", "2026-12-01"),
        ("next week, tuesday", "2026-12-01"),
        ("tuesday this week", "2026-11-24"),
        ("monday week", "2026-12-07"),
        ("the monday after next", "2026-12-07"),
        ("a week from monday", "2026-12-07"),
        ("a week on friday", "2026-12-04"),
        ("two weeks from friday", "2026-12-11"),
        ("on fridays", "2026-11-27"),
        ("friday the 27th", "2026-11-27"),
        ("thursday 26th", "2026-11-26"),
        ("friday 27 november", "2026-11-27"),
        ("friday, november 27th, 2026", "2026-11-27"),
    ],
)
def test_weekdays_are_those_to_come_unless_words_say_otherwise(words: str, day: str) -> None:
    assert when(words) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on tuesday", "2026-11-24"),
        ("on thursday", "2026-11-19"),
        ("on wednesday", "2026-11-18"),
        ("this monday", "2026-11-23"),
        ("on 14 october", "2026-10-14"),
        ("on 14 december", "2025-12-14"),
        ("on the 3rd", "2026-11-03"),
        ("on the 28th", "2026-10-28"),
        ("in october", "2026-10-01"),
        ("at the weekend", "2026-11-21"),
        ("on christmas day", "2025-12-25"),
        ("tomorrow", "2026-11-26"),
        ("next friday", "2026-12-04"),
    ],
)
def test_days_that_return_are_the_last_ones_where_the_message_speaks_of_the_past(words: str, day: str) -> None:
    assert when(words, past=True) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("14 december", "2026-12-14"),
        ("on 14 october", "2027-10-14"),
        ("14 oct 2026", "2026-10-14"),
        ("october 14th", "2027-10-14"),
        ("october the 14th", "2027-10-14"),
        ("oct 14, 2026", "2026-10-14"),
        ("the 20th of october", "2027-10-20"),
        ("dec | 24", "2026-12-24"),
        ("the first of december", "2026-12-01"),
        ("december first", "2026-12-01"),
        ("on the 3rd", "2026-12-03"),
        ("29 february", "2028-02-29"),
        ("23/12", "2026-12-23"),
        ("on 3/12", "2026-12-03"),
        ("12/23/2026", "2026-12-23"),
        ("23/12/26", "2026-12-23"),
        ("23.12.2026", "2026-12-23"),
        ("2026-12-23", "2026-12-23"),
        ("2026/12/23", "2026-12-23"),
        ("may the 4th", "2027-05-04"),
        ("on may 5", "2027-05-05"),
        ("5 may 2027", "2027-05-05"),
        ("the week of 7 december", "2026-12-07"),
    ],
)
def test_dates(words: str, day: str) -> None:
    assert when(words) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on christmas", "2026-12-25"),
        ("xmas eve", "2026-12-24"),
        ("at christmas day", "2026-12-25"),
        ("last christmas", "2025-12-25"),
        ("boxing day", "2026-12-26"),
        ("new year's eve", "2026-12-31"),
        ("new year 's day", "2027-01-01"),
        ("on good friday", "2027-03-26"),
        ("easter monday", "2027-03-29"),
        ("easter sunday 2038", "2038-04-25"),
        ("on thanksgiving", "2026-11-26"),
        ("on black friday", "2026-11-27"),
        ("on halloween", "2027-10-31"),
        ("the day after christmas", "2026-12-26"),
        ("two days before christmas", "2026-12-23"),
    ],
)
def test_days_with_a_name(words: str, day: str) -> None:
    assert when(words) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("this weekend", "2026-11-28"),
        ("this coming weekend", "2026-11-28"),
        ("at the weekend", "2026-11-28"),
        ("over the weekend", "2026-11-28"),
        ("next weekend", "2026-12-05"),
        ("last weekend", "2026-11-21"),
        ("this weekend on sunday", "2026-11-29"),
        ("next week", "2026-11-30"),
        ("last week", "2026-11-16"),
        ("the week after next", "2026-12-07"),
        ("the week before last", "2026-11-09"),
        ("next month", "2026-12-01"),
        ("last month", "2026-10-01"),
        ("last quarter", "2026-07-01"),
        ("next year", "2027-01-01"),
        ("in december", "2026-12-01"),
        ("in march", "2027-03-01"),
        ("in december 2027", "2027-12-01"),
        ("last december", "2025-12-01"),
        ("start of december", "2026-12-01"),
        ("beginning of next month", "2026-12-01"),
        ("early next week", "2026-11-30"),
        ("end of the week", "2026-11-27"),
        ("eow", "2026-11-27"),
        ("at the end of next week", "2026-12-04"),
        ("end of the month", "2026-11-30"),
        ("mid december", "2026-12-15"),
        ("mid-december", "2026-12-15"),
        ("at the end of the year", "2026-12-31"),
    ],
)
def test_days_on_end_begin_with_their_first_and_edges_are_days(words: str, day: str) -> None:
    assert when(words) == day


@pytest.mark.parametrize(
    "words", ["this week", "this month", "this year", "the next week", "in november", "until friday"]
)
def test_stretches_that_have_begun_and_deadlines_ask_about_now(words: str) -> None:
    assert when(words) == "-"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("wendesday", "2026-11-25"),
        ("wensday", "2026-11-25"),
        ("tomorow", "2026-11-26"),
        ("tommorow", "2026-11-26"),
        ("saterday", "2026-11-28"),
        ("thrusday", "2026-11-26"),
        ("on firday", "2026-11-27"),
        ("3 decmber", "2026-12-03"),
        ("febuary 3", "2027-02-03"),
        ("yesturday", "2026-11-24"),
    ],
)
def test_a_letter_off_is_mended(words: str, day: str) -> None:
    assert when(words) == day
