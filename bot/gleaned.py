"""Names that nothing marks: parts of names, misspelt ones, everyday words, among whatever else a message says.

Only for a question that a message surely asks; phrases say by themselves where a name stands.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from bot.edges import ATTRIBUTES, EDGES, PRESENT
from bot.english import is_english
from bot.heard import ANY, IGNORABLE, Heard
from bot.hearing import WORD
from bot.resolve import FUZZY, Found, Unclear, known
from bot.spans import Span
from bot.vocabulary import SOFT_KIND_WORDS

T = TypeVar("T")

_MOST_WORDS: Final = 5
_NO_NAMES: Final = EDGES | IGNORABLE | SOFT_KIND_WORDS


def gleaned(heard: Heard, kind: str) -> tuple[Found | Unclear, str] | None:
    """What a question of a kind may be about, and how that was written; the most telling words, else those before."""

    def named(start: int, end: int, telling: Sequence[str]) -> tuple[Found | Unclear, str] | None:
        texts = _texts(heard, start, end)
        resolution = known(texts, heard.scene.names, heard.subject(kind))
        if resolution is None or not (len(telling) > 1 or _is_sure(resolution, telling[0], heard)):
            return None
        return resolution, " ".join(texts)

    return _most_telling(heard, 1, named)


def likely_name(heard: Heard) -> Span | None:
    """The words of a message that are most likely a name, misspelt or in parts; None where no two words tell."""

    def named(start: int, end: int, _: Sequence[str]) -> Span | None:
        texts = _texts(heard, start, end)
        if not isinstance(known(texts, heard.scene.names, ANY), Found):
            return None
        return Span(heard.units[start].start, heard.units[end - 1].end, WORD, tuple(texts), FUZZY)

    return _most_telling(heard, 2, named)


def _most_telling(heard: Heard, least: int, look: Callable[[int, int, Sequence[str]], T | None]) -> T | None:
    """What `look` finds in the stretch with the most telling words; the first of several. least: of such words."""
    best, found = least - 1, None
    for start, end in _windows(heard):
        telling = [heard.words[one] for one in range(start, end) if heard.words[one] not in _NO_NAMES]
        if len(telling) > best and (one := look(start, end, telling)) is not None:
            best, found = len(telling), one
    return found


def _texts(heard: Heard, start: int, end: int) -> list[str]:
    """The words of some units, as typed."""
    return [token.text for token in heard.tokens[heard.units[start].start : heard.units[end - 1].end]]


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
