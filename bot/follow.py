"""What a message means only because of the one before: a choice, a correction, "why?", "and on thursday?"."""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from bot.correction import Correction, answered_about
from bot.explain import EXPLAIN
from bot.folding import words_of
from bot.hearing import WORD, Token, hear
from bot.meant import Meant
from bot.naming import EXACT, GENERIC
from bot.ranking import nearest
from bot.reply import Topic
from bot.resolution import MOST_OFFERED
from bot.resolve import Found, Resolution, Unknown, Wanted, resolve
from bot.scene import Scene
from bot.vocabulary import FILLERS, KIND_WORDS, NOISE
from catalog_client import EntityRef
from handlers.question import Subject

NEXT_NEAREST: Final = "the next nearest name"
"""How the words of somebody are read who did not mean what was nearest to them."""

_WHY: Final = frozenset(
    {"why", "explain", "how come", "why that", "why so", "why this", "why her", "why him", "why them"}
)
_REJECTIONS: Final = frozenset(
    [
        "not this one",
        "not that one",
        "not this",
        "not that",
        "wrong one",
        "wrong",
        "no not this one",
        "no not that one",
        "no not that",
        "not the one",
        "not it",
        "thats wrong",
        "that is wrong",
        "no wrong one",
        "no",
        "nope",
        "another one",
        "not what i meant",
    ]
)
_SOFTENERS: Final = frozenset({"please", "pls", "sorry"})
_ORDINALS: Final = {
    "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "1st": 1, "2nd": 2, "3rd": 3, "former": 1, "latter": 2,
}  # fmt: skip
_CHOOSING: Final = (
    NOISE
    | FILLERS
    | frozenset(
        [
            "i",
            "mean",
            "meant",
            "and",
            "option",
            "number",
            "no",
            "is",
            "it",
            "think",
            "for",
            "of",
            "about",
            "yes",
            "yep",
            "yeah",
            "take",
            "choose",
            "pick",
            "latter",
        ]
    )
)
_MOST_WORDS_OF_CHOICE: Final = 7
_MOST_LOOKED_AT: Final = 20
"""Near names, of which those of other kinds than the question is about are passed over."""
_MEANT: Final = frozenset({"no", "nope", "nah", "mean", "meant", "rather"})
_CORRECTIONS: Final = _MEANT | {"sorry", "i", "actually", "oops", "whoops"}


class Followed(msgspec.Struct, frozen=True):
    """What a message means. meant: nothing where it asks nothing we know. correction: the words it puts right."""

    meant: tuple[Meant, ...]
    correction: Correction | None = None


def follow_up(text: str, scene: Scene, subject: Callable[[str], Subject]) -> Followed | None:
    """What `text` means as a reply to what was said last; None when it stands for itself.

    subject: what a kind of question is about.
    """
    tokens, topic = hear(text), scene.topic
    if topic is None:
        return Followed((_why(()),)) if asks_why(tokens) and scene.addressed else None
    if topic.candidates and (ref := chosen(tokens, topic, scene)) is not None:
        rule = "a choice among what was offered"
        return Followed(_about(topic, ref, rule), Correction(topic.words, topic.rejected))
    if asks_why(tokens):
        return Followed((_why(entities_of(topic)),))
    if scene.addressed and not topic.candidates and topic.asks and rejects(tokens):
        return _rejected(topic, scene, subject(topic.asks[0].kind))
    if not topic.candidates and (ref := sibling(_uncorrected(plain_words(tokens)), topic, scene)) is not None:
        return Followed(_about(topic, ref, "the same name of another kind"))
    return None


def _why(refs: Sequence[EntityRef]) -> Meant:
    return Meant(EXPLAIN, tuple(Found(ref, EXACT) for ref in refs), {}, "why?", 2.0)


def _about(topic: Topic, ref: EntityRef, rule: str) -> tuple[Meant, ...]:
    return tuple(Meant(asked.kind, (Found(ref, EXACT),), asked.slots, rule, 2.0) for asked in topic.asks)


def _rejected(topic: Topic, scene: Scene, subject: Subject) -> Followed | None:
    """What else the words may have meant."""
    correction = Correction(topic.words, tuple(dict.fromkeys((*topic.rejected, *topic.asks[0].entities[:1]))))
    if not correction.rejected:
        return None
    found = next_best(correction, scene, subject)
    meant = (Meant(one.kind, (found,), one.slots, "not this one", 2.0, topic.words) for one in topic.asks)
    return Followed(tuple(meant), correction)


def puts_right(text: str, meant: Sequence[Meant], topic: Topic | None) -> Correction | None:
    """The words that a message puts right by naming what was meant: "no, i meant X", or just X where none was found."""
    if topic is None or not topic.words or answered_about(meant) is None:
        return None
    if any(each.kind not in {one.kind for one in topic.asks} for each in meant):
        return None
    before = entities_of(topic)
    if before and _MEANT.isdisjoint(plain_words(hear(text))):
        return None
    return Correction(topic.words, tuple(dict.fromkeys((*topic.rejected, *before))))


def entities_of(topic: Topic) -> tuple[EntityRef, ...]:
    return tuple(dict.fromkeys(ref for asked in topic.asks for ref in asked.entities))


def plain_words(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.word for token in tokens if token.kind == WORD)


def asks_why(tokens: Sequence[Token]) -> bool:
    words = [word for word in plain_words(tokens) if word not in FILLERS]
    return " ".join(words) in _WHY


def chosen(tokens: Sequence[Token], topic: Topic, scene: Scene) -> EntityRef | None:
    """Which of the candidates we offered a reply chooses: by number, by kind, by what tells it from the others."""
    words = plain_words(tokens)
    if not words or len(words) > _MOST_WORDS_OF_CHOICE:
        return None
    telling = [word for word in words if word not in _CHOOSING or _tells_apart(word, topic, scene)]
    telling = telling or [word for word in words if word in _ORDINALS]
    if not telling:
        return None
    if len(telling) == 1 and (number := _ORDINALS.get(telling[0])) and number <= len(topic.candidates):
        return topic.candidates[number - 1]
    flat = [part for word in telling for part in words_of(word)]
    kinds = [KIND_WORDS[word] for word in flat if word in KIND_WORDS]
    fitting = [ref for ref in topic.candidates if not kinds or ref.kind in kinds[0]]
    named = [word for word in flat if word not in KIND_WORDS and word not in GENERIC]
    if named:
        fitting = [ref for ref in fitting if _has_words(ref, named, scene)]
    elif (kinds and not fitting) or not kinds:
        fitting = [ref for ref in topic.candidates if _has_words(ref, flat, scene)]
    return fitting[0] if len(fitting) == 1 else None


def _tells_apart(word: str, topic: Topic, scene: Scene) -> bool:
    """Whether a word is in the names of some of the candidates only: "the MR one"."""
    having = [ref for ref in topic.candidates if word not in _ORDINALS and _has_words(ref, [word], scene)]
    return 0 < len(having) < len(topic.candidates)


def _has_words(ref: EntityRef, words: Sequence[str], scene: Scene) -> bool:
    own = {word for form in scene.names.forms_of(ref) for word in form} | set(words_of(ref.name))
    return all(word in own or word.removesuffix("s") in own or word + "s" in own for word in words)


def rejects(tokens: Sequence[Token]) -> bool:
    words = [word for word in plain_words(tokens) if word not in _SOFTENERS]
    return " ".join(words) in _REJECTIONS


def next_best(correction: Correction, scene: Scene, subject: Subject) -> Resolution:
    """The likeliest other thing that was meant, when those rejected were not; the next five are worth showing."""
    words = words_of(correction.words) or words_of(correction.rejected[0].name)
    wanted = Wanted(subject)
    near = [ref for ref in nearest(words, scene.names, (), _MOST_LOOKED_AT) if wanted.admits(ref)]
    left = [ref for ref in near if ref not in correction.rejected]
    if not left or len(correction.rejected) > MOST_OFFERED:
        return Unknown()
    return Found(left[0], EXACT, NEXT_NEAREST)


def sibling(words: Sequence[str], topic: Topic, scene: Scene) -> EntityRef | None:
    """What "no, the API" means: the thing of that kind with the name that was talked about."""
    kinds = [KIND_WORDS[word] for word in words if word in KIND_WORDS]
    if "its" in words or "their" in words:
        return None
    if len(kinds) != 1 or any(word not in KIND_WORDS and word not in _CHOOSING for word in words):
        return None
    word = next(word for word in words if word in KIND_WORDS)
    for asked in topic.asks:
        for entity in asked.entities:
            name = [part for part in words_of(entity.name) if part not in GENERIC]
            found = resolve([*name, word], scene.names)
            if isinstance(found, Found) and found.ref.kind in kinds[0] and found.ref != entity:
                return found.ref
    return None


def _uncorrected(words: Sequence[str]) -> tuple[str, ...]:
    """A correction without the words that say it is one: `no, i meant the api`."""
    kept = list(words)
    while kept and kept[0] in _CORRECTIONS:
        kept.pop(0)
    return tuple(kept)
