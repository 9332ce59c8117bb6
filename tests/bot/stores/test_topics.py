"""What a thread is about outlives the process, for a while, and whatever version wrote it."""

from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply import Topic
from bot.stores.breaker import Breaker
from bot.stores.connection import Client
from bot.stores.topics import RedisTopics, read, write
from catalog_client import EntityRef
from handlers.asked import Asked
from tests.bot.stores.conftest import NOW

SEAT_MAP = EntityRef("component", "default", "seat-map")
TOPIC = Topic(
    asks=(Asked("oncall", (SEAT_MAP,), {"level": 2}), Asked("owned", (), {"exclude": ("user:default/ana",)})),
    at=NOW,
    candidates=(SEAT_MAP, EntityRef("api", "default", "seats")),
    why=("seat map read as its name", "näher"),
    lead=(Asked("owner", (SEAT_MAP,)),),
    words="the seats",
    rejected=(EntityRef("api", "default", "seat-feed"),),
    recent=(SEAT_MAP,),
    answered="U0INES",
    listed=(SEAT_MAP, EntityRef("system", "default", "seating")),
    interrupted=True,
)


async def test_a_topic_is_recalled_as_it_was(breaker: Breaker) -> None:
    topics = RedisTopics(breaker, timedelta(hours=8))
    assert await topics.recall("C1/1.2") is None
    await topics.remember("C1/1.2", TOPIC)
    assert await topics.recall("C1/1.2") == TOPIC
    assert await topics.recall("C1/1.3") is None


async def test_a_topic_lasts_for_a_while_after_it_was_remembered_last(breaker: Breaker, client: Client) -> None:
    await RedisTopics(breaker, timedelta(hours=1)).remember("C1/1.2", TOPIC)
    await RedisTopics(breaker, timedelta(hours=8)).remember("C1/1.2", TOPIC)
    assert 7 * 3600 < await client.ttl("reverb:topic:C1/1.2") <= 8 * 3600


def test_what_an_older_version_did_not_write_is_empty_and_what_a_newer_one_adds_is_passed_over() -> None:
    assert read('{"asks": ["help"], "at": "2026-11-23T10:00:00Z", "mood": "good"}') == Topic((Asked("help"),), NOW)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "nonsense",
        "[]",
        '{"asks": ["help"]}',
        '{"asks": ["help"], "at": "2026-11-23T10:00:00"}',
        '{"asks": "help", "at": "2026-11-23T10:00:00Z"}',
        '{"asks": ["owner component:"], "at": "2026-11-23T10:00:00Z"}',
        '{"asks": ["oncall ?level=two"], "at": "2026-11-23T10:00:00Z"}',
        '{"asks": ["help"], "at": "2026-11-23T10:00:00Z", "candidates": ["seat map"]}',
    ],
)
def test_what_cannot_be_read_is_no_topic(written: str) -> None:
    assert read(written) is None


_PARTS = st.builds(str.__add__, st.sampled_from("abcxyz"), st.text("abcxyz019._-", max_size=20))
_REFS = st.builds(EntityRef, _PARTS, _PARTS, _PARTS)
_SLOTS = st.fixed_dictionaries(
    {},
    optional={
        "level": st.integers(0, 9),
        "tag": st.text(),
        "transitive": st.booleans(),
        "exclude": st.lists(st.text(), min_size=1).map(tuple),
    },
)
_ASKED = st.lists(st.builds(Asked, st.sampled_from(["owner", "owned"]), st.lists(_REFS).map(tuple), _SLOTS)).map(
    tuple
)
_MOMENTS = st.datetimes(timezones=st.just(UTC))


@given(st.builds(Topic, _ASKED, _MOMENTS, st.lists(_REFS).map(tuple), st.lists(st.text()).map(tuple), _ASKED))
def test_every_topic_is_read_as_it_was_written(topic: Topic) -> None:
    assert read(write(topic)) == topic
