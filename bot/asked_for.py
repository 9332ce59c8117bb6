"""Whether a message asks for anything at all, by a question mark or by words that requests have. Pure."""

from typing import Final

from bot.grammar import OPENERS
from bot.heard import Heard
from bot.hearing import BREAK

_ASKING: Final = frozenset(
    "who whose which what where when how whoever whom anyone anybody someone somebody is are does do can could would "
    "should need looking wondering know tell point show find give send share want please pls help list "
    "get pull qui quel quelle quien quienes cual wer wem welche wie wo chi quale".split()
)
_REQUESTING: Final = frozenset("list name describe explain pick choose scribe refresh oncall".split())
"""First words of requests."""


def asks(heard: Heard) -> bool:
    """Whether a message has a sign that something is asked, and orders nothing; between people only a question mark."""
    if heard.is_order:
        return False
    marked = any(token.kind == BREAK and "?" in token.text for token in heard.tokens)
    requested = heard.words[0] in OPENERS | _REQUESTING or any(token.word in _ASKING for token in heard.tokens)
    return marked or ((heard.scene.addressed or heard.scene.returns) and requested)
