"""From what `REVERB_ONCALL` says to the on-call schedules that can be asked about: every source as one."""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from bot import example
from bot.providers.ical_feeds import CalendarFile, CalendarUrl, IcalFeeds, Place, feed_client, resolved
from bot.providers.pagerduty import Account, PagerDuty, client
from bot.rotas import Rotas
from bot.schedule_source import RotaShelf, ScheduleSource
from bot.settings import Settings, secret
from catalog_client import Snapshot
from handlers.schedules import keys_in

ICAL: Final = "ical"
PAGERDUTY: Final = "pagerduty"


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar by the name that annotations use. where: a path or a URL, which is a secret."""

    name: str
    where: str = field(repr=False)


def feeds_of(settings: Settings) -> tuple[Feed, ...]:
    """The calendars that the settings name; the example company has some of its own."""
    if not settings.catalog and not settings.oncall:
        return tuple(Feed(path.stem, str(path)) for path in sorted(example.ONCALL.glob("*.ics")))
    written = (one.get_secret_value() for one in settings.oncall)
    parts = (one.removeprefix(f"{ICAL}:").partition("=") for one in written if one.startswith(f"{ICAL}:"))
    return tuple(Feed(name, where) for name, _, where in parts)


@asynccontextmanager
async def rotas_of(
    settings: Settings,
    *,
    now: Callable[[], datetime],
    clock: Callable[[], float],
    catalog: Callable[[], Snapshot | None],
    shelf: RotaShelf | None = None,
) -> AsyncIterator[Rotas | None]:
    """The schedules of all configured sources, while the block runs; None where none is configured.

    clock: seconds, monotonic. catalog: what names the schedules to keep fresh. shelf: shared between processes.
    """
    async with AsyncExitStack() as opened:
        sources = await _sources(settings, now, clock, opened)
        named = _Named(catalog)
        yield Rotas(sources, now=now, clock=clock, named=named, shelf=shelf) if sources else None


async def _sources(
    settings: Settings, now: Callable[[], datetime], clock: Callable[[], float], opened: AsyncExitStack
) -> Mapping[str, ScheduleSource]:
    sources: dict[str, ScheduleSource] = {}
    if feeds := feeds_of(settings):
        sources[ICAL] = IcalFeeds(await _places(feeds, clock, opened), now)
    if any(one.get_secret_value() == PAGERDUTY for one in settings.oncall):
        accounts = {
            name: Account(await opened.enter_async_context(client(url, key)), name, now=now, clock=clock)
            for name, (url, key) in accounts_of(settings).items()
        }
        sources[PAGERDUTY] = PagerDuty(accounts, Account.of_service)
        sources[f"{PAGERDUTY}-policy"] = PagerDuty(accounts, Account.of_policy)
    return sources


def accounts_of(settings: Settings) -> Mapping[str, tuple[str, str]]:
    """The base URL and the key of each PagerDuty account that has a key, by its name; empty for the first one."""
    urls = dict(_named(settings.pagerduty_url))
    keys = dict(_named(secret(settings.pagerduty_token).split()))
    usual = urls.get("", Settings.model_fields["pagerduty_url"].default[0])
    return {name: (urls.get(name, usual), key) for name, key in keys.items()}


def _named(written: Iterable[str]) -> Iterator[tuple[str, str]]:
    """`NAME=VALUE`, or a value without a name. A key of PagerDuty's has no `=`, and no name has a `:`."""
    for one in written:
        name, found, value = one.partition("=")
        yield (name, value) if found and ":" not in name else ("", one)


async def _places(feeds: Sequence[Feed], clock: Callable[[], float], opened: AsyncExitStack) -> Mapping[str, Place]:
    client = await opened.enter_async_context(feed_client())
    return {
        feed.name: CalendarUrl(client, feed.where, clock, resolved)
        if "://" in feed.where
        else CalendarFile(Path(feed.where))
        for feed in feeds
    }


class _Named:
    """The schedules that the catalog names, looked for once in each snapshot."""

    def __init__(self, catalog: Callable[[], Snapshot | None]) -> None:
        self._catalog = catalog
        self._seen: Snapshot | None = None
        self._keys: tuple[str, ...] = ()

    def __call__(self) -> Iterable[str]:
        catalog = self._catalog()
        if catalog is not None and catalog is not self._seen:
            self._seen, self._keys = catalog, keys_in(catalog)
        return self._keys
