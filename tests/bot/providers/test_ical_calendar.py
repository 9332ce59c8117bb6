"""What calendars say about on-call: hard cases of time, of levels and of names; and what is no calendar."""

from datetime import UTC, datetime, timedelta
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.providers.ical_calendar import NotACalendar, level_of, name_in, read_calendar

ANA = "ATTENDEE;CN=Ana:mailto:ana@x.example"
BO = "ATTENDEE;CN=Bo:MAILTO:bo@x.example"
BERLIN = dedent(
    """
    BEGIN:VTIMEZONE
    TZID:Europe/Berlin
    BEGIN:DAYLIGHT
    TZOFFSETFROM:+0100
    TZOFFSETTO:+0200
    DTSTART:19700329T020000
    RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
    END:DAYLIGHT
    BEGIN:STANDARD
    TZOFFSETFROM:+0200
    TZOFFSETTO:+0100
    DTSTART:19701025T030000
    RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
    END:STANDARD
    END:VTIMEZONE
    """
)


def event(uid: str, *lines: str) -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}@x.example", "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT"])


def calendar(*events: str, head: str = "") -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", head.strip(), *events, "END:VCALENDAR"]
    return "\r\n".join(line for part in lines for line in part.splitlines() if line.strip()) + "\r\n"


WEEKS = (
    "DTSTART;TZID=Europe/Berlin:20260105T090000",
    "DTEND;TZID=Europe/Berlin:20260112T090000",
    "RRULE:FREQ=WEEKLY;INTERVAL=2",
)
OTHER_WEEKS = (
    "DTSTART;TZID=Europe/Berlin:20260112T090000",
    "DURATION:P1W",
    "RRULE:FREQ=WEEKLY;INTERVAL=2",
)
IN_TURN = calendar(
    event("a", *WEEKS, "SUMMARY:On call", ANA), event("b", *OTHER_WEEKS, "SUMMARY:On call", BO), head=BERLIN
)
COVERED = calendar(
    event("a", *WEEKS, "SUMMARY:On call", ANA),
    event("b", *OTHER_WEEKS, "SUMMARY:On call", BO),
    event(
        "a",
        "RECURRENCE-ID;TZID=Europe/Berlin:20260119T090000",
        "DTSTART;TZID=Europe/Berlin:20260119T090000",
        "DTEND;TZID=Europe/Berlin:20260126T090000",
        "SUMMARY:On call",
        BO,
    ),
    event("o", "DTSTART:20260113T120000Z", "DTEND:20260113T180000Z", "SUMMARY:On call (override)", ANA),
    head=BERLIN,
)
GAP = calendar(
    event(
        "a",
        "DTSTART;TZID=Europe/Berlin:20260105T080000",
        "DTEND;TZID=Europe/Berlin:20260105T180000",
        "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "EXDATE;TZID=Europe/Berlin:20260107T080000",
        "SUMMARY:On call",
        ANA,
    ),
    head=BERLIN,
)
LEVELS = calendar(
    event("a", *WEEKS, "SUMMARY:On call", "CATEGORIES:primary", ANA, BO),
    event("b", *WEEKS, "SUMMARY:On call L2", ANA),
    event("c", *WEEKS, "SUMMARY:Tertiary on call", ANA),
    head=BERLIN,
)
DAYS = calendar(
    event("a", "DTSTART;VALUE=DATE:20260105", "DTEND;VALUE=DATE:20260107", "SUMMARY:Primary", ANA),
    event("b", "DTSTART;VALUE=DATE:20260106", "DTEND;VALUE=DATE:20260107", "SUMMARY:Epiphany"),
    head="X-WR-TIMEZONE:Europe/Berlin",
)
SUN = calendar(
    event("e", "DTSTART:20260105T000000Z", "DTEND:20260105T120000Z", "RRULE:FREQ=DAILY", "SUMMARY:On call", ANA),
    event("w", "DTSTART:20260105T120000Z", "DTEND:20260106T000000Z", "RRULE:FREQ=DAILY", "SUMMARY:On call", BO),
)


@pytest.mark.parametrize(
    ("text", "at", "who"),
    [
        pytest.param(IN_TURN, "2026-01-12T07:59:59Z", "Ana 1", id="the last second of a shift in winter"),
        pytest.param(IN_TURN, "2026-01-12T08:00:00Z", "Bo 1", id="the hand-over in winter"),
        pytest.param(IN_TURN, "2026-07-06T06:59:59Z", "Bo 1", id="the last second of a shift in summer"),
        pytest.param(IN_TURN, "2026-07-06T07:00:00Z", "Ana 1", id="the hand-over in summer"),
        pytest.param(IN_TURN, "2026-03-30T06:59:59Z", "Bo 1", id="the end of the week that is an hour shorter"),
        pytest.param(IN_TURN, "2026-03-30T07:00:00Z", "Ana 1", id="the hand-over after clocks went forward"),
        pytest.param(IN_TURN, "2026-10-25T00:30:00Z", "Bo 1", id="the repeated hour, the first time"),
        pytest.param(IN_TURN, "2026-10-25T01:30:00Z", "Bo 1", id="the repeated hour, the second time"),
        pytest.param(IN_TURN, "2026-10-26T07:30:00Z", "Bo 1", id="the last hour of the week that is an hour longer"),
        pytest.param(IN_TURN, "2026-10-26T08:00:00Z", "Ana 1", id="the hand-over after clocks went back"),
        pytest.param(COVERED, "2026-01-20T12:00:00Z", "Bo 1", id="one week given to somebody else"),
        pytest.param(COVERED, "2026-02-03T12:00:00Z", "Ana 1", id="the weeks after it as before"),
        pytest.param(COVERED, "2026-01-13T11:59:59Z", "Bo 1", id="before an override"),
        pytest.param(COVERED, "2026-01-13T15:00:00Z", "Ana 1", id="within an override"),
        pytest.param(COVERED, "2026-01-13T18:00:00Z", "Bo 1", id="after an override"),
        pytest.param(GAP, "2026-01-06T12:00:00Z", "Ana 1", id="working hours"),
        pytest.param(GAP, "2026-01-06T17:00:00Z", "", id="the evening"),
        pytest.param(GAP, "2026-01-07T12:00:00Z", "", id="an exception"),
        pytest.param(GAP, "2026-01-10T12:00:00Z", "", id="a Saturday"),
        pytest.param(LEVELS, "2026-01-06T12:00:00Z", "Ana 1, Bo 1, Ana 2, Ana 3", id="two at one level, one at all"),
        pytest.param(DAYS, "2026-01-04T22:59:59Z", "", id="before a day begins where the calendar is"),
        pytest.param(DAYS, "2026-01-04T23:00:00Z", "Ana 1", id="as it begins there"),
        pytest.param(DAYS, "2026-01-06T22:59:59Z", "Ana 1", id="a holiday beside a shift is nobody"),
        pytest.param(DAYS, "2026-01-06T23:00:00Z", "", id="after the days"),
        pytest.param(SUN, "2026-01-09T11:59:59Z", "Ana 1", id="following the sun, in the east"),
        pytest.param(SUN, "2026-01-09T12:00:00Z", "Bo 1", id="following the sun, in the west"),
    ],
)
def test_who_is_on_call(text: str, at: str, who: str) -> None:
    instant = datetime.fromisoformat(at)
    shifts = read_calendar(text).between(instant, instant + timedelta(seconds=1))
    assert ", ".join(f"{one.holder.name} {one.level}" for one in shifts if one.covers(instant)) == who


def test_a_shift_has_its_ends_in_utc_and_its_holders_address() -> None:
    [shift] = read_calendar(IN_TURN).between(datetime(2026, 10, 21, tzinfo=UTC), datetime(2026, 10, 22, tzinfo=UTC))
    assert (shift.start, shift.end) == (
        datetime(2026, 10, 19, 7, tzinfo=UTC),
        datetime(2026, 10, 26, 8, tzinfo=UTC),
    )
    assert (shift.holder.name, shift.holder.email) == ("Bo", "bo@x.example")


@pytest.mark.parametrize(
    ("lines", "who"),
    [
        (("SUMMARY:Ana Lima",), "Ana Lima"),
        (("SUMMARY:On call", "STATUS:CANCELLED", ANA), ""),
        (("SUMMARY:On call", "ATTENDEE;CN=Ana;PARTSTAT=DECLINED:mailto:ana@x.example", BO), "Bo"),
        (("SUMMARY:On call", "ATTENDEE:mailto:ana@x.example"), "ana@x.example"),
        (("SUMMARY:Company holiday",), ""),
        (("DESCRIPTION:nothing",), ""),
    ],
)
def test_an_event_says_whose_shift_it_is(lines: tuple[str, ...], who: str) -> None:
    at = datetime(2026, 1, 5, 12, tzinfo=UTC)
    text = calendar(event("a", "DTSTART:20260105T000000Z", "DTEND:20260106T000000Z", *lines))
    assert ", ".join(one.holder.name for one in read_calendar(text).between(at, at + timedelta(1))) == who


@pytest.mark.parametrize(
    ("categories", "summary", "level"),
    [
        ((), "Payments on-call", 1),
        ((), "Claims on-call (secondary)", 2),
        (("primary",), "Payments on-call L2", 1),
        (("work", "L2"), "Payments on-call", 2),
        ((), "Platform L3", 3),
        ((), "level 2 - Ana", 2),
        ((), "Backup service on-call (primary)", 1),
        ((), "Ana (backup)", 2),
        ((), "HTML2 on-call", 1),
    ],
)
def test_the_level_stands_in_the_categories_or_the_summary(
    categories: tuple[str, ...], summary: str, level: int
) -> None:
    assert level_of(categories, summary)[0] == level


@pytest.mark.parametrize(
    ("summary", "name"),
    [
        ("Priya Raman", "Priya Raman"),
        ("On call: Anna", "Anna"),
        ("On-call: Anna Maria (override)", "Anna Maria"),
        ("Platform L1 - Ana Lima", "Ana Lima"),
        ("Primary: Jean-Luc", "Jean-Luc"),
        ("Fraud vendor desk", "Fraud vendor desk"),
        ("On call", "On call"),
    ],
)
def test_a_summary_names_somebody(summary: str, name: str) -> None:
    assert name_in(summary) == name


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"),
        ("<!DOCTYPE html><html><body>Please log in</body></html>", "some other page"),
        (IN_TURN[: len(IN_TURN) // 2], "breaks off"),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:soon\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "not a calendar"),
    ],
)
def test_what_is_no_calendar_is_told_from_an_empty_one(text: str, why: str) -> None:
    with pytest.raises(NotACalendar, match=why):
        read_calendar(text)


def test_a_calendar_without_events_has_nobody_on_call() -> None:
    assert read_calendar(calendar()).between(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)) == ()


@given(st.text())
def test_no_text_makes_reading_fail_otherwise(text: str) -> None:
    with pytest.raises(NotACalendar):
        read_calendar(f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{text}\r\nEND:VCALENDAR")
