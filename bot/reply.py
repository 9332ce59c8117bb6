"""What comes out of the line, and what a thread remembers of it."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, Literal, Protocol

import msgspec

from catalog_client import EntityRef
from handlers.asked import Asked
from handlers.kit import Facts, Message
from handlers.sources import Freshness

Status = Literal["answered", "ambiguous", "unknown_entity", "not_understood", "ignored", "unavailable"]

ASK: Final = "ask"
"""Action ids `ask:N`: the button's value is an `Asked` to answer in a new message of the thread."""
INSTEAD: Final = "instead"
"""Action ids `instead:N`: the same, answered in place of the message the button is in."""
CHOOSE: Final = "choose"
"""Action ids `choose:SLOT:ASKED`, of a field: what is chosen in it becomes that slot, and is answered in place."""
NEITHER: Final = "neither"
"""Action id of the button that says none of the candidates is meant."""

_NO_FACTS: Mapping[str, Any] = MappingProxyType({})


class Reply(msgspec.Struct, frozen=True):
    """What we have to say to an utterance.

    asks: what was understood, one element per kind of question; in `ambiguous` and `unknown_entity` without entities.
    candidates: what may have been meant, the likeliest first.
    message: what to post; None when `ignored`.
    sources: the freshness of the sources the answer rests on.
    why: how it was understood, line by line, for `explain`.
    call: what to post after the message, since it mentions somebody and an update of a message tells nobody.
    aside: whether only whoever asked is told, while the message they pressed in stays as it is.
    """

    status: Status
    asks: tuple[Asked, ...] = ()
    candidates: tuple[EntityRef, ...] = ()
    message: Message | None = None
    facts: Facts = _NO_FACTS
    sources: tuple[Freshness, ...] = ()
    why: tuple[str, ...] = ()
    call: Message | None = None
    aside: bool = False


class Topic(msgspec.Struct, frozen=True):
    """What a thread is about after its last answer.

    asks: what was answered last; or, with `candidates`, what we asked back about.
    candidates: the entities offered in a question of ours, in the order of the buttons; empty when there is none.
    why: how the last question was understood, for "why?".
    lead: the last questions that named what they were about.
    words: what the one thing it is about was called; empty where that is not known.
    recent: what it was about lately, the latest last; at most five.
    listed: what answers listed, the last first; at most forty.
    answered: whom we talk with (`Utterance.speaker`), empty where nobody is known.
    interrupted: whether others have spoken since.
    rejected: what was offered for these words and not meant, in that order.
    at: when (aware, UTC).
    """

    asks: tuple[Asked, ...]
    at: datetime
    candidates: tuple[EntityRef, ...] = ()
    why: tuple[str, ...] = ()
    lead: tuple[Asked, ...] = ()
    words: str = ""
    rejected: tuple[EntityRef, ...] = ()
    recent: tuple[EntityRef, ...] = ()
    answered: str = ""
    listed: tuple[EntityRef, ...] = ()
    interrupted: bool = False


class Topics(Protocol):
    """Remembers what each thread is about, for a while."""

    async def recall(self, thread: str) -> Topic | None: ...

    async def remember(self, thread: str, topic: Topic) -> None: ...
