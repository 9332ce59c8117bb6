"""A ledger as it is written down, so small that it is read and written whole with every pick. Pure.

Shape: JSON, `{"people": [REF], "entries": [{"number", "thread", "at", "among", "holder", "until", "notes"}]}`. People
are named once; `holder` is a place among them, and `among` a hexadecimal number whose bit N, the lowest being 0, stands
for the one at place N.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from catalog_client import EntityRef
from handlers.picks import Entry


class _Entry(msgspec.Struct, omit_defaults=True):
    number: int
    at: datetime
    among: str
    thread: str = ""
    holder: int | None = None
    until: datetime | None = None
    notes: str = ""


class _Written(msgspec.Struct):
    people: list[str]
    entries: list[_Entry]


def write(entries: Iterable[Entry]) -> bytes:
    places = _Places()
    written = [
        _Entry(
            one.number,
            one.at,
            f"{places.bits(one.among):x}",
            one.thread,
            places.of(one.holder) if one.holder is not None else None,
            one.until,
            one.notes,
        )
        for one in entries
    ]
    return msgspec.json.encode(_Written([*map(str, places.people)], written))


def read(text: bytes) -> tuple[Entry, ...]:
    """Read what `write` wrote. Raises: ValueError with a plain sentence."""
    try:
        found = msgspec.json.decode(text, type=_Written)
        return tuple(_entries(found, tuple(map(EntityRef.parse, found.people))))
    except (msgspec.MsgspecError, ValueError, IndexError) as error:
        raise ValueError("This is no ledger that this version can read.") from error


class _Places:
    """Gives everybody a place, the earliest first."""

    def __init__(self) -> None:
        self.people: dict[EntityRef, int] = {}
        self._among: frozenset[EntityRef] = frozenset()
        self._bits = 0

    def of(self, ref: EntityRef) -> int:
        return self.people.setdefault(ref, len(self.people))

    def bits(self, among: frozenset[EntityRef]) -> int:
        """Nearly the same people take part each time, so only who differs from the last time is looked up."""
        for ref in sorted(among ^ self._among, key=str):
            self._bits ^= 1 << self.of(ref)
        self._among = among
        return self._bits


def _entries(found: _Written, people: tuple[EntityRef, ...]) -> Iterator[Entry]:
    bits, among = 0, frozenset[EntityRef]()
    for one in found.entries:
        differing, bits = bits ^ int(one.among, 16), int(one.among, 16)
        among = among ^ {people[place] for place in _places(differing)} if differing else among
        holder = people[one.holder] if one.holder is not None else None
        yield Entry(one.number, one.thread, one.at, among, holder, one.until, one.notes)


def _places(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
