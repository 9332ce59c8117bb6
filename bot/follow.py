"""What a message means only because of the one before: a choice, a correction, "why?", "and on thursday?"."""

from collections.abc import Sequence
from typing import Final

from bot.folding import words_of
from bot.hearing import USER, WORD, Token
from bot.naming import EXACT, GENERIC
from bot.ranking import nearest
from bot.reply import Topic
from bot.resolve import Found, Resolution, Unknown, resolve
from bot.scene import Scene
from bot.vocabulary import FILLERS, KIND_WORDS, NOISE
from catalog_client import EntityRef
from handlers.asked import Asked, SlotValue

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
    telling = [word for word in words if word not in _CHOOSING] or [word for word in words if word in _ORDINALS]
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


def _has_words(ref: EntityRef, words: Sequence[str], scene: Scene) -> bool:
    own = {word for form in scene.names.forms_of(ref) for word in form} | set(words_of(ref.name))
    return all(word in own or word.removesuffix("s") in own or word + "s" in own for word in words)


def rejects(tokens: Sequence[Token]) -> bool:
    words = [word for word in plain_words(tokens) if word not in _SOFTENERS]
    return " ".join(words) in _REJECTIONS


def next_best(asked: Asked, rejected: Sequence[EntityRef], scene: Scene) -> Resolution:
    """The likeliest other thing that was meant, when the one we answered about was not."""
    if not asked.entities:
        return Unknown()
    entity = asked.entities[0]
    near = nearest(words_of(entity.name), scene.names, (), 10)
    others = [ref for ref in near if ref not in rejected and ref != entity]
    return Found(others[0], EXACT, "the next nearest name") if others else Unknown()


def sibling(words: Sequence[str], topic: Topic, scene: Scene) -> EntityRef | None:
    """What "no, the API" means: the thing of that kind with the name that was talked about."""
    kinds = [KIND_WORDS[word] for word in words if word in KIND_WORDS]
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


__all__ = ["USER", "SlotValue", "asks_why", "chosen", "next_best", "plain_words", "rejects", "sibling"]
