"""Parts of a catalog as bytes, so that they outlive the process, and back. Pure.

Texts and refs that entities share are written once and meant by their number afterwards, which makes it small, quick
to read, and as small in memory as it was when it was saved. Entities are written in chunks that bring along what they
need and the chunks before did not, so that neither way holds everything twice. Relations are numbered anew in each.

Shape: `reverb-catalog/VERSION\\n`, then zlib: frames of a length (4 bytes, big endian) and a msgpack array. The first
frame is the heads of the parts, then come the chunks of each in turn.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from io import BytesIO
from itertools import chain, islice
from typing import Final

import msgspec

from catalog_client.entity import NOTHING, Entity, Link
from catalog_client.errors import CatalogUnreadable
from catalog_client.packed import Packed
from catalog_client.part import Part
from catalog_client.ref import EntityRef
from catalog_client.relation import Relation
from catalog_client.snapshot import Problem

SCHEMA: Final = 2
"""Goes up whenever what is written changes; what another version saved is not read."""

_MAGIC = b"reverb-catalog/%d\n" % SCHEMA
_LEVEL = 1  # of zlib: three times as quick as its default, for a quarter more bytes
_CHUNK = 1000


class _Head(msgspec.Struct, array_like=True):
    origin: str
    read_at: datetime
    problems: list[tuple[str, str, str]]
    complete: bool
    chunks: int


_Pairs = tuple[int, str | list[str]] | None
"""A mapping: the number of its keys, and its values, packed or one by one. None where it is empty."""


class _Row(msgspec.Struct, array_like=True, gc=False):
    ref: int
    kind: int
    name: str
    title: str
    description: str
    type: int
    lifecycle: int
    display_name: str
    email: str
    tags: list[int]
    links: list[tuple[str, str, int, int]]
    annotations: _Pairs
    labels: _Pairs
    relations: list[int]
    etag: str
    error: str


class _Chunk(msgspec.Struct, array_like=True):
    texts: list[str]
    names: list[tuple[str, ...]]
    refs: list[tuple[int, int, str]]
    relations: list[tuple[int, int]]
    rows: list[_Row]


_HEADS = msgspec.msgpack.Decoder(list[_Head])
_CHUNKS = msgspec.msgpack.Decoder(_Chunk)


def encode(parts: Sequence[Part]) -> bytes:
    """Write parts down."""
    encoder, packer, numbers = msgspec.msgpack.Encoder(), zlib.compressobj(_LEVEL), _Numbers()
    chunks = (numbers.chunk(entities) for part in parts for entities in _batches(part.entities.values()))
    packed = BytesIO()
    packed.write(_MAGIC)
    for content in chain([[_head(part) for part in parts]], chunks):
        frame = encoder.encode(content)
        packed.write(packer.compress(len(frame).to_bytes(4, "big") + frame))
    packed.write(packer.flush())
    return packed.getvalue()


def decode(saved: bytes) -> tuple[Part, ...]:
    """Read what `encode` wrote. Raises: CatalogUnreadable, where another version wrote it or it is damaged."""
    if not saved.startswith(_MAGIC):
        raise CatalogUnreadable("The saved catalog was written by another version of this program.")
    try:
        frames = _frames(zlib.decompress(memoryview(saved)[len(_MAGIC) :]))
        heads, values = _HEADS.decode(next(frames)), _Values()
        return tuple([_part(head, frames, values) for head in heads])
    except (zlib.error, msgspec.MsgspecError, StopIteration, IndexError, ValueError):
        raise CatalogUnreadable("The saved catalog is damaged.") from None


def version_of(saved: bytes) -> str:
    """A short name for these very bytes."""
    return blake2b(saved, digest_size=8).hexdigest()


def _head(part: Part) -> _Head:
    problems = [(problem.source, problem.position, problem.reason) for problem in part.problems]
    return _Head(part.origin, part.read_at, problems, part.complete, -(-len(part.entities) // _CHUNK))


def _part(head: _Head, frames: Iterator[memoryview], values: "_Values") -> Part:
    entities: dict[EntityRef, Entity] = {}
    for _ in range(head.chunks):
        entities.update((entity.ref, entity) for entity in values.entities(_CHUNKS.decode(next(frames))))
    return Part(head.origin, entities, head.read_at, tuple(Problem(*one) for one in head.problems), head.complete)


def _frames(content: bytes) -> Iterator[memoryview]:
    view = memoryview(content)
    start = 0
    while start < len(view):
        end = start + 4 + int.from_bytes(view[start : start + 4], "big")
        yield view[start + 4 : end]
        start = end


def _batches(entities: Iterable[Entity]) -> Iterator[list[Entity]]:
    left = iter(entities)
    while batch := list(islice(left, _CHUNK)):
        yield batch


class _Numbers:
    """The numbers of what was written so far, and what is to be written before the next rows."""

    def __init__(self) -> None:
        self._texts: dict[str, int] = {}
        self._names: dict[tuple[str, ...], int] = {}
        self._refs: dict[EntityRef, int] = {}
        self._relations: dict[Relation, int] = {}
        self._new = _Chunk([], [], [], [], [])

    def chunk(self, entities: Iterable[Entity]) -> _Chunk:
        rows = [self._row(entity) for entity in entities]
        new, self._new = self._new, _Chunk([], [], [], [], [])
        self._relations.clear()
        new.rows = rows
        return new

    def _row(self, entity: Entity) -> _Row:
        text = self._text
        return _Row(
            ref=self._ref(entity.ref),
            kind=text(entity.kind),
            name="" if entity.name == entity.ref.name else entity.name,
            title=entity.title,
            description=entity.description,
            type=text(entity.type),
            lifecycle=text(entity.lifecycle),
            display_name=entity.display_name,
            email=entity.email,
            tags=[*map(text, entity.tags)],
            links=[(link.url, link.title, text(link.type), text(link.icon)) for link in entity.links],
            annotations=self._pairs(entity.annotations),
            labels=self._pairs(entity.labels),
            relations=[*map(self._relation, entity.relations)],
            etag=entity.etag,
            error=entity.error,
        )

    def _text(self, text: str) -> int:
        number = self._texts.get(text)
        if number is None:
            number = self._texts[text] = len(self._texts)
            self._new.texts.append(text)
        return number

    def _pairs(self, pairs: Mapping[str, str]) -> _Pairs:
        if not pairs:
            return None
        names = pairs.names if isinstance(pairs, Packed) else tuple(pairs)
        number = self._names.get(names)
        if number is None:
            number = self._names[names] = len(self._names)
            self._new.names.append(names)
        return number, pairs.text if isinstance(pairs, Packed) else list(pairs.values())

    def _ref(self, ref: EntityRef) -> int:
        number = self._refs.get(ref)
        if number is None:
            number = self._refs[ref] = len(self._refs)
            self._new.refs.append((self._text(ref.kind), self._text(ref.namespace), ref.name))
        return number

    def _relation(self, relation: Relation) -> int:
        number = self._relations.get(relation)
        if number is None:
            number = self._relations[relation] = len(self._relations)
            self._new.relations.append((self._text(relation.type), self._ref(relation.target)))
        return number


class _Values:
    """What was read so far, by number."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._names: list[tuple[str, ...]] = []
        self._refs: list[EntityRef] = []
        self._relations: list[Relation] = []
        self._once: dict[Relation, Relation] = {}

    def entities(self, chunk: _Chunk) -> Iterator[Entity]:
        texts, refs = self._texts, self._refs
        texts += chunk.texts
        self._names += chunk.names
        refs += [EntityRef(texts[kind], texts[namespace], name) for kind, namespace, name in chunk.refs]
        relations = [Relation(texts[kind], refs[target]) for kind, target in chunk.relations]
        self._relations = [self._once.setdefault(relation, relation) for relation in relations]
        return map(self._entity, chunk.rows)

    def _entity(self, row: _Row) -> Entity:
        texts, ref = self._texts, self._refs[row.ref]
        return Entity(
            ref=ref,
            kind=texts[row.kind],
            name=row.name or ref.name,
            title=row.title,
            description=row.description,
            type=texts[row.type],
            lifecycle=texts[row.lifecycle],
            display_name=row.display_name,
            email=row.email,
            tags=tuple([texts[tag] for tag in row.tags]),
            links=tuple([Link(url, title, texts[kind], texts[icon]) for url, title, kind, icon in row.links]),
            annotations=self._mapping(row.annotations),
            labels=self._mapping(row.labels),
            relations=tuple([self._relations[number] for number in row.relations]),
            etag=row.etag,
            error=row.error,
        )

    def _mapping(self, pairs: _Pairs) -> Mapping[str, str]:
        if pairs is None:
            return NOTHING
        names, values = self._names[pairs[0]], pairs[1]
        return Packed(names, values) if isinstance(values, str) else dict(zip(names, values, strict=True))
