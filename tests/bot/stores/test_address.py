"""Where a Redis is, read from every kind of URL, and never shown with a password."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.stores.address import Address, address_of, shown_url


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("redis://cache", Address("redis", (("cache", 6379),))),
        ("redis://cache:6380/2", Address("redis", (("cache", 6380),), db=2)),
        ("redis://cache?db=3", Address("redis", (("cache", 6379),), db=3)),
        ("redis://[::1]:6380", Address("redis", (("::1", 6380),))),
        ("redis://:s%40cret@cache", Address("redis", (("cache", 6379),), password="s@cret")),
        ("rediss://ana:s:cret@cache", Address("rediss", (("cache", 6379),), user="ana", password="s:cret")),
        ("unix:///run/redis.sock?db=1", Address("unix", path="/run/redis.sock", db=1)),
        ("unix://:secret@/run/a%20b.sock", Address("unix", path="/run/a b.sock", password="secret")),
        (
            "redis+sentinel://:secret@one,two:26380/mymaster/4",
            Address("redis+sentinel", (("one", 26379), ("two", 26380)), service="mymaster", db=4, password="secret"),
        ),
        (
            "redis+cluster://one:7000,[::1]:7001?tls=yes",
            Address("redis+cluster", (("one", 7000), ("::1", 7001)), options={"tls": "yes"}),
        ),
    ],
)
def test_every_kind_of_url_is_read(url: str, address: Address) -> None:
    assert address_of(url) == address


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "begins with one of"),
        ("localhost:6379", "begins with one of"),
        ("http://:hush@cache", "begins with one of"),
        ("redis://", "needs a host"),
        ("redis://:hush@", "needs a host"),
        ("redis://cache:hush", "needs a host"),
        ("redis://cache:70000", "needs a host"),
        ("redis+cluster://one,,two", "needs a host"),
        ("redis://one,two", "one host"),
        ("redis://ana:hu/sh@cache", "in a password write"),
        ("redis://ana:1/hush@cache", "in a password write"),
        ("redis+sentinel://ana:1/hush@cache/mymaster", "in a password write"),
        ("redis://ana:?hush@cache", "options that are not known"),
        ("redis://ana:hu#sh@cache", "in a password write"),
        ("redis://[cache", "brackets"),
        ("redis://cache/hush", "one number"),
        ("redis://cache/1/2", "one number"),
        ("redis://cache/1?db=2", "one number"),
        ("redis://cache/١", "one number"),
        ("redis://cache?pasword=hush", "options that are not known"),
        ("redis://cache?tls=maybe", "yes or no"),
        ("unix://run/redis.sock", "three slashes"),
        ("unix://", "three slashes"),
        ("redis+sentinel://one", "names the service"),
        ("redis+cluster://one/1", "only the database 0"),
    ],
)
def test_a_url_that_cannot_be_read_is_refused_in_a_sentence_that_does_not_repeat_it(url: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as refused:
        address_of(url)
    text = str(refused.value)
    assert text.endswith(".")
    assert "hush" not in text
    assert shown_url(url) == "an unreadable Redis URL"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://ana:secret@cache:6380/2", "redis://cache:6380/2"),
        ("rediss://cache", "rediss://cache:6379"),
        ("unix://:secret@/run/redis.sock", "unix:///run/redis.sock"),
        (
            "redis+sentinel://:secret@one,two/mymaster?sentinel_password=secret",
            "redis+sentinel://one:26379,two:26379/mymaster",
        ),
        ("redis+cluster://u:secret@[::1]:7001", "redis+cluster://[::1]:7001"),
    ],
)
def test_people_see_where_it_is_and_no_password(url: str, shown: str) -> None:
    assert shown_url(url) == shown
    assert "secret" not in repr(address_of(url))


def test_encryption_is_asked_for_by_the_scheme_or_by_an_option() -> None:
    assert address_of("rediss://cache").encrypted
    assert address_of("redis+cluster://cache?tls=yes").encrypted
    assert not address_of("redis+cluster://cache?tls=no").encrypted


@given(st.text())
def test_no_text_whatever_does_more_than_be_refused(text: str) -> None:
    assert shown_url(text)
    assert shown_url(f"redis://{text}")
