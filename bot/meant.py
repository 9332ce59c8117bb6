"""What a message was understood to ask."""

from collections.abc import Mapping

import msgspec

from bot.resolve import Resolution
from handlers.asked import SlotValue


class Meant(msgspec.Struct, frozen=True):
    """One thing that was asked.

    subjects: one resolution per thing it is about; empty where none is needed. words: what it was called.
    rule: the phrase that matched; score: how well.
    """

    kind: str
    subjects: tuple[Resolution, ...]
    slots: Mapping[str, SlotValue]
    rule: str
    score: float
    words: str = ""
