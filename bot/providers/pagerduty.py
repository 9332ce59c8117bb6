"""PagerDuty: who is on call by the final schedule of an escalation policy. What is asked is in `pagerduty_wire`.

Theory: PagerDuty allows so many questions a minute and takes several policies in one, so what is asked for within a
moment is asked together. A service seldom changes its policy, so which one it has is remembered for an hour.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import httpx

from bot.providers import pagerduty_wire as wire
from bot.schedule_source import NoSuchSchedule, NotTold
from catalog_client.trusted import trusted
from handlers.shifts import Rota, Shift

TOGETHER: Final = 25
"""Policies in one question."""
_MOMENT: Final = 0.02
"""Seconds in which questions are gathered."""
_MOST_PAGES: Final = 50
_ATTEMPTS: Final = 3
_AT_ONCE: Final = 4
_REMEMBERED: Final = 3600.0
"""Seconds."""
_TIMEOUT: Final = httpx.Timeout(10, connect=5)
_HOUR: Final = timedelta(hours=1)

Sleep = Callable[[float], Awaitable[object]]
Span = tuple[datetime, datetime]
Found = Mapping[str, tuple[Shift, ...]]


def client(url: str, token: str) -> httpx.AsyncClient:
    """A client for the REST API at `url`. To be closed after use."""
    return httpx.AsyncClient(
        verify=trusted(), base_url=url, headers=wire.headers(token), timeout=_TIMEOUT, follow_redirects=False
    )


@dataclass(slots=True)
class _Gathered:
    """Policies to ask about together."""

    policies: set[str] = field(default_factory=set)
    asking: asyncio.Task[Found] | None = None


class Account:
    """One PagerDuty account. name: empty for the only one. now: aware, UTC. clock: seconds, monotonic."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        name: str = "",
        *,
        now: Callable[[], datetime],
        clock: Callable[[], float],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.who = f"PagerDuty ({name})" if name else "PagerDuty"
        self._http = http
        self._now = now
        self._clock = clock
        self._sleep = sleep
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._gathering: dict[Span, _Gathered] = {}
        self._policies: dict[str, tuple[wire.Policy, float]] = {}

    async def of_service(self, service: str, start: datetime, end: datetime) -> Rota:
        """Raises: NotTold."""
        known = self._policies.get(service)
        if known is None or self._clock() - known[1] > _REMEMBERED:
            body = await self._get(f"/services/{service}", (), f"service {service}")
            known = self._policies[service] = wire.policy_of_service(body, self.who), self._clock()
        policy = known[0]
        return self._rota(service, policy, await self._shifts(policy.id, start, end), start, end)

    async def of_policy(self, policy_id: str, start: datetime, end: datetime) -> Rota:
        """Raises: NotTold."""
        shifts = await self._shifts(policy_id, start, end)
        policy = wire.Policy(policy_id)
        if not shifts:
            # On-calls of a policy that does not exist are none, too.
            body = await self._get(f"/escalation_policies/{policy_id}", (), f"escalation policy {policy_id}")
            policy = wire.policy(body, self.who)
        return self._rota(policy_id, policy, shifts, start, end)

    def _rota(
        self, schedule: str, policy: wire.Policy, shifts: tuple[Shift, ...], start: datetime, end: datetime
    ) -> Rota:
        held = tuple(sorted((one for one in shifts if one.meets(start, end)), key=_order))
        return Rota(schedule, held, self._now(), url=policy.url, policy=policy.name)

    async def _shifts(self, policy: str, start: datetime, end: datetime) -> tuple[Shift, ...]:
        """Asked together with others over the same hours."""
        span = (
            start.replace(minute=0, second=0, microsecond=0),
            end.replace(minute=0, second=0, microsecond=0) + _HOUR,
        )
        gathered = self._gathering.get(span)
        if gathered is None or gathered.asking is None:
            gathered = self._gathering[span] = _Gathered()
            gathered.asking = asyncio.get_running_loop().create_task(self._gather(span, gathered))
        gathered.policies.add(policy)
        if len(gathered.policies) >= TOGETHER:
            self._gathering.pop(span, None)
        found = await asyncio.shield(gathered.asking)
        return found.get(policy, ())

    async def _gather(self, span: Span, gathered: _Gathered) -> Found:
        await self._sleep(_MOMENT)
        if self._gathering.get(span) is gathered:
            del self._gathering[span]
        return await self._oncalls(sorted(gathered.policies), span)

    async def _oncalls(self, policies: list[str], span: Span) -> Found:
        found: dict[str, list[Shift]] = {}
        for page in range(_MOST_PAGES):
            query = wire.oncalls_query(policies, *span, offset=page * wire.PAGE)
            read = wire.oncalls(await self._get("/oncalls", query, "on-calls"), self.who)
            for policy, shift in read.shifts:
                found.setdefault(policy, []).append(shift)
            if not read.more:
                break
        return {policy: tuple(dict.fromkeys(shifts)) for policy, shifts in found.items()}

    async def _get(self, path: str, query: wire.Query, what: str) -> bytes:
        """Raises: NotTold."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                async with self._places:
                    reply = await self._http.get(path, params=list(query))
            except httpx.HTTPError:
                raise NotTold(f"{self.who} does not answer") from None
            error = wire.refused(reply.status_code, reply.headers, self.who, what)
            if error is None:
                return reply.content
            if not isinstance(error, wire.Busy) or attempt == _ATTEMPTS:
                raise error
            await self._sleep(error.pause)
        raise AssertionError("the last attempt returns or raises")


def _order(shift: Shift) -> tuple[int, datetime, str]:
    return shift.level, shift.since, shift.holder.name.lower()


class PagerDuty:
    """The schedules of all accounts, each by a service or an escalation policy: `ID`, or `ID@ACCOUNT`.

    read: how an account tells one: `Account.of_service` or `Account.of_policy`.
    """

    def __init__(
        self,
        accounts: Mapping[str, Account],
        read: Callable[[Account, str, datetime, datetime], Awaitable[Rota]],
    ) -> None:
        self._accounts = accounts
        self._read_from = read

    def behind(self, schedule: str) -> str:
        account = self._accounts.get(schedule.partition("@")[2])
        return account.who if account is not None else f"the PagerDuty account of {schedule}"

    async def read(self, schedule: str, start: datetime, end: datetime) -> Rota:
        """Raises: NotTold."""
        wanted, _, name = schedule.partition("@")
        account = self._accounts.get(name)
        if account is None:
            raise NoSuchSchedule(f"REVERB_PAGERDUTY_TOKEN has no key for the account {name}")
        return await self._read_from(account, wanted, start, end)
