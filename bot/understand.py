"""From the words of a message to what is asked: kinds of question, what each is about, and its slots.

1. What surely names something is taken out (`spans`), courtesies and fillers too; slips in words of grammar are mended.
2. In each clause every phrase of every kind is looked for (`grammar`). A phrase with what it may be about is a reading.
   A reading scores by how much of the clause it explains and how sure its subject is, less what it leaves unexplained.
3. The best reading wins; another kind counts too where its words are others' ("who owns and is on call for X").
4. A question without a subject takes the one named elsewhere in the message, else what the thread is about.

Nothing here waits or raises; the rule that won is kept for `explain`.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from bot.absentees import Remark, remarks, without
from bot.bare import SAME_AGAIN
from bot.choosing import Choice
from bot.clauses import clauses_of
from bot.gleaned import likely_name
from bot.grammar import Grammar
from bot.heard import Heard
from bot.hearing import BREAK, COMMA, WORD, Token, hear
from bot.left_out import leaving_out
from bot.likeness import Likeness, learned
from bot.meant import Meant
from bot.mending import Mender, mended
from bot.naming import EXACT
from bot.notes_given import ASKS, notes_given
from bot.phrasing import SUBJECTS
from bot.reply import Topic
from bot.resolve import Found, Resolution
from bot.scene import Scene
from bot.slots import moments_of
from bot.spans import Span, spans_of
from bot.turn_words import of_the_turn
from bot.vocabulary import GREETINGS
from catalog_client import EntityRef
from handlers.asked import Asked, SlotValue
from handlers.question import Subject

_MOST_ADDED: Final = 10
"""Tokens of a sentence that only adds a name."""
_JOINING: Final = frozenset({"and", "but", "because", "so", "no", "sorry", "please"})
_ONCE_MORE: Final = frozenset({"again", "anew", "repick", "re-pick", "reroll", "re-roll"})
_BESIDE_REMARKS: Final = _JOINING | _ONCE_MORE
"""Words that ask nothing of their own beside remarks on who can not be picked."""
_GREETINGS: Final = GREETINGS | {"hiya", "moin", "greetings", "help"}


class Understanding:
    """Understands messages, by one grammar and what was learned of how alike questions are."""

    def __init__(
        self,
        phrases: Mapping[str, tuple[str, ...]],
        subjects: Mapping[str, Subject] | None = None,
        likeness: Likeness | None = None,
    ) -> None:
        self._grammar = Grammar(phrases)
        self._mender = Mender(self._grammar.vocabulary)
        self._subjects = {**SUBJECTS, **(subjects or {})}
        self._likeness = likeness or learned()

    def __call__(self, text: str, scene: Scene) -> tuple[Meant, ...]:
        """What `text` asks; nothing where it asks nothing we know."""
        tokens = hear(text)
        if (given := notes_given(tokens)) and (notes := self._notes(*given, scene)):
            return notes
        if scene.addressed and scene.topic is not None:
            said = of_the_turn(tokens, scene.topic, moments_of(tokens, scene))
            if said is not None:
                return _of_the_pick(*said, scene)
        named = remarks(tokens)
        meant = (self._beside(tokens, named, scene) if named else ()) or self._understood(tokens, scene)
        return self._with_added(tokens, meant, scene)

    def _with_added(self, tokens: Sequence[Token], meant: tuple[Meant, ...], scene: Scene) -> tuple[Meant, ...]:
        """What is asked, about what a last sentence adds too: "who owns X? and Y?"."""
        last = next((one for one in reversed(range(len(tokens))) if _adds(tokens[one:])), None)
        if last is None or not meant or not all(one.subjects and _is_found(one.subjects) for one in meant):
            return meant
        asked = tuple(Asked(one.kind, _refs(one.subjects), dict(one.slots)) for one in meant)
        more = self._understood(tokens[last + 1 :], replace(scene, topic=Topic(asked, scene.now)))
        if [one.kind for one in more] != [one.kind for one in meant]:
            return meant
        if not all(one.rule == SAME_AGAIN and _is_found(one.subjects) for one in more):
            return meant
        return tuple(
            replace(one, subjects=tuple(dict.fromkeys((*one.subjects, *other.subjects))), words="")
            for one, other in zip(meant, more, strict=True)
        )

    def _notes(self, link: str, whose: Sequence[Token], scene: Scene) -> tuple[Meant, ...]:
        """That the notes of a team are kept there; among people talking, only where a pick is what they talk about."""
        picked = scene.topic is not None and any(one.kind.startswith("pick") for one in scene.topic.asks)
        if not scene.addressed and not picked:
            return ()
        meant = self._understood((*hear(ASKS), *whose), scene)
        return tuple(
            replace(one, kind="pick_notes", slots={"link": link}, rule="notes: LINK")
            for one in meant[:1]
            if one.kind == "pick_history"
        )

    def _beside(self, tokens: Sequence[Token], said: Sequence[Remark], scene: Scene) -> tuple[Meant, ...]:
        """What is asked beside remarks on who can not be picked; nothing where that is no pick."""
        rest = without(tokens, said)
        once_more = any(token.word in _ONCE_MORE for token in rest)
        if any(token.kind not in {BREAK, COMMA} and token.word not in _BESIDE_REMARKS for token in rest):
            meant = self._understood(rest, scene)
            return leaving_out(meant, said, scene) if any(one.kind == "pick" for one in meant) else ()
        if not (scene.addressed or once_more) or scene.topic is None or scene.topic.candidates:
            return ()
        asked = [one for one in scene.topic.asks if one.kind == "pick"]
        again = ((tuple(Found(ref, EXACT) for ref in one.entities), _lasting(one.slots)) for one in asked)
        return leaving_out([Meant("pick", refs, slots, "who can not", 2.0) for refs, slots in again], said, scene)

    def _understood(self, tokens: Sequence[Token], scene: Scene) -> tuple[Meant, ...]:
        heard = self._heard(tokens, scene)
        if heard is not None:
            return Choice(heard, self._likeness).made() or self._guessed(heard)
        return _greeted(tokens) if scene.addressed and not scene.goes_on else ()

    def _guessed(self, heard: Heard) -> tuple[Meant, ...]:
        """What a message asks that names nothing for sure, where the likeliest of its words are taken for a name."""
        if not heard.scene.addressed or heard.listener.named:
            return ()
        span = likely_name(heard)
        if span is None:
            return ()
        again = self._heard(heard.tokens, heard.scene, [span])
        return Choice(again, self._likeness).made() if again is not None else ()

    def heard(self, text: str, scene: Scene) -> Heard | None:
        """`text` as it is heard; None where it says nothing but courtesies."""
        return self._heard(hear(text), scene)

    def _heard(self, tokens: Sequence[Token], scene: Scene, named: Sequence[Span] = ()) -> Heard | None:
        spans = named or spans_of(tokens, scene.names, self._grammar.vocabulary)
        read = mended(tokens, spans, self._mender, scene.names)
        clauses = clauses_of(tokens, spans, read)
        return Heard(tokens, clauses, read, scene, self._grammar, self._subjects) if clauses else None


def _of_the_pick(
    kind: str, slots: Mapping[str, SlotValue], other: Sequence[Token], scene: Scene
) -> tuple[Meant, ...]:
    """A question about the pick the thread is about. other: the name of somebody else it is about too."""
    asked = next(one for one in (scene.topic.asks if scene.topic else ()) if one.kind == "pick")
    known = {"task": asked.slots["task"]} if "task" in asked.slots else {}
    named = {"named": " ".join(token.text for token in other)} if other else {}
    refs = tuple(Found(ref, EXACT) for ref in asked.entities)
    return (Meant(kind, refs, {**known, **named, **slots}, "said of the turn", 2.0),)


def _lasting(slots: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    """What still holds of a pick when it is asked for anew in its thread."""
    return {name: value for name, value in slots.items() if name in {"task", "exclude"}}


def _greeted(tokens: Sequence[Token]) -> tuple[Meant, ...]:
    words = [token.word for token in tokens if token.kind == WORD]
    questioned = not words and any(token.kind == BREAK and token.text.startswith("?") for token in tokens)
    if questioned or (words and words[0] in _GREETINGS):
        return (Meant("help", (), {}, "a greeting", 2.0),)
    return ()


def _adds(tokens: Sequence[Token]) -> bool:
    """Whether a sentence ends here, and one that adds to it follows: "and …", "what about …"."""
    words = [token.word for token in tokens[1:3]]
    begun = words[:1] in (["and"], ["also"], ["plus"]) or words in (["what", "about"], ["how", "about"])
    return tokens[0].kind == BREAK and begun and len(tokens) - 1 <= _MOST_ADDED


def _is_found(subjects: Sequence[Resolution]) -> bool:
    return all(isinstance(one, Found) for one in subjects)


def _refs(subjects: Sequence[Resolution]) -> tuple[EntityRef, ...]:
    return tuple(one.ref for one in subjects if isinstance(one, Found))


__all__ = ["Meant", "Understanding"]
