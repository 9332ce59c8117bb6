"""Everything of a kind, type, lifecycle or tag."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from catalog_client import Entity, EntityRef, Snapshot
from catalog_client.relation import OWNED_BY
from handlers.asked import Asked
from handlers.facets import Wanted, counts_in_words, fits, in_words, listing, narrowed, values_of, wanted_of
from handlers.kit import Facts, Mrkdwn, Passage, code, escape, listed, shortened
from handlers.lines import kind_word, plural, sentence_start
from handlers.question import Question, Subject
from handlers.sources import Reader, Sources

_NOT_SEARCHED: Final = frozenset({"location"})
"""Backstage keeps a Location for each place it reads from; nobody looks for those unless they say so."""
_MOST_VALUES: Final = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    wanted: the facets searched by; empty: by none. kinds: what the whole catalog has, by kind.
    facet, values: the first facet that nothing fits, and what there is instead, the most frequent first.
    """

    wanted: Wanted
    things: tuple[Entity, ...]
    kinds: Mapping[str, int]
    facet: str = ""
    values: tuple[str, ...] = ()


async def _find(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Found:
    catalog = sources.catalog
    wanted = wanted_of(asked.slots)
    owner = str(asked.slots.get("owner", ""))
    if not wanted and not owner:
        return Found(wanted, (), catalog.kinds)
    searched = [one for one in _searched(catalog, wanted) if not owner or owner in map(str, one.related(OWNED_BY))]
    things = narrowed(searched, wanted)
    facet, values = ("", ()) if things else _instead(searched or [*catalog], wanted)
    return Found(wanted, things, catalog.kinds, facet, values)


def _searched(catalog: Snapshot, wanted: Wanted) -> list[Entity]:
    kind = wanted.get("kind")
    return [*catalog.of_kind(kind)] if kind else [one for one in catalog if one.ref.kind not in _NOT_SEARCHED]


def _instead(entities: list[Entity], wanted: Wanted) -> tuple[str, tuple[str, ...]]:
    """The first facet no entity fits, given those before it, and the values it could have."""
    for facet, value in wanted.items():
        fitting = [one for one in entities if fits(one, {facet: value})]
        if not fitting:
            there_are = Counter(other for one in entities for other in values_of(one, facet))
            return facet, tuple(other for other, _ in there_are.most_common(_MOST_VALUES))
        entities = fitting
    return "", ()


def _draw(found: Found, reader: Reader) -> Passage:
    if found.things:
        shown = listing(found.things)
        verb = "There is" if len(found.things) == 1 else "There are"
        return Passage(Mrkdwn(f"{verb} {in_words(found.things, found.wanted)}{shown.ending}"), shown.lines)
    if not found.wanted:
        hint = Mrkdwn(
            f"Say what to look for: a kind, a type, a lifecycle or a tag, as in {code('deprecated components')}."
        )
        return Passage(Mrkdwn(f"The catalog has {counts_in_words(found.kinds)}."), (hint,))
    nothing = sentence_start(Mrkdwn(f"{in_words((), found.wanted)} in the catalog."))
    return Passage(nothing, _values_line(found))


def _values_line(found: Found) -> tuple[Mrkdwn, ...]:
    if not found.values:
        return ()
    of_kind = found.wanted.get("kind", "")
    whose = f"of {plural(kind_word(of_kind))} " if of_kind and found.facet != "kind" else ""
    values = listed([code(shortened(value, 40)) for value in found.values])
    few = len(found.values) < _MOST_VALUES
    what = escape(f"{'The' if few else 'Frequent'} {plural(found.facet)} {whose}are")
    return (Mrkdwn(f"{what} {values}."),)


def _facts(found: Found) -> Facts:
    return {"entities": [str(one.ref) for one in found.things]}


SEARCH: Final = Question(
    name="search",
    asks="everything of a kind, type, lifecycle or tag",
    phrases=("list {facets}", "find {facets}"),
    subject=Subject(needed=False),
    answer=_find,
    render=_draw,
    facts=_facts,
)
