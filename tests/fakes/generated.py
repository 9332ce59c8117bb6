"""A company of any size, made up: the same for the same size, in the proportions of a real one."""

from collections.abc import Iterator
from typing import Any

Descriptor = dict[str, Any]

_WORDS = ("amber", "basin", "cedar", "delta", "ember", "fjord", "grove", "haven", "inlet", "joist", "kiosk", "ledge")
_SORTS = ("api", "worker", "site", "store", "index", "feed", "proxy", "sync")
_TYPES = ("service", "website", "library")
_LIFECYCLES = ("production", "experimental", "deprecated")


def company(size: int) -> list[Descriptor]:
    """`size` descriptors: half components, a fifth people, the rest APIs, resources, teams, systems and domains."""
    counts = {
        "Domain": max(1, size // 200),
        "System": max(1, size // 50),
        "Group": max(1, size // 33),
        "Resource": size * 12 // 100,
        "API": size * 12 // 100,
        "User": size // 5,
    }
    counts["Component"] = size - sum(counts.values())
    return [_MAKERS[kind](number, counts) for kind, count in counts.items() for number in range(count)]


def name_of(kind: str, number: int) -> str:
    """The name of the `number`th entity of a kind: `ember-worker-17`."""
    word = _WORDS[number % len(_WORDS)]
    return (
        f"{word}-{_SORTS[number // 7 % len(_SORTS)]}-{number}"
        if kind == "Component"
        else f"{word}-{kind}-{number}".lower()
    )


def _domain(number: int, counts: dict[str, int]) -> Descriptor:
    return _entity("Domain", number, {"owner": _one("Group", number, counts)})


def _system(number: int, counts: dict[str, int]) -> Descriptor:
    return _entity(
        "System", number, {"owner": _one("Group", number, counts), "domain": _one("Domain", number, counts)}
    )


def _group(number: int, counts: dict[str, int]) -> Descriptor:
    name = name_of("Group", number)
    profile = {"displayName": name.replace("-", " ").title(), "email": f"{name}@example.com"}
    parent = {"parent": name_of("Group", number // 8)} if number else {}
    return _entity("Group", number, {"type": "team", "profile": profile, "children": [], **parent})


def _resource(number: int, counts: dict[str, int]) -> Descriptor:
    return _entity("Resource", number, {"type": "database", **_place(number, counts)})


def _api(number: int, counts: dict[str, int]) -> Descriptor:
    definition = "openapi: 3.0.0\ninfo:\n  title: made up\n" * 8
    return _entity(
        "API", number, {"type": "openapi", "definition": definition, **_lived(number), **_place(number, counts)}
    )


def _user(number: int, counts: dict[str, int]) -> Descriptor:
    name = name_of("User", number)
    profile = {"displayName": name.replace("-", " ").title(), "email": f"{name}@example.com"}
    return _entity("User", number, {"profile": profile, "memberOf": [_one("Group", number, counts)]})


def _component(number: int, counts: dict[str, int]) -> Descriptor:
    uses = {
        "type": _TYPES[number % len(_TYPES)],
        "dependsOn": [f"resource:{_one('Resource', number, counts)}", *_earlier(number)],
        "providesApis": [name_of("API", number)] if number < counts["API"] else [],
        "consumesApis": [_one("API", number * 3, counts)],
    }
    return _entity("Component", number, {**uses, **_lived(number), **_place(number, counts)})


_MAKERS = {
    "Domain": _domain,
    "System": _system,
    "Group": _group,
    "Resource": _resource,
    "API": _api,
    "User": _user,
    "Component": _component,
}


def _entity(kind: str, number: int, spec: dict[str, Any]) -> Descriptor:
    name = name_of(kind, number)
    metadata = {
        "name": name,
        "title": name.replace("-", " ").title(),
        "description": f"The {name.replace('-', ' ')} of a made-up company, as {kind.lower()} number {number} of it.",
        "annotations": {
            "github.com/project-slug": f"example/{name}",
            "backstage.io/techdocs-ref": "dir:.",
            "reverb.dev/slack-channel": f"#{_WORDS[number % len(_WORDS)]}",
        },
        "tags": [_WORDS[number % 5], _SORTS[number % 3]],
        "links": [{"url": f"https://wiki.example.com/{kind.lower()}/{name}", "title": "Runbook", "type": "runbook"}],
    }
    return {"apiVersion": "backstage.io/v1alpha1", "kind": kind, "metadata": metadata, "spec": spec}


def _one(kind: str, number: int, counts: dict[str, int]) -> str:
    return name_of(kind, number % max(1, counts[kind]))


def _lived(number: int) -> dict[str, Any]:
    return {"lifecycle": _LIFECYCLES[number % len(_LIFECYCLES)]}


def _place(number: int, counts: dict[str, int]) -> dict[str, Any]:
    return {"owner": _one("Group", number, counts), "system": _one("System", number, counts)}


def _earlier(number: int) -> Iterator[str]:
    if number:
        yield f"component:{name_of('Component', number // 2)}"
