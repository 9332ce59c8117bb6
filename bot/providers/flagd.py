"""flagd's flag files as a source of rollouts: read from paths and URLs, with the history of a git checkout."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Final, Protocol

from openfeature.exception import OpenFeatureError

from bot.providers.flagd_document import (
    SOURCE,
    Document,
    UnreadableFlags,
    changes_between,
    defined,
    environment_of,
    flags_in,
    is_switch,
)
from bot.providers.flagd_verdict import Evaluator
from bot.providers.git_history import Version
from catalog_client import EntityRef
from handlers.flag_index import FlagIndex
from handlers.flags import Change, Changes, Environment, Flag, Rollout, Verdict, same_environment, with_history
from handlers.sources import Freshness

_NO_HISTORY: Final = "flagd keeps no history, and its file is in no git checkout"
_MOST_VERSIONS: Final = 50


class Place(Protocol):
    """Where one file is. name: for people, without anything secret."""

    @property
    def name(self) -> str: ...

    async def read(self) -> bytes:
        """The text, the very same object where it did not change. Raises: UnreadableFlags."""
        ...

    async def history(self, most: int) -> tuple[Version, ...]: ...


@dataclass(frozen=True, slots=True)
class _Read:
    """One file as last read. history: what changed in it, the latest first; versions: over how many commits."""

    document: Document
    evaluator: Evaluator | None
    as_of: datetime
    history: tuple[Change, ...] = ()
    versions: int = 0


class Flagd:
    """The flags of one or several flagd files; the same key in two is one rollout in two environments."""

    name = SOURCE

    def __init__(self, places: Sequence[Place], now: Callable[[], datetime]) -> None:
        self._places = tuple(places)
        self._now = now
        self._read: dict[int, _Read] = {}
        self._failing: dict[int, str] = {}
        self._index = FlagIndex()

    async def refresh(self) -> None:
        """Read again what changed; a file that can not be read leaves what was known of it."""
        before = [one.document for one in self._read.values()]
        for number, place in enumerate(self._places):
            try:
                await self._take(number, place)
                self._failing.pop(number, None)
            except UnreadableFlags as error:
                self._failing[number] = f"{place.name}: {error}"
        if before != [one.document for one in self._read.values()]:
            self._index = FlagIndex(_merged(one.document for one in self._read.values()))

    async def _take(self, number: int, place: Place) -> None:
        text = await place.read()
        known = self._read.get(number)
        if known is not None and known.document.text is text:
            self._read[number] = replace(known, as_of=self._now())
            return
        document = Document.of(text)
        versions = await place.history(_MOST_VERSIONS)
        history = tuple(_history(versions))
        self._read[number] = _Read(document, _evaluator(document), self._now(), history, len(versions))

    def expect(self, refs: Iterable[EntityRef]) -> None:
        """All there is has been read."""

    def freshness(self) -> Freshness:
        as_of = min((one.as_of for one in self._read.values()), default=None)
        if self._failing:
            return Freshness("rollouts", as_of, "down", "; ".join(self._failing.values()))
        return Freshness("rollouts", as_of, "fresh" if as_of is not None else "down")

    def index(self) -> FlagIndex:
        return self._index

    async def read(self, refs: Sequence[EntityRef]) -> tuple[Rollout, ...]:
        flags = (self._index.get(ref) for ref in refs)
        return tuple(self._rollout(flag) for flag in flags if flag is not None)

    def _having(self, key: str) -> Iterator[_Read]:
        return (one for _, one in sorted(self._read.items()) if key in one.document.flags)

    def _rollout(self, flag: Flag) -> Rollout:
        having = [*self._having(flag.key)]
        environments = tuple(_environment(one, flag.key) for one in having)
        switch = all(is_switch(one.document, flag.key) for one in having)
        return Rollout(flag, environments, min(one.as_of for one in having), switch)

    async def changes(self, refs: Sequence[EntityRef], since: datetime | None, most: int = 20) -> Changes:
        wanted = set(refs)
        all_known = [change for one in self._read.values() for change in one.history if change.rollout in wanted]
        found = sorted((one for one in all_known if since is None or one.at >= since), key=lambda one: one.at)
        missing = () if all(one.versions for one in self._read.values()) else (_NO_HISTORY,)
        return Changes(tuple(reversed(found))[:most], missing)

    async def is_on(self, ref: EntityRef, subject: str, environment: str = "") -> tuple[Verdict, ...]:
        flag = self._index.get(ref)
        having = [*self._having(flag.key)] if flag is not None else []
        asked = [one for one in having if same_environment(one.document.environment, environment)] or having
        return tuple(
            one.evaluator.verdict(flag.key, defined(one.document, flag.key), subject)
            for one in asked
            if flag is not None and one.evaluator is not None
        )


def _merged(documents: Iterable[Document]) -> Iterator[Flag]:
    """The flags of all files, each once; the first file that has one says what it is."""
    flags: dict[str, Flag] = {}
    for document in documents:
        for flag in flags_in(document):
            flags.setdefault(flag.key, flag)
    yield from flags.values()


def _evaluator(document: Document) -> Evaluator | None:
    try:
        return Evaluator(document)
    except (OpenFeatureError, ValueError):
        return None


def _history(versions: Sequence[Version]) -> Iterator[Change]:
    """What changed from version to version, the latest first. The oldest known one changed nothing we know of."""
    documents = [(version, document) for version in versions if (document := _document(version)) is not None]
    for (version, after), (_, before) in pairwise(documents):
        yield from changes_between(before, after, version.at, version.by)
    if documents and len(versions) < _MOST_VERSIONS:
        version, first = documents[-1]
        yield from changes_between(replace(first, flags={}), first, version.at, version.by)


def _document(version: Version) -> Document | None:
    try:
        return Document.of(version.text)
    except UnreadableFlags:
        return None


def _environment(one: _Read, key: str) -> Environment:
    """A flag in one environment, with when it last changed and since when it is on, as far as the history tells."""
    return with_history(environment_of(one.document, key), [change for change in one.history if change.key == key])
