"""Users of the catalog are joined with the workspace, and each person's presence is read when it is asked about."""

import pytest

from bot.slack.identity import Identity
from bot.slack.people import People
from bot.slack.roster import Roster
from bot.slack.web import Web
from bot.users import Users
from playground.faults import Fault
from playground.server import LocalSlack
from tests.bot.slack.workspace import INES, OLAV, PRIIT
from tests.company import company, entity, ref, snapshot

USERS = Users.of(
    snapshot(
        entity("User:ines", email="ines@north.example"),
        entity("User:berg", display_name="Olav Berg"),
        entity("User:third", annotations={"reverb.dev/slack-user": PRIIT}),
        entity("User:stranger", display_name="Nobody Here"),
    )
)


class Hands:
    """A clock whose hands a test moves. Unit: seconds."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def roster(web: Web, us: Identity, hands: Hands) -> Roster:
    met = Roster(lambda: USERS)
    met.meet(web, us, People(web, us, hands), hands)
    return met


@pytest.mark.parametrize(("user", "slack_id"), [("ines", INES), ("berg", OLAV), ("third", PRIIT)])
async def test_a_user_is_found_by_address_name_or_annotation(roster: Roster, user: str, slack_id: str) -> None:
    found = await roster.person(ref(f"user:{user}"))
    assert found is not None
    assert found.slack_id == slack_id


async def test_who_has_no_account_is_nobody(roster: Roster) -> None:
    assert await roster.person(ref("user:stranger")) is None


async def test_a_person_is_found_by_address_or_id_without_a_user(roster: Roster) -> None:
    by_address = await roster.person(None, email="OLAV@north.example")
    by_id = await roster.person(None, slack_id=OLAV)
    assert by_address == by_id is not None
    assert roster.user_of("", "Olav Berg") == ref("user:berg")


async def test_the_members_are_listed_once_for_all_who_are_asked_about(slack: LocalSlack, roster: Roster) -> None:
    for user in ("ines", "berg", "third", "stranger"):
        await roster.person(ref(f"user:{user}"))
    assert len(slack.driver.calls("users.list")) == 1
    assert len(slack.driver.calls("dnd.info")) == 3


async def test_a_team_is_asked_about_in_two_calls_and_the_second_time_in_none(
    slack: LocalSlack, roster: Roster
) -> None:
    slack.workspace.people.user(OLAV)["dnd"] = {
        "dnd_enabled": True,
        "next_dnd_start_ts": 1_790_000_000,
        "next_dnd_end_ts": 1_790_090_000,
    }
    team = [ref(f"user:{user}") for user in ("ines", "berg", "third", "stranger")]
    for _ in range(2):
        found = await roster.people(team)
        assert [one.slack_id if one else None for one in found.values()] == [INES, OLAV, PRIIT, None]
        assert [one is not None and one.quiet_until is not None for one in found.values()] == [
            False,
            True,
            False,
            False,
        ]
    assert [one.method for one in slack.driver.calls()] == ["users.list", "dnd.teamInfo"]


async def test_where_slack_does_not_tell_who_is_not_to_be_disturbed_people_are_told_all_the_same(
    slack: LocalSlack, roster: Roster
) -> None:
    slack.faults.switch_on(Fault("error", "dnd.teamInfo", code="missing_scope"))
    [found] = (await roster.people([ref("user:ines")])).values()
    assert found is not None
    assert (found.slack_id, found.quiet_until) == (INES, None)


async def test_while_slack_lists_nobody_a_team_is_names(slack: LocalSlack, roster: Roster) -> None:
    slack.faults.switch_on(Fault("error", "users.list", code="missing_scope"))
    [found] = (await roster.people([ref("user:ines")])).values()
    assert found is not None
    assert (found.slack_id, found.name) == ("", "ines")


async def test_do_not_disturb_is_part_of_who_somebody_is(slack: LocalSlack, roster: Roster) -> None:
    quiet = {"dnd_enabled": True, "next_dnd_start_ts": 1_790_000_000, "next_dnd_end_ts": 1_790_090_000}
    slack.workspace.people.user(INES)["dnd"] = quiet
    found = await roster.person(ref("user:ines"))
    assert found is not None
    assert found.quiet_from is not None
    assert found.quiet_until is not None
    assert (found.quiet_until - found.quiet_from).total_seconds() == 90_000


async def test_while_slack_lists_nobody_people_are_names_and_it_is_left_alone_for_a_while(
    slack: LocalSlack, roster: Roster, hands: Hands
) -> None:
    slack.faults.switch_on(Fault("error", "users.list", code="missing_scope"))
    for _ in range(3):
        found = await roster.person(ref("user:ines"))
        assert found is not None
        assert (found.slack_id, found.name) == ("", "ines")
    assert len(slack.driver.calls("users.list")) == 1
    slack.faults.switch_off()
    hands.seconds = 31
    found = await roster.person(ref("user:ines"))
    assert found is not None
    assert found.slack_id == INES


async def test_a_list_that_was_read_stands_until_it_can_be_read_again(
    slack: LocalSlack, roster: Roster, hands: Hands
) -> None:
    await roster.person(ref("user:ines"))
    slack.faults.switch_on(Fault("error", "users.list", code="missing_scope"))
    hands.seconds = 3601
    found = await roster.person(ref("user:berg"))
    assert found is not None
    assert found.slack_id == OLAV


async def test_before_it_has_met_slack_it_knows_nobody() -> None:
    assert await Roster(lambda: Users.of(company())).person(ref("user:olav")) is None
