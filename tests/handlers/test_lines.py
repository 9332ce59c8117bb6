"""Entities, channels, counts and moments, each in one line."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.lines import ago, all_mentioned, an, channel, count, mentioned, missing, moment, name_of, plural, strong
from tests.company import NOW, company, entity, ref


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (timedelta(seconds=-3), "just now"),
        (timedelta(seconds=4), "just now"),
        (timedelta(seconds=40), "40 s ago"),
        (timedelta(minutes=4), "4 min ago"),
        (timedelta(hours=3), "3 h ago"),
        (timedelta(days=12), "12 days ago"),
    ],
)
def test_how_long_ago(past: timedelta, said: str) -> None:
    assert ago(NOW - past, NOW) == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 3, 2, 9, 12, tzinfo=UTC), "10:12"),
        (datetime(2026, 2, 27, 9, 12, tzinfo=UTC), "Fri 10:12"),
        (datetime(2026, 1, 5, 23, 30, tzinfo=UTC), "6 Jan, 00:30"),
        (datetime(2025, 11, 23, 9, 12, tzinfo=UTC), "23 Nov 2025"),
    ],
)
def test_a_moment_is_in_the_readers_zone(at: datetime, said: str) -> None:
    assert moment(at, NOW, ZoneInfo("Europe/Madrid")) == said


def test_things_go_by_the_name_the_catalog_writes_and_teams_by_their_title() -> None:
    assert name_of(entity("Payments-API", title="Payments")) == "Payments-API"
    assert name_of(entity("Group:beep", title="Beep Team")) == "Beep Team"
    assert name_of(entity("ops/ledger")) == "ops/ledger"


def test_what_the_catalog_does_not_have_is_shown_as_written() -> None:
    nobody = mentioned(company(), ref("group:nobody"))
    assert strong(nobody) == "`group:default/nobody`"
    assert missing([nobody]) == ("Named but not in the catalog is `group:default/nobody`.",)
    assert missing(all_mentioned(company(), [ref("kiosk")])) == ()


def test_channels_by_name_and_by_id() -> None:
    assert channel("#beep") == channel("beep") == "#beep"
    assert channel("C0123456789") == "<#C0123456789>"
    assert channel("<!channel>") == "#&lt;!channel&gt;"


def test_words_for_many() -> None:
    assert count(1, "API") == "1 API"
    assert count(0, "person") == "no people"
    assert count(2, "library", "old ") == "2 old libraries"
    assert plural("gateway") == "gateways"
    assert an("API") == "an API"
    assert an("component") == "a component"
