"""Which entities an address belongs to, for many addresses in little memory.

Addresses are only ever looked up whole, so only their hashes are kept (64 bits: among a million addresses two with
the same hash are less likely than a failing disk), sorted, 12 bytes each. What is added later waits in a small
dictionary; what is taken out is passed over.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

_ALL_BITS: Final = (1 << 64) - 1
_LOW: Final = (1 << 32) - 1


class AddressBook:
    """Numbers of entities by address. filed: pairs of an address and a number."""

    __slots__ = ("_gone", "_hashes", "_late", "_numbers")

    def __init__(self, filed: Iterable[tuple[str, int]] = ()) -> None:
        pairs = sorted((hash(address) & _ALL_BITS) << 32 | number for address, number in filed)
        self._hashes = array("Q", (one >> 32 for one in pairs))
        self._numbers = array("I", (one & _LOW for one in pairs))
        self._late: dict[int, tuple[int, ...]] = {}
        self._gone: set[int] = set()

    def at(self, address: str) -> tuple[int, ...]:
        """The numbers filed under an address, in the order of the numbers."""
        key = hash(address) & _ALL_BITS
        found: list[int] = []
        place = bisect_left(self._hashes, key)
        while place < len(self._hashes) and self._hashes[place] == key:
            found.append(self._numbers[place])
            place += 1
        found.extend(self._late.get(key, ()))
        return tuple(number for number in dict.fromkeys(found) if number not in self._gone)

    def copy(self) -> "AddressBook":
        """The same book, to which more can be added without changing this one."""
        other = AddressBook()
        other._hashes, other._numbers = self._hashes, self._numbers
        other._late, other._gone = self._late.copy(), self._gone.copy()
        return other

    def add(self, address: str, number: int) -> None:
        key = hash(address) & _ALL_BITS
        self._late[key] = (*self._late.get(key, ()), number)

    def forget(self, number: int) -> None:
        """Take out a number that will never be used again."""
        self._gone.add(number)
