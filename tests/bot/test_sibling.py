"""In a thread, one word of a name stands for the thing whose name differs in that word."""

import pytest

from tests.bot.asking import about, said, scene

SERVICE, SHOP = "component:default/ticket-service", "component:default/ticket-shop"


@pytest.mark.parametrize("text", ["what about the shop one", "and the shop?", "not this one, the shop"])
def test_one_word_of_a_name_stands_for_the_one_that_differs_in_it(text: str) -> None:
    assert said(text, scene(about("owner", SERVICE))) == [f"owner {SHOP}"]


def test_without_a_thread_one_word_is_only_a_part_of_a_name() -> None:
    assert said("who owns the shop") == [f"owner {SHOP}"]
    assert said("the shop", scene(about("members", "group:default/harbour-crew"))) != [f"owner {SHOP}"]
