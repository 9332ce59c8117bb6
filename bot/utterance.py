"""What was said, by whom and where: the first value of the line, whatever surface it came from."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType

import msgspec

from catalog_client import EntityRef
from handlers.people import Person

_NOBODY: Mapping[str, Person] = MappingProxyType({})


class Utterance(msgspec.Struct, frozen=True):
    """One message to understand.

    text: as Slack sends it, with `<@U…>`, `<#C…|name>`, `<https://…|…>`, `&amp;`; without the leading mention of us.
    now, zone: when it was said (aware, UTC), and the time zone its words about time are meant in.
    asker: who said it, where Slack knows; asker_ref: their User in the catalog, where that is known already.
    channel: id of the channel, or `#name`; channel_name: its name, where known.
    thread: what identifies the conversation, the same for all its messages; None outside one.
    begins: whether the thread begins with it, so that nothing was said there before.
    addressed: whether it was said to us (a mention, a direct message, a command); else people talk among themselves.
    people: everybody mentioned in the text, by Slack id.
    voice: what tells somebody of whom nothing is known from others.
    """

    text: str
    now: datetime
    zone: tzinfo
    asker: Person | None = None
    asker_ref: EntityRef | None = None
    channel: str | None = None
    channel_name: str | None = None
    thread: str | None = None
    begins: bool = False
    addressed: bool = True
    people: Mapping[str, Person] = _NOBODY
    voice: str = ""

    @property
    def speaker(self) -> str:
        """What tells who said it from the others of a thread; empty where that is unknown."""
        if self.asker_ref is not None:
            return str(self.asker_ref)
        return self.asker.slack_id if self.asker is not None else self.voice
