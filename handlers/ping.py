"""Wakes whoever is on call: the one place where somebody is mentioned. Only a button asks this."""

from dataclasses import dataclass
from typing import Final

from catalog_client import EntityRef
from handlers.asked import Asked
from handlers.duties import OnCall, on_call
from handlers.duty_lines import SOURCES, as_facts, unknown, who
from handlers.entity_question import Gone, gone
from handlers.kit import Facts, Mrkdwn, Passage, escape, listed
from handlers.lines import Mentioned, mentioned, strong
from handlers.question import Question, Subject
from handlers.sources import Reader, Sources


@dataclass(frozen=True, slots=True)
class Call:
    """Who is on call now, and who asks for them. said: the question, to be quoted; empty where it is not known."""

    now: OnCall
    said: str
    asker: Mentioned | None


async def _find(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Call | Gone:
    if about is None:
        raise ValueError("'ping_oncall' asks about an entity")
    entity = sources.catalog.get(about)
    if entity is None:
        return Gone(about)
    asker = mentioned(sources.catalog, reader.asker) if reader.asker is not None else None
    return Call(await on_call(entity, asked, sources, reader), str(asked.slots.get("said", "")), asker)


def _draw(found: Call | Gone, reader: Reader) -> Passage:
    if isinstance(found, Gone):
        return gone(found)
    now = found.now
    if now.status in {"unmapped", "unreadable"}:
        return unknown(now)
    first = min((one.shift.level for one in now.duties), default=0)
    called = [one for one in now.duties if one.shift.level == first]
    ids = dict.fromkeys(one.person.slack_id for one in called if one.person is not None and one.person.slack_id)
    if not ids:
        nobody = (
            f"{who(called)} is not in Slack, so I can not ping them here." if called else "Nobody is on call now."
        )
        return Passage(Mrkdwn(nobody), sources=SOURCES)
    mentions = listed([Mrkdwn(f"<@{slack_id}>") for slack_id in ids])
    by = f" by {strong(found.asker)}" if found.asker is not None else ""
    quoted = (Mrkdwn(f"> {escape(found.said)}"),) if found.said else ()
    verb = "you are" if len(ids) == 1 else "you are all"
    return Passage(
        Mrkdwn(f"{mentions} {verb} on call for {strong(now.subject)}, and asked for here{by}."),
        quoted,
        sources=SOURCES,
    )


def _facts(found: Call | Gone) -> Facts:
    return {} if isinstance(found, Gone) else as_facts(found.now)


PING: Final = Question(
    name="ping_oncall",
    asks="to wake whoever is on call",
    phrases=(),
    subject=Subject(),
    answer=_find,
    render=_draw,
    facts=_facts,
    source="on-call",
)
