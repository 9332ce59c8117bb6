"""Reading a catalog from Backstage, over a real socket."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from catalog_client import (
    CatalogRefused,
    CatalogShrunk,
    CatalogUnreachable,
    CatalogUnreadable,
    EntityRef,
    wire,
)
from catalog_client.backstage import EVERYTHING_AFTER, Backstage, connect
from catalog_client.part import Part
from tests.fakes.backstage import RESTRICTED_TOKEN, TOKEN, Answer, Asked, FakeBackstage, served
from tests.fakes.generated import Descriptor, company

SIZE = 1100
COMPANY = company(SIZE)


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, tzinfo=UTC)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)
        await asyncio.sleep(0)


@pytest.fixture
def fake() -> FakeBackstage:
    fake = FakeBackstage()
    fake.publish(COMPANY)
    return fake


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def backstage(fake: FakeBackstage, clock: Clock) -> AsyncIterator[Backstage]:
    async with served(fake) as address, connect(address, TOKEN) as client:
        yield Backstage(client, now=clock.now, sleep=clock.sleep)


def refs(part: Part) -> set[str]:
    return set(map(str, part.entities))


def asked_since(fake: FakeBackstage, count: int) -> list[str]:
    return [f"{asked.method} {asked.path.rpartition('/')[2]}" for asked in fake.asked[count:]]


def edited(name: str, **metadata: object) -> list[Descriptor]:
    return [
        one | {"metadata": one["metadata"] | metadata} if one["metadata"]["name"] == name else one for one in COMPANY
    ]


async def test_the_first_reading_takes_everything_in_pages(fake: FakeBackstage, backstage: Backstage) -> None:
    part = await backstage.read(None)
    assert refs(part) == set(fake.entities)
    assert asked_since(fake, 0) == ["GET by-query"] * 3
    assert part.origin == backstage.name
    assert all(asked.headers["authorization"] == f"Bearer {TOKEN}" for asked in fake.asked)


async def test_an_unchanged_catalog_is_not_sent_again(fake: FakeBackstage, backstage: Backstage) -> None:
    first = await backstage.read(None)
    second = await backstage.read(first)
    fake.sent = 0
    third = await backstage.read(second)
    assert third.entities is first.entities
    assert fake.sent == 0


async def test_only_what_changed_is_fetched(fake: FakeBackstage, backstage: Backstage, clock: Clock) -> None:
    before = await backstage.read(None)
    fake.publish(edited("ledge-worker-11", title="Something else"))
    clock.time += timedelta(minutes=1)
    count = len(fake.asked)
    after = await backstage.read(before)
    assert asked_since(fake, count) == ["GET by-query", "POST by-refs"]
    assert after.entities[EntityRef.parse("component:default/ledge-worker-11")].title == "Something else"
    assert after.read_at == clock.time
    assert len(after.entities) == SIZE


async def test_what_is_gone_goes_and_what_is_new_comes(fake: FakeBackstage, backstage: Backstage) -> None:
    before = await backstage.read(None)
    fake.publish([*COMPANY[:-1], {"kind": "Widget", "metadata": {"name": "New"}, "spec": {}}])
    after = await backstage.read(before)
    assert refs(after) - refs(before) == {"widget:default/new"}
    assert len(refs(before) - refs(after)) == 1


async def test_a_change_is_seen_on_a_page_that_was_known(fake: FakeBackstage, backstage: Backstage) -> None:
    part = await backstage.read(await backstage.read(None))
    fake.publish(edited("ledge-worker-11", description="Now this."))
    changed = await backstage.read(part)
    fake.publish(COMPANY)
    back = await backstage.read(changed)
    ref = EntityRef.parse("component:default/ledge-worker-11")
    assert changed.entities[ref].description == "Now this."
    assert back.entities[ref] == part.entities[ref]


async def test_an_etag_of_an_author_hides_no_change(fake: FakeBackstage, backstage: Backstage) -> None:
    fake.publish(edited("ledge-worker-11", etag="v1", title="One"))
    before = await backstage.read(None)
    fake.publish(edited("ledge-worker-11", etag="v1", title="Two"))
    after = await backstage.read(before)
    again = await backstage.read(after)
    assert after.entities[EntityRef.parse("component:default/ledge-worker-11")].title == "Two"
    assert again.entities is after.entities


async def test_everything_is_read_again_once_a_day(fake: FakeBackstage, backstage: Backstage, clock: Clock) -> None:
    copied = "28e348c12377762a27103b4ccbcf7d1b97b58609"
    fake.publish(edited("ledge-worker-11", etag=copied, title="One"))
    before = await backstage.read(None)
    fake.publish(edited("ledge-worker-11", etag=copied, title="Two"))
    ref = EntityRef.parse("component:default/ledge-worker-11")
    unseen = await backstage.read(before)
    clock.time += EVERYTHING_AFTER
    seen = await backstage.read(unseen)
    assert (unseen.entities[ref].title, seen.entities[ref].title) == ("One", "Two")


async def test_a_broken_entity_stays_a_problem_until_it_is_mended(fake: FakeBackstage, backstage: Backstage) -> None:
    ref = "component:default/ledge-worker-11"
    whole = fake.entities[ref]
    fake.show(fake.entities | {ref: whole | {"metadata": whole["metadata"] | {"tags": 5}}})
    first = await backstage.read(None)
    second = await backstage.read(first)
    fake.show(fake.entities | {ref: whole})
    third = await backstage.read(second)
    assert first.problems == second.problems
    assert [problem.position for problem in first.problems] == [ref]
    assert len(first.entities) == SIZE - 1
    assert (len(third.entities), third.problems) == (SIZE, ())


async def test_a_scan_that_fails_half_way_changes_nothing(fake: FakeBackstage, backstage: Backstage) -> None:
    before = await backstage.read(None)
    fake.publish(COMPANY[:800])
    fake.instead = lambda asked: Answer(500) if "by-refs" in asked.path or dict(asked.query).get("cursor") else None
    with pytest.raises(CatalogUnreachable):
        await backstage.read(None)
    with pytest.raises(CatalogUnreachable):
        await backstage.read(before)
    fake.instead = lambda _: None
    assert len((await backstage.read(before)).entities) == 800


async def test_a_sudden_loss_is_held_back_until_seen_twice(fake: FakeBackstage, backstage: Backstage) -> None:
    before = await backstage.read(None)
    fake.publish(COMPANY[:500])
    with pytest.raises(CatalogShrunk, match="has 500 entities now"):
        await backstage.read(before)
    assert len((await backstage.read(before)).entities) == 500


async def test_a_catalog_that_is_filling_up_is_not_taken_for_a_loss(
    fake: FakeBackstage, backstage: Backstage
) -> None:
    before = await backstage.read(None)
    for size in (0, 100, 400):
        fake.publish(COMPANY[:size])
        with pytest.raises(CatalogShrunk):
            await backstage.read(before)
    fake.publish(COMPANY)
    assert (await backstage.read(before)).entities.keys() == before.entities.keys()


async def test_a_loss_that_was_none_has_to_be_seen_twice_again(fake: FakeBackstage, backstage: Backstage) -> None:
    before = await backstage.read(None)
    for _ in range(2):
        fake.publish([])
        with pytest.raises(CatalogShrunk):
            await backstage.read(before)
        fake.publish(COMPANY)
        before = await backstage.read(before)


async def test_an_empty_catalog_is_believed_at_the_second_look(fake: FakeBackstage, backstage: Backstage) -> None:
    fake.publish([])
    with pytest.raises(CatalogShrunk, match="has no entities yet"):
        await backstage.read(None)
    assert (await backstage.read(None)).entities == {}


async def test_a_dropped_connection_is_tried_once_more(fake: FakeBackstage, backstage: Backstage) -> None:
    fake.drops = 1
    assert len((await backstage.read(None)).entities) == SIZE
    fake.drops = 2
    with pytest.raises(CatalogUnreachable, match="cannot be reached"):
        await backstage.read(None)


async def test_a_short_pause_is_kept_within_a_reading(
    fake: FakeBackstage, backstage: Backstage, clock: Clock
) -> None:
    def refill(asked: Asked) -> None:
        if clock.slept:
            fake.quota = None

    fake.quota = 1
    fake.instead = refill
    assert len((await backstage.read(None)).entities) == SIZE
    assert clock.slept == [7]


async def test_a_long_pause_is_left_to_whoever_asked(fake: FakeBackstage, backstage: Backstage, clock: Clock) -> None:
    fake.instead = lambda _: Answer(429, b"{}", {"retry-after": "3600", "content-type": "application/json"})
    with pytest.raises(CatalogUnreachable) as caught:
        await backstage.read(None)
    assert caught.value.retry_after == timedelta(hours=1)
    assert clock.slept == []


async def test_a_backstage_that_starts_or_fails_is_unreachable(fake: FakeBackstage, backstage: Backstage) -> None:
    for mood in ("booting", "stopping", "database down"):
        fake.mood = mood
        with pytest.raises(CatalogUnreachable):
            await backstage.read(None)


async def test_pages_in_a_circle_are_unreadable(fake: FakeBackstage, backstage: Backstage) -> None:
    page = b'{"items":[],"totalItems":0,"pageInfo":{"nextCursor":"again"}}'
    fake.instead = lambda _: Answer(200, page, {"content-type": "application/json"})
    with pytest.raises(CatalogUnreadable, match="again and again"):
        await backstage.read(None)


async def test_data_that_does_not_unpack_is_unreadable(fake: FakeBackstage, backstage: Backstage) -> None:
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    fake.instead = lambda _: Answer(200, b"not compressed at all", headers)
    with pytest.raises(CatalogUnreadable, match="broken data"):
        await backstage.read(None)


async def test_nobody_there_is_unreachable(clock: Clock) -> None:
    async with served(FakeBackstage()) as address:
        pass
    async with connect(address, TOKEN) as client:
        with pytest.raises(CatalogUnreachable, match=f"{address} cannot be reached"):
            await Backstage(client, now=clock.now, sleep=clock.sleep).read(None)


@pytest.mark.parametrize("token", ["wrong-s3cret", RESTRICTED_TOKEN, None])
async def test_a_refused_token_is_never_named(fake: FakeBackstage, clock: Clock, token: str | None) -> None:
    async with served(fake) as address, connect(address, token) as client:
        backstage = Backstage(client, now=clock.now, sleep=clock.sleep)
        with pytest.raises(CatalogRefused) as caught:
            await backstage.read(None)
    assert not token or token not in f"{caught.value!r} {backstage!r} {client.headers!r}"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://backstage.example.com", "https://backstage.example.com"),
        ("https://example.com/dev/api/catalog/", "https://example.com/dev"),
        ("http://me:s3cret@localhost:7007/", "http://localhost:7007"),
    ],
)
async def test_an_address_may_be_written_in_several_ways(clock: Clock, address: str, name: str) -> None:
    async with connect(address, None) as client:
        assert Backstage(client, now=clock.now, sleep=clock.sleep).name == name


def test_pages_are_small_enough_for_these_tests() -> None:
    assert 2 * wire.PAGE < SIZE < wire.SCAN_PAGE
