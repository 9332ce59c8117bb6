"""From settings to the on-call sources there are."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot import example
from bot.oncall_sources import accounts_of, feeds_of, rotas_of
from bot.settings import Settings, UnusableSettings, from_environ
from catalog_client import Snapshot
from handlers.shifts import Rota, Unread
from tests.company import NOW, company
from tests.fakes.pagerduty import KEY, Duty, FakePagerDuty, served


def settings(**environ: str) -> Settings:
    return from_environ({"REVERB_CATALOG": "catalog", **environ})


def no_catalog() -> Snapshot | None:
    return None


def test_the_example_company_has_calendars_of_its_own() -> None:
    assert {feed.name for feed in feeds_of(from_environ({}))} == {path.stem for path in example.ONCALL.iterdir()}
    assert feeds_of(settings()) == ()


def test_a_feed_has_a_name_and_a_secret_address() -> None:
    [feed] = feeds_of(settings(REVERB_ONCALL="ical:pay=https://x.example/s3cr3t?a=b"))
    assert (feed.name, feed.where) == ("pay", "https://x.example/s3cr3t?a=b")
    assert "s3cr3t" not in repr(feed)
    assert "s3cr3t" not in repr(settings(REVERB_ONCALL="ical:pay=https://x.example/s3cr3t"))


def test_an_account_may_have_a_key_and_a_base_of_its_own() -> None:
    found = settings(
        REVERB_ONCALL="pagerduty",
        REVERB_PAGERDUTY_TOKEN="one eu=two us2=three",
        REVERB_PAGERDUTY_URL="eu=https://api.eu.pagerduty.com",
    )
    assert accounts_of(found) == {
        "": ("https://api.pagerduty.com", "one"),
        "eu": ("https://api.eu.pagerduty.com", "two"),
        "us2": ("https://api.pagerduty.com", "three"),
    }


@pytest.mark.parametrize("written", ["ical:", "ical:x=", "opsgenie", "ical=x", "pagerduty"])
def test_what_is_no_source_or_lacks_its_key_is_told_without_repeating_it(written: str) -> None:
    with pytest.raises(UnusableSettings) as told:
        settings(REVERB_ONCALL=written)
    assert "REVERB_" in str(told.value)


async def test_without_a_source_there_are_no_rotas() -> None:
    async with rotas_of(settings(), now=lambda: NOW, clock=lambda: 0.0, catalog=no_catalog) as rotas:
        assert rotas is None


async def test_all_sources_answer_as_one_and_what_the_catalog_names_is_read_ahead(tmp_path: Path) -> None:
    calendar = tmp_path / "tickets.ics"
    calendar.write_text(
        "BEGIN:VCALENDAR\r\nPRODID:x\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
        "DTSTART:20260301T000000Z\r\nDTEND:20260308T000000Z\r\nSUMMARY:Ana\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    fake = FakePagerDuty({"PANA": "Ana Lima"}, {"PHARBOR": "PPOLICY"}, {"PPOLICY": [Duty("PANA")]})
    catalog = company()
    async with served(fake) as url:
        found = settings(
            REVERB_ONCALL=f"ical:tickets={calendar} pagerduty", REVERB_PAGERDUTY_TOKEN=KEY, REVERB_PAGERDUTY_URL=url
        )
        async with rotas_of(found, now=lambda: NOW, clock=lambda: 0.0, catalog=lambda: catalog) as rotas:
            assert rotas is not None
            await rotas.refresh()
            asked = len(fake.asked)
            for schedule in ("ical:tickets", "pagerduty:PHARBOR"):
                rota = await rotas.rota(schedule, NOW, NOW + timedelta(hours=1))
                assert isinstance(rota, Rota)
                assert len(rota.shifts) == 1
            assert len(fake.asked) == asked
            watch = await rotas.rota("ical:watch", NOW, NOW + timedelta(hours=1))
            assert watch == Unread("ical:watch", "REVERB_ONCALL names no calendar called watch")
            policy = await rotas.rota("pagerduty-policy:PPOLICY", NOW, NOW + timedelta(hours=1))
            assert isinstance(policy, Rota)
