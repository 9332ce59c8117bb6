"""Weights are learned from examples, the same ones each time."""

import random

from benchmarks._phrases import sampled
from benchmarks.learning import Example, learn
from bot.likeness import marks


def examples() -> list[Example]:
    owner = [Example(marks(["who", verb, "§thing"]), frozenset({"owner"})) for verb in ("owns", "has", "runs")]
    talk = [Example(marks(["i", "like", word]), frozenset()) for word in ("tea", "it", "§thing")]
    return [*owner, *talk] * 10


def test_what_was_learned_tells_kinds_apart_also_where_a_word_was_never_seen() -> None:
    likeness = learn(examples())
    [seen] = likeness(marks(["who", "owns", "§thing"]))
    [new] = likeness(marks(["who", "babysits", "§thing"]))
    [talk] = likeness(marks(["i", "like", "mondays"]))
    assert seen.probability > 0.9
    assert new.probability > 0.5
    assert talk.probability < 0.3
    assert learn(examples()).written() == likeness.written()


def test_what_a_line_may_mean_as_well_is_neither_learned_nor_unlearned() -> None:
    also = Example(marks(["what", "about", "§thing"]), frozenset({"about"}), frozenset({"owner"}))
    with_it, without = learn([*examples(), *[also] * 10]), learn(examples())
    [owner] = [one for one in with_it(marks(["who", "owns", "§thing"])) if one.kind == "owner"]
    [before] = without(marks(["who", "owns", "§thing"]))
    assert owner.probability == before.probability


def test_sentences_are_made_of_phrases_with_names_by_their_sort() -> None:
    phrases = {"members": ("(who|which people) is in [the] {group}",), "owner": ("whose is {entity}",)}
    made = list(sampled(phrases, 20, random.Random(1)))
    assert {kind for kind, _ in made} == {"members", "owner"}
    assert {" ".join(words) for kind, words in made if kind == "members"} == {
        "who is in §group",
        "which people is in §group",
    }
