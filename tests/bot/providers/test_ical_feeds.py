"""Calendars from files and over HTTP: asked again only for changes, within limits, their addresses kept secret."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.providers.ical_feeds import MOST_BYTES, CalendarFile, CalendarUrl, IcalFeeds
from bot.schedule_source import NoSuchSchedule, NotTold
from tests.fakes.feeds import FakeFeeds

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SECRET = "https://calendar.example/private-s3cr3t/basic.ics"


def calendar(name: str) -> str:
    lines = (
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "X-WR-CALNAME:Payments", "BEGIN:VEVENT", "UID:1",
        "DTSTAMP:20260101T000000Z", "DTSTART:20260105T000000Z", "DTEND:20260106T000000Z", f"SUMMARY:{name}",
        "END:VEVENT", "END:VCALENDAR",
    )  # fmt: skip
    return "\r\n".join(lines) + "\r\n"


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


async def resolve(host: str) -> Sequence[str]:
    """Hosts whose name says where they are."""
    return ["10.0.0.8"] if "inside" in host else ["93.184.216.34"]


class Feed:
    """One calendar at the secret address, read as the bot reads it."""

    def __init__(self, server: FakeFeeds, url: str = SECRET) -> None:
        self.clock = Clock()
        self._feeds = IcalFeeds({"payments": CalendarUrl(server.client(), url, self.clock, resolve)}, lambda: NOW)

    async def who(self) -> str:
        rota = await self._feeds.read("payments", NOW, NOW + DAY)
        return ", ".join(one.holder.name for one in rota.shifts)

    async def refusal(self) -> str:
        with pytest.raises(NotTold) as told:
            await self.who()
        assert "s3cr3t" not in str(told.value)
        assert told.value.__cause__ is None
        return str(told.value)


async def test_a_calendar_is_fetched_again_only_after_a_while_and_then_only_for_changes() -> None:
    server = FakeFeeds({SECRET: calendar("Ana")})
    feed = Feed(server)
    assert [await feed.who(), await feed.who()] == ["Ana", "Ana"]
    assert len(server.asked) == 1
    feed.clock.at = 60
    assert await feed.who() == "Ana"
    assert "if-none-match" in server.asked[1].headers
    server.pages[SECRET] = calendar("Bo")
    feed.clock.at = 120
    assert await feed.who() == "Bo"


async def test_a_rota_has_the_name_of_its_calendar_and_when_it_was_true() -> None:
    feeds = IcalFeeds(
        {"payments": CalendarUrl(FakeFeeds({SECRET: calendar("Ana")}).client(), SECRET, Clock(), resolve)},
        lambda: NOW,
    )
    rota = await feeds.read("Payments", NOW, NOW + DAY)
    assert (rota.name, rota.as_of) == ("Payments", NOW)


@pytest.mark.parametrize(
    ("server", "why"),
    [
        (FakeFeeds(is_down=True), "its calendar feed does not answer"),
        (FakeFeeds(status=503), "its calendar feed answers 503"),
        (FakeFeeds({SECRET: ""}), "what the feed sends is empty"),
        (FakeFeeds({SECRET: "<html>log in</html>"}), "what the feed sends is not a calendar but some other page"),
        (FakeFeeds({SECRET: calendar("x" * MOST_BYTES)}), "its calendar feed is larger than 10 MB"),
    ],
)
async def test_what_goes_wrong_is_said_without_the_address(server: FakeFeeds, why: str) -> None:
    assert await Feed(server).refusal() == why


@pytest.mark.parametrize(
    "target",
    ["https://inside.example/x.ics", "http://calendar.example/x.ics", "file:///etc/passwd", SECRET],
)
async def test_a_redirect_may_not_lead_inside_nor_out_of_encryption_nor_in_circles(target: str) -> None:
    feed = Feed(FakeFeeds({target: calendar("Ana")} if target != SECRET else {}, {SECRET: target}))
    assert await feed.refusal() == "its calendar feed leads to where I must not follow"


async def test_a_redirect_elsewhere_is_followed() -> None:
    target = "https://elsewhere.example/x.ics"
    assert await Feed(FakeFeeds({target: calendar("Ana")}, {SECRET: target})).who() == "Ana"


async def test_a_feed_inside_is_read_where_the_settings_say_so() -> None:
    inside, moved = "http://inside.example/a.ics", "http://inside.example/b.ics"
    assert await Feed(FakeFeeds({moved: calendar("Ana")}, {inside: moved}), inside).who() == "Ana"


async def test_a_name_that_no_setting_has_is_no_outage() -> None:
    with pytest.raises(NoSuchSchedule, match="names no calendar called other"):
        await IcalFeeds({}, lambda: NOW).read("other", NOW, NOW + DAY)


async def test_a_file_is_read_again_when_it_changed(tmp_path: Path) -> None:
    path = tmp_path / "payments.ics"
    place = CalendarFile(path)
    path.write_text(calendar("Ana"), encoding="utf-8")
    first = await place.text()
    assert await place.text() is first
    path.write_text(calendar("Bo"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert "SUMMARY:Bo" in await place.text()


async def test_a_file_that_is_gone_is_said_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(NotTold, match=r"^its calendar file gone\.ics cannot be read: No such file"):
        await CalendarFile(tmp_path / "gone.ics").text()
