"""A reply that only narrows down what was asked last: another time, level, state, kind or task; "just the stale ones".

It names nothing and asks nothing of its own: each of its telling words is a particular of the last question.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from bot.facets import facets_of
from bot.heard import PICKS, Heard
from bot.meant import Meant
from bot.naming import EXACT
from bot.resolve import Found
from bot.slots import PARTICULARS, slots_of
from handlers.asked import Asked, SlotValue

_NARROWING: Final = frozenset(
    "only just ones one too also but all again same question show them those maybe including include with".split()
)
_BY_FACET: Final = frozenset({"owned", "search"})
_FURTHER: Final = {
    **dict.fromkeys(("day after", "next day", "following day", "day later", "one day later", "day after that"), 1),
    **dict.fromkeys(("day before", "previous day", "day earlier", "day before that"), -1),
    **dict.fromkeys(("week after", "following week", "week later", "one week later", "week after that"), 7),
    **dict.fromkeys(("week before", "previous week", "week earlier", "week before that"), -7),
}
"""Days, by the words that say how much later or earlier than before."""
_SCORE: Final = 2.0
_INTERJECTION: Final = 3


def refined(heard: Heard) -> tuple[Meant, ...]:
    """What the thread asked last, with other particulars; nothing where the message says anything else."""
    topic = heard.scene.topic
    if topic is None or topic.candidates:
        return ()
    numbers = [one for one in range(len(heard.units)) if heard.is_telling(one)]
    numbers = _without_interjection(numbers, heard)
    words = [heard.words[one] for one in numbers if heard.words[one] not in _NARROWING]
    again = [_again(asked, words, heard) for asked in topic.asks]
    return tuple(one for one in again if one is not None) if all(again) else ()


def _without_interjection(numbers: Sequence[int], heard: Heard) -> list[int]:
    """The units of the last sentence, where those before are a few words only: "no answer. secondary?"."""
    last = heard.clauses[-1].sentence
    before = [one for one in numbers if heard.sentence_of(one) != last]
    if len(before) > _INTERJECTION or any(heard.units[one].span is not None for one in before):
        return list(numbers)
    return [one for one in numbers if one not in before]


def _again(asked: Asked, words: Sequence[str], heard: Heard) -> Meant | None:
    kind = "oncall" if asked.kind == "oncall_next" and heard.moments else asked.kind
    slots = _moved(asked, words) or _particulars(kind, words, heard)
    if not slots or all(asked.slots.get(name) == value for name, value in slots.items()):
        return None
    if not asked.entities and kind != "search":
        return None
    about = tuple(Found(ref, EXACT, "what the thread is about") for ref in asked.entities)
    return Meant(kind, about, {**asked.slots, **slots}, "the same, narrowed down", _SCORE)


def _moved(asked: Asked, words: Sequence[str]) -> Mapping[str, SlotValue]:
    """Another time than the one asked about, by how far it is from that: "and the day after?"."""
    days = _FURTHER.get(" ".join(words))
    when = asked.slots.get("when")
    if days is None or not isinstance(when, str):
        return {}
    if "T" not in when:
        return {"when": (date.fromisoformat(when) + timedelta(days)).isoformat()}
    moved = datetime.fromisoformat(when) + timedelta(days)
    return {"when": moved.isoformat().replace("+00:00", "Z")}


def _particulars(kind: str, words: Sequence[str], heard: Heard) -> Mapping[str, SlotValue]:
    """What the words say about a question of this kind; nothing where one of them says something else."""
    if kind in _BY_FACET:
        found = facets_of(words, heard.scene.names) if words else None
        return found.slots if found is not None else {}
    if any(word not in PARTICULARS.get(kind, ()) for word in words):
        return {}
    if kind in PICKS and not words:
        return {}
    spoken = heard.spoken()
    return slots_of(kind, spoken if words else (), spoken if words else (), heard.moments)
