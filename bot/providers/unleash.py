"""Unleash as a source of rollouts: a question is answered from what is known, and waits for nobody.

Only the detail or the history of a flag that nobody has read yet is waited for, up to a deadline. While Unleash fails,
what is known is given with its age, and with what is missing of it.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.providers import unleash_requests as requests
from bot.providers import unleash_wire as wire
from bot.providers.shared_readings import SharedReadings
from bot.providers.unleash_client import UnleashClient, base_of, connected
from bot.providers.unleash_flags import SOURCE, ref_of_key, rollout_of
from bot.providers.unleash_watch import Watch
from bot.providers.unleash_wire import UnleashFailed
from catalog_client import EntityRef
from catalog_client.shelf import Alone, Lease, NoShelf, Shelf
from handlers.audience import attributes_in
from handlers.flag_index import FlagIndex
from handlers.flags import Changes, Environment, Flag, Rollout, Verdict, same_environment, with_history
from handlers.parents import with_parents
from handlers.sources import Freshness

STALE: Final = timedelta(minutes=3)
_DEADLINE: Final = 3.0
"""Seconds a question waits for what nobody has read yet."""
_FEW: Final = 3
"""So few rollouts are told with their history."""
_TOGETHER: Final = 50
_MOST_EVALUATED: Final = 30_000
"""Flags times environments that the playground takes."""
_IDENTIFYING: Final = frozenset({"userId", "sessionId"})


class Unleash:
    """The flags of one Unleash."""

    name = SOURCE

    def __init__(self, client: UnleashClient, watch: Watch, now: Callable[[], datetime]) -> None:
        self._client = client
        self._watch = watch
        self._now = now
        self._readings = SharedReadings(UnleashFailed)

    async def refresh(self) -> None:
        await self._watch.refresh()

    def expect(self, refs: Iterable[EntityRef]) -> None:
        self._watch.expect(refs)

    def freshness(self) -> Freshness:
        as_of, failing = self._watch.known.as_of, self._watch.failing
        if failing or as_of is None:
            return Freshness("rollouts", as_of, "down", failing)
        return Freshness("rollouts", as_of, "stale" if self._now() - as_of > STALE else "fresh")

    def index(self) -> FlagIndex:
        return self._watch.index

    async def read(self, refs: Sequence[EntityRef]) -> tuple[Rollout, ...]:
        flags = self._flags(refs)
        keys = [flag.key for flag in flags]
        late = await self._load(keys)
        if len(flags) <= _FEW:
            late |= await self._load_histories(keys, None)
        return tuple(self._with_parents(self._rollout(flag, late)) for flag in flags)

    async def changes(self, refs: Sequence[EntityRef], since: datetime | None, most: int = 20) -> Changes:
        keys = [flag.key for flag in self._flags(refs)]
        late = await self._load_histories(keys, since)
        known = [change for key in keys for change in self._watch.known.histories.get(key, ())]
        found = [change for change in known if since is None or change.at >= since]
        found.sort(key=lambda change: change.at, reverse=True)
        missing = ("Unleash does not tell now what changed before I began to watch it",) if late else ()
        return Changes(tuple(found[:most]), missing, tuple(self._untold(keys)))

    async def is_on(self, ref: EntityRef, subject: str, environment: str = "") -> tuple[Verdict, ...]:
        flags = [flag for flag in self._flags([ref]) if not flag.archived]
        if not flags or "," in subject:  # the playground takes commas for several users
            return ()
        late = await self._load([flags[0].key])
        environments = self._rollout(flags[0], late).environments
        asked = [one for one in environments if same_environment(one.name, environment)] or [*environments]
        if len(asked) * len(self._watch.known.index.get(flags[0].project, ())) > _MOST_EVALUATED:
            return ()
        return await self._verdicts(flags[0], asked, subject)

    async def _verdicts(self, flag: Flag, asked: Sequence[Environment], subject: str) -> tuple[Verdict, ...]:
        """What Unleash itself says of somebody with this id."""
        drawn_by = {rule.by for one in asked if one.audience for rule in one.audience.rules if rule.by}
        names = [one.name for one in asked]
        request = requests.playground(flag.project, names, subject, drawn_by - _IDENTIFYING)
        try:
            async with asyncio.timeout(_DEADLINE):
                found = wire.read_playground(await self._client.ask(request), flag.key)
        except (UnleashFailed, TimeoutError):
            return ()
        told = drawn_by | _IDENTIFYING
        return tuple(
            Verdict(one.name, *found[one.name], tuple(sorted(_looked_at(one) - told)))
            for one in asked
            if one.name in found
        )

    def _flags(self, refs: Iterable[EntityRef]) -> list[Flag]:
        return [flag for ref in refs if (flag := self.index().get(ref)) is not None]

    # What has to be read first

    async def _load(self, keys: Sequence[str]) -> frozenset[str]:
        """Read what nobody has read of these flags and of those they depend on. Gives what could not be."""
        late = await self._load_details(keys)
        parents = {one.feature for key in keys if (own := self._watch.known.detail(key)) for one in own.dependencies}
        return late | await self._load_details(sorted(parents - {*keys}))

    async def _load_details(self, keys: Sequence[str]) -> frozenset[str]:
        known = self._watch.known
        wanted = [key for key in keys if key not in known.details or key in known.outdated]
        readings = {key: partial(self._read_detail, key) for key in wanted if self._watch.flag(key) is not None}
        return await self._readings.these(readings, _DEADLINE)

    async def _read_detail(self, key: str) -> None:
        if await self._watch.read_detail(key):
            self._watch.reindex()

    async def _load_histories(self, keys: Sequence[str], since: datetime | None) -> frozenset[str]:
        """Read what changed of these flags since then; gives something where that could not be."""
        wanted = [key for key in keys if not self._watch.known.knows_history(key, since)]
        together = [wanted[start : start + _TOGETHER] for start in range(0, len(wanted), _TOGETHER)]
        readings = {f"?{','.join(some)}": partial(self._watch.read_histories, some) for some in together}
        return await self._readings.these(readings, _DEADLINE)

    # Rollouts from what is known

    def _rollout(self, flag: Flag, late: frozenset[str]) -> Rollout:
        known = self._watch.known
        index_flag = self._watch.flag(flag.key)
        as_of = known.as_of or self._now()
        if index_flag is None or flag.archived:
            return Rollout(flag, (), as_of)
        detail = known.detail(flag.key)
        rollout = rollout_of(flag, index_flag, detail, known.segments, as_of)
        changes = known.histories.get(flag.key, ())
        return replace(
            rollout,
            environments=tuple(with_history(one, changes) for one in rollout.environments),
            partial=(*rollout.partial, *_missing(flag.key, late, detail is not None)),
        )

    def _with_parents(self, rollout: Rollout) -> Rollout:
        parents = (self.index().get(ref_of_key(one.key)) for one in rollout.parents)
        return with_parents(rollout, {one.key: self._rollout(one, frozenset()) for one in parents if one is not None})

    def _untold(self, keys: Sequence[str]) -> Iterator[str]:
        """What a history does not hold: who is in a segment changes without an event that a viewer may see."""
        known = self._watch.known
        details = [detail for key in keys if (detail := known.detail(key)) is not None]
        ids = {
            one for flag in details for env in flag.environments for each in env.strategies for one in each.segments
        }
        names = sorted(known.segments.get(one, str(one)) for one in ids)
        if names:
            said = ", ".join(names[:3])
            yield f"who is in the segment {said} may have changed too, which Unleash shows only to its administrators"


def _missing(key: str, late: frozenset[str], known: bool) -> Iterator[str]:
    if key in late and known:
        yield "its latest changes"
    if any(name.startswith("?") and key in name[1:].split(",") for name in late):
        yield "since when it is so"


def _looked_at(environment: Environment) -> set[str]:
    rules = environment.audience.rules if environment.audience is not None else ()
    return {name for rule in rules for name in attributes_in(rule.where) if name}


@asynccontextmanager
async def unleash(
    url: str,
    token: str,
    *,
    now: Callable[[], datetime],
    clock: Callable[[], float],
    shelf: Shelf | None = None,
    lease: Lease | None = None,
) -> AsyncIterator[Unleash]:
    """The Unleash at `url`, while the block runs. token: of a user who may view. clock: seconds, monotonic."""
    async with connected(url, token, clock) as client:
        watch = Watch(client, base_of(url), now=now, shelf=shelf or NoShelf(), lease=lease or Alone())
        yield Unleash(client, watch, now)
