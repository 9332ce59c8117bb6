"""No credit is lost or doubled, whatever people do at once and whenever the server is killed.

The model is every pick as it was written last, and a count of turns for each person. A write that was made from
anything else than what is remembered must be refused, since it would undo what somebody did meanwhile.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.stores.address import address_of
from bot.stores.breaker import Breaker
from bot.stores.connection import connected
from bot.stores.picks import RedisPicks, key_of
from catalog_client import EntityRef
from handlers.fairness import accounts
from handlers.picks import (
    OPEN_FOR,
    Ledger,
    Pick,
    Refused,
    Reminder,
    accepted,
    declined,
    forgotten,
    made,
    may_be_reminded,
    passed_on,
    swap_asked,
    swap_refused,
    swapped,
)
from handlers.receipt import LeftOut, receipt
from tests.bot.stores.conftest import NOW
from tests.ferry_picks import INES, OLAV, PRIIT, SANA, TICKETS
from tests.valkey import Valkey, valkey

T = TypeVar("T")

TEAM = (INES, OLAV, PRIIT, SANA)
PEOPLE = st.sampled_from(TEAM)
THREADS = st.sampled_from(["C1:1.1", "C1:2.2", "C2:3.3"])
TASK = "note-taker"

Press = Callable[[Pick, EntityRef, EntityRef, datetime], Pick | Refused]
PRESSES: dict[str, Press] = {
    "accept": lambda pick, by, other, now: accepted(pick, by, now),
    "decline": lambda pick, by, other, now: declined(pick, by, now),
    "ask to swap": lambda pick, by, other, now: swap_asked(pick, by, other, now),
    "agree": lambda pick, by, other, now: swapped(pick, by, now),
    "can not swap": lambda pick, by, other, now: swap_refused(pick, by, now),
    "set a reminder": lambda pick, by, other, now: _reminded(may_be_reminded(pick, by, now, False), now),
    "forget the reminder": lambda pick, by, other, now: forgotten(pick, by, now),
    "somebody else": lambda pick, by, other, now: passed_on(pick, [other]),
}


ANSWERED_BY_OTHERS = ("agree", "can not swap")


def _reminded(pick: Pick | Refused, now: datetime) -> Pick | Refused:
    return replace(pick, reminder=Reminder(f"Q{now:%d%H}", now)) if isinstance(pick, Pick) else pick


class Picking(RuleBasedStateMachine):
    """Several processes on one server. pending: what each of them read and is about to write."""

    server: Valkey

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.versions = count(1)
        self.credit: Counter[EntityRef] = Counter()
        self.remembered: dict[int, Pick] = {}
        self.pending: list[tuple[Ledger, Pick]] = []
        self.running: AbstractContextManager[Valkey] = valkey("--appendonly", "yes", "--appendfsync", "always")

    @initialize()
    def start(self) -> None:
        self.server = self.running.__enter__()

    def teardown(self) -> None:
        self.running.__exit__(None, None, None)

    def _ask(self, work: Callable[[RedisPicks], Awaitable[T]]) -> T:
        async def asking() -> T:
            async with connected(address_of(self.server.url)) as client:
                breaker = Breaker(client, lambda: self.now, lambda: 0.0)
                return await work(RedisPicks(breaker, lambda: f"v{next(self.versions)}"))

        return asyncio.run(asking())

    def _ledger(self) -> Ledger:
        return self._ask(lambda picks: picks.ledger(TICKETS, TASK))

    def _picks(self, ledger: Ledger) -> list[Pick]:
        async def whole(picks: RedisPicks) -> list[Pick]:
            return [one async for one in picks.picks(ledger)]

        return self._ask(whole)

    def _fields(self) -> set[str]:
        with self.server.client() as client:
            return {field.decode() for field in client.hkeys(key_of(TICKETS, TASK))}

    @rule(thread=THREADS)
    def somebody_asks_for_a_pick(self, thread: str) -> None:
        ledger = self._ledger()
        if ledger.in_thread(thread, self.now) is None:
            there = {one: account for one, account in accounts(ledger.turns, TEAM).items() if one != SANA}
            decided = receipt(TICKETS, TASK, self.now, len(TEAM), there, (LeftOut(SANA, "on call"),))
            self.pending.append((ledger, made(ledger.next_number, thread, decided)))

    @rule(press=st.sampled_from(sorted(PRESSES)), by=PEOPLE, other=PEOPLE, thread=THREADS, right=st.booleans())
    def somebody_presses(self, press: str, by: EntityRef, other: EntityRef, thread: str, right: bool) -> None:
        """right: whether it is whoever may press."""
        ledger = self._ledger()
        entry = ledger.in_thread(thread, self.now)
        pick = self._ask(lambda picks: picks.one(TICKETS, TASK, entry.number)) if entry is not None else None
        if pick is None or pick.holder is None:
            return
        presser = (pick.swap_with or by) if press in ANSWERED_BY_OTHERS else pick.holder
        found = PRESSES[press](pick, presser if right else by, other, self.now)
        if isinstance(found, Pick):
            self.pending.append((ledger, found))

    @rule(press=st.sampled_from(sorted(PRESSES)), other=PEOPLE, which=st.integers(0, 9))
    def somebody_presses_under_a_pick_that_is_over(self, press: str, other: EntityRef, which: int) -> None:
        over = [one for one in self._picks(self._ledger()) if one.holder is not None and not one.is_open(self.now)]
        if over and press != "somebody else":
            pick = over[which % len(over)]
            presser = (pick.swap_with or other) if press in ANSWERED_BY_OTHERS else pick.holder
            assert isinstance(PRESSES[press](pick, presser or other, other, self.now), Refused)

    @rule(address=st.sampled_from(["https://wiki.north.example/1", "https://wiki.north.example/2"]))
    def somebody_says_where_the_notes_are(self, address: str) -> None:
        ledger = self._ledger()
        if picks := self._picks(ledger):
            self.pending.append((ledger, replace(picks[-1], notes=address)))

    @precondition(lambda self: bool(self.pending))
    @rule(which=st.integers(0, 9), twice=st.booleans())
    def a_process_writes(self, which: int, twice: bool) -> None:
        """What it read may be out of date by now; twice: the reply was lost, and it asks again."""
        read, pick = self.pending.pop(which % len(self.pending))
        version = f"w{next(self.versions)}"
        for _ in range(1 + twice):
            written = self._write(read, pick, version)
        if written:
            assert read.entries == tuple(one.entry for one in self.remembered.values())
            before = self.remembered.get(pick.number)
            self.credit.subtract([before.holder] if before and before.holder else [])
            self.credit.update([pick.holder] if pick.holder else [])
            self.remembered[pick.number] = pick

    def _write(self, read: Ledger, pick: Pick, version: str) -> bool:
        async def asking() -> bool:
            async with connected(address_of(self.server.url)) as client:
                return await RedisPicks(Breaker(client, lambda: self.now, lambda: 0.0), lambda: version).put(
                    read, pick
                )

        return asyncio.run(asking())

    @rule()
    def the_server_is_killed_and_started_again(self) -> None:
        self.server.kill()
        self.server.start()

    @rule()
    def everybody_who_was_about_to_write_is_killed(self) -> None:
        self.pending.clear()

    @rule(hours=st.integers(1, 13))
    def time_passes(self, hours: int) -> None:
        self.now += min(timedelta(hours=hours), OPEN_FOR)

    @invariant()
    def every_turn_is_counted_once(self) -> None:
        if not hasattr(self, "server"):
            return
        ledger = self._ledger()
        picks = self._picks(ledger)
        assert {one.number: one for one in picks} == self.remembered
        assert ledger.entries == tuple(one.entry for one in picks)
        assert self._fields() == ({"version", "ledger", *map(str, self.remembered)} if picks else set())
        assert Counter(turn.who for turn in ledger.turns) == +self.credit
        assert abs(sum(one.debt for one in accounts(ledger.turns, TEAM).values())) < 1e-4
        assert all(one.holder in one.everybody for one in picks if one.holder is not None)
        assert all(one.reminder is None for one in picks if one.holder is None)
        open_in = [one.thread for one in picks if one.is_open(self.now)]
        assert len(open_in) == len(set(open_in))


Picking.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each example starts a server, too slow to shrink
)
TestPicking: Any = Picking.TestCase
