"""What a thread is about once we have replied in it. Pure."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from bot.correction import Correction, called
from bot.explain import EXPLAIN
from bot.follow import Followed, entities_of
from bot.meant import Meant
from bot.reply import Reply, Topic
from bot.utterance import Utterance
from catalog_client import EntityRef
from handlers.asked import Asked

_MOST_RECENT: Final = 5
_MOST_LISTED: Final = 40


def topic_after(
    reply: Reply, followed: Followed, said: Utterance, before: Topic | None, unspoken: frozenset[str]
) -> Topic | None:
    """What the thread is about now; None where that is what it was. unspoken: kinds of question only buttons ask."""
    now = _about(reply, followed, said, before, unspoken)
    return replace(now, answered=said.speaker) if now is not None else None


def _about(
    reply: Reply, followed: Followed, said: Utterance, before: Topic | None, unspoken: frozenset[str]
) -> Topic | None:
    meant = followed.meant
    if any(each.kind == EXPLAIN for each in meant):
        return None
    correction = followed.correction or Correction(called(meant, said.text))
    recent = before.recent if before is not None else ()
    if reply.status != "answered":
        words, rejected = correction.words, correction.rejected
        return Topic(open_asks(meant), said.now, reply.candidates, reply.why, (), words, rejected, recent)
    kept = [(asked, one) for asked, one in zip(reply.asks, meant, strict=True) if asked.kind not in unspoken]
    if not kept:
        return None
    lead = tuple(asked for asked, one in kept if one.words) or (before.lead if before else ())
    asks = tuple(asked for asked, _ in kept)
    now = Topic(asks, said.now, (), reply.why, lead, correction.words, correction.rejected)
    found = tuple(EntityRef.parse(one) for one in reply.facts.get("entities", ())[:_MOST_LISTED])
    recent = _lately(recent, (*entities_of(now), *(found if len(found) == 1 else ())))
    listed = (*found, *(before.listed if before is not None else ()))
    now = replace(now, recent=recent, listed=tuple(dict.fromkeys(listed))[:_MOST_LISTED])
    if not now.words and before is not None and entities_of(now) == entities_of(before):
        return replace(now, words=before.words, rejected=before.rejected)
    return now


def _lately(before: Sequence[EntityRef], now: Sequence[EntityRef]) -> tuple[EntityRef, ...]:
    return (*(ref for ref in before if ref not in now), *now)[-_MOST_RECENT:]


def open_asks(meant: Sequence[Meant]) -> tuple[Asked, ...]:
    """What was asked, without what it is about."""
    return tuple(Asked(one.kind, (), dict(one.slots)) for one in meant)
