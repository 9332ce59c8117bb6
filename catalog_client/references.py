"""Which fields of a descriptor's spec name other entities, what relation each of them states, and what is required.

Only the relations an entity states itself are here; the other way round of each is completed once all are read.

Source: BuiltinKindsEntityProcessor of @backstage/plugin-catalog-backend (fields, relations, default kinds),
ScaffolderEntitiesProcessor (templates), and the kinds' schemas in @backstage/catalog-model (what is required).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from catalog_client.documents import NotText, Value
from catalog_client.ref import EntityRef
from catalog_client.relation import (
    CHILD_OF,
    CONSUMES_API,
    DEPENDENCY_OF,
    DEPENDS_ON,
    HAS_MEMBER,
    MEMBER_OF,
    OWNED_BY,
    PARENT_OF,
    PART_OF,
    PROVIDES_API,
    Relation,
)
from catalog_client.section import Section

_AUGMENTATION: Final = "augmentation"


def augmented_kind(kind: str) -> str:
    """What an `XAugmentation` (lower case) adds to: `x`. Empty for kinds that describe an entity of their own."""
    return kind.removesuffix(_AUGMENTATION) if kind.endswith(_AUGMENTATION) else ""


@dataclass(frozen=True, slots=True)
class _Field:
    """`spec.<name>` states `relation` to one ref or a list of them, of kind `kind` where they say none.

    kind: None where Backstage wants every ref to say its kind.
    """

    name: str
    relation: str
    kind: str | None


_OWNER = _Field("owner", OWNED_BY, "group")
_SYSTEM = _Field("system", PART_OF, "system")
_DOMAIN = _Field("domain", PART_OF, "domain")
_APIS = (_Field("providesApis", PROVIDES_API, "api"), _Field("consumesApis", CONSUMES_API, "api"))
_NEEDS = (_Field("dependsOn", DEPENDS_ON, None), _Field("dependencyOf", DEPENDENCY_OF, None))

_FIELDS: Final[Mapping[str, tuple[_Field, ...]]] = {
    "component": (_OWNER, _Field("subcomponentOf", PART_OF, "component"), _SYSTEM, *_APIS, *_NEEDS),
    "api": (_OWNER, _SYSTEM),
    "resource": (_OWNER, _SYSTEM, *_NEEDS),
    "system": (_OWNER, _DOMAIN),
    "domain": (_OWNER, _Field("subdomainOf", PART_OF, "domain")),
    "group": (
        _Field("parent", CHILD_OF, "group"),
        _Field("children", PARENT_OF, "group"),
        _Field("members", HAS_MEMBER, "user"),
    ),
    "user": (_Field("memberOf", MEMBER_OF, "group"),),
    "template": (_OWNER,),
}
_OF_OTHER_KINDS: Final = (_OWNER, _SYSTEM, _DOMAIN, *_APIS, *_NEEDS)

_REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "component": ("type", "lifecycle", "owner"),
    "api": ("type", "lifecycle", "owner", "definition"),
    "resource": ("type", "owner"),
    "system": ("owner",),
    "domain": ("owner",),
    "group": ("type", "children"),
    "template": ("type", "steps"),
}


def relations(ref: EntityRef, spec: Section) -> Iterator[Relation]:
    """The relations that the entity `ref` states in its spec; what names nothing is noted and passed over."""
    if augmented_kind(ref.kind):
        return
    for field in _FIELDS.get(ref.kind, _OF_OTHER_KINDS):
        path = spec.path_of(field.name)
        for value in _each(spec.values.get(field.name)):
            written = _as_text(value)
            try:
                target = reference(written, field.kind, ref.namespace)
            except ValueError as error:
                spec.faults.append(f"{path} “{written}” is passed over: {error}")
                continue
            if " " in written.strip():
                spec.faults.append(f"{path} “{written}” is read as {target}: Backstage accepts no blanks in it")
            yield Relation(field.relation, target)


def missing(kind: str, spec: Mapping[str, Value]) -> tuple[str, ...]:
    """The required fields that the spec of this kind (lower case) does not have."""
    return tuple(name for name in _REQUIRED.get(kind, ()) if spec.get(name) is None)


def reference(written: str, kind: str | None, namespace: str) -> EntityRef:
    """The entity that `[kind:][namespace/]name` names, in the spec of an entity of this namespace.

    kind: for a ref that says none; None where it must. Blanks inside are read as dashes, since people write a group's
    title where its name belongs.
    Raises: ValueError, with what is wrong in words.
    """
    text = re.sub(r"\s+", "-", written.strip())
    if not text:
        raise ValueError("it is empty")
    if is_placeholder(text):
        raise ValueError("it is a placeholder still to be filled in")
    if kind is None and ":" not in text:
        raise ValueError(f"it does not say a kind, such as component:{text}")
    try:
        return EntityRef.parse(text, kind=kind, namespace=namespace)
    except ValueError as error:
        raise ValueError("it is not written as kind:namespace/name") from error


def _as_text(value: Value) -> str:
    """A ref as text, also one in the long form `{kind?, namespace?, name}`; empty where it is neither."""
    match value:
        case str(text):
            return text
        case NotText():
            return value.written
        case dict():
            parts = ((value.get(key), mark) for key, mark in (("kind", ":"), ("namespace", "/"), ("name", "")))
            return "".join(f"{part}{mark}" for part, mark in parts if isinstance(part, str))
        case _:
            return ""


def is_placeholder(text: str) -> bool:
    """Whether a template still has to fill a text in: `${{ values.name }}`, `<name>`, `%NAME%`, `$(NAME)`."""
    return re.search(r"[{}<>%$]", text) is not None


def _each(written: Value) -> Iterator[Value]:
    """The values of a field that takes one or a list; none where it is absent."""
    if isinstance(written, list):
        yield from written
    elif written is not None:
        yield written
