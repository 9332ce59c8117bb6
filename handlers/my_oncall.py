"""When a person is on call: now, and the next times, over all schedules that the catalog names."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from catalog_client import EntityRef, Snapshot
from handlers.asked import Asked
from handlers.duties import Span, span_of
from handlers.duty_lines import SOURCES, instant, ordinal, shift_of, when
from handlers.entity_question import Gone, gone
from handlers.holders import user_of
from handlers.kit import Facts, Mrkdwn, Passage, bold, code, escape, listed, shortened
from handlers.lines import MOST_NAME, Mentioned, mentioned, strong
from handlers.moments import lasting, spoken
from handlers.question import Question, Subject
from handlers.schedules import key_of
from handlers.shifts import Rota, Shift, Unread
from handlers.sources import Reader, Rotas, Sources

_AHEAD: Final = timedelta(days=60)
_MOST_SHIFTS: Final = 6
_MOST_UNREAD: Final = 3


@dataclass(frozen=True, slots=True)
class OwnShift:
    """A shift of the person, and what it is for."""

    shift: Shift
    of: Mentioned


@dataclass(frozen=True, slots=True)
class OwnShifts:
    """When a person is on call from the start of `span` on; you: whether that is who asks.

    unread: schedules that could not be asked.
    """

    subject: Mentioned
    you: bool
    span: Span
    shifts: tuple[OwnShift, ...]
    unread: tuple[str, ...] = ()


async def _find(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> OwnShifts | Gone:
    if about is None:
        raise ValueError("'my_oncall' asks about an entity")
    if sources.catalog.get(about) is None:
        return Gone(about)
    subject, span = mentioned(sources.catalog, about), span_of(asked.slots.get("when"), reader)
    you = about == reader.asker
    if sources.rotas is None:
        return OwnShifts(subject, you, span, ())
    named = _schedules(sources.catalog)
    rotas = await _read(sources.rotas, named, span)
    mine = [
        OwnShift(shift, mentioned(sources.catalog, named[rota.schedule]))
        for rota in rotas
        if isinstance(rota, Rota)
        for shift in _of(about, rota.shifts, sources)
        if shift.until > span.start
    ]
    mine.sort(key=lambda one: (one.shift.since, one.shift.level, one.of.name))
    unread = tuple(sorted(rota.schedule for rota in rotas if isinstance(rota, Unread)))
    return OwnShifts(subject, you, span, tuple(mine), unread)


def _schedules(catalog: Snapshot) -> dict[str, EntityRef]:
    """Each schedule, with one entity it is for: the group, where a group names it."""
    named: dict[str, EntityRef] = {}
    for entity in catalog:
        key = key_of(entity)
        if key and (key not in named or entity.ref.kind == "group" != named[key].kind):
            named[key] = entity.ref
    return named


async def _read(rotas: Rotas, schedules: Iterable[str], span: Span) -> list[Rota | Unread]:
    return await asyncio.gather(*(rotas.rota(one, span.start, span.end + _AHEAD) for one in schedules))


def _of(user: EntityRef, shifts: Iterable[Shift], sources: Sources) -> Iterator[Shift]:
    """The shifts that a person holds; each holder is looked up once."""
    is_theirs: dict[str, bool] = {}
    for shift in shifts:
        holder = shift.holder
        if holder.identity not in is_theirs:
            is_theirs[holder.identity] = user_of(holder, sources) == user
        if is_theirs[holder.identity]:
            yield shift


def _draw(found: OwnShifts | Gone, reader: Reader) -> Passage:
    if isinstance(found, Gone):
        return gone(found)
    return Passage(_headline(found, reader), tuple(_details(found, reader)), sources=SOURCES)


def _headline(found: OwnShifts, reader: Reader) -> Mrkdwn:
    are = Mrkdwn("You are") if found.you else Mrkdwn(f"{strong(found.subject)} is")
    at = when(found.span, reader)
    running = [one for one in found.shifts if one.shift.meets(found.span.start, found.span.end)]
    later = [one for one in found.shifts if one not in running]
    if running:
        first = running[0]
        until = spoken(first.shift.end, reader.now, reader.zone) if first.shift.end is not None else ""
        level = "" if first.shift.level == 1 else f" at level {first.shift.level}"
        end = f" until {until}" if until else ""
        return Mrkdwn(f"{are} on call for {bold(first.of.name)}{level}{at}{end}.")
    if not later:
        weeks = lasting(_AHEAD)
        return Mrkdwn(f"{are} not on call{at or ' now'}, nor in the {weeks} after, on any schedule I know.")
    start = later[0].shift.start
    begins = escape(spoken(start, reader.now, reader.zone)) if start is not None else Mrkdwn("")
    return Mrkdwn(f"{are} not on call{at or ' now'}; next is {begins}, for {bold(later[0].of.name)}.")


def _details(found: OwnShifts, reader: Reader) -> Iterator[Mrkdwn]:
    if len(found.shifts) > 1:
        for one in found.shifts[:_MOST_SHIFTS]:
            name = escape(shortened(one.of.name, MOST_NAME))
            yield Mrkdwn(f"{ordinal(one.shift.level)} for {name}: {shift_of(one.shift, reader)}")
    if found.unread:
        unread = listed([code(one) for one in found.unread], _MOST_UNREAD)
        yield Mrkdwn(f"I could not ask {unread}, so there may be more.")


def _facts(found: OwnShifts | Gone) -> Facts:
    if isinstance(found, Gone):
        return {}
    return {"shifts": [_fact(one) for one in found.shifts]}


def _fact(one: OwnShift) -> Facts:
    shift = one.shift
    return {
        **({"from": instant(shift.start)} if shift.start is not None else {}),
        **({"until": instant(shift.end)} if shift.end is not None else {}),
        "level": shift.level,
        "for": str(one.of.ref),
    }


MY_ONCALL: Final = Question(
    name="my_oncall",
    asks="when a person is on call",
    phrases=("when is {entity} on call",),
    subject=Subject((frozenset({"user"}),), only=True),
    answer=_find,
    render=_draw,
    facts=_facts,
    source="on-call",
)
