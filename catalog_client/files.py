"""A catalog that lies in files: one file, folder or glob of descriptors. All that reads the file system is here.

Each reading looks at every file, but reads only those whose stamp (time, size, inode) is another than before. The
targets of `Location` entities are followed within the folder the origin lies in, so that whoever may write a
descriptor cannot make us read the rest of the machine.
"""

import asyncio
import glob
import os
import stat
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from catalog_client.descriptors import Parsed, Pointer, Reading
from catalog_client.documents import decoded
from catalog_client.entity import Entity
from catalog_client.errors import CatalogUnreadable
from catalog_client.part import Part
from catalog_client.ref import EntityRef
from catalog_client.snapshot import Problem

MOST_BYTES: Final = 10_000_000
"""A larger file is no descriptor; it is reported instead of read."""

_ENDINGS: Final = frozenset({".yaml", ".yml"})
_LEFT_OUT: Final = frozenset({"node_modules"})

_Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _File:
    """One file as it was when read. stamp: None where it must be tried again."""

    path: Path
    stamp: _Stamp | None
    parsed: Parsed


@dataclass(frozen=True, slots=True)
class _Look:
    """All files as they are, by their real path, and what is wrong with where they lie."""

    files: Mapping[str, _File] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class Files:
    """An origin of the catalog: the descriptors at `place`, in the order of their paths.

    place: a file, a folder (every `*.yaml` and `*.yml` below it, but not in hidden ones or `node_modules`) or a glob.
    now: the time, for `Part.read_at`.
    """

    def __init__(self, place: str, now: Callable[[], datetime]) -> None:
        self._place = place
        self._now = now
        self._reading = Reading()
        self._look = _Look()
        self._part: Part | None = None

    @property
    def name(self) -> str:
        return self._place

    async def read(self, before: Part | None) -> Part:
        """Read what changed since the last call; nothing did when the part has the same `entities` object again.

        Raises: CatalogUnreadable, when there is no file that can be read.
        """
        return await asyncio.to_thread(self._read)

    def _read(self) -> Part:
        look = self._looked()
        if self._part is None or look != self._look:
            self._part = _part(self._place, look, self._now())
        else:
            self._part = replace(self._part, read_at=self._now())
        self._look = look
        return self._part

    def _looked(self) -> _Look:
        problems: list[Problem] = []
        files: dict[str, _File] = {}
        waiting = deque(_found(self._place, problems))
        while waiting:
            path = waiting.popleft()
            real = os.path.realpath(path)
            if real in files:
                continue
            file = files[real] = self._file(path, self._look.files.get(real))
            for pointer in file.parsed.pointers:
                waiting.extend(_targets(file.path, pointer, _root(self._place), problems))
        if not any(file.stamp for file in files.values()):
            raise CatalogUnreadable(
                f"There is no descriptor file to read at {self._place}. Name such a file or a folder with some."
            )
        return _Look(files, tuple(problems))

    def _file(self, path: Path, before: _File | None) -> _File:
        try:
            status = path.stat()
            stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
            if before is not None and (before.path, before.stamp) == (path, stamp):
                return before
            if not stat.S_ISREG(status.st_mode):
                return _unread(path, "it is not a file", stamp)
            if status.st_size > MOST_BYTES:
                return _unread(path, f"it is larger than {MOST_BYTES // 1_000_000} MB, so it is not read", stamp)
            text = decoded(path.read_bytes())
        except OSError as error:
            return _unread(path, f"it cannot be read: {error.strerror or 'the system gives no reason'}")
        if "\0" in text:
            return _unread(path, "it is not text", stamp)
        parsed = self._reading.file(text, str(path), managed_by=f"file:{path.absolute()}")
        return _File(path, stamp, parsed)


def _unread(path: Path, reason: str, stamp: _Stamp | None = None) -> _File:
    return _File(path, stamp, Parsed(problems=(Problem(str(path), "", reason),)))


def _part(place: str, look: _Look, now: datetime) -> Part:
    """What the files say together: where two describe the same entity, the first stands."""
    entities: dict[EntityRef, Entity] = {}
    files: dict[EntityRef, Path] = {}
    problems = list(look.problems)
    for file in look.files.values():
        problems.extend(file.parsed.problems)
        for entity in file.parsed.entities:
            first = files.setdefault(entity.ref, file.path)
            if entity.ref not in entities:
                entities[entity.ref] = entity
                continue
            where = "earlier in this file" if first == file.path else f"in {first}"
            problems.append(
                Problem(str(file.path), str(entity.ref), f"it is described {where} already, which counts")
            )
    if not entities and not problems:
        problems.append(Problem(place, "", "there is no entity in it"))
    return Part(place, entities, now, tuple(problems))


def _found(place: str, problems: list[Problem]) -> Iterator[Path]:
    """The files at a place; folders that cannot be looked into are noted."""
    spelled = Path(os.path.expanduser(place))  # noqa: PTH111 - Path's own raises where there is no home
    try:
        for match in [spelled] if spelled.exists() else _matching(str(spelled)):
            yield from _below(match, problems) if match.is_dir() else [match]
    except OSError as error:
        raise CatalogUnreadable(
            f"{place} cannot be read: {error.strerror}. Check the path and who may read it."
        ) from error


def _below(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    def note(error: OSError) -> None:
        problems.append(Problem(str(error.filename), "", f"the folder cannot be read: {error.strerror}"))

    for parent, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _LEFT_OUT)
        for name in sorted(names):
            if Path(name).suffix.lower() in _ENDINGS and not name.startswith("."):
                yield Path(parent, name)


def _root(place: str) -> Path:
    """The folder a place lies in: itself, or the last one before a file's name or a pattern."""
    spelled = Path(os.path.expanduser(place)).absolute()  # noqa: PTH111
    return next(folder for folder in (spelled, *spelled.parents) if folder.is_dir())


def _matching(pattern: str) -> list[Path]:
    return [Path(match) for match in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207 - any pattern will do


def _targets(file: Path, pointer: Pointer, root: Path, problems: list[Problem]) -> Iterator[Path]:
    """The files that a `Location` in `file` names, relative to it; what is not followed is noted."""
    for target in pointer.targets:
        try:
            yield from _followed(file.parent, target, root)
        except _NotFollowedError as error:
            problems.append(Problem(str(file), pointer.position, f"its target {target} is not followed: {error}"))


class _NotFollowedError(Exception):
    """Why a target is not followed, in words."""


def _followed(folder: Path, target: str, root: Path) -> list[Path]:
    if "://" in target:
        raise _NotFollowedError("it is an address, and only files are read here")
    # Before anything is looked at, lest a pattern wander over the whole disk; then again for where links lead.
    if not _is_within(os.path.normpath(folder.absolute() / target), str(root)):
        raise _NotFollowedError(f"it lies outside of {root}; name a folder that holds both")
    matches = _matching(os.path.normpath(Path(glob.escape(str(folder)), target)))
    if not matches:
        raise _NotFollowedError("there is no such file")
    inside = [match for match in matches if _is_within(os.path.realpath(match), os.path.realpath(root))]
    if len(inside) < len(matches):
        raise _NotFollowedError(f"it leads outside of {root}")
    return inside


def _is_within(path: str, folder: str) -> bool:
    return Path(path).is_relative_to(folder)
