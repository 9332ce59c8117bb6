"""A near name is taken where it can only be a slip, and asked back where it may be something else."""

import pytest

from bot.resolve import FUZZY, Found, Resolution, Unclear, resolve
from tests.bot.test_resolve import called


def tried(typed: str, *written: str) -> Resolution:
    return resolve(typed.split(), called(*written))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("chekcout-web", "checkout-web"),
        ("chckout-web", "checkout-web"),
        ("checkoutt-web", "checkout-web"),
        ("notifcation servce", "notification-service"),
        ("invoices-worker", "invoice-worker"),
    ],
)
def test_a_letter_swapped_missing_or_doubled_is_a_slip(typed: str, name: str) -> None:
    found = tried(typed, name, "billing-core")
    assert isinstance(found, Found)
    assert (found.ref.name, found.rank) == (name, FUZZY)
    assert "letter" in found.how


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("billing-v3", "billing-v2"),
        ("shard-11", "shard-12"),
        ("painter-service", "printer-service"),
        ("gitlab-sync", "github-sync"),
        ("order-cat", "order-car"),
        ("checkout-wbe", "checkout-web"),
    ],
)
def test_another_number_another_english_word_and_a_word_too_short_are_asked_back(typed: str, name: str) -> None:
    assert not isinstance(tried(typed, name), Found)


def test_of_two_names_as_near_neither_is_taken() -> None:
    found = tried("media-storx", "media-store", "media-storm")
    assert isinstance(found, Unclear)
    assert {ref.name for ref in found.candidates} == {"media-store", "media-storm"}


def test_an_english_word_alone_is_no_slip_of_a_name() -> None:
    assert not isinstance(tried("printer", "prinster"), Found | Unclear)
