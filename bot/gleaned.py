"""Names that nothing marks: parts of names, misspelt ones, everyday words, among whatever else a message says.

Only for a question that a message surely asks; phrases say by themselves where a name stands.
"""

from collections.abc import Iterator
from typing import Final

from bot.edges import ATTRIBUTES, EDGES, PRESENT
from bot.english import is_english
from bot.heard import ANY, IGNORABLE, Heard
from bot.hearing import WORD
from bot.resolve import FUZZY, Found, Unclear, known
from bot.spans import Span
from bot.vocabulary import SOFT_KIND_WORDS

_MOST_WORDS: Final = 5
_NO_NAMES: Final = EDGES | IGNORABLE | SOFT_KIND_WORDS


def gleaned(heard: Heard, kind: str) -> tuple[Found | Unclear, str] | None:
    """What a question of a kind may be about, and how that was written; the most telling words, else those before."""
    best, found = 0, None
    for start, end in _windows(heard):
        texts = [token.text for token in heard.tokens[heard.units[start].start : heard.units[end - 1].end]]
        telling = [heard.words[one] for one in range(start, end) if heard.words[one] not in _NO_NAMES]
        if len(telling) <= best:
            continue
        resolution = known(texts, heard.scene.names, heard.subject(kind))
        if resolution is not None and (len(telling) > 1 or _is_sure(resolution, telling[0], heard)):
            best, found = len(telling), (resolution, " ".join(texts))
    return found


def likely_name(heard: Heard) -> Span | None:
    """The words of a message that are most likely a name, misspelt or in parts; None where no two words tell."""
    best, found = 1, None
    for start, end in _windows(heard):
        first, last = heard.units[start].start, heard.units[end - 1].end
        telling = [heard.words[one] for one in range(start, end) if heard.words[one] not in _NO_NAMES]
        if len(telling) <= best:
            continue
        texts = [token.text for token in heard.tokens[first:last]]
        if isinstance(known(texts, heard.scene.names, ANY), Found):
            best, found = len(telling), Span(first, last, WORD, tuple(texts), FUZZY)
    return found


def says_more(words: str, part: str) -> bool:
    """Whether words are those of a part of them and a further one: "sms firewall" is no SMS."""
    said, less = _telling(words), _telling(part)
    return less < said


def _telling(words: str) -> frozenset[str]:
    return frozenset(words.lower().replace("on-call", "oncall").split()) - _NO_NAMES - ATTRIBUTES - PRESENT


def _windows(heard: Heard) -> Iterator[tuple[int, int]]:
    """Stretches of words within a clause that neither begin nor end with a word that names nothing."""
    for number in range(len(heard.clauses)):
        units = heard.units_of(number)
        for start in units:
            for end in range(start + 1, min(units.stop, start + _MOST_WORDS) + 1):
                unit = heard.units[end - 1]
                if unit.span is not None or (end - 1 > start and unit.after_comma):
                    break
                if unit.word not in EDGES and heard.units[start].word not in EDGES:
                    yield start, end


def _is_sure(resolution: Found | Unclear, word: str, heard: Heard) -> bool:
    """Whether a single word is a name as it stands, or no other word of English."""
    if word in heard.grammar.vocabulary:
        return False
    return (isinstance(resolution, Found) and resolution.rank < FUZZY) or not is_english(word)
