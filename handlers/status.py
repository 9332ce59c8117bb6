"""How fresh each source is, what the catalog holds, and what of it could not be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from catalog_client import EntityRef, Problem
from handlers.asked import Asked
from handlers.facets import counts_in_words
from handlers.kit import Facts, Mrkdwn, Passage, bold, code, escape, listed, shortened
from handlers.lines import ago, count, moment
from handlers.question import Question, Subject
from handlers.sources import Freshness, Reader, Sources

_MOST_PROBLEMS: Final = 3
_MOST_REASON: Final = 200


@dataclass(frozen=True, slots=True)
class Status:
    """freshness: of every source. kinds: how many entities of each kind. problems: what was passed over."""

    freshness: tuple[Freshness, ...]
    kinds: Mapping[str, int]
    problems: tuple[Problem, ...]


async def _find(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Status:
    return Status(sources.freshness(), sources.catalog.kinds, sources.catalog.problems)


def _draw(found: Status, reader: Reader) -> Passage:
    trouble = [one for one in found.freshness if one.state != "fresh"]
    entities = escape(count(sum(found.kinds.values()), "entity"))
    if trouble:
        each = listed([Mrkdwn(f"{bold(one.name)} is {one.state}") for one in trouble])
        headline = f"{each}; the catalog has {entities}."
    else:
        headline = f"Everything I read is fresh; the catalog has {entities}."
    lines = (_source_line(one, reader) for one in found.freshness)
    return Passage(Mrkdwn(headline), (*lines, *_holdings(found)), sources=())


def _source_line(one: Freshness, reader: Reader) -> Mrkdwn:
    note = f": {shortened(one.note, _MOST_REASON)}" if one.note else ""
    if one.as_of is None:
        return escape(f"{one.name}: never read{note}")
    since = f"{moment(one.as_of, reader.now, reader.zone)}, {ago(one.as_of, reader.now)}"
    state = {"fresh": "read", "stale": "stale, last read", "down": "down, last read"}[one.state]
    return escape(f"{one.name}: {state} {since}{note}")


def _holdings(found: Status) -> Iterator[Mrkdwn]:
    if found.kinds:
        yield Mrkdwn(f"In the catalog: {counts_in_words(found.kinds)}.")
    if found.problems:
        yield Mrkdwn(f"{escape(count(len(found.problems), 'problem'))} in its sources:")
        yield from (escape(shortened(str(one), _MOST_REASON)) for one in found.problems[:_MOST_PROBLEMS])
    if (left := len(found.problems) - _MOST_PROBLEMS) > 0:
        yield Mrkdwn(f"and {left} more; {code('reverb doctor')} lists them all.")


def _facts(found: Status) -> Facts:
    return {"counts": dict(found.kinds), "problems": [str(one) for one in found.problems]}


STATUS: Final = Question(
    name="status",
    asks="how fresh the answers are",
    phrases=("status", "how old is your data", "refresh"),
    subject=Subject(needed=False),
    answer=_find,
    render=_draw,
    facts=_facts,
)
