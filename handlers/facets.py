"""Narrowing things down by kind, type, lifecycle and tag, and writing many of them without a wall of names."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from catalog_client import Entity
from handlers.asked import SlotValue
from handlers.kit import Mrkdwn, escape, listed
from handlers.lines import count, kind_word, name_of, plural

FACETS: Final = ("kind", "type", "lifecycle", "tag")
MOST_NAMES: Final = 12
"""Names in one answer, over all kinds."""
_FEWEST_OF_A_KIND: Final = 3
_MOST_KINDS: Final = 8
_ORDER: Final = ("component", "api", "resource", "system", "domain", "template", "group", "user")

Wanted = Mapping[str, str]
"""The value wanted for some of the facets, lower case."""
EXAMPLE: Final = "deprecated components"
EXAMPLE_SLOTS: Final[Mapping[str, SlotValue]] = {"kind": "component", "lifecycle": "deprecated"}
"""Facets to try, in words and as slots."""


def wanted_of(slots: Mapping[str, SlotValue]) -> Wanted:
    return {facet: str(slots[facet]).lower() for facet in FACETS if slots.get(facet)}


def values_of(entity: Entity, facet: str) -> tuple[str, ...]:
    """What the entity has for a facet, lower case."""
    match facet:
        case "kind":
            return (entity.ref.kind,)
        case "tag":
            return tuple(tag.lower() for tag in entity.tags)
        case "type":
            return (entity.type.lower(),) if entity.type else ()
        case _:
            return (entity.lifecycle.lower(),) if entity.lifecycle else ()


def fits(entity: Entity, wanted: Wanted) -> bool:
    return all(value in values_of(entity, facet) for facet, value in wanted.items())


def narrowed(entities: Iterable[Entity], wanted: Wanted) -> tuple[Entity, ...]:
    """Those that fit, components first, each kind by name."""
    found = [entity for entity in entities if fits(entity, wanted)]
    return tuple(sorted(found, key=lambda one: (_place(one.ref.kind), name_of(one).lower(), one.ref)))


def _place(kind: str) -> tuple[int, str]:
    return (_ORDER.index(kind) if kind in _ORDER else len(_ORDER), kind)


def in_words(entities: Sequence[Entity], wanted: Wanted) -> Mrkdwn:
    """`3 deprecated components of type service tagged python`; `4 things` of several kinds; `nothing`."""
    if not entities and not wanted:
        return Mrkdwn("nothing")
    kinds = {entity.ref.kind for entity in entities} or {wanted.get("kind", "")}
    kind = kinds.pop() if len(kinds) == 1 else ""
    before = f"{wanted['lifecycle']} " if "lifecycle" in wanted else ""
    of_type = f" of type {wanted['type']}" if "type" in wanted else ""
    tagged = f" tagged {wanted['tag']}" if "tag" in wanted else ""
    return escape(count(len(entities), kind_word(kind) or "thing", before) + of_type + tagged)


def by_kind(entities: Sequence[Entity]) -> Mapping[str, int]:
    """How many there are of each kind."""
    return Counter(entity.ref.kind for entity in entities)


def counts_in_words(kinds: Mapping[str, int]) -> Mrkdwn:
    """`9 components, 3 APIs and 2 systems`."""
    in_order = sorted(kinds.items(), key=lambda one: _place(one[0]))
    return listed([escape(count(number, kind_word(kind))) for kind, number in in_order], _MOST_KINDS)


@dataclass(frozen=True, slots=True)
class Listing:
    """Many things in few words. ending: of the sentence that says how many; lines: what follows it."""

    ending: Mrkdwn
    lines: tuple[Mrkdwn, ...] = ()


def listing(entities: Sequence[Entity]) -> Listing:
    """`: a, b and c.` for things of one kind; for several, the counts and a line of names for each."""
    kinds = by_kind(entities)
    if not kinds:
        return Listing(Mrkdwn("."))
    if len(kinds) == 1:
        return Listing(Mrkdwn(f": {_names(entities, MOST_NAMES)}."))
    most = _most_of_a_kind([*kinds.values()])
    lines = (_kind_line(kind, [one for one in entities if one.ref.kind == kind], most) for kind in kinds)
    return Listing(Mrkdwn(f": {counts_in_words(kinds)}."), tuple(islice(lines, _MOST_KINDS)))


def _most_of_a_kind(numbers: Sequence[int]) -> int:
    """How many names each line may have: a few, and a fair share of what the short lines leave."""
    long_lines = sum(number > _FEWEST_OF_A_KIND for number in numbers)
    spare = MOST_NAMES - sum(min(number, _FEWEST_OF_A_KIND) for number in numbers)
    return _FEWEST_OF_A_KIND + max(spare, 0) // max(long_lines, 1)


def _kind_line(kind: str, entities: Sequence[Entity], most: int) -> Mrkdwn:
    word = plural(kind_word(kind))
    return Mrkdwn(f"{escape(word[:1].upper() + word[1:])}: {_names(entities, most)}")


def _names(entities: Sequence[Entity], most: int) -> Mrkdwn:
    return listed([escape(name_of(one)) for one in entities], most)
