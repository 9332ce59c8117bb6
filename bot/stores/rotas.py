"""What is known of on-call schedules, kept in Redis for all processes, and for the time when a source is down.

Shape: `{"schedule": "ical:x", "as_of": "…", "name": "…", "url": "…", "policy": "…", "shifts": [{"level": 1, "name":
"Ana", "email": "…", "slack_id": "…", "start": "…", "end": "…", "role": "…"}]}`, in UTC. What cannot be read is not
there.
"""

import contextlib
from datetime import datetime, timedelta
from typing import Annotated, Final

import msgspec

from bot.stores.breaker import Away, Breaker
from bot.stores.claim import milliseconds
from handlers.shifts import Holder, Rota, Shift

KEPT: Final = timedelta(days=7)
"""After this, who was on call is no help any more."""

_Instant = Annotated[datetime, msgspec.Meta(tz=True)]


class _Shift(msgspec.Struct, omit_defaults=True):
    level: int
    name: str
    email: str = ""
    slack_id: str = ""
    start: _Instant | None = None
    end: _Instant | None = None
    role: str = ""
    override: bool = False


class _Rota(msgspec.Struct, omit_defaults=True):
    schedule: str
    as_of: _Instant
    shifts: list[_Shift]
    name: str = ""
    url: str = ""
    policy: str = ""


class RedisRotas:
    """A shelf for rotas. While Redis is away it is empty."""

    def __init__(self, breaker: Breaker) -> None:
        self._breaker = breaker

    async def load(self, schedule: str) -> Rota | None:
        """What any process read last."""
        try:
            written = await self._breaker.ask(lambda redis: redis.get(_key(schedule)))
        except Away:
            return None
        return read(written) if written is not None else None

    async def save(self, rota: Rota) -> None:
        with contextlib.suppress(Away):
            await self._breaker.ask(lambda redis: redis.set(_key(rota.schedule), write(rota), px=milliseconds(KEPT)))


def _key(schedule: str) -> str:
    return f"reverb:rota:{schedule}"


def write(rota: Rota) -> bytes:
    shifts = [
        _Shift(
            one.level,
            one.holder.name,
            one.holder.email,
            one.holder.slack_id,
            one.start,
            one.end,
            one.role,
            one.override,
        )
        for one in rota.shifts
    ]
    return msgspec.json.encode(_Rota(rota.schedule, rota.as_of, shifts, rota.name, rota.url, rota.policy))


def read(written: bytes | str) -> Rota | None:
    """The rota that was written; None when this version cannot read it."""
    try:
        found = msgspec.json.decode(written, type=_Rota)
    except msgspec.MsgspecError:
        return None
    shifts = tuple(
        Shift(one.level, Holder(one.name, one.email, one.slack_id), one.start, one.end, one.role, one.override)
        for one in found.shifts
    )
    return Rota(found.schedule, shifts, found.as_of, found.name, found.url, found.policy)
