"""People are looked up once, until Slack says that they changed."""

import pytest

from bot.slack.identity import Identity
from bot.slack.people import People
from bot.slack.web import Web
from playground.faults import Fault
from playground.server import LocalSlack
from tests.bot.slack.workspace import INES, OLAV, OUTSIDER, TEAM


@pytest.fixture
def people(web: Web, us: Identity) -> People:
    return People(web, us, lambda: 0.0)


async def test_a_person_is_looked_up_once(slack: LocalSlack, people: People) -> None:
    first, second = await people.person(INES), await people.person(INES)
    assert first is second
    assert first is not None
    assert (first.name, first.email, first.zone) == ("Inês Duarte", "ines@north.example", "Europe/Lisbon")
    assert len(slack.driver.calls("users.info")) == 1


async def test_a_person_that_changed_is_looked_up_again(slack: LocalSlack, people: People) -> None:
    await people.person(INES)
    people.changed({"id": INES})
    await people.person(INES)
    assert len(slack.driver.calls("users.info")) == 2


async def test_what_slack_says_of_somebody_by_itself_is_known_without_asking(
    slack: LocalSlack, people: People
) -> None:
    people.changed({"id": INES, "team_id": TEAM, "profile": {"real_name": "Inês", "status_text": "On holiday"}})
    found = await people.person(INES)
    assert found is not None
    assert (found.standing, found.status_text) == ("member", "On holiday")
    assert slack.driver.calls("users.info") == []


async def test_somebody_of_another_workspace_is_external(people: People) -> None:
    found = await people.person(OUTSIDER)
    assert found is not None
    assert found.standing == "external"


async def test_whom_slack_does_not_tell_is_nobody_and_is_asked_about_again(slack: LocalSlack, people: People) -> None:
    slack.faults.switch_on(Fault("error", "users.info", times=1, code="internal_error"))
    assert await people.person(INES) is None
    assert await people.person(INES) is not None
    assert await people.person("U0NOBODY") is None


async def test_only_those_slack_knows_are_among_the_people(people: People) -> None:
    assert set(await people.among([INES, "U0NOBODY", OLAV])) == {INES, OLAV}
