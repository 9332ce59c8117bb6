"""Who is on call for something, now or at another time: at every level, until when, where they are, who is next."""

from collections.abc import Iterator
from typing import Final

from catalog_client import EntityRef
from handlers.asked import Asked, SlotValue
from handlers.duties import PAGED_FOR, Duty, OnCall, on_call
from handlers.duty_lines import (
    SOURCES,
    as_facts,
    by_level,
    ends,
    ordinal,
    origin,
    outage,
    shift_of,
    tense,
    turn_to,
    unknown,
    when,
    whereabouts,
    who,
)
from handlers.entity_question import Gone, gone
from handlers.kit import Button, Facts, Mrkdwn, Passage, bold, escape, plain, shortened
from handlers.lines import MOST_NAME, ago, strong
from handlers.moments import spoken
from handlers.question import Question, Subject
from handlers.sources import Reader, Sources

_MOST_SHIFTS: Final = 12
_MOST_QUOTED: Final = 150


async def _find(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> OnCall | Gone:
    if about is None:
        raise ValueError("'oncall' asks about an entity")
    entity = sources.catalog.get(about)
    return await on_call(entity, asked, sources, reader) if entity is not None else Gone(about)


def _draw(found: OnCall | Gone, reader: Reader) -> Passage:
    if isinstance(found, Gone):
        return gone(found)
    if found.status in {"unmapped", "unreadable"}:
        return unknown(found)
    details = _of_the_day(found, reader) if found.span.is_day and found.duties else _of_now(found, reader)
    about = origin(found.schedule, found.subject)
    return Passage(_headline(found, reader), (*details, *about), tuple(_buttons(found, reader)), SOURCES)


def _headline(found: OnCall, reader: Reader) -> Mrkdwn:
    if not found.duties:
        return _nobody(found, reader)
    subject, at = strong(found.subject), when(found.span, reader)
    first = by_level(found.duties)[0]
    level = "" if found.level in {None, 1} and first[0] == 1 else f" at level {first[0]}"
    if found.rota is not None and found.rota.failing and found.span.said is None:
        asked = f"when I last could ask, {ago(found.rota.as_of, reader.now)}; that shift runs"
        return Mrkdwn(f"{who(first[1])} was on call for {subject}{level} {asked}{ends(first[1], reader)}.")
    verb = tense(found.span, reader)
    verb = "are" if verb == "is" and len({one.name for one in first[1]}) > 1 else verb
    until = "" if found.span.is_day else ends(first[1], reader)
    return Mrkdwn(f"{who(first[1])} {verb} on call for {subject}{level}{at}{until}.")


def _nobody(found: OnCall, reader: Reader) -> Mrkdwn:
    subject, at = strong(found.subject), when(found.span, reader) or Mrkdwn(" now")
    level = f" at level {found.level}" if found.level else ""
    failing = found.rota.failing if found.rota is not None else ""
    if failing and found.last is not None and found.last.shift.end is not None:
        ended = escape(spoken(found.last.shift.end, reader.now, reader.zone))
        return Mrkdwn(
            f"I can not tell who is on call for {subject}{level}{at}: the shift of {who([found.last])} ended {ended}, "
            "and what follows I could not ask."
        )
    return Mrkdwn(f"Nobody {tense(found.span, reader)} on call for {subject}{level}{at}.")


def _of_now(found: OnCall, reader: Reader) -> Iterator[Mrkdwn]:
    """The lines of an instant: where they are, the other levels, who is next."""
    if found.span.said is None:
        first = by_level(found.duties)[0][1] if found.duties else []
        yield from whereabouts(first, reader)
    levels = by_level(found.duties)[1:] + by_level(found.others)
    said = [f"{ordinal(level)}: {who(duties)}." for level, duties in sorted(levels, key=lambda one: one[0])]
    said += [f"Next: {_next(duties, reader)}." for _, duties in by_level(found.next)[:1]]
    if said:
        yield Mrkdwn(" ".join(said))
    yield from outage(found, reader)
    if not found.duties:
        yield from turn_to(found)


def _next(duties: list[Duty], reader: Reader) -> Mrkdwn:
    start = duties[0].shift.start
    at = f", {spoken(start, reader.now, reader.zone)}" if start is not None else ""
    return Mrkdwn(f"{who(duties)}{at}")


def _of_the_day(found: OnCall, reader: Reader) -> Iterator[Mrkdwn]:
    """Each shift of a day; those of the first level first."""
    for duty in found.duties[:_MOST_SHIFTS]:
        name = bold(shortened(duty.name, MOST_NAME))
        yield Mrkdwn(f"{ordinal(duty.shift.level)}: {name}, {shift_of(duty.shift, reader)}.")
    if (more := len(found.duties) - _MOST_SHIFTS) > 0:
        yield escape(f"and {more} more shifts.")
    yield from outage(found, reader)


def _buttons(found: OnCall, reader: Reader) -> Iterator[Button]:
    ref = found.subject.ref
    if found.span.said is None and any(one.person is not None and one.person.slack_id for one in found.duties):
        said = {"said": shortened(plain(Mrkdwn(reader.said)), _MOST_QUOTED)} if reader.said else {}
        yield Button("Ping on-call", Asked("ping_oncall", (ref,), {**_level(found), **said}))
    yield Button("Who is next", Asked("oncall_next", (ref,)))


def _level(found: OnCall) -> dict[str, SlotValue]:
    return {"level": found.level} if found.level is not None else {}


def _facts(found: OnCall | Gone) -> Facts:
    return {} if isinstance(found, Gone) else as_facts(found)


ONCALL: Final = Question(
    name="oncall",
    asks="who is on call for X",
    phrases=(
        "who is on call for {entity}",
        "oncall {entity}",
        "who do I page for {entity}",
        "who is secondary for {entity}",
        "who will be on call for {entity}",
        "who was on call for {entity}",
    ),
    subject=Subject(PAGED_FOR),
    answer=_find,
    render=_draw,
    facts=_facts,
    source="on-call",
)
