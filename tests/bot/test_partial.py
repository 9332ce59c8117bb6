"""Some words of a name find what has them all; too little finds nothing, and several are asked back."""

import pytest

from bot.names import Names
from bot.partial import may_stand
from bot.resolve import Found, Resolution, Unclear, Unknown, resolve
from catalog_client import Entity, EntityRef, Snapshot
from tests.bot.test_resolve import AT, called

NAMES = ("customer-notification-service", "claims-document-store", "claims-document-api", "intelligence-hub", "kiosk")


def tried(typed: str, *more: str) -> Resolution:
    return resolve(typed.split(), called(*NAMES, *more))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("notification", "customer-notification-service"),
        ("notifications", "customer-notification-service"),
        ("service for notifications of the customer", "customer-notification-service"),
        ("claims store", "claims-document-store"),
        ("intel hub", "intelligence-hub"),
    ],
)
def test_the_words_that_tell_are_enough_in_any_order_and_number(typed: str, name: str) -> None:
    found = tried(typed)
    assert isinstance(found, Found)
    assert found.ref.name == name
    assert found.how == "some of the words of its name"


def test_words_that_several_names_have_are_asked_back() -> None:
    found = tried("claims archive", "claims-mail-archive", "claims-scan-archive")
    assert isinstance(found, Unclear)
    assert {ref.name for ref in found.candidates} == {"claims-mail-archive", "claims-scan-archive"}


def test_a_word_that_may_be_something_else_with_two_slips_is_asked_back() -> None:
    assert isinstance(tried("rabbitmq", "rabbit-detector"), Unclear)
    assert isinstance(tried("rabbt", "rabbit-detector"), Found)


def test_a_part_as_it_is_written_comes_before_what_is_only_spelled_like_it() -> None:
    found = tried("rider app", "ride-api", "rider-app-ios", "rider-app-android")
    assert isinstance(found, Unclear)
    assert {ref.name for ref in found.candidates} == {"rider-app-ios", "rider-app-android"}


def test_a_country_is_no_word_that_may_be_left_unsaid() -> None:
    assert isinstance(tried("edge gateway", "edge-gateway-eu", "edge-gateway-us"), Unclear)


def test_the_generic_word_counts_only_in_the_name_that_has_the_other_words() -> None:
    def team(name: str, **annotations: str) -> Entity:
        return Entity(EntityRef.of("Group", "default", name), "Group", name, annotations=annotations)

    billing = team("shipper-billing", **{"reverb.dev/aliases": "money team"})
    index = Names.of(Snapshot.of([billing, team("shipper-integrations")], AT))
    found = resolve(["shipper", "team"], index)
    assert isinstance(found, Unclear)
    assert {ref.name for ref in found.candidates} == {"shipper-billing", "shipper-integrations"}


def test_the_generic_word_that_was_said_decides() -> None:
    found = tried("document api")
    assert isinstance(found, Found)
    assert found.ref.name == "claims-document-api"


@pytest.mark.parametrize("typed", ["customer refunds", "service", "the", "window", "claims document ledger"])
def test_a_word_that_no_name_has_makes_it_something_else(typed: str) -> None:
    assert isinstance(tried(typed), Unknown)


def test_a_word_of_a_name_spelled_otherwise_is_only_taken_beside_words_that_are_sure() -> None:
    found = tried("custmer notification service")
    assert isinstance(found, Found)
    assert found.ref.name == "customer-notification-service"


@pytest.mark.parametrize(
    ("words", "may"),
    [
        ("document", True),
        ("documnt", True),
        ("documents store", True),
        ("intel", True),
        ("two", True),
        ("v", True),
        ("service", True),
        ("breaks", False),
        ("whose document", False),
    ],
)
def test_words_may_stand_in_a_name_or_are_about_something_else(words: str, may: bool) -> None:
    assert may_stand(words.split(), called(*NAMES)) is may
