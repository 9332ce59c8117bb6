"""People of Slack are joined with the catalog's Users by what is surest: annotation, then e-mail, then name."""

import pytest

from bot.users import Users, teams_of
from catalog_client.relation import HAS_MEMBER, MEMBER_OF
from handlers.people import Person
from tests.company import company, entity, ref, snapshot

CATALOG = snapshot(
    entity("User:ana", display_name="Ana Lima", email="ana@north.example"),
    entity("User:ana.l", display_name="Ana Lima", annotations={"reverb.dev/slack-user": " U0ANA "}),
    entity("User:bo", title="Bo Ek", email="Bo@North.example"),
)
ANA, OTHER_ANA, BO = ref("user:ana"), ref("user:ana.l"), ref("user:bo")


@pytest.mark.parametrize(
    ("person", "user"),
    [
        (Person("U0ANA", "Bo Ek", email="ana@north.example"), OTHER_ANA),
        (Person("U1", "Bo Ek", email="ANA@north.example"), ANA),
        (Person("U1", "bo  EK", email="private@mail.example"), BO),
        (Person("U1", "Bó Ek"), BO),
        (Person("U1", "Ana Lima"), None),
        (Person("U1", "Nobody Here"), None),
        (Person("U1", ""), None),
    ],
)
def test_the_surest_sign_decides_and_a_name_that_two_have_joins_nobody(person: Person, user: object) -> None:
    assert Users.of(CATALOG).ref_of(person) == user


def test_only_those_whom_the_catalog_knows_are_among_it() -> None:
    people = [Person("U0ANA", "Ana Lima"), Person("U2", "Guest Gail")]
    assert Users.of(CATALOG).among(people) == {"U0ANA": OTHER_ANA}


def test_somebodys_teams_are_those_the_person_names_or_else_those_that_name_the_person() -> None:
    assert teams_of(ref("user:olav"), company()) == (ref("group:harbour-crew"), ref("group:tickets-team"))
    named = snapshot(entity("User:eve"), entity("Group:ops", {HAS_MEMBER: "user:eve"}), entity("Group:it"))
    assert teams_of(ref("user:eve"), named) == (ref("group:ops"),)


def test_whoever_is_in_no_team_or_in_one_that_is_not_there_has_none() -> None:
    assert teams_of(ref("user:sana"), company()) == ()
    assert teams_of(ref("user:eve"), snapshot(entity("User:eve", {MEMBER_OF: "group:gone"}))) == ()
    assert teams_of(None, company()) == ()
