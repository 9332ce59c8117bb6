"""Sentences made of the phrases of the grammar at random, as examples to learn from. The notation: `bot.phrasing`."""

import random
import re
from collections.abc import Iterator, Mapping
from functools import cache

from bot.likeness import NAME
from bot.phrasing import CLASSES, SUBJECTS

_PART = re.compile(r"\{(\w+)\}|<(\w+)>|\[|\]|\(|\)|\||[^\s\[\](){}<>|]+")
_ARTICLES = frozenset({"the", "a", "an", "_"})
"""They are taken out of messages before."""
_OFTEN = 0.35
"""How often what may be left out is said."""
_SORTS = {"api": "api", "group": "group", "user": "user", "rollout": "rollout"}
_SLOTS = {"group": "group", "person": "user", "rollout_entity": "rollout", "api_entity": "api"}
_TASKS = ("notetaker", "facilitator", "moderator")
_FACETS = ("components", "services", "apis", "deprecated components", "python services", "websites", "libraries")

Part = tuple[str, object]
Tree = list[list[Part]]


def sampled(
    phrases: Mapping[str, tuple[str, ...]], each: int, chance: random.Random
) -> Iterator[tuple[str, list[str]]]:
    """`each` sentences of each phrase: the kind of question, and the words; a name is `§` and its sort."""
    for kind, found in phrases.items():
        for phrase in found:
            for _ in range(each):
                if words := list(_said(_tree(phrase), kind, chance)):
                    yield kind, words


@cache
def _tree(phrase: str) -> Tree:
    parts = [(match[0], match[1], match[2]) for match in _PART.finditer(phrase)]
    return _alternatives(parts, "")


def _alternatives(parts: list[tuple[str, str, str]], closing: str) -> Tree:
    """Reads up to the closing bracket, and takes off what it read."""
    found: Tree = [[]]
    while parts:
        text, slot, name = parts.pop(0)
        match text:
            case _ if text == closing:
                break
            case "|":
                found.append([])
            case "[":
                found[-1].append(("maybe", _alternatives(parts, "]")))
            case "(":
                found[-1].append(("one of", _alternatives(parts, ")")))
            case _ if slot:
                found[-1].append(("slot", slot))
            case _ if name:
                found[-1].append(("class", name))
            case _:
                found[-1].append(("word", text.strip("^")))
    return found


def _said(tree: Tree, kind: str, chance: random.Random) -> Iterator[str]:
    for what, part in chance.choice(tree):
        match part:
            case str(word) if what == "word":
                yield from () if word in _ARTICLES or not word else (word,)
            case str(slot) if what == "slot":
                yield from _filled(slot, kind, chance)
            case str(name):
                yield from _said(_tree(CLASSES.get(name, name)), kind, chance)
            case list(inner) if what == "one of" or chance.random() < _OFTEN:
                yield from _said(inner, kind, chance)


def _filled(slot: str, kind: str, chance: random.Random) -> list[str]:
    if slot == "task":
        return [chance.choice(_TASKS)]
    if slot.startswith("facets"):
        return chance.choice(_FACETS).split()
    if slot in _SLOTS:
        return [NAME + _SLOTS[slot]]
    tiers = SUBJECTS[kind].prefers
    kinds = sorted(tiers[0]) if tiers and chance.random() < 0.8 else ["component"]
    return [NAME + _SORTS.get(chance.choice(kinds), "thing")]
