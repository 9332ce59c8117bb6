"""What the words in a question's slot turn out to be about."""

from typing import Final

import msgspec

from bot.resolve import Resolution


class Subjects(msgspec.Struct, frozen=True):
    """What some words are about. used: the units that say it; leftover: units of the slot that say something else.

    pronoun: whether they only point back ("it", "that team"). own: whether they mean the asker or the asker's team.
    team: whether they point back to a team ("that team"). remark: units of a remark that follows the name.
    stop: whether they are about something of a name that no question is about ("her manager").
    """

    resolutions: tuple[Resolution, ...] = ()
    used: frozenset[int] = frozenset()
    leftover: int = 0
    pronoun: bool = False
    own: bool = False
    stop: bool = False
    team: bool = False
    remark: frozenset[int] = frozenset()
    words: str = ""


NOTHING: Final = Subjects()
