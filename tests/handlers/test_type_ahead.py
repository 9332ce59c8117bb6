"""What a field offers while somebody types."""

import pytest

from handlers.type_ahead import MOST, Offer, offered

PEOPLE = [
    Offer("user:default/ana.lima", "Ana Lima"),
    Offer("user:default/jweiss", "Jonas Weiß"),
    Offer("user:default/maria-jose", "María José Núñez"),
    Offer("user:default/ana-maria", "Ana-Maria Søndergård"),
]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ["Ana Lima", "Jonas Weiß", "María José Núñez", "Ana-Maria Søndergård"]),
        ("an", ["Ana Lima", "Ana-Maria Søndergård"]),
        ("lima ana", ["Ana Lima"]),
        ("WEISS", ["Jonas Weiß"]),
        ("jw", ["Jonas Weiß"]),
        ("nunez", ["María José Núñez"]),
        ("mari", ["María José Núñez", "Ana-Maria Søndergård"]),
        ("@sonder", ["Ana-Maria Søndergård"]),
        ("ima", ["Ana Lima"]),
        ("zz", []),
    ],
)
def test_names_are_found_by_the_beginnings_of_their_words(typed: str, names: list[str]) -> None:
    assert [one.name for one in offered(PEOPLE, typed)] == names


def test_those_that_begin_with_it_come_first() -> None:
    offers = [Offer("user:default/roman", "Roman Ivanov"), Offer("user:default/ivan", "Ivan Roy")]
    assert [one.name for one in offered(offers, "ivan")] == ["Roman Ivanov", "Ivan Roy"]
    assert [one.name for one in offered(offers, "oma")] == ["Roman Ivanov"]
    assert next(one.name for one in offered([*offers, Offer("user:default/x", "Oma Li")], "oma")) == "Oma Li"


def test_never_more_than_slack_takes() -> None:
    assert len(offered((Offer(f"user:default/p{at}", f"P {at}") for at in range(500)), "p")) == MOST
