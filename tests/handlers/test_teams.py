"""Who is in a team, and which teams a person is in."""

from tests.handlers.asking import facts, reply, said


async def test_members_with_their_lead_first() -> None:
    assert (await said("members group:default/tickets-team")).splitlines() == [
        "Tickets Team has 2 people: Inês Duarte and Olav Berg.",
        "Led by Inês Duarte.",
    ]
    assert await facts("members group:default/tickets-team") == {
        "members": ["user:default/ines.duarte", "user:default/olav"],
        "leads": ["user:default/ines.duarte"],
    }


async def test_an_empty_team_is_said_to_be_empty() -> None:
    assert await said("members group:default/night-watch") == "Night Watch has no members in the catalog."


async def test_a_team_of_teams_says_which() -> None:
    passage, found = await reply("members group:default/engineering")
    assert passage.text().splitlines() == [
        "Engineering has nobody of its own; 3 people are in the teams below it.",
        "Harbour Crew (2), Tickets Team (2).",
    ]
    assert found["members"] == []
    _, everybody = await reply(str(passage.buttons[0].asks))
    assert everybody["members"] == ["user:default/ines.duarte", "user:default/olav", "user:default/priit"]


async def test_the_team_behind_a_thing() -> None:
    text = await said("members component:default/kiosk")
    assert text == "kiosk is with Harbour Crew. Harbour Crew has 2 people: Olav Berg and Priit Tamm."
    assert "no team of the catalog stands behind it" in await said("members component:default/fog-horn")


async def test_the_teams_of_a_person() -> None:
    assert await facts("memberships user:default/olav") == {
        "entities": ["group:default/harbour-crew", "group:default/tickets-team"]
    }
    assert (await said("memberships user:default/ines.duarte")).splitlines() == [
        "Inês Duarte is in Tickets Team.",
        "Leads Tickets Team.",
        "Within Engineering.",
    ]


async def test_a_person_in_no_team() -> None:
    assert await said("memberships user:default/sana") == "Sana Malik is in no team of the catalog."


async def test_a_team_is_part_of_the_one_above() -> None:
    assert await said("memberships group:default/tickets-team") == "Tickets Team is part of Engineering."
