"""The ways to read what somebody called a thing: as it is first, then with less and less of it."""

from bot.wording import readings_of
from handlers.question import Subject


def read(said: str) -> list[tuple[str, str, bool]]:
    """The words, the kinds that are asked for, and whether only a name as it stands will do."""
    readings = readings_of(tuple(said.split()), Subject())
    return [(" ".join(words), " ".join(sorted(wanted.kinds)), wanted.loose) for words, wanted in readings]


def test_a_word_for_a_kind_is_read_as_part_of_a_name_first_and_only_then_as_the_kind() -> None:
    assert read("fares api")[:2] == [("fares api", "api", False), ("fares", "api", False)]


def test_a_word_like_service_may_be_left_out_of_a_name_that_is_then_not_guessed() -> None:
    assert read("checkout service") == [
        ("checkout service", "", False),
        ("checkout", "component resource", False),
        ("checkout", "", True),
    ]


def test_articles_and_empty_nouns_at_the_ends_say_nothing() -> None:
    assert ("fraud", "", False) in read("the old fraud thing")


def test_dictated_letters_and_numbers_are_written_out() -> None:
    assert ("geo router v 2", "", False) in read("geo router vee two")


def test_the_words_as_they_stand_come_before_all_else() -> None:
    for said in ("the one", "team one", "old billing", "seven"):
        assert read(said)[0][0] == said
