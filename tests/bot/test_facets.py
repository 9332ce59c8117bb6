"""Words that narrow a list down: by kind, type, lifecycle and tag; anything else makes the words something else."""

import pytest

from bot.facets import facets_of
from tests.bot.asking import names


@pytest.mark.parametrize(
    ("words", "slots"),
    [
        ("services", {"kind": "component", "type": "service"}),
        ("deprecated services", {"kind": "component", "type": "service", "lifecycle": "deprecated"}),
        ("legacy things", {"lifecycle": "deprecated"}),
        ("websites in production", {"kind": "component", "type": "website", "lifecycle": "production"}),
        ("everything tagged python", {"tag": "python", "kind": "component"}),
        ("python tagged things", {"tag": "python", "kind": "component"}),
        ("components with the tag react", {"kind": "component", "tag": "react"}),
        ("all our openapi apis", {"type": "openapi", "kind": "api"}),
        ("things of type job", {"type": "job"}),
        ("libraries", {"kind": "component", "type": "library"}),
        ("teams", {"kind": "group"}),
    ],
)
def test_what_people_call_a_sort_of_thing_narrows_down_to_it(words: str, slots: dict[str, str]) -> None:
    found = facets_of(words.split(), names())
    assert found is not None
    assert found.slots == slots


@pytest.mark.parametrize("words", ["ticket-shop", "services of mine tomorrow", "haskell services", "the", "tagged"])
def test_words_that_narrow_nothing_down_are_no_facets(words: str) -> None:
    assert facets_of(words.split(), names()) is None


def test_how_much_was_said_of_what_and_of_which_is_counted() -> None:
    found = facets_of("deprecated python services".split(), names())
    assert found is not None
    assert (found.nouns, found.told) == (1, 2)
