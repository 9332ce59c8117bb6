"""What no phrase covers is understood by its likeness to other questions, where the name is certain."""

from bot.likeness import NAMELESS, Likely, Likeness, learned, marks
from tests.bot.asking import about, said, scene

SHOP = "component:default/ticket-shop"


def test_the_marks_of_a_message_are_its_words_and_how_they_follow_each_other() -> None:
    assert marks(["who", "owns", "§thing"], ["??"]) == {
        *("^", "who", "owns", "§thing", "$", "??"),
        *("^ who", "who owns", "owns §thing", "§thing $"),
        *("^ who owns", "who owns §thing", "owns §thing $"),
        *("^..owns", "who..§thing", "owns..$"),
        *("<who>", "<own>", "^ <who>", "<who> <own>", "<own> §thing", "^ <who> <own>", "<who> <own> §thing"),
        *("<own> §thing $",),
    }
    assert NAMELESS in marks(["hello"])


def test_the_likeliest_kind_comes_first_with_the_marks_that_speak_for_it() -> None:
    likeness = Likeness(
        {"owner": -1.0, "about": -1.0}, {"owns": {"owner": 3.0, "about": -1.0}, "who": {"owner": 1.0}}
    )
    first, second = likeness({"owns", "who", "never seen"})
    assert (first.kind, first.marks) == ("owner", ("owns", "who"))
    assert first.probability > 0.9 > 0.2 > second.probability
    assert second == Likely("about", second.probability, ())


def test_weights_are_read_as_they_were_written() -> None:
    likeness = Likeness({"owner": -1.0}, {"“who”": {"owner": 0.5}})
    assert Likeness.read(likeness.written())({"“who”"}) == likeness({"“who”"})
    assert learned().written() == Likeness.read(learned().written()).written()


def test_what_is_told_or_said_to_nobody_is_not_guessed_at() -> None:
    assert said("the owner wrote ticket-shop in rust over a weekend") == []
    assert said("restart ticket-shop please") == []
    assert said("ticket-shop owner is on holiday", scene(about("about", SHOP), addressed=False)) == []
