"""`remind me in 30 minutes`: said of the turn that a thread is about."""

from collections.abc import Sequence
from typing import Final

from bot.hearing import USER, WORD, Token
from bot.moments import Moment
from bot.reply import Topic
from bot.slots import when_of
from handlers.asked import SlotValue

_FIRST: Final = frozenset({"remind", "reminder", "ping", "nudge"})
_BEFORE: Final = frozenset("please can could would you pls and also then set a ok okay send".split())
_MYSELF: Final = frozenset({"me", "myself"})


def reminding(tokens: Sequence[Token], topic: Topic | None, moments: Sequence[Moment]) -> dict[str, SlotValue] | None:
    """The slots of a reminder; None where none is asked for, or the thread is about no pick."""
    if topic is None or topic.candidates or not any(one.kind == "pick" for one in topic.asks):
        return None
    said = [token for token in tokens if token.kind in {WORD, USER}]
    words = [token.word for token in said]
    while words and words[0] in _BEFORE:
        words = words[1:]
    if not words or words[0] not in _FIRST:
        return None
    slots: dict[str, SlotValue] = {"at": when_of(moments) or "1h"}
    if len(words) > 1 and _MYSELF.isdisjoint(words[1:3]):
        slots["whoever"] = "yes"
    return slots
