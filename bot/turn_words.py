"""What people say of the turn a thread is about: `i'll do it`, `swap with jonas`, `remind me in 30 minutes`."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.hearing import USER, WORD, Token
from bot.moments import Moment
from bot.reply import Topic
from bot.slots import when_of
from handlers.asked import SlotValue

Slots = Mapping[str, SlotValue]

_REMIND: Final = frozenset({"remind", "reminder", "nudge"})
_SWAP: Final = frozenset({"swap", "trade", "switch"})
_BEFORE: Final = frozenset(
    """please can could would you pls and also then set a ok okay send yes yeah sure fine i we want to like lets let us
    alright well""".split()
)
_MOST_OF_A_NAME: Final = 3
_MYSELF: Final = frozenset({"me", "myself"})
_AGREED: Final = frozenset(
    {
        *(
            f"will {one}"
            for one in ("do it", "do that", "take it", "take notes", "take the notes", "write them", "be it")
        ),
        *("got it", "can do it", "can take it", "am on it", "do it", "take it", "will host", "will facilitate"),
    }
)
_AFTER: Final = frozenset("today then this time thanks no problem happily please sure".split())


def of_the_turn(
    tokens: Sequence[Token], topic: Topic | None, moments: Sequence[Moment]
) -> tuple[str, Slots, tuple[Token, ...]] | None:
    """The kind of question, its slots, and the name of somebody to swap with; None where nothing of it is said."""
    if topic is None or topic.candidates or not any(one.kind == "pick" for one in topic.asks):
        return None
    said = [token for token in tokens if token.kind in {WORD, USER}]
    bare = list(said)
    while bare and bare[0].word in _BEFORE:
        bare = bare[1:]
    while bare and bare[-1].word in _AFTER:
        bare = bare[:-1]
    words = [token.word for token in bare]
    if " ".join(words) in _AGREED and said[0].kind == WORD and "i" in {token.word for token in said}:
        return "pick_accept", {}, ()
    if len(words) > 1 and words[0] in _SWAP and "with" in words[1:4]:
        name = tuple(bare[words.index("with") + 1 :])
        return ("pick_swap", {}, name) if 0 < len(name) <= _MOST_OF_A_NAME else None
    if words and words[0] in _REMIND:
        slots: dict[str, SlotValue] = {"at": when_of(moments) or "1h"}
        if len(words) > 1 and _MYSELF.isdisjoint(words[1:3]):
            slots["whoever"] = "yes"
        return "pick_remind", slots, ()
    return None
