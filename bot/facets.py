"""Words that narrow things down: `deprecated python services`, `websites tagged beta`, `everything of type legacy`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.names import Names

_KINDS: Final = {
    "component": "component",
    "api": "api",
    "system": "system",
    "domain": "domain",
    "resource": "resource",
    "group": "group",
    "team": "group",
    "user": "user",
    "person": "user",
    "template": "template",
}
_TYPES: Final = {
    "service": ("component", "service"),
    "microservice": ("component", "service"),
    "website": ("component", "website"),
    "site": ("component", "website"),
    "library": ("component", "library"),
    "lib": ("component", "library"),
}
_LIFECYCLES: Final = {
    "deprecated": "deprecated",
    "experimental": "experimental",
    "production": "production",
    "obsolete": "deprecated",
    "legacy": "deprecated",
    "sunset": "deprecated",
    "beta": "experimental",
}
FACET_WORDS: Final = frozenset(
    "tag tags tagged components services systems domains resources websites libraries deprecated "
    "experimental apis".split()
)
"""Words that questions by facet are made of."""
_ANYTHING: Final = frozenset(
    "repos repositories projects codebases thing things stuff everything anything entity entities ones "
    "item items code".split()
)
_AROUND: Final = frozenset(
    "all any some the of is are that which with in written we have our do and catalog currently still there "
    "marked as "
    "around use it has me us list show find what on for every each exist exists across company org organisation "
    "organization whole entire everywhere overall total estate landscape catalogue".split()
)
_TAG: Final = frozenset("tag tags tagged labelled labeled".split())


@dataclass(frozen=True, slots=True)
class Facets:
    """What words narrow things down to. nouns: how many words said what kind of thing; told: how many said which."""

    slots: dict[str, str] = field(default_factory=dict)
    nouns: int = 0
    told: int = 0


def facets_of(words: Sequence[str], names: Names) -> Facets | None:
    """What `words` narrow down to; None when any of them does not."""
    slots: dict[str, str] = {}
    nouns = told = 0
    at = 0
    while at < len(words):
        word = words[at]
        if word in _TAG and at and words[at - 1] in names.tags and slots.get("tag") == words[at - 1]:
            told += 1
        elif word in _TAG and at + 1 < len(words):
            at += 1 + (words[at + 1] in {"as", "with", "is", "the"})
            if at >= len(words):
                return None
            slots["tag"] = words[at]
            told += 1
        elif word in {"type", "kind"} and at + 1 < len(words):
            at += 1
            slots[word] = _singular(words[at])
            told += 1
        elif at + 1 < len(words) and (found := _facet(f"{word}-{words[at + 1]}", names)) is not None:
            slots |= {name: value for name, value in found.items() if name not in slots}
            told += 1
            at += 1
        elif (found := _facet(word, names)) is not None:
            slots |= {name: value for name, value in found.items() if name not in slots}
            nouns += "kind" in found
            told += "kind" not in found
        elif word in _ANYTHING:
            nouns += 1
        elif word not in _AROUND:
            return None
        at += 1
    if "tag" in slots and "lifecycle" not in slots:
        slots.setdefault("kind", "component")
    return Facets(slots, nouns, told) if nouns or told else None


def _facet(word: str, names: Names) -> dict[str, str] | None:
    one = _singular(word)
    if one in _KINDS:
        return {"kind": _KINDS[one]}
    if one in _TYPES:
        kind, kind_of = _TYPES[one]
        return {"kind": kind, "type": kind_of}
    if word in names.lifecycles:
        return {"lifecycle": word}
    if word in _LIFECYCLES and _LIFECYCLES[word] in names.lifecycles and word not in names.types | names.tags:
        return {"lifecycle": _LIFECYCLES[word]}
    if one in names.types:
        return {"type": one}
    if word in names.types:
        return {"type": word}
    if word in names.tags:
        return {"tag": word}
    return None


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
