"""All flags at one moment, found by ref, by what they say they belong to, by project and by patterns of keys."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from fnmatch import translate
from functools import lru_cache
from typing import Final

from catalog_client import EntityRef
from handlers.flags import Flag

ANY_PROJECT: Final = frozenset({"", "default"})
"""Projects that say nothing about what is in them."""
_WILD: Final = re.compile(r"[*?\[]")


@lru_cache(maxsize=4096)
def _compiled(glob: str) -> re.Pattern[str]:
    return re.compile(translate(glob))


class FlagIndex:
    """All flags, to be looked up by ref, by what they name, and by patterns of keys. Never changes."""

    def __init__(self, flags: Iterable[Flag] = ()) -> None:
        self._by_ref: dict[EntityRef, Flag] = {}
        for flag in flags:
            self._by_ref.setdefault(flag.ref, flag)
        self._by_named: dict[EntityRef, list[Flag]] = {}
        self._by_project: dict[str, list[Flag]] = {}
        for flag in self._by_ref.values():
            for ref in (*components_of(flag), *owners_of_flag(flag)):
                self._by_named.setdefault(ref, []).append(flag)
            if flag.project.lower() not in ANY_PROJECT:
                self._by_project.setdefault(flag.project.lower(), []).append(flag)
        self._keys = sorted((flag.key.lower(), flag.source, flag.ref) for flag in self._by_ref.values())

    def __iter__(self) -> Iterator[Flag]:
        return iter(self._by_ref.values())

    def __len__(self) -> int:
        return len(self._by_ref)

    def get(self, ref: EntityRef) -> Flag | None:
        return self._by_ref.get(ref)

    def naming(self, ref: EntityRef) -> tuple[Flag, ...]:
        """The flags that say they belong to `ref`."""
        return tuple(self._by_named.get(ref, ()))

    def in_project(self, name: str) -> tuple[Flag, ...]:
        return tuple(self._by_project.get(name.lower(), ()))

    def matching(self, pattern: str) -> Iterator[Flag]:
        """The flags one element of the annotation means: `new-*`, `unleash:new-player`."""
        source, glob = _split(pattern)
        fits = _compiled(glob)
        start = _WILD.split(glob)[0]
        for key, its_source, ref in self._keys[bisect_left(self._keys, (start,)) :]:
            if not key.startswith(start):
                break
            if (not source or source == its_source) and fits.match(key):
                yield self._by_ref[ref]


def _split(pattern: str) -> tuple[str, str]:
    source, _, glob = pattern.strip().lower().rpartition(":")
    return source, glob


def components_of(flag: Flag) -> tuple[EntityRef, ...]:
    """The components the flag says it belongs to."""
    return tuple(_refs(flag.components, "component"))


def owners_of_flag(flag: Flag) -> tuple[EntityRef, ...]:
    """Whose the flag says it is."""
    return tuple(_refs(flag.owners, "group"))


def _refs(written: Iterable[str], kind: str) -> Iterator[EntityRef]:
    for one in written:
        try:
            yield EntityRef.parse(one, kind=kind)
        except ValueError:
            continue


def means(pattern: str, flag: Flag) -> bool:
    """Whether an element of the annotation means the flag."""
    source, glob = _split(pattern)
    return (not source or source == flag.source) and _compiled(glob).match(flag.key.lower()) is not None
