"""What changed of a rollout, or of all rollouts of a thing or a team: before and after, when, by whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Final

from catalog_client import Entity, EntityRef
from catalog_client.relation import CONSUMES_API, DEPENDS_ON
from handlers.asked import Asked, SlotValue
from handlers.entity_question import Gone, gone
from handlers.flag_lines import NO_SOURCE, SOURCES, sentence
from handlers.flag_links import flags_of
from handlers.flags import ROLLOUT, Change, Changes, Rollout
from handlers.kit import Button, Facts, Mrkdwn, Passage, bold, escape, shortened
from handlers.lines import Mentioned, count, mentioned, sentence_start, strong
from handlers.moments import spoken
from handlers.question import Question, Subject
from handlers.sources import Reader, Sources

_MOST_LISTED: Final = 8
_MOST_FLAGS: Final = 200
_MOST_WORDS: Final = 120


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed.

    subject: a rollout or an entity. rollouts: how many were looked at. since: from when on; None: ever.
    now: of a single rollout, how it stands. wide: whether what the subject depends on was looked at as well.
    """

    subject: Mentioned
    changes: Changes
    rollouts: int
    since: datetime | date | None
    now: Rollout | None = None
    wide: bool = False


async def _find(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Changed | Gone | None:
    if about is None:
        raise ValueError("'rollout_changes' asks about an entity")
    if sources.rollouts is None:
        return None
    said = said_since(asked.slots.get("since"))
    since = _beginning(said, reader.zone)
    if about.kind == ROLLOUT:
        found = await sources.rollouts.read((about,))
        changes = await sources.rollouts.changes((about,), since)
        name = found[0].flag.key if found else about.name
        return Changed(Mentioned(about, name), changes, len(found), said, found[0] if found else None)
    entity = sources.catalog.get(about)
    if entity is None:
        return Gone(about)
    wide = asked.slots.get("transitive") is True
    refs = _rollouts_of(entity, sources, wide)[:_MOST_FLAGS]
    changes = await sources.rollouts.changes(refs, since) if refs else Changes()
    return Changed(mentioned(sources.catalog, about), changes, len(refs), said, wide=wide)


def _rollouts_of(entity: Entity, sources: Sources, wide: bool) -> list[EntityRef]:
    """Its rollouts, and where wanted those of everything it depends on, the nearest first."""
    index = sources.rollouts.index() if sources.rollouts is not None else None
    if index is None:
        return []
    needs = sources.catalog.walk(entity.ref, DEPENDS_ON, CONSUMES_API) if wide else ()
    about = [entity, *(one for ref, _ in needs if (one := sources.catalog.get(ref)) is not None)]
    return list(dict.fromkeys(ref for one in about for ref in flags_of(sources.catalog, one, index)))


def said_since(slot: SlotValue | None) -> datetime | date | None:
    """The moment or the day a `since` slot means; a day begins at midnight of the reader."""
    if not isinstance(slot, str) or not slot:
        return None
    try:
        if len(slot) == len("2026-11-23"):
            return date.fromisoformat(slot)
        found = datetime.fromisoformat(slot)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _beginning(since: datetime | date | None, zone: tzinfo) -> datetime | None:
    if since is None or isinstance(since, datetime):
        return since
    return datetime.combine(since, time(), zone)


# Drawing


def _draw(found: Changed | Gone | None, reader: Reader) -> Passage:
    if found is None:
        return NO_SOURCE
    if isinstance(found, Gone):
        return gone(found)
    lines = (_line(one, reader) for one in found.changes.found[:_MOST_LISTED])
    return Passage(_headline(found, reader), (*lines, *_rest(found)), tuple(_buttons(found)), SOURCES)


def _headline(found: Changed, reader: Reader) -> Mrkdwn:
    changes, subject = found.changes.found, strong(found.subject)
    whose = subject if found.subject.ref.kind == ROLLOUT else Mrkdwn(f"the rollouts of {subject}")
    if found.wide:
        whose = Mrkdwn(f"{whose} and of what it depends on")
    since = f" since {spoken(found.since, reader.now, reader.zone)}" if found.since else ""
    if changes:
        by = f" by {escape(shortened(changes[0].by, 80))}" if changes[0].by else ""
        times = count(len(changes), "change")
        last = spoken(changes[0].at, reader.now, reader.zone)
        return Mrkdwn(f"{escape(times)} of {whose}{since}, the last{by}, {last}.")
    if not found.rollouts:
        return Mrkdwn(f"I know of no rollouts of {subject}.")
    if found.changes.missing:
        return Mrkdwn(f"What changed in {whose}{since} I can not say: {escape('; '.join(found.changes.missing))}.")
    return Mrkdwn(f"Nothing changed in {whose}{since}.")


def _line(one: Change, reader: Reader) -> Mrkdwn:
    """`• 12 Nov, 14:20, boris: *new-player* in production: off → on for everyone`."""
    by = f", {escape(shortened(one.by, 80))}" if one.by else ""
    place = f" in {escape(one.environment)}" if one.environment else ""
    what = f"{_words(one.before, 'new')} → {_words(one.after, 'gone')}"
    return Mrkdwn(f"• {spoken(one.at, reader.now, reader.zone)}{by}: {bold(one.key)}{place}: {what}")


def _words(said: str, absent: str) -> str:
    return escape(shortened(said, _MOST_WORDS)) if said else absent


def _rest(found: Changed) -> Iterator[Mrkdwn]:
    left = len(found.changes.found) - _MOST_LISTED
    if left > 0:
        yield escape(f"and {count(left, 'change', 'more ')}")
    if found.changes.found and found.changes.missing:
        yield Mrkdwn(f"Not all can be said: {escape('; '.join(found.changes.missing))}.")
    if found.changes.notes:
        yield sentence_start(escape(f"{'; '.join(found.changes.notes)}."))
    if found.now is not None and found.now.environments:
        yield Mrkdwn(f"Now {sentence(found.now, found.now.ordered()[0])}.")


def _buttons(found: Changed) -> Iterator[Button]:
    ref = found.subject.ref
    if ref.kind == ROLLOUT:
        yield Button("How it stands", Asked("rollout", (ref,)))
        return
    if not found.wide and ref.kind != "group":
        since: dict[str, SlotValue] = {"since": found.since.isoformat()} if found.since else {}
        yield Button("With what it depends on", Asked("rollout_changes", (ref,), {**since, "transitive": True}))
    yield Button("Its rollouts", Asked("rollouts", (ref,)))


def _facts(found: Changed | Gone | None) -> Facts:
    return {"changes": [one.as_facts() for one in found.changes.found]} if isinstance(found, Changed) else {}


ROLLOUT_CHANGES: Final = Question(
    name="rollout_changes",
    asks="what changed in the rollouts of X, and who changed it",
    phrases=(
        "what changed in {entity}'s rollouts today",
        "who turned on {entity}",
        "rollout changes of {entity} in the last 2 hours",
    ),
    subject=Subject(prefers=(frozenset({"rollout"}), frozenset({"component", "system", "group"}))),
    answer=_find,
    render=_draw,
    facts=_facts,
    source="rollouts",
)
