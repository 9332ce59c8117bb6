"""Slips in the words of grammar (`who onws`, `depned on`, `wh ois`) are mended before phrases are looked for."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from bot.english import is_english, is_verb_form, stem_of
from bot.facets import FACET_WORDS
from bot.hearing import WORD, Token
from bot.names import Names
from bot.nearness import Nearness
from bot.slips import are_replaced
from bot.spans import Span
from bot.vocabulary import FILLERS

_RUN_TOGETHER: Final = {
    "".join(pair.split()): pair
    for pair in (
        "who is", "who owns", "what is", "who are", "whose is", "how do", "which team", "who has",
        "what does", "where is", "when is", "who uses", "tell me", "list all", "depends on", "depend on",
    )
}  # fmt: skip
_SHORTEST: Final = 3
_AFTER_HOW: Final = frozenset(
    "do does did to can could is are should would will far many much long often about likely come big".split()
)
"""What tells that `hwo` is `how`; else it is `who`, with as many letters wrong."""
_NEVER: Final = frozenset({"spin", "lately", "recently", "randomly", "directly", "actually"})
"""Words that add nothing to a question, so that nothing needs to be mended to them."""
_NEW: Final = frozenset("wifi vpn faq pdf cron podcast blog blogs emoji smartphone unfollow tweet app apps".split())
"""Words that are no slips, though too new for the list of English ones."""
_LIKE_ENOUGH: Final = 80.0
"""Likeness (0 to 100) that a word of three letters needs."""


class Mender:
    """Knows the words that questions are made of."""

    def __init__(self, vocabulary: frozenset[str]) -> None:
        self._known = vocabulary | FACET_WORDS
        self._near = Nearness(
            sorted(word for word in self._known if len(word) >= _SHORTEST and word.isalpha() and word not in _NEVER)
        )
        self._forms = {stem_of(word): word for word in sorted(self._known, key=len, reverse=True) if word.isalpha()}
        self._nearest = lru_cache(maxsize=4096)(self._find)

    def _find(self, word: str) -> tuple[int, str] | None:
        """The nearest word of grammar and its distance, when it is near enough for its length."""
        most = 1 if len(word) < 6 else 2
        near = [(distance, self._near[number]) for distance, number in self._near.near(word, most)]
        if not near:
            return None
        best = min(
            near,
            key=lambda pair: (
                pair[0],
                pair[1][0] != word[0],
                sorted(pair[1]) != sorted(word),
                -fuzz.ratio(word, pair[1]),
                pair[1],
            ),
        )
        swapped = sorted(word) == sorted(best[1])
        if not swapped and are_replaced(word, best[1]):
            return None
        return best if len(word) > _SHORTEST or swapped or fuzz.ratio(word, best[1]) >= _LIKE_ENOUGH else None

    def mend(self, word: str, names: Names) -> str:
        """`word`, or the word of grammar it is a slip or another form of."""
        if "-" in word and not all(map(names.knows, word.split("-"))):
            joined = word.replace("-", "")
            better = self.mend(joined, names)
            return better if better in self._known else word
        if (
            word in FILLERS
            or word in _NEW
            or len(word) < _SHORTEST
            or not word.isalpha()
            or word in self._known
            or names.knows(word)
        ):
            return word
        if word in names.lifecycles or word in names.types or word in names.tags:
            return word
        if is_english(word):
            return self._forms.get(stem_of(word), word) if is_verb_form(word) else word
        found = self._nearest(word)
        if found is None:
            return word
        in_names = names.spelled_like(word, found[0])
        nearer = any(distance < found[0] for distance, _ in in_names)
        swapped = sorted(found[1]) != sorted(word) and any(sorted(one) == sorted(word) for _, one in in_names)
        return word if nearer or swapped else found[1]


def mended(tokens: Sequence[Token], spans: Sequence[Span], mender: Mender, names: Names) -> Mapping[int, str]:
    """The words to read in place of those written, by number of token; an empty word is read over."""
    taken = {number for span in spans for number in range(span.start, span.end)}
    words: dict[int, str] = {}
    for number, token in enumerate(tokens):
        if token.kind != WORD or number in taken or number in words:
            continue
        after = tokens[number + 1] if number + 1 < len(tokens) else None
        if token.word in _RUN_TOGETHER:
            words[number] = _RUN_TOGETHER[token.word]
        elif token.word == "hwo":
            words[number] = "how" if after is not None and after.word in _AFTER_HOW else "who"
        elif after is not None and after.kind == WORD and _pair(token, after):
            words[number], words[number + 1] = _pair(token, after), ""
        elif (better := mender.mend(token.word, names)) != token.word:
            words[number] = better
    return words


def _pair(token: Token, after: Token) -> str:
    """Two words with the blank in the wrong place: `wh ois`."""
    if is_english(token.word) and is_english(after.word):
        return ""
    return _RUN_TOGETHER.get(token.word + after.word, "")
