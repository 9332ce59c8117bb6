"""How Backstage makes the entities of its API out of descriptors: defaults, relations both ways, uid and etag."""

import hashlib
import random
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

Descriptor = Mapping[str, Any]
Stitched = dict[str, Any]

_FIELDS = (
    ("owner", "ownedBy", "ownerOf", "group"),
    ("system", "partOf", "hasPart", "system"),
    ("domain", "partOf", "hasPart", "domain"),
    ("subcomponentOf", "partOf", "hasPart", "component"),
    ("dependsOn", "dependsOn", "dependencyOf", "component"),
    ("dependencyOf", "dependencyOf", "dependsOn", "component"),
    ("providesApis", "providesApi", "apiProvidedBy", "api"),
    ("consumesApis", "consumesApi", "apiConsumedBy", "api"),
    ("memberOf", "memberOf", "hasMember", "group"),
    ("members", "hasMember", "memberOf", "user"),
    ("parent", "childOf", "parentOf", "group"),
    ("children", "parentOf", "childOf", "group"),
)


def ref_of(entity: Descriptor) -> str:
    metadata = entity["metadata"]
    return f"{entity['kind']}:{metadata.get('namespace') or 'default'}/{metadata['name']}".lower()


def stitched(
    descriptors: Iterable[Descriptor], uids: Mapping[str, str], chance: random.Random
) -> dict[str, Stitched]:
    """The entities by ref. uids: of those that exist already."""
    entities = {ref_of(one): _filled(one) for one in descriptors}
    relations: dict[str, set[tuple[str, str]]] = {ref: set() for ref in entities}
    for ref, entity in entities.items():
        for relation, inverse, target in _relations(entity):
            relations[ref].add((relation, target))
            relations.setdefault(target, set()).add((inverse, ref))
    for ref, entity in entities.items():
        entity["relations"] = [{"type": kind, "targetRef": target} for kind, target in sorted(relations[ref])]
        written = msgspec.json.encode(entity, order="sorted")
        entity["metadata"].setdefault("etag", hashlib.sha1(written).hexdigest())
        entity["metadata"]["uid"] = uids.get(ref) or str(uuid.UUID(int=chance.getrandbits(128), version=4))
    return entities


def _filled(descriptor: Descriptor) -> Stitched:
    entity: Stitched = msgspec.json.decode(msgspec.json.encode(descriptor))
    metadata = entity["metadata"]
    metadata.setdefault("namespace", "default")
    tree = f"https://git.example.com/example/{metadata['name']}"
    metadata["annotations"] = {
        "backstage.io/managed-by-location": f"url:{tree}/blob/main/catalog-info.yaml",
        "backstage.io/managed-by-origin-location": f"url:{tree}/blob/main/catalog-info.yaml",
        "backstage.io/view-url": f"{tree}/blob/main/catalog-info.yaml",
        "backstage.io/edit-url": f"{tree}/edit/main/catalog-info.yaml",
        "backstage.io/source-location": f"url:{tree}/",
        **metadata.get("annotations", {}),
    }
    return entity


def _relations(entity: Stitched) -> Iterator[tuple[str, str, str]]:
    namespace = entity["metadata"]["namespace"]
    for field, relation, inverse, kind in _FIELDS:
        named = entity.get("spec", {}).get(field) or []
        for name in [named] if isinstance(named, str) else named:
            yield relation, inverse, _target(name, kind, namespace)


def _target(name: str, kind: str, namespace: str) -> str:
    kind, _, rest = name.rpartition(":") if ":" in name else (kind, "", name)
    space, _, short = rest.rpartition("/")
    return f"{kind}:{space or namespace}/{short}".lower()
