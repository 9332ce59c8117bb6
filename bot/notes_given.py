"""`notes: https://…`: somebody says where the notes are. The link is taken out, and whose notes it is looked for."""

import re
from collections.abc import Sequence
from typing import Final

from bot.hearing import BREAK, COMMA, LINK, WORD, Token

ASKS: Final = "note taker history"
"""What is asked about the same team, to find which one is meant."""
_MOST_LEFT: Final = 4
_ABOUT_NOTES: Final = re.compile(r"notes?|minutes|protocol|notetaker")
_SAYING: Final = frozenset(
    """the a an our my your todays last latest meeting retro retros are is was were here there at in for from of to and
    this that link these those it i we have put wrote written up ready done can be found find on please now you go
    team""".split()
)


def notes_given(tokens: Sequence[Token]) -> tuple[str, tuple[Token, ...]] | None:
    """The address of the notes, and what else names whose they are; None where no notes are given.

    The words left over must be few: "notes on the outage of checkout: https://…, who owns it?" asks something else.
    """
    links = [token for token in tokens if token.kind == LINK]
    words = [token.word for token in tokens if token.kind == WORD]
    if len(links) != 1 or not any(_ABOUT_NOTES.fullmatch(word) for word in words[:6]):
        return None
    if any(token.kind == BREAK and token.text.startswith("?") for token in tokens):
        return None
    rest = tuple(
        token
        for token in tokens
        if token.kind not in {LINK, COMMA, BREAK}
        and not (token.kind == WORD and (token.word in _SAYING or _ABOUT_NOTES.fullmatch(token.word)))
    )
    return (links[0].text, rest) if len(rest) <= _MOST_LEFT else None
