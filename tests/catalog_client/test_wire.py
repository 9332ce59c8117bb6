"""What is asked of Backstage, and what its replies mean."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from catalog_client import CatalogError, CatalogRefused, CatalogUnreachable, CatalogUnreadable, Entity, EntityRef
from catalog_client.stitched import Reading
from catalog_client.wire import (
    MOST_REFS,
    Reply,
    Request,
    by_refs,
    entities_of,
    error_of,
    full_page,
    read_by_refs,
    read_page,
    read_scan,
    retry_after,
    scan_page,
)

JSON = {"content-type": "application/json; charset=utf-8"}
HASH = "28e348c12377762a27103b4ccbcf7d1b97b58609"
PAYMENTS = {"kind": "Component", "metadata": {"name": "Payments", "namespace": "default", "uid": "u1", "etag": HASH}}


def query(request: Request) -> dict[str, list[str]]:
    return parse_qs(urlsplit(request.path).query, strict_parsing=True)


def ok(content: object, **headers: str) -> Reply:
    return Reply(200, JSON | headers, json.dumps(content).encode())


def page(*items: object, **info: str) -> dict[str, object]:
    return {"items": items, "totalItems": 2, "pageInfo": info}


def message(reply: Reply) -> str:
    return str(error_of(reply, "https://backstage.example.com"))


def test_cursors_are_percent_encoded_and_the_limit_is_sent_again() -> None:
    request = full_page("a+b/c=")
    assert "a%2Bb%2Fc%3D" in request.path
    assert query(request) == {"limit": ["500"], "cursor": ["a+b/c="]}
    assert "cursor" not in query(full_page(""))


def test_a_scan_asks_for_no_more_than_marks() -> None:
    request = scan_page("", 'W/"1"')
    assert request.headers == {"if-none-match": 'W/"1"'}
    assert query(request)["fields"] == [
        "kind,metadata.namespace,metadata.name,metadata.uid,metadata.etag,metadata.annotations.backstage.io/orphan"
    ]


def test_refs_go_in_chunks_that_backstage_takes() -> None:
    short = [EntityRef("component", "default", f"c{number}") for number in range(MOST_REFS + 1)]
    long = [EntityRef("component", "n" * 63, f"{number:063}") for number in range(MOST_REFS)]
    assert [len(json.loads(request.body or b"")["entityRefs"]) for request in by_refs(short)] == [MOST_REFS, 1]
    assert all(len(request.body or b"") <= 100_000 for request in by_refs(long))
    assert sum(len(json.loads(request.body or b"")["entityRefs"]) for request in by_refs(long)) == MOST_REFS
    assert list(by_refs([])) == []


def test_a_broken_entity_is_no_lost_page() -> None:
    found = read_page(ok(page(PAYMENTS, {"kind": "Component"}, PAYMENTS | {"kind": 5}, nextCursor="more")), "here")
    entities, problems = entities_of(found.items, Reading("here"))
    assert found.next_cursor == "more"
    assert [entity.name for entity in entities] == ["Payments"]
    assert len(problems) == 2


def test_the_last_page_has_no_cursor() -> None:
    assert read_page(ok(page()), "here").next_cursor == ""


def test_a_scan_gives_marks_by_lower_case_ref() -> None:
    scanned = read_scan(ok(page(PAYMENTS, {"kind": "Location", "metadata": {"name": "x"}}, {}), etag='W/"1"'), "here")
    assert scanned.marks == {EntityRef("component", "default", "payments"): f"u1 {HASH[:16]}"}
    assert scanned.etag == 'W/"1"'
    assert len(scanned.problems) == 1


def test_a_page_that_has_not_changed_is_the_one_we_know() -> None:
    known = read_scan(ok(page(PAYMENTS), etag='W/"1"'), "here")
    assert read_scan(Reply(304, {}, b""), "here", known) is known


def test_not_modified_means_nothing_where_nothing_is_known() -> None:
    with pytest.raises(CatalogUnreadable):
        read_scan(Reply(304, {}, b""), "here")


def test_entities_that_do_not_exist_come_as_null() -> None:
    items = read_by_refs(ok({"items": [PAYMENTS, None]}), "here")
    entities, problems = entities_of(items, Reading("here"))
    assert [type(entity) for entity in entities] == [Entity]
    assert not problems


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"items": 5, "pageInfo": {}}', b"\xff\xfe", b'{"items": []}'])
def test_a_page_that_is_none_is_unreadable(body: bytes) -> None:
    with pytest.raises(CatalogUnreadable, match=r"here .* not a page of Backstage's catalog"):
        read_page(Reply(200, JSON, body), "here")


@pytest.mark.parametrize(
    ("reply", "kind", "says"),
    [
        (
            Reply(401, JSON, b'{"error":{"message":"Illegal token"}}'),
            CatalogRefused,
            "does not accept the catalog token",
        ),
        (Reply(403, JSON, b'{"error":{"message":""}}'), CatalogRefused, "catalog.entity.read"),
        (Reply(404, {}, b""), CatalogUnreachable, "is starting"),
        (Reply(404, {"content-type": "text/html"}, b"<html>"), CatalogUnreadable, "Check the address"),
        (Reply(400, JSON, b'{"error":{"message":"Malformed cursor"}}'), CatalogUnreadable, "status 400"),
        (Reply(429, JSON, b"{}"), CatalogUnreachable, "slow down"),
        (Reply(431, {}, b""), CatalogUnreadable, "status 431"),
        (Reply(500, JSON, b'{"error":{"message":"logId=1"}}'), CatalogUnreachable, "trouble of its own"),
        (Reply(503, JSON, b"{}"), CatalogUnreachable, "status 503"),
        (Reply(200, {"content-type": "text/html"}, b"<html>Sign in"), CatalogUnreadable, "a web page"),
        (Reply(302, {"location": "https://sso.example.com/?next=s3cret"}, b""), CatalogUnreadable, "sso.example.com"),
        (Reply(302, {"location": "https://[broken"}, b""), CatalogUnreadable, "another page"),
    ],
)
def test_each_refusal_says_what_happened_and_never_in_the_words_of_backstage(
    reply: Reply, kind: type[CatalogError], says: str
) -> None:
    error = error_of(reply, "https://backstage.example.com")
    assert type(error) is kind
    assert says in str(error)
    assert str(error).startswith("https://backstage.example.com ")
    assert not any(word in str(error) for word in ("Illegal", "Malformed", "logId", "s3cret", "Sign in"))


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"retry-after": "7"}, timedelta(seconds=7)),
        ({"retry-after": "9" * 30}, timedelta(days=1)),
        (
            {"retry-after": "Wed, 21 Oct 2015 07:28:30 GMT", "date": "Wed, 21 Oct 2015 07:28:00 GMT"},
            timedelta(seconds=30),
        ),
        (
            {"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT", "date": "Wed, 21 Oct 2015 07:29:00 GMT"},
            timedelta(0),
        ),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_how_long_to_wait_is_read_in_seconds_or_as_a_date(
    headers: dict[str, str], expected: timedelta | None
) -> None:
    assert retry_after(Reply(429, headers, b"")) == expected
