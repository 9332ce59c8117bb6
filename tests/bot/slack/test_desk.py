"""Work is taken at once, done a few pieces at a time, and finished before we leave."""

import asyncio
from datetime import timedelta

from bot.slack.desk import Desk


async def test_only_so_many_pieces_are_worked_on_at_once() -> None:
    desk, may_end, begun = Desk(at_once=3), asyncio.Event(), asyncio.Semaphore(0)
    at_work = 0
    most = 0

    async def work() -> None:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        begun.release()
        await may_end.wait()
        at_work -= 1

    for _ in range(10):
        desk.take(work())
    for _ in range(3):
        await begun.acquire()
    may_end.set()
    await desk.clear(timedelta(seconds=5))
    assert (at_work, most) == (0, 3)


async def test_work_about_the_same_is_done_in_the_order_it_came() -> None:
    desk, may_end, done = Desk(at_once=5), asyncio.Event(), []

    async def slowly() -> None:
        await may_end.wait()
        done.append("first")

    async def quickly(name: str) -> None:
        done.append(name)
        may_end.set()

    desk.take(slowly(), about="thread 1")
    desk.take(quickly("second"), about="thread 1")
    desk.take(quickly("third"), about="thread 1")
    desk.take(quickly("other"), about="thread 2")
    await desk.clear(timedelta(seconds=5))
    assert done == ["other", "first", "second", "third"]


async def test_what_takes_too_long_is_left_when_we_go() -> None:
    desk, ended = Desk(at_once=1), []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    desk.take(work())
    desk.take(work())
    await desk.clear(timedelta(milliseconds=10))
    assert ended == [True]


async def test_an_empty_desk_is_cleared_at_once() -> None:
    await Desk(at_once=1).clear(timedelta(days=1))
