"""Every name every entity goes by, indexed once per snapshot.

Theory: a name is compared by its key, its words run together (`folding.key_of`), so an exact look-up is one dictionary
access however it is spelled. For misspellings, keys and words are filed in a `Nearness` each; for parts of names, each
word knows the entities with it in a name. Entities are numbered to keep the index small. An index never
changes: `renewed` copies the dictionaries and files only what is new.
"""

import copy
from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from sys import intern
from types import MappingProxyType
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from bot.addressbook import AddressBook
from bot.folding import key_of, words_of
from bot.naming import DERIVED, EXACT, GENERIC, Called, addresses_of, channels_of, names_of
from bot.nearness import MOST_ERRORS, Nearness
from catalog_client import DEFAULT_NAMESPACE, Entity, EntityRef, Snapshot

ROLLOUT: Final = "rollout"
_RANKS: Final = 4
_HEAD: Final = 5
"""Letters of a key by which it is told whether any begins like it."""
_LATE_SHARE: Final = 10
_EMPTY: Final = array("I")
_MOST_UNUSED: Final = 2
"""An index with more unused numbers than one in so many is built anew."""
_Table = dict[str, int | tuple[int, ...]]
"""Entries by name; one alone stands for itself, which half of the memory goes by."""
_NOTHING: Final[Mapping[str, EntityRef]] = MappingProxyType({})
_OF_THE_CHANNEL: Final = "a name learned in this channel"
_OF_EVERYBODY: Final = "a name learned from people here"


class Hit(msgspec.Struct, frozen=True):
    """One entity that a text may mean.

    distance: typing errors between the text and its name (0: none). how: why it is a name, where people taught it.
    """

    ref: EntityRef
    rank: int
    distance: int = 0
    how: str = ""


class Names:
    """All names of one snapshot, and of what else can be asked about.

    types, lifecycles, tags: the words the catalog uses for these, for questions by facet, lower case.
    found: what words were found to mean in it (`bot.resolve`); an index does not change once it is made.
    """

    def __init__(self) -> None:
        self.types: frozenset[str] = frozenset()
        self.lifecycles: frozenset[str] = frozenset()
        self.tags: frozenset[str] = frozenset()
        self.kinds: frozenset[str] = frozenset()
        self.found: dict[object, Any] = {}
        self._number: dict[EntityRef, int] = {}
        self._refs: list[EntityRef] = []
        self._source: Mapping[EntityRef, Entity] = MappingProxyType({})
        self._keys: _Table = {}
        self._heads: set[str] = set()
        self._forms: list[tuple[tuple[str, ...], ...]] = []
        self._with_word: dict[str, array[int]] = {}
        self._own: set[str] = set()
        self._addresses = AddressBook()
        self._hosts: dict[str, int] = {}
        self._channels: _Table = {}
        self._called: tuple[Called, ...] = ()
        self._everywhere: Mapping[str, EntityRef] = _NOTHING
        self._here: Mapping[str, EntityRef] = _NOTHING
        self._near_keys = Nearness(())
        self._near_words = Nearness(())
        self._sorted_words: list[str] = []

    @classmethod
    def of(cls, snapshot: Snapshot, called: Iterable[Called] = ()) -> "Names":
        """Index everything; about 20 µs an entity."""
        names = cls()
        names._take_facets(snapshot)
        names._addresses = AddressBook(chain.from_iterable(map(names._file, snapshot)))
        names._source = snapshot.entities
        names._call(tuple(called))
        names._near_keys = Nearness(names._keys)
        names._near_words = Nearness(names._with_word)
        names._sorted_words = sorted(names._with_word)
        return names

    def __len__(self) -> int:
        return len(self._number)

    # Looking up

    def exactly(self, key: str) -> tuple[Hit, ...]:
        """All entities with a name of this key, whatever its rank."""
        entries = _at(self._keys, key)
        hits = tuple(Hit(self._refs[one // _RANKS], one % _RANKS) for one in entries)
        here, everywhere = self._here.get(key), self._everywhere.get(key)
        if here is not None and here in self:
            others = (hit for hit in hits if hit.ref not in {here, everywhere})
            return (Hit(here, EXACT, how=_OF_THE_CHANNEL), *others)
        if everywhere is not None:
            return tuple(replace(hit, how=_OF_EVERYBODY) if hit.ref == everywhere else hit for hit in hits)
        return hits

    def has(self, key: str) -> bool:
        return key in self._keys or key in self._here

    def may_go_on(self, key: str) -> bool:
        """Whether there may be names whose keys begin with `key`; never False where there are."""
        head = key[:_HEAD]
        return len(head) < _HEAD or head in self._heads or any(one.startswith(head) for one in self._here)

    def here(self, learned: Mapping[str, EntityRef]) -> "Names":
        """The same index, with the names that people use in one channel. learned: by `key_of` their words."""
        if not learned:
            return self
        names = copy.copy(self)
        names._here, names.found = learned, {}
        return names

    def nearly(self, key: str, most: int = MOST_ERRORS) -> tuple[Hit, ...]:
        """Entities with a name at most `most` typing errors from `key`, each with its nearest name, nearest first."""
        best: dict[EntityRef, Hit] = {}
        for distance, number in self._near_keys.near(key, most):
            for hit in self.exactly(self._near_keys[number]):
                best.setdefault(hit.ref, Hit(hit.ref, hit.rank, distance))
        return tuple(best.values())

    def spelled_like(self, word: str, most: int = MOST_ERRORS) -> tuple[tuple[int, str], ...]:
        """(distance, word) of the words in names that are near to `word`, nearest first."""
        return tuple((distance, self._near_words[number]) for distance, number in self._near_words.near(word, most))

    def starting(self, prefix: str, most: int = 8) -> tuple[str, ...]:
        """The words in names that begin with `prefix`; none where there are more than `most`."""
        at = bisect_left(self._sorted_words, prefix)
        found = [word for word in self._sorted_words[at : at + most + 1] if word.startswith(prefix)]
        return tuple(found) if len(found) <= most else ()

    def with_word(self, word: str) -> frozenset[int]:
        """The numbers of the entities with this word in a name."""
        return frozenset(self._with_word.get(word, _EMPTY))

    def count_with(self, word: str) -> int:
        return len(self._with_word.get(word, _EMPTY))

    def knows(self, word: str) -> bool:
        return word in self._with_word

    def ref(self, number: int) -> EntityRef:
        return self._refs[number]

    def forms(self, number: int) -> tuple[tuple[str, ...], ...]:
        """The words of each written name of an entity."""
        return self._forms[number]

    def forms_of(self, ref: EntityRef) -> tuple[tuple[str, ...], ...]:
        number = self._number.get(ref)
        return () if number is None else self.forms(number)

    def __contains__(self, ref: object) -> bool:
        return ref in self._number

    def at(self, address: str) -> tuple[EntityRef, ...]:
        """Whom an address means: the address itself, else the longest address above it, else its host alone."""
        found = self._addresses.at(address)
        while not found and address.count("/") > 1:
            address = address.rpartition("/")[0]
            found = self._addresses.at(address)
        if not found:
            host = self._hosts.get(address.partition("/")[0])
            found = () if host is None or host < 0 else (host,)
        return tuple(self._refs[one] for one in found)

    def in_channel(self, *channels: str | None) -> tuple[EntityRef, ...]:
        """Whose channel this is, by id or name: groups before anything else."""
        keys = [one.lstrip("#").lower() for one in channels if one]
        refs = list(dict.fromkeys(self._refs[one] for key in keys for one in _at(self._channels, key)))
        groups = [ref for ref in refs if ref.kind == "group"]
        return tuple(groups or refs)

    def near(self, text: str, kinds: Sequence[str] = (), limit: int = 5) -> tuple[EntityRef, ...]:
        """Entities whose names are near to `text`, the nearest first."""
        from bot.ranking import nearest

        return nearest(words_of(text), self, kinds, limit)

    # Filing

    def renewed(self, snapshot: Snapshot, called: Iterable[Called] = ()) -> "Names":
        """The index of a later snapshot; only what changed is filed anew."""
        gone = [ref for ref, entity in self._source.items() if snapshot.get(ref) is not entity]
        fresh = [entity for entity in snapshot if self._source.get(entity.ref) is not entity]
        also = tuple(called)
        changed, unused = len(gone) + len(fresh), len(self._refs) - len(self._number)
        if changed * _LATE_SHARE > max(len(snapshot), 1) or unused * _MOST_UNUSED > len(self._refs):
            return Names.of(snapshot, also)
        names = self._copy()
        for ref in gone:
            names._forget(ref)
        for one in self._called:
            names._forget(one.ref)
        known, words = len(names._keys), len(names._with_word)
        called_before = (
            snapshot.entities[one] for one in {one.ref for one in self._called} & snapshot.entities.keys()
        )
        for address, number in chain.from_iterable(map(names._file, (*fresh, *called_before))):
            names._addresses.add(address, number)
        names._source = snapshot.entities
        names._call(also)
        names._take_facets(snapshot)
        for key in list(names._keys)[known:]:
            names._near_keys.add(key)
        for word in list(names._with_word)[words:]:
            names._near_words.add(word)
            insort(names._sorted_words, word)
        return names

    def _copy(self) -> "Names":
        names = Names()
        names._number, names._refs = self._number.copy(), self._refs.copy()
        names._source, names._keys, names._forms = self._source, self._keys.copy(), self._forms.copy()
        names._heads = self._heads.copy()
        names._with_word, names._addresses = self._with_word.copy(), self._addresses.copy()
        names._hosts, names._channels = self._hosts.copy(), self._channels.copy()
        names._sorted_words = self._sorted_words.copy()
        names._near_keys, names._near_words = self._near_keys.copy(), self._near_words.copy()
        names._called = self._called
        return names

    def _take_facets(self, snapshot: Snapshot) -> None:
        self.types = frozenset(entity.type.lower() for entity in snapshot if entity.type)
        self.lifecycles = frozenset(entity.lifecycle.lower() for entity in snapshot if entity.lifecycle)
        self.tags = frozenset(tag.lower() for entity in snapshot for tag in entity.tags)
        self.kinds = frozenset(snapshot.kinds)

    def _number_of(self, ref: EntityRef) -> int:
        number = self._number.get(ref)
        if number is None:
            number = self._number[ref] = len(self._refs)
            self._refs.append(ref)
            self._forms.append(())
        return number

    def _file(self, entity: Entity) -> list[tuple[str, int]]:
        """File all but the addresses of an entity; these, with its number."""
        number = self._number_of(entity.ref)
        self._file_names(number, names_of(entity))
        addresses = set(addresses_of(entity))
        for address in addresses:
            self._take_host(address, number)
        for channel in channels_of(entity):
            _add(self._channels, channel, number)
        return [(address, number) for address in addresses]

    def _take_host(self, address: str, number: int) -> None:
        """A host means an entity when every address on it is that entity's, and one is the host itself."""
        host, _, path = address.partition("/")
        owner = self._hosts.get(host)
        if owner is None and not path:
            self._hosts[host] = number
        elif owner is None or owner != number:
            self._hosts[host] = -1

    def _file_names(self, number: int, found: Iterable[tuple[tuple[str, ...], int]]) -> None:
        best: dict[str, int] = {}
        forms: dict[tuple[str, ...], None] = {}
        for words, rank in found:
            if words and (key := key_of(words)):
                best.setdefault(key, rank)
                if rank == EXACT:
                    forms.setdefault(tuple(map(intern, words)))
        for key, rank in best.items():
            _add(self._keys, key, number * _RANKS + rank)
            self._heads.add(key[:_HEAD])
        self._forms[number] = (*self._forms[number], *forms)
        for word in set(chain.from_iterable(forms)):
            self._own_array(word).append(number)

    def _call(self, called: tuple[Called, ...]) -> None:
        self._called = called
        self._everywhere = {key_of(words_of(one.text)): one.ref for one in called if one.learned}
        by_ref: dict[EntityRef, list[Called]] = {}
        for one in called:
            by_ref.setdefault(one.ref, []).append(one)
        for ref, names in by_ref.items():
            self._file_names(self._number_of(ref), ((words_of(one.text), one.rank) for one in names))

    def _forget(self, ref: EntityRef) -> None:
        """Take an entity out; its number stays unused and its strings lead nowhere."""
        number = self._number.pop(ref, None)
        if number is None:
            return
        entity = self._source.get(ref)
        found = [words for words, _ in names_of(entity)] if entity is not None else []
        found += [words_of(one.text) for one in self._called if one.ref == ref]
        for key in {key_of(words) for words in found}:
            self._keys[key] = tuple(one for one in _at(self._keys, key) if one // _RANKS != number)
        for word in set(chain.from_iterable(self._forms[number])):
            self._own_array(word).remove(number)
        self._forms[number] = ()
        self._addresses.forget(number)
        if entity is not None:
            for channel in set(channels_of(entity)):
                self._channels[channel] = tuple(one for one in _at(self._channels, channel) if one != number)

    def _own_array(self, word: str) -> "array[int]":
        """The entities with `word`, in an array that no earlier index shares."""
        if word not in self._own:
            self._own.add(word)
            self._with_word[word] = array("I", self._with_word.get(word, _EMPTY))
        return self._with_word[word]


def _at(table: _Table, name: str) -> tuple[int, ...]:
    found = table.get(name, ())
    return (found,) if isinstance(found, int) else found


def _add(table: _Table, name: str, entry: int) -> None:
    before = _at(table, name)
    if entry not in before:
        table[name] = (*before, entry) if before else entry


def preferred_namespace(hits: Iterable[Hit]) -> list[Hit]:
    """Of the same kind and name in several namespaces, the default one."""
    ordered = sorted(hits, key=lambda hit: hit.ref.namespace != DEFAULT_NAMESPACE)
    taken: dict[tuple[str, str], Hit] = {}
    for hit in ordered:
        taken.setdefault((hit.ref.kind, hit.ref.name), hit)
    return list(taken.values())


def informative(words: Iterable[str]) -> Iterator[str]:
    """The words of a name that tell it from others."""
    return (word for word in words if word not in GENERIC)


__all__ = ["DERIVED", "EXACT", "ROLLOUT", "Called", "Hit", "Names", "informative", "preferred_namespace"]
