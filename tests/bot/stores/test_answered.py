"""Each event is answered once, whoever asks and however often the question gets lost on the way."""

import asyncio

from bot.stores.answered import REMEMBERED, RedisAnswered
from bot.stores.breaker import Breaker
from bot.stores.claim import claim
from bot.stores.connection import Client


async def test_an_event_is_first_once_for_all_processes(breaker: Breaker) -> None:
    processes = [RedisAnswered(breaker, f"process {number}") for number in range(5)]
    firsts = await asyncio.gather(*(process.first("Ev1") for process in processes for _ in range(4)))
    assert firsts.count(True) == 1
    assert await processes[0].first("Ev2")


async def test_a_question_sent_twice_because_its_reply_was_lost_gets_the_same_answer(client: Client) -> None:
    assert await claim(client, "key", "asker", REMEMBERED)
    assert await claim(client, "key", "asker", REMEMBERED)
    assert not await claim(client, "key", "another", REMEMBERED)


async def test_events_are_remembered_for_longer_than_slack_repeats_them(breaker: Breaker, client: Client) -> None:
    await RedisAnswered(breaker, "process").first("Ev1")
    assert 24 * 3600 < await client.ttl("reverb:answered:Ev1") <= 25 * 3600
