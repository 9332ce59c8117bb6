"""The example company is a catalog without mistakes but the ones it is meant to have."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from bot.commands.play import stories
from bot.example import CATALOG, CHANNELS, ONCALL, USERS
from bot.people import read_members
from bot.providers.ical_calendar import read_calendar
from catalog_client import Snapshot
from catalog_client.files import Files
from catalog_client.merge import merge
from handlers.schedules import keys_in
from handlers.shifts import at_instant
from playground.stories import NAMED

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
async def company() -> Snapshot:
    return merge([await Files(str(CATALOG), lambda: NOW).read(None)], NOW)


def test_it_is_big_enough_to_be_asked_about(company: Snapshot) -> None:
    assert 60 <= len(company) <= 100
    assert company.kinds.keys() == {"domain", "system", "component", "api", "resource", "group", "user"}


def test_only_what_is_told_as_broken_is_broken(company: Snapshot) -> None:
    assert [one.position for one in company.problems] == ["component:default/lyrics-svc"]
    dangling = {str(one.target) for entity in company for one in entity.relations if company.get(one.target) is None}
    assert dangling == {"group:default/catalogue-gang"}


def test_everybody_in_it_is_somebody_in_slack(company: Snapshot) -> None:
    people = {each.slack_id: each.email for each in read_members(USERS.read_bytes()) if each.standing == "member"}
    users = company.of_kind("user")
    assert people == {user.annotations["reverb.dev/slack-user"]: user.email for user in users}


def test_slack_has_a_guest_an_outsider_and_the_bot_as_well() -> None:
    standings = Counter(person.standing for person in read_members(USERS.read_bytes()))
    assert standings == {"member": 16, "guest": 1, "external": 1, "bot": 1}


def test_every_channel_it_names_is_there(company: Snapshot) -> None:
    channels = {f"#{one['name']}" for one in json.loads(CHANNELS.read_text())}
    named = {entity.annotations.get("reverb.dev/slack-channel") for entity in company} - {None}
    assert named <= channels


def test_it_has_the_calendars_it_names_and_their_people_are_its_own(company: Snapshot) -> None:
    assert {f"ical:{path.stem}" for path in ONCALL.iterdir()} == set(keys_in(company))
    users = company.of_kind("user")
    known = {one.email for one in users} | {one.display_name for one in users}
    for path in ONCALL.iterdir():
        shifts = read_calendar(path.read_text(encoding="utf-8")).between(NOW, NOW + timedelta(days=30))
        assert {one.holder.email or one.holder.name for one in shifts} <= known
        assert at_instant(shifts, NOW)


def test_its_stories_are_told_by_its_people_in_its_channels() -> None:
    people = {each["name"] for each in json.loads(USERS.read_text()) if not each.get("is_bot")}
    channels = {each["name"] for each in json.loads(CHANNELS.read_text())}
    told = stories()
    assert len(told) >= 4
    assert {story.who for story in told} | {step.by for story in told for step in story.steps} <= people | {NAMED}
    assert {story.place for story in told} <= channels | {""}
