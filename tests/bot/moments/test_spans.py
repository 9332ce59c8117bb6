"""Lengths from now, and spans up to now, read at 14:20 in Berlin on Wednesday, 25 November 2026."""

import pytest

from tests.bot.moments.telling import read, since, when


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("in 2 hours", "2026-11-25 16:20"),
        ("in two hours", "2026-11-25 16:20"),
        ("in 2h", "2026-11-25 16:20"),
        ("in 90 min", "2026-11-25 15:50"),
        ("in 1h30m", "2026-11-25 15:50"),
        ("in 1.5 hours", "2026-11-25 15:50"),
        ("in an hour and a half", "2026-11-25 15:50"),
        ("in one and a half hours", "2026-11-25 15:50"),
        ("in 1 hour and 30 minutes", "2026-11-25 15:50"),
        ("in half an hour", "2026-11-25 14:50"),
        ("in a quarter of an hour", "2026-11-25 14:35"),
        ("in twenty four hours", "2026-11-26 14:20"),
        ("in a couple of hours", "2026-11-25 16:20"),
        ("half an hour from now", "2026-11-25 14:50"),
        ("in 3 days", "2026-11-28"),
        ("in a week", "2026-12-02"),
        ("a week from now", "2026-12-02"),
        ("in two weeks' time", "2026-12-09"),
        ("in two weeks 's time", "2026-12-09"),
        ("in 3 months", "2027-02-25"),
        ("an hour ago", "2026-11-25 13:20"),
        ("30 minutes ago", "2026-11-25 13:50"),
        ("2 days ago", "2026-11-23"),
        ("a week ago", "2026-11-18"),
        ("a few weeks ago", "2026-11-04"),
        ("one year ago", "2025-11-25"),
    ],
)
def test_hours_from_now_lead_to_an_instant_and_days_to_a_day(words: str, then: str) -> None:
    assert when(words) == then


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("in the last 2 hours", "2026-11-25 12:20"),
        ("in the past 6h", "2026-11-25 08:20"),
        ("last 24h", "2026-11-24 14:20"),
        ("past day", "2026-11-24 14:20"),
        ("in the last hour", "2026-11-25 13:20"),
        ("over the past few days", "2026-11-22 14:20"),
        ("the last couple of hours", "2026-11-25 12:20"),
        ("for the last 30 minutes", "2026-11-25 13:50"),
        ("in the last week", "2026-11-18"),
        ("in the last 2 weeks", "2026-11-11"),
        ("past month", "2026-10-25"),
        ("since friday", "2026-11-20"),
        ("since wednesday", "2026-11-18"),
        ("since yesterday", "2026-11-24"),
        ("since yesterday evening", "2026-11-24 17:00"),
        ("since 9am", "2026-11-25 09:00"),
        ("since 4pm", "2026-11-24 16:00"),
        ("since midnight", "2026-11-25 00:00"),
        ("since monday 9am", "2026-11-23 09:00"),
        ("since tue", "2026-11-24"),
        ("since last week", "2026-11-16"),
        ("since january", "2026-01-01"),
        ("since the start of the year", "2026-01-01"),
        ("since christmas", "2025-12-25"),
        ("since 2 hours ago", "2026-11-25 12:20"),
        ("since 2 hours", "2026-11-25 12:20"),
    ],
)
def test_spans_up_to_now_say_where_they_begin(words: str, start: str) -> None:
    assert since(words) == start
    assert read(words)[0].opens
    assert read(words)[0].past


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("today", "2026-11-25 00:00"),
        ("this morning", "2026-11-25 00:00"),
        ("yesterday", "2026-11-24"),
        ("last night", "2026-11-24 18:00"),
        ("last week", "2026-11-16"),
        ("this week", "2026-11-23"),
        ("this month", "2026-11-01"),
        ("2 days ago", "2026-11-23"),
        ("on friday", "2026-11-20"),
        ("from monday", "2026-11-23"),
        ("on 14 october", "2026-10-14"),
        ("on friday afternoon", "2026-11-20 12:00"),
        ("tomorrow", "-"),
        ("next week", "-"),
        ("tonight", "-"),
        ("in 2 hours", "-"),
    ],
)
def test_other_times_have_a_beginning_too_if_they_have_begun(words: str, start: str) -> None:
    assert since(words) == start
    assert not read(words)[0].opens


@pytest.mark.parametrize(
    ("words", "past"),
    [
        ("yesterday", True),
        ("last tuesday", True),
        ("an hour ago", True),
        ("tomorrow", False),
        ("next week", False),
        ("in 2 hours", False),
        ("today", None),
        ("on friday", None),
        ("at 9am", None),
    ],
)
def test_words_may_tell_the_past_from_what_is_to_come(words: str, past: bool | None) -> None:
    assert read(words)[0].past is past
