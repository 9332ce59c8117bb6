"""What is said of people beside a question: whom it names, what is left of the message, and who is meant."""

import pytest

from bot.absentees import Absentees, absentees, remarks, without
from bot.folding import words_of
from bot.hearing import USER, hear
from catalog_client import EntityRef
from tests.company import ref

ANA, JONAS, MARIA, ALEX, SAM = (ref(f"user:{name}") for name in ("ana", "jonas", "maria", "alex", "sam"))
TEAM = {
    one: [words_of(name), (one.name,)]
    for one, name in (
        (ANA, "Ana Lima"),
        (JONAS, "Jonas Weiß"),
        (MARIA, "María-José Núñez"),
        (ALEX, "Alexander Price"),
        (SAM, "Sam O'Neill"),
    )
}
PICK = "pick a note taker for crew"


def named(text: str) -> list[str]:
    found = [name for one in remarks(hear(text)) for name in one.names]
    return [" ".join(token.text for token in name) for name in found]


def rest(text: str) -> str:
    tokens = hear(text)
    kept = without(tokens, remarks(tokens))
    return " ".join(token.word for token in kept if token.kind in {"word", USER})


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("{}, alex price can't today", ["alex price"]),
        ("{}. ana is out", ["ana"]),
        ("{}, except ana and jonas", ["ana", "jonas"]),
        ("{} without ana", ["ana"]),
        ("{}, ana and jonas are away today", ["ana", "jonas"]),
        ("{}; jonas did it last time", ["jonas"]),
        ("{} - not jonas, not ana", ["jonas", "ana"]),
        ("{} (jonas' is on holiday)", ["jonas"]),
        ("{}, skip ana", ["ana"]),
        ("{}, leave out jonas w", ["jonas w"]),
        ("{}, anyone but ana", ["ana"]),
        ("{}, ana has to leave early", ["ana"]),
        ("{}, ana doesn't want to", ["ana"]),
        ("{}, ana out today and jonas ooo", ["ana", "jonas"]),
        ("{}: ana, jonas and sam o'neill are away", ["ana", "jonas", "sam o'neill"]),
        ("{}, i can't", ["i"]),
        ("{}, ana won't make it because she is ill", ["ana"]),
        ("ana's in another meeting, {}", ["ana"]),
        ("{}, <@U1> is off, <@U2> too", ["U1", "U2"]),
        ("{} but not @ana", ["@ana"]),
        ("{}, ana did the notes yesterday", ["ana"]),
        ("{}, ana is still sick", ["ana"]),
        ("{}; <@U1> and <@U2> are presenting so not them", ["U1", "U2"]),
    ],
)
def test_people_who_can_not_are_named(said: str, names: list[str]) -> None:
    text = said.format(PICK)
    assert named(text) == names
    assert PICK.replace("note taker", "notetaker") in rest(text)


@pytest.mark.parametrize(
    "text",
    [
        PICK,
        "we can't decide, pick one for crew",
        "the build is off, pick one for crew",
        "pick one for crew who is not on call",
        "who did it last time",
        "who is on call for ana",
        "is it off in production",
        "who takes notes today",
    ],
)
def test_what_is_said_of_nobody_is_no_remark(text: str) -> None:
    assert named(text) == []


def who(text: str) -> Absentees:
    names = [name for one in remarks(hear(text)) for name in one.names]
    return absentees(names, TEAM, {"U1": ANA}, JONAS)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ana", ANA),
        ("Ana Lima", ANA),
        ("@jonas", JONAS),
        ("weiss", JONAS),
        ("alex", ALEX),
        ("alex p", ALEX),
        ("maria jose", MARIA),
        ("nunez", MARIA),
        ("oneill", SAM),
        ("alexender", ALEX),
        ("<@U1>", ANA),
        ("me", JONAS),
    ],
)
def test_a_name_is_looked_for_in_the_team(name: str, meant: EntityRef) -> None:
    assert who(f"pick one, not {name}") == Absentees((meant,))


def test_of_two_who_are_called_so_both_are_meant_and_a_name_of_nobody_is_told() -> None:
    other = ref("user:sam.lee")
    names = [name for one in remarks(hear("pick one, not sam and not tommy")) for name in one.names]
    found = absentees(names, TEAM | {other: [("sam", "lee")]}, {}, None)
    assert found == Absentees((SAM, other), ("tommy",))
