"""Descriptor files: the text of a `catalog-info.yaml` as entities, and what is wrong with it in words. Pure.

Backstage refuses an entity for any fault. Here whatever has a kind and a name is kept, so that people can ask about
it: what cannot be read of it is left out, and what Backstage would refuse is said, each as a `Problem`.

Source: "Descriptor Format of Catalog Entities" of Backstage's documentation; the validators and schemas of
@backstage/catalog-model.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from catalog_client.documents import Broken, Document, Value, documents
from catalog_client.entity import Entity, Link
from catalog_client.ref import DEFAULT_NAMESPACE, EntityRef
from catalog_client.references import is_placeholder, missing, relations
from catalog_client.relation import Relation
from catalog_client.section import Section, sort_of
from catalog_client.snapshot import Problem

MANAGED_BY: Final = "backstage.io/managed-by-location"
"""Where the descriptor of an entity lies, as `file:/path` or `url:https://…`. Source: "Well-known Annotations"."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A `Location`: it is nothing to ask about, but names files that belong to the catalog.

    position: where it stands in its file. targets: as written: paths, patterns or addresses.
    """

    position: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file holds, in its order; two entities may have the same ref."""

    entities: tuple[Entity, ...] = ()
    problems: tuple[Problem, ...] = ()
    pointers: tuple[Pointer, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """One document, read. position: what to call it in a problem."""

    position: str
    what: Entity | Pointer | None
    faults: tuple[str, ...] = ()


class _UnusableError(Exception):
    """Why nothing can be made of a document, in words."""


class Reading:
    """Descriptor files read one after another; what their entities share is kept once, so that many stay small."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._relations: dict[Relation, Relation] = {}

    def file(self, text: str, source: str, managed_by: str = "") -> Parsed:
        """Read the text of one file. Never raises, whatever the text.

        source: what people know the file by, for the problems. managed_by: the location of entities that do not say
        their own.
        """
        read = [self._document(document, managed_by) for document in documents(text)]
        return Parsed(
            entities=tuple(one.what for one in read if isinstance(one.what, Entity)),
            problems=tuple(Problem(source, one.position, fault) for one in read for fault in one.faults),
            pointers=tuple(one.what for one in read if isinstance(one.what, Pointer)),
        )

    def _document(self, document: Document | Broken, managed_by: str) -> _Read:
        position = f"document {document.number}"
        if isinstance(document, Broken):
            return _Read(position, None, (document.reason,))
        if not isinstance(document.value, dict):
            return _Read(position, None, (f"it is {sort_of(document.value)}, not an entity",))
        if not _is_descriptor(document.value):
            return _Read(position, None)
        whole = Section("", document.value, [*document.faults])
        try:
            kind = _kind(whole)
            if kind.lower() == "location":
                return _Read(position, _pointer(position, whole), tuple(whole.faults))
            entity = self._entity(kind, whole, managed_by)
        except _UnusableError as error:
            return _Read(position, None, (str(error),))
        return _Read(str(entity.ref), entity, tuple(whole.faults))

    def _entity(self, kind: str, whole: Section, managed_by: str) -> Entity:
        text = self._text
        metadata, spec = whole.section("metadata"), whole.section("spec")
        name = metadata.text("name")
        ref = EntityRef.of(kind, _namespace(metadata), _identity(name, metadata))
        profile = spec.section("profile")
        if absent := missing(ref.kind, spec.values):
            spec.faults.append(f"{_listed('spec', absent)} missing, which Backstage does not accept")
        return Entity(
            ref=ref,
            kind=text(kind),
            name=" ".join(name.split()),
            title=metadata.text("title"),
            description=metadata.text("description"),
            type=text(spec.text("type")),
            lifecycle=text(spec.text("lifecycle")),
            display_name=profile.text("displayName"),
            email=profile.text("email"),
            tags=tuple(map(text, _tags(metadata))),
            links=tuple(_links(metadata)),
            annotations=self._annotations(metadata, managed_by),
            labels={text(key): text(value) for key, value in metadata.pairs("labels").items()},
            relations=self._stated(ref, spec),
        )

    def _annotations(self, metadata: Section, managed_by: str) -> Mapping[str, str]:
        found = {self._text(key): value for key, value in metadata.pairs("annotations").items()}
        return {self._text(MANAGED_BY): managed_by, **found} if managed_by else found

    def _stated(self, ref: EntityRef, spec: Section) -> tuple[Relation, ...]:
        stated = sorted(set(relations(ref, spec)))
        return tuple(self._relations.setdefault(relation, relation) for relation in stated)

    def _text(self, text: str) -> str:
        return self._texts.setdefault(text, text)


_KIND = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_NAME = re.compile(r"(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]")
_NAMESPACE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TAG = re.compile(r"[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*")
_LONGEST: Final = 63
_UNUSABLY_LONG: Final = 253

_KUBERNETES = re.compile(r"v1|(?:apps|autoscaling|batch|policy|[a-z.]+\.k8s\.io)/\w+")
"""Versions of Kubernetes' own objects, which look like entities and lie in the same repositories."""


def _is_descriptor(values: Mapping[str, Value]) -> bool:
    version = values.get("apiVersion")
    foreign = isinstance(version, str) and _KUBERNETES.fullmatch(version)
    return not foreign and not values.keys().isdisjoint({"apiVersion", "kind", "metadata"})


def _kind(whole: Section) -> str:
    kind = whole.text("kind")
    if not _KIND.fullmatch(kind):
        raise _UnusableError(f"its kind “{kind}” cannot be used" if kind else _why(whole, "it has no kind"))
    return kind


def _identity(written: str, metadata: Section) -> str:
    """The name of an entity as part of its ref; what Backstage refuses is noted."""
    if not written:
        raise _UnusableError(_why(metadata, "it has no name"))
    name = _usable(written, "name")
    if name != written:
        metadata.faults.append(f"its name “{written}” is read as {name}: Backstage accepts no blanks, : or / in it")
    elif len(name) > _LONGEST:
        metadata.faults.append(f"its name has {len(name)} characters, Backstage accepts {_LONGEST}")
    elif not _NAME.fullmatch(name):
        metadata.faults.append("its name has characters that Backstage does not accept")
    return name


def _namespace(metadata: Section) -> str:
    written = metadata.text("namespace")
    if not written:
        return DEFAULT_NAMESPACE
    if not _NAMESPACE.fullmatch(written) or len(written) > _LONGEST:
        metadata.faults.append(f"Backstage accepts only small letters, digits and dashes in a namespace: “{written}”")
    return _usable(written, "namespace")


def _usable(written: str, what: str) -> str:
    """A name or namespace without the characters that would make it unreadable in a ref."""
    if is_placeholder(written):
        raise _UnusableError(f"its {what} “{written}” is a placeholder still to be filled in")
    name = re.sub(r"[\s:/]+", "-", written)
    if not name.isprintable() or len(name) > _UNUSABLY_LONG:
        raise _UnusableError(f"its {what} cannot be used: it is too long or has invisible characters")
    return name


def _why(section: Section, otherwise: str) -> str:
    return "; ".join(section.faults) or otherwise


def _pointer(position: str, whole: Section) -> Pointer:
    whole.section("metadata").text("name")  # for its faults only
    spec = whole.section("spec")
    target = spec.text("target")
    return Pointer(position, (*([target] if target else []), *spec.texts("targets")))


def _tags(metadata: Section) -> tuple[str, ...]:
    tags = metadata.texts("tags")
    odd = [tag for tag in tags if not _TAG.fullmatch(tag) or len(tag) > _LONGEST]
    if odd:
        metadata.faults.append(
            f"Backstage accepts only small letters, digits, +, #, : and dashes in a tag: {', '.join(odd)}"
        )
    return tags


def _links(metadata: Section) -> Iterator[Link]:
    for number, item in enumerate(metadata.items("links")):
        link = Section(f"metadata.links[{number}]", item if isinstance(item, dict) else {}, metadata.faults)
        if url := link.text("url"):
            yield Link(url, link.text("title"), link.text("type"), link.text("icon"))
        else:
            metadata.faults.append(f"{link.path} has no url")


def _listed(path: str, names: tuple[str, ...]) -> str:
    """`spec.type and spec.owner are`."""
    *most, last = (f"{path}.{name}" for name in names)
    return f"{', '.join(most)} and {last} are" if most else f"{last} is"
