"""Members of a Slack workspace are read as people, however odd they are."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people import person_of, read_members
from tests.shared import shared_data

US = "T0US"


def member(**changes: Any) -> dict[str, Any]:
    return {
        "id": "U1",
        "team_id": US,
        "name": "mei.chen",
        "tz": "Asia/Taipei",
        "profile": {"real_name": "Mei Chen", "display_name": "mei", "email": "mei@tunes.example"},
        **changes,
    }


def test_a_member_is_read_with_name_handle_address_and_zone() -> None:
    mei = person_of(member(), US)
    assert (mei.slack_id, mei.name, mei.handle, mei.email, mei.zone, mei.standing) == (
        "U1",
        "Mei Chen",
        "mei",
        "mei@tunes.example",
        "Asia/Taipei",
        "member",
    )


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({"is_restricted": True}, "guest"),
        ({"is_ultra_restricted": True}, "guest"),
        ({"is_bot": True}, "bot"),
        ({"id": "USLACKBOT"}, "bot"),
        ({"deleted": True}, "deactivated"),
        ({"is_stranger": True}, "external"),
        ({"team_id": "T0THEM"}, "external"),
        ({"team_id": None}, "external"),
        ({"team_id": "T0THEM", "is_stranger": False, "is_restricted": True}, "external"),
        ({"team_id": "T0THEM", "enterprise_user": {"enterprise_id": "E0US"}}, "member"),
        ({"team_id": "T0THEM", "enterprise_user": {"enterprise_id": "E0THEM"}}, "external"),
    ],
)
def test_the_standing_says_what_kind_of_member_it_is(changes: dict[str, Any], standing: str) -> None:
    assert person_of(member(**changes), US, "E0US").standing == standing


def test_another_workspace_is_external_even_where_neither_has_an_organisation() -> None:
    stranger = member(team_id="T0THEM", enterprise_user={"enterprise_id": ""})
    assert person_of(stranger, US, "").standing == "external"


def test_status_and_do_not_disturb_are_read_as_moments() -> None:
    away = member(
        profile={"status_emoji": ":palm_tree:", "status_text": "Holiday", "status_expiration": 1_795_000_000},
        dnd={"dnd_enabled": True, "next_dnd_start_ts": 1_795_000_000, "next_dnd_end_ts": 1_795_003_600},
    )
    person = person_of(away, US)
    assert person.status_until == datetime(2026, 11, 18, 11, 6, 40, tzinfo=UTC)
    assert (person.quiet_from, person.quiet_until) == (
        datetime(2026, 11, 18, 11, 6, 40, tzinfo=UTC),
        datetime(2026, 11, 18, 12, 6, 40, tzinfo=UTC),
    )


def test_a_status_without_an_end_and_a_switched_off_do_not_disturb_have_no_moments() -> None:
    person = person_of(
        member(profile={"status_expiration": 0}, dnd={"dnd_enabled": False, "next_dnd_start_ts": 1_795_000_000}), US
    )
    assert (person.status_until, person.quiet_from, person.quiet_until) == (None, None, None)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
keys = st.sampled_from(
    ["id", "team_id", "name", "profile", "tz", "deleted", "enterprise_user", "dnd", "status_expiration"]
)


@given(st.lists(st.dictionaries(keys, anything | st.dictionaries(keys, anything)) | anything))
def test_odd_members_are_never_an_error(members: list[Any]) -> None:
    document = json.dumps(members).encode("utf-8", "surrogatepass")
    try:
        json.loads(document.decode())
    except UnicodeDecodeError:
        return
    assert all(person.slack_id for person in read_members(document, US))


@pytest.mark.parametrize("document", [b"{}", b"null", b"[", b"\xff"])
def test_a_document_that_is_no_array_is_refused(document: bytes) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        read_members(document)


def test_the_shared_workspace_is_read_whole() -> None:
    document = shared_data("worlds", "insurance", "slack-users.json").read_bytes()
    people = read_members(document)
    assert len(people) == len(json.loads(document))
    assert {person.standing for person in people} == {"member", "guest", "bot", "deactivated"}
    assert sum(person.quiet_until is not None for person in people) == 2
