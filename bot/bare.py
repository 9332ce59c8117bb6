"""A message that is nothing but a name, or a particular: what it asks by what was asked before."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.english import is_english
from bot.heard import IGNORABLE, NO_SUBJECT, Heard
from bot.hearing import BREAK
from bot.judging import SURE, UNCLEAR
from bot.meant import Meant
from bot.naming import EXACT
from bot.refining import refined
from bot.reply import Topic
from bot.resolve import FUZZY, Found, Resolution, Unclear, Unknown
from bot.subjects import Subjects
from handlers.asked import Asked

SAME_AGAIN: Final = "the same about another"
"""The rule by which a name asks the last question again."""
_ASKS_AGAIN: Final = frozenset({"and", "what", "how", "no", "not", "i", "sorry", "same", "ok", "then", "the", "or"})
_MOST_WORDS: Final = 8
_INTERJECTION: Final = 3
"""Telling words."""
_PARTICULAR: Final = {"oncall_next": "oncall", "rollout_changes": "rollout"}
"""Questions that ask for a particular of another's answer: until when, since when."""
_MEANING: Final = frozenset({"meant", "mean"})
"""What says right before a name that something else was meant."""
_FINITE: Final = frozenset(
    "is are was were am has have had do does did will would can could i he she we you they not".split()
)
"""Words of sentences; what holds one is no bare name."""


class Bare:
    """Reads one message as a bare name."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    def read(self) -> tuple[Meant, ...]:
        """A message that is nothing but a name asks about it, or asks again what the thread asked."""
        if len([one for one in range(len(self._heard.units)) if self._heard.is_telling(one)]) > _MOST_WORDS:
            return ()
        topic = self._heard.scene.topic
        start = self._after_denial() or self._after_interjection()
        if (narrowed := refined(self._heard)) or any(
            unit.word in _FINITE for unit in self._heard.units[start:] if unit.span is None
        ):
            return narrowed
        kind = "about"
        subject = self._heard.subject(kind)
        read = self._heard.listener.read(start, len(self._heard.units), subject)
        left = [
            one
            for one in range(start, len(self._heard.units))
            if one not in read.used and self._heard.is_telling(one)
        ]
        if not read.resolutions or (left and not self._puts_right(read)) or read.own:
            return ()
        if not _is_misspelled(read.resolutions[0]) and all(
            unit.span is None and (unit.word in self._heard.grammar.vocabulary or unit.word in IGNORABLE)
            for unit in self._heard.units
        ):
            return ()
        first = read.resolutions[0]
        if isinstance(first, Unknown) and not self._looks_like_a_name(read.words):
            return ()
        if isinstance(first, Found) and first.rank == FUZZY and not topic and "some of the words" in first.how:
            return ()
        if (
            isinstance(first, Unclear)
            and self._heard.units[0].span is None
            and topic is None
            and len(self._heard.units) > 3
        ):
            return ()
        scene = self._heard.scene
        if (scene.goes_on or not scene.addressed) and not self._is_said_to_us(first):
            return ()
        score = 0.5 + (SURE[first.rank] if isinstance(first, Found) else UNCLEAR)
        if topic is not None:
            again = tuple(self._again(asked, read, score) for asked in _asked_before(topic, read.resolutions))
            if again and all(one is not None for one in again):
                return tuple(one for one in again if one is not None)
        return (Meant(kind, read.resolutions, {}, "a bare name", score, read.words),)

    def _is_said_to_us(self, first: Resolution) -> bool:
        """Whether a name without a mention can be for us: one that is sure, or is asked with a word or a mark."""
        if isinstance(first, Found) and first.rank != FUZZY:
            return True
        asked = any(token.kind == BREAK and "?" in token.text for token in self._heard.tokens)
        return asked or self._heard.tokens[0].word in _ASKS_AGAIN or any("-" in word for word in self._heard.words)

    def _after_denial(self) -> int:
        """Where "not the seats, the shop" says what is meant."""
        if self._heard.scene.topic is None or self._heard.words[0] != "not":
            return 0
        later = (one for one, unit in enumerate(self._heard.units) if unit.after_comma or unit.word == "but")
        return next(later, 0)

    def _after_interjection(self) -> int:
        """Where the last sentence begins, when those before are a few words only: "oh. and the seats?"."""
        heard = self._heard
        last = heard.clauses[-1].sentence
        begin = next(one for one in range(len(heard.units)) if heard.sentence_of(one) == last)
        before = [one for one in range(begin) if heard.is_telling(one)]
        said = [token.word for token in heard.tokens[: heard.units[begin].start][-3:]]
        is_short = len(before) <= _INTERJECTION and not any(heard.units[one].span is not None for one in before)
        is_short = is_short or not _MEANING.isdisjoint(said)
        return begin if heard.scene.topic is not None and is_short else 0

    def _puts_right(self, read: Subjects) -> bool:
        """Whether the message says that something else was meant, and names that surely."""
        first = read.resolutions[0]
        said = [token.word for token in self._heard.tokens]
        means = any(one == "i" and other in _MEANING for one, other in pairwise(said))
        denies = said[0] in {"no", "nope"} or (said[0] in {"sorry", "not"} and not _MEANING.isdisjoint(said))
        return (
            self._heard.scene.topic is not None
            and (means or denies)
            and isinstance(first, Found)
            and first.rank == EXACT
        )

    def _again(self, asked: Asked, read: Subjects, score: float) -> Meant | None:
        kind = asked.kind
        unknown = all(isinstance(one, Unknown) for one in read.resolutions)
        if kind in NO_SUBJECT or not (unknown or self._heard.fits(kind, read)):
            return None
        return Meant(kind, read.resolutions, dict(asked.slots), SAME_AGAIN, score, read.words)

    def _looks_like_a_name(self, words: str) -> bool:
        if len(words.split()) != 1:
            return False
        asked = any(token.kind == BREAK and "?" in token.text for token in self._heard.tokens)
        return (
            "-" in words
            or "_" in words
            or (asked and self._heard.scene.topic is not None and not is_english(words.lower()))
        )


def _asked_before(topic: Topic, named: Sequence[Resolution]) -> tuple[Asked, ...]:
    """What "and X?" asks again: the last question.

    But where that asked for a particular of the answer before ("since when?") or only what something is, and where an
    answer listed X, so that one thing after the other is gone through, the last one that named what it was about.
    """
    kinds = [asked.kind for asked in topic.asks]
    leads = [asked.kind for asked in topic.lead]
    listed = any(isinstance(one, Found) and one.ref in topic.listed for one in named)
    if all(kind == "about" for kind in leads):
        return topic.asks
    is_particular = any(_PARTICULAR.get(kind) in leads for kind in kinds) or _is_of_a_rollout(topic.asks)
    return topic.lead if listed or is_particular or "about" in kinds else topic.asks


def _is_of_a_rollout(asks: Sequence[Asked]) -> bool:
    """Whether something else is asked of a rollout than how far it is: "who owns that flag?"."""
    return any(ref.kind == "rollout" for asked in asks for ref in asked.entities if asked.kind != "rollout")


def _is_misspelled(resolution: Resolution) -> bool:
    """Whether all of the words are a name but for a letter or two."""
    return isinstance(resolution, Found) and resolution.rank == FUZZY and resolution.how.endswith(" off")
