"""Questions from the command line: one line of JSON in, one line of JSON out.

Shape: in, `{"question", "as"?, "thread"?, "channel"?, "now"?}`; out, as the command line's contract says: `question`,
`status`, `asks`, `candidates`, `text`, `blocks`, `facts`, `sources`, `elapsed_ms`.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.conversation import Conversation
from bot.mention import MENTION, without_mention
from bot.reply import Reply
from bot.users import Users
from bot.utterance import Utterance
from catalog_client import EntityRef
from handlers.asked import Asked, SlotValue
from handlers.people import Person
from handlers.sources import Freshness

_FIELDS: Final = ("as", "thread", "channel", "now")
_NOBODY_IN_PARTICULAR: Final = "somebody"
"""Who says the lines of a conversation that name nobody: one and the same."""


class UnusableLine(ValueError):
    """A line that asks nothing we can handle; the message says why, in one sentence."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a batch."""

    question: str
    asker: EntityRef | None = None
    thread: str | None = None
    channel: str | None = None
    now: datetime | None = None

    @classmethod
    def of(cls, value: object) -> "Line":
        """Read one JSON object. Raises: UnusableLine."""
        if not isinstance(value, Mapping) or not isinstance(value.get("question"), str):
            raise UnusableLine('a line is a JSON object with a text "question"')
        for name in _FIELDS:
            if not isinstance(value.get(name, ""), str):
                raise UnusableLine(f'"{name}" must be a text')
        return cls(
            value["question"],
            asker_of(value["as"]) if value.get("as") else None,
            value.get("thread") or None,
            value.get("channel") or None,
            _instant(value["now"]) if value.get("now") else None,
        )


def asker_of(text: str) -> EntityRef:
    """The User somebody asks as: `user:default/ana`, or `ana`. Raises: UnusableLine."""
    try:
        return EntityRef.parse(text, kind="user")
    except ValueError:
        raise UnusableLine(f"{text!r} names no user; write it as user:default/ana") from None


def _instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UnusableLine(f"{text!r} is no moment; write it as 2026-11-23T10:00:00Z") from None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


class Asking:
    """Puts lines to a conversation, as the people of a workspace would.

    people: the members of the workspace; a mention of one that is a bot addresses us.
    users: how people are joined to the catalog. now: the time where a line says none. stopwatch: seconds.
    """

    def __init__(
        self,
        conversation: Conversation,
        people: Sequence[Person],
        users: Callable[[], Users],
        now: Callable[[], datetime],
        stopwatch: Callable[[], float],
    ) -> None:
        self._conversation = conversation
        self._people = {person.slack_id: person for person in people}
        self._users = users
        self._now = now
        self._stopwatch = stopwatch
        self._zone = _commonest_zone(people)
        self._begun: set[str] = set()

    async def ask(self, line: Line) -> dict[str, Any]:
        """Ask one line; the answer as JSON."""
        started = self._stopwatch()
        reply = await self._conversation.reply(self.utterance(line))
        return as_json(line.question, reply, (self._stopwatch() - started) * 1000) | {"why": list(reply.why)}

    def utterance(self, line: Line) -> Utterance:
        """A line as what somebody says. In a thread only its first message and mentions of us are for us."""
        text, addressed = line.question, line.thread is None or line.thread not in self._begun
        for us in filter(self._is_us, (found[1] for found in MENTION.finditer(text))):
            text, addressed = without_mention(text, us), True
        if line.thread is not None:
            self._begun.add(line.thread)
        asker = self._person(line.asker)
        return Utterance(
            text=text,
            now=line.now or self._now(),
            zone=_zone(asker.zone) if asker is not None and asker.zone else self._zone,
            asker=asker,
            asker_ref=line.asker,
            channel=line.channel,
            thread=line.thread,
            addressed=addressed,
            people=self._people,
            voice=_NOBODY_IN_PARTICULAR,
        )

    def _is_us(self, slack_id: str) -> bool:
        person = self._people.get(slack_id)
        return person is not None and person.standing == "bot"

    def _person(self, ref: EntityRef | None) -> Person | None:
        users = self._users()
        return next((one for one in self._people.values() if ref is not None and users.ref_of(one) == ref), None)


def _commonest_zone(people: Sequence[Person]) -> tzinfo:
    """The zone of most people of the workspace, for when nobody in particular asks; UTC without people."""
    zones = Counter(person.zone for person in people if person.zone and person.standing == "member")
    return _zone(min(zones, key=lambda name: (-zones[name], name))) if zones else UTC


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def as_json(question: str, reply: Reply, elapsed_ms: float) -> dict[str, Any]:
    """A reply by the command line's contract."""
    return {
        "question": question,
        "status": reply.status,
        "asks": [_ask(asked) for asked in reply.asks],
        "candidates": [str(ref) for ref in reply.candidates],
        "text": reply.message.text if reply.message is not None else "",
        "blocks": list(reply.message.blocks) if reply.message is not None else [],
        "facts": dict(reply.facts),
        "sources": [_source(one) for one in reply.sources],
        "elapsed_ms": round(elapsed_ms, 3),
    }


def _ask(asked: Asked) -> dict[str, Any]:
    return {
        "kind": asked.kind,
        "entities": [str(ref) for ref in asked.entities],
        "slots": {name: _slot(value) for name, value in asked.slots.items()},
    }


def _slot(value: SlotValue) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _source(one: Freshness) -> dict[str, Any]:
    return {"name": one.name, "as_of": one.as_of.isoformat() if one.as_of is not None else None, "state": one.state}
