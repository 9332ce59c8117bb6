"""An apology says what failed and what to do, and nothing the error says."""

import json

import pytest

from bot.apology import apology
from catalog_client import CatalogError, CatalogRefused, CatalogUnreachable, CatalogUnreadable


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (CatalogUnreachable("https://user:hunter2@host"), "ask again in a few minutes"),
        (CatalogRefused("Illegal token hunter2"), "renew it"),
        (CatalogUnreadable("hunter2"), "tell whoever runs me"),
        (CatalogError("hunter2"), "could not read the catalog"),
        (TimeoutError("hunter2"), "took too long"),
        (KeyError("hunter2"), "on my side"),
    ],
)
def test_each_error_has_its_sentence_and_keeps_its_own_words(error: Exception, words: str) -> None:
    message = apology(error, "R-7k2m")
    assert words in message.text
    assert "hunter2" not in message.text + json.dumps(message.blocks)


def test_the_reference_stands_in_the_text_and_under_the_message() -> None:
    message = apology(RuntimeError(), "R-7k2m")
    assert message.text.endswith("(reference R-7k2m)")
    assert "R-7k2m" in message.blocks[-1]["elements"][0]["text"]
