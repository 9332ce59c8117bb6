"""Who is next on call for something, and when the shift that runs now ends."""

from collections.abc import Iterator
from typing import Final

from catalog_client import EntityRef
from handlers.asked import Asked
from handlers.duties import PAGED_FOR, Duty, OnCall, on_call
from handlers.duty_lines import SOURCES, as_facts, by_level, ends, ordinal, origin, outage, person_fact, unknown, who
from handlers.entity_question import Gone, gone
from handlers.kit import Button, Facts, Mrkdwn, Passage
from handlers.lines import strong
from handlers.moments import spoken
from handlers.question import Question, Subject
from handlers.sources import Reader, Sources


async def _find(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> OnCall | Gone:
    if about is None:
        raise ValueError("'oncall_next' asks about an entity")
    entity = sources.catalog.get(about)
    return await on_call(entity, asked, sources, reader) if entity is not None else Gone(about)


def _draw(found: OnCall | Gone, reader: Reader) -> Passage:
    if isinstance(found, Gone):
        return gone(found)
    if found.status in {"unmapped", "unreadable"}:
        return unknown(found)
    details = (*_levels_below(found, reader), *outage(found, reader), *origin(found.schedule, found.subject))
    button = Button("On call now", Asked("oncall", (found.subject.ref,)))
    return Passage(_headline(found, reader), details, (button,), SOURCES)


def _headline(found: OnCall, reader: Reader) -> Mrkdwn:
    subject = strong(found.subject)
    now, after = by_level(found.duties)[:1], by_level(found.next)[:1]
    if not now and not after:
        return Mrkdwn(f"Nobody is on call for {subject} now, and nobody is planned for the next weeks.")
    if not now:
        return Mrkdwn(f"Nobody is on call for {subject} now; next is {_from(after[0][1], reader)}.")
    level, holding = now[0]
    at_level = "" if level == 1 else f" at level {level}"
    verb = "is" if len({one.name for one in holding}) == 1 else "are"
    current = f"{who(holding)} {verb} on call for {subject}{at_level}{ends(holding, reader) or ' without an end'}"
    if not after:
        return Mrkdwn(f"{current}, and nobody else is planned after that.")
    follows = f"; next is {_from(after[0][1], reader)}" if after[0][0] == level else ""
    return Mrkdwn(f"{current}{follows}.")


def _from(duties: list[Duty], reader: Reader) -> Mrkdwn:
    start = duties[0].shift.start
    at = f", {spoken(start, reader.now, reader.zone)}" if start is not None else ""
    return Mrkdwn(f"{who(duties)}{at}")


def _levels_below(found: OnCall, reader: Reader) -> Iterator[Mrkdwn]:
    for level, duties in by_level(found.next)[1:]:
        yield Mrkdwn(f"{ordinal(level)}: next is {_from(duties, reader)}.")


def _facts(found: OnCall | Gone) -> Facts:
    """Who is on call and who comes next are both people whom the question is about."""
    if isinstance(found, Gone):
        return {}
    facts = as_facts(found)
    return {**facts, "people": [*facts["people"], *(person_fact(one) for one in found.next)]}


ONCALL_NEXT: Final = Question(
    name="oncall_next",
    asks="who is next on call for X, and when the shift ends",
    phrases=(
        "who is next on call for {entity}",
        "when does the on-call shift of {entity} end",
    ),
    subject=Subject(PAGED_FOR),
    answer=_find,
    render=_draw,
    facts=_facts,
    source="on-call",
)
