"""All that is known of an Unleash at one moment, and what its events make of it. Pure, and small enough to share.

Theory: an Unleash tells what happened as numbered events. Whoever has seen all events up to one number knows that
whatever no later event is about is still as it was read. So details stay good without being asked for again, however
old they are, and one question after events keeps thousands of flags fresh. What events do not tell (who may see a
project, edits by hand in the database) a full reading of the index finds once in a while.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

import msgspec
from msgspec import structs

from bot.providers.unleash_events import changes_of
from bot.providers.unleash_flags import flag_of
from bot.providers.unleash_wire import Detail, Event, IndexFlag
from handlers.flags import Change, Flag

ARCHIVING: Final = frozenset({"feature-archived", "feature-revived", "feature-deleted"})
"""Types of events after which other flags are archived than before."""
MOST_CHANGES: Final = 20
"""Changes kept of one flag."""
BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Before there was any Unleash."""


class _Kept(msgspec.Struct, frozen=True):
    """A detail as it was read, and what is asked of it often: the addresses on its page, what is switched on."""

    written: bytes
    links: tuple[str, ...]
    switches: dict[str, bool]


class Known(msgspec.Struct):
    """The state. Keys of flags are unique over all projects.

    index: flags in use by project; archived: those no longer. details: by key. outdated: keys of details that events
    have overtaken. histories: the latest changes by key; whole: keys of those that begin at the beginning.
    last_event: the latest event that counts here; watched_from: from when on no change is missing.
    """

    index: dict[str, tuple[IndexFlag, ...]] = {}
    archived: tuple[IndexFlag, ...] = ()
    segments: dict[int, str] = {}
    details: dict[str, _Kept] = {}
    outdated: set[str] = set()
    histories: dict[str, tuple[Change, ...]] = {}
    whole: set[str] = set()
    last_event: int = 0
    watched_from: datetime | None = None
    as_of: datetime | None = None

    def flags(self, base: str) -> Iterator[Flag]:
        """Every flag, those in use first. base: of the web pages."""
        for project, known in self.index.items():
            yield from (flag_of(one, project, base, self._links(one.name)) for one in known)
        yield from (flag_of(one, one.project, base) for one in self.archived)

    def _links(self, key: str) -> tuple[str, ...]:
        kept = self.details.get(key)
        return kept.links if kept is not None else ()

    def detail(self, key: str) -> Detail | None:
        """The detail of a flag as last read."""
        kept = self.details.get(key)
        return msgspec.json.decode(kept.written, type=Detail) if kept is not None else None

    def take_detail(self, detail: Detail, written: bytes) -> bool:
        """Keep a detail that was read as `written`; whether the addresses on its page are others than before."""
        before = self._links(detail.name)
        links = tuple(link.url for link in detail.links or ())
        switches = {one.name: one.enabled for one in detail.environments}
        self.details[detail.name] = _Kept(written, links, switches)
        self.outdated.discard(detail.name)
        return links != before

    def happened(self, events: Iterable[Event]) -> set[str]:
        """Take in events, the latest first, of any number seen before. Gives the projects to read again."""
        fresh = [event for event in events if event.id > self.last_event]
        projects = {event.project for event in fresh if event.project}
        for event in fresh:
            if event.feature_name:
                self.outdated.add(event.feature_name)
                projects.update(self._projects_of(event.feature_name))
        self._put_away(fresh)
        self._remember(changes_of(fresh, self.segments))
        self.last_event = max((self.last_event, *(event.id for event in fresh)))
        return projects

    def _put_away(self, events: Iterable[Event]) -> None:
        """Know what events, the latest first, archived, without waiting for the search to have quota left."""
        moved = [event for event in events if event.type in ARCHIVING]
        if not moved:
            return
        in_use = {one.name: (project, one) for project, known in self.index.items() for one in known}
        archived = {one.name: one for one in self.archived}
        for event in reversed(moved):
            key = event.feature_name or ""
            if event.type != "feature-archived":
                archived.pop(key, None)
            elif key in in_use:
                project, flag = in_use[key]
                archived[key] = structs.replace(flag, project=project, archived_at=event.created_at, environments=())
        self.archived = (*archived.values(),)

    def _projects_of(self, key: str) -> Iterator[str]:
        return (project for project, known in self.index.items() if any(one.name == key for one in known))

    def _remember(self, changes: Iterable[Change]) -> None:
        """Put changes before those that are known already."""
        by_key: dict[str, list[Change]] = {}
        for change in changes:
            by_key.setdefault(change.key, []).append(change)
        for key, fresh in by_key.items():
            before = self.histories.get(key, ())
            self.histories[key] = (*(one for one in fresh if one not in before), *before)[:MOST_CHANGES]

    def take_history(self, keys: Iterable[str], events: Iterable[Event], whole: bool) -> None:
        """What was asked about the history of these flags; whole: whether it goes back to their beginning."""
        found: dict[str, list[Change]] = {key: [] for key in keys}
        for change in changes_of(events, self.segments):
            found.setdefault(change.key, []).append(change)
        for key, changes in found.items():
            self.histories[key] = tuple(changes[:MOST_CHANGES])
        if whole:
            self.whole.update(found)

    def knows_history(self, key: str, since: datetime | None) -> bool:
        """Whether no change of a flag since then is missing."""
        if key in self.whole or self.watched_from == BEGINNING:
            return True
        return since is not None and self.watched_from is not None and self.watched_from <= since

    def take_index(self, project: str, known: tuple[IndexFlag, ...]) -> bool:
        """What a project holds now; details that do not fit it are outdated. Whether it holds other flags."""
        others = [*map(_identity, known)] != [*map(_identity, self.index.get(project, ()))]
        self.index[project] = known
        for flag in known:
            kept = self.details.get(flag.name)
            if kept is not None and kept.switches != {one.name: one.enabled for one in flag.environments}:
                self.outdated.add(flag.name)
        return others

    def forget_the_gone(self) -> None:
        """Let go of details and histories of flags that no longer are."""
        kept = {one.name for known in self.index.values() for one in known} | {one.name for one in self.archived}
        self.details = {key: one for key, one in self.details.items() if key in kept}
        self.histories = {key: one for key, one in self.histories.items() if key in kept}
        self.outdated &= kept
        self.whole &= kept


def _identity(flag: IndexFlag) -> tuple[object, ...]:
    """All of a flag but how it stands."""
    return flag.name, flag.description, flag.stale, flag.tags, flag.created_at


def encode(known: Known) -> bytes:
    """For the shelf."""
    return msgspec.msgpack.encode(known)


def decode(saved: bytes) -> Known | None:
    """What `encode` wrote; None where another version of this program did."""
    try:
        return msgspec.msgpack.decode(saved, type=Known)
    except msgspec.MsgspecError:
        return None
