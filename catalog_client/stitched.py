"""One entity as Backstage's catalog writes it in JSON, read to an `Entity`. Pure.

Values that many entities share (refs, relations, annotation texts) are kept once, so that 100 000 entities stay
small. API definitions, pictures and whatever else no question asks for are never even decoded.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from catalog_client.entity import Entity, Link
from catalog_client.packed import Packing
from catalog_client.ref import DEFAULT_NAMESPACE, EntityRef
from catalog_client.relation import Relation
from catalog_client.snapshot import Problem

ORPHAN: Final = "backstage.io/orphan"
"""Set to "true" on entities that no source names any more. Source: Backstage's "Well-known Annotations"."""

_SHORTEST_HASH = 16  # bytes
_MOST_TEXTS = 20_000
_PATH = re.compile(r"`\$\.?([^`]*)`$")
_LONGEST_ERROR = 500


class _Link(msgspec.Struct):
    url: str = ""
    title: str | None = None
    type: str | None = None
    icon: str | None = None


class _Metadata(msgspec.Struct):
    name: str
    namespace: str | None = None
    uid: str | None = None
    etag: str | None = None
    title: str | None = None
    description: str | None = None
    tags: list[str] | None = None
    links: list[_Link] | None = None
    annotations: dict[str, str] | None = None
    labels: dict[str, str] | None = None


class _Spec(msgspec.Struct):
    type: object = None
    lifecycle: object = None
    profile: msgspec.Raw = msgspec.Raw()


class _Profile(msgspec.Struct):
    displayName: object = None  # noqa: N815
    email: object = None


class _Target(msgspec.Struct):
    kind: str
    name: str
    namespace: str = DEFAULT_NAMESPACE


class _Relation(msgspec.Struct):
    type: str
    targetRef: str | None = None  # noqa: N815
    target: _Target | None = None


class _StatusItem(msgspec.Struct):
    level: object = None
    message: object = None


class _Status(msgspec.Struct):
    items: list[_StatusItem] | None = None


class _Item(msgspec.Struct):
    kind: str
    metadata: _Metadata
    spec: _Spec | None = None
    relations: list[_Relation] | None = None
    status: _Status | None = None


class _Row(msgspec.Struct):
    kind: str
    metadata: _Metadata


_ITEM = msgspec.json.Decoder(_Item)
_ROW = msgspec.json.Decoder(_Row)
_PROFILE = msgspec.json.Decoder(_Profile)
_ANYTHING = msgspec.json.Decoder()


class Reading:
    """One reading of a catalog: its entities in turn, what they share kept once.

    source: what people know the catalog by, for the problems found.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._texts: dict[str, str] = {}
        self._tags: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._pack = Packing().pack
        self._refs: dict[str, EntityRef] = {}
        self._relations: dict[Relation, Relation] = {}

    def entity(self, written: msgspec.Raw | bytes) -> Entity | Problem | None:
        """Read one entity; a problem where it cannot be read, None where it is none of ours (see `left_out`).

        Shape: `{kind, metadata: {namespace, name, uid, etag, annotations, …}, spec, relations: [{type, targetRef}],
        status?: {items: [{level, message}]}}`; older servers write `target: {kind, namespace, name}` too.
        """
        if len(self._texts) > _MOST_TEXTS:
            self._texts.clear()
        try:
            item = _ITEM.decode(written)
            profile = _profile(item.spec)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            return self._unreadable(written, error)
        if left_out(item.kind, item.metadata.annotations):
            return None
        ref = self._ref(written_ref(item.kind, item.metadata.namespace, item.metadata.name))
        if ref is None:
            return self._no_ref(written)
        return self._entity(ref, item, profile)

    def row(self, written: msgspec.Raw | bytes) -> tuple[EntityRef, str] | Problem | None:
        """Read the ref and the mark of an entity from a scan; a problem or None as for `entity`."""
        try:
            row = _ROW.decode(written)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            return self._unreadable(written, error)
        if left_out(row.kind, row.metadata.annotations):
            return None
        parts = _parts(written_ref(row.kind, row.metadata.namespace, row.metadata.name))
        return (EntityRef(*parts), mark(row.metadata.uid, row.metadata.etag)) if parts else self._no_ref(written)

    def _entity(self, ref: EntityRef, item: _Item, profile: _Profile) -> Entity:
        metadata, spec, text = item.metadata, item.spec or _Spec(), self._text
        return Entity(
            ref=ref,
            kind=text(item.kind),
            name=ref.name if metadata.name == ref.name else metadata.name,
            title=metadata.title or "",
            description=metadata.description or "",
            type=text(spec.type),
            lifecycle=text(spec.lifecycle),
            display_name=text(profile.displayName),
            email=text(profile.email),
            tags=self._tagged(metadata.tags or ()),
            links=tuple(self._link(link) for link in metadata.links or () if link.url),
            annotations=self._pack(_asked_for(metadata.annotations)),
            labels=self._pack(metadata.labels),
            relations=self._sorted(item.relations or ()),
            etag=mark(metadata.uid, metadata.etag),
            error=_first_error(item.status),
        )

    def _unreadable(self, written: msgspec.Raw | bytes, error: Exception) -> Problem:
        path = _PATH.search(str(error))
        where = f" at {path[1]}" if path and path[1] else ""
        return Problem(self._source, _position(written), f"the entity cannot be read{where}")

    def _no_ref(self, written: msgspec.Raw | bytes) -> Problem:
        return Problem(self._source, _position(written), "its kind, namespace or name cannot be part of a ref")

    def _text(self, value: object) -> str:
        return self._texts.setdefault(value, value) if isinstance(value, str) else ""

    def _tagged(self, tags: Iterable[str]) -> tuple[str, ...]:
        tagged = tuple(map(self._text, tags))
        return self._tags.setdefault(tagged, tagged)

    def _link(self, link: _Link) -> Link:
        return Link(link.url, self._text(link.title), self._text(link.type), self._text(link.icon))

    def _sorted(self, written: Iterable[_Relation]) -> tuple[Relation, ...]:
        keys = sorted({(one.type, one.targetRef or _target_ref(one.target)) for one in written})
        found = [self._relation(*key) for key in keys]
        return tuple([relation for relation in found if relation is not None])

    def _relation(self, kind: str, target: str) -> Relation | None:
        ref = self._refs.get(target) or self._ref(target.lower())
        if ref is None:
            return None
        relation = Relation(self._text(kind), ref)
        return self._relations.setdefault(relation, relation)

    def _ref(self, text: str) -> EntityRef | None:
        known = self._refs.get(text)
        if known is None and (parts := _parts(text)) is not None:
            kind, namespace, name = parts
            known = self._refs[text] = EntityRef(self._text(kind), self._text(namespace), name)
        return known


def left_out(kind: str, annotations: Mapping[str, str] | None) -> bool:
    """Whether an entity of the catalog is left out of ours.

    Locations say where entities are written and nothing people ask for. Orphans remain in Backstage only because
    nobody has removed them: what named them no longer does.
    """
    return kind.lower() == "location" or (annotations or {}).get(ORPHAN) == "true"


def mark(uid: str | None, etag: str | None) -> str:
    """What changes whenever the entity does, from its uid and etag; empty when nothing can be relied on.

    Backstage's own etag is a hash of the entity, but one that the author wrote into the descriptor wins over it and
    stays the same while the entity changes. So an etag that does not look like a hash gives no mark, and an entity
    without a mark is fetched again by every refresh. The uid tells an entity from another that took its place. Of
    both no more is kept than chance cannot repeat.

    Source: performStitching of @backstage/plugin-catalog-backend 4.0.0.
    """
    return f"{(uid or '')[:8]} {etag[:16]}" if etag and _is_hash(etag) else ""


def written_ref(kind: str, namespace: str | None, name: str) -> str:
    """A full ref as text, lower case; not always one that can be read."""
    return f"{kind}:{namespace or DEFAULT_NAMESPACE}/{name}".lower()


def _asked_for(annotations: dict[str, str] | None) -> Mapping[str, str] | None:
    """Without the one that says again what `backstage.io/managed-by-location` does."""
    if annotations is not None:
        annotations.pop("backstage.io/managed-by-origin-location", None)
    return annotations


def _is_hash(etag: str) -> bool:
    try:
        return len(bytes.fromhex(etag)) >= _SHORTEST_HASH
    except ValueError:
        return False


def _parts(text: str) -> tuple[str, str, str] | None:
    """Kind, namespace and name of a full ref. Not by a pattern: that takes three times as long, for each entity."""
    kind, _, rest = text.partition(":")
    namespace, _, name = rest.partition("/")
    if not (kind and namespace and name) or "/" in kind or ":" in rest or "/" in name or text.split() != [text]:
        return None
    return kind, namespace, name


def _target_ref(target: _Target | None) -> str:
    return written_ref(target.kind, target.namespace, target.name) if target else ""


def _profile(spec: _Spec | None) -> _Profile:
    written = bytes(spec.profile) if spec else b""
    return _PROFILE.decode(written) if written.startswith(b"{") else _Profile()


def _first_error(status: _Status | None) -> str:
    errors = (item.message for item in (status and status.items) or () if item.level == "error")
    return next((error[:_LONGEST_ERROR] for error in errors if isinstance(error, str)), "")


def _position(written: msgspec.Raw | bytes) -> str:
    """As much of its ref as can be read; empty when nothing can."""
    try:
        item = _ANYTHING.decode(written)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return ""
    match item:
        case {"kind": str(kind), "metadata": {"name": str(name), **rest}}:
            namespace = rest.get("namespace")
            return written_ref(kind, namespace if isinstance(namespace, str) else None, name)
        case _:
            return ""
