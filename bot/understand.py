"""From the words of a message to what is asked: kinds of question, what each is about, and its slots.

1. What surely names something is taken out (`spans`), courtesies and fillers too; slips in words of grammar are mended.
2. In each clause every phrase of every kind is looked for (`grammar`). A phrase with what it may be about is a reading.
   A reading scores by how much of the clause it explains and how sure its subject is, less what it leaves unexplained.
3. The best reading wins; another kind counts too where its words are others' ("who owns and is on call for X").
4. A question without a subject takes the one named elsewhere in the message, else what the thread is about.

Nothing here waits or raises; the rule that won is kept for `explain`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.absentees import Remark, remarks, without
from bot.alike import Alike
from bot.bare import SAME_AGAIN, Bare
from bot.clauses import ASKING, clauses_of
from bot.grammar import Grammar
from bot.heard import NO_SUBJECT, PICKS, Heard
from bot.hearing import BREAK, COMMA, LINK, WORD, Token, hear
from bot.judging import Judge
from bot.left_out import leaving_out
from bot.likeness import Likeness, learned
from bot.meant import Meant
from bot.mending import Mender, mended
from bot.naming import EXACT
from bot.notes_given import ASKS, notes_given
from bot.phrasing import SUBJECTS
from bot.readings import Reading, Readings
from bot.reply import Topic
from bot.resolve import Found, Resolution, Unclear, Unknown
from bot.scene import Scene
from bot.slots import moments_of, names_task, slots_of
from bot.spans import spans_of
from bot.subjects import Subjects
from bot.turn_words import of_the_turn
from catalog_client import EntityRef
from handlers.asked import Asked, SlotValue
from handlers.question import Subject

_ANOTHER: Final = 0.9
"""What a further question must add to the score."""
_TOGETHER: Final = 4.0
"""What several questions must score that are not enough alone."""
_MOST_LEADS: Final = 3
_MOST_ADDED: Final = 10
"""Tokens of a sentence that only adds a name."""
_MOST_QUESTIONS: Final = 4
_JOINING: Final = frozenset({"and", "but", "because", "so", "no", "sorry", "please"})
_ONCE_MORE: Final = frozenset({"again", "anew", "repick", "re-pick", "reroll", "re-roll"})
_NEVER: Final = re.compile(r"(?!)")
_OF_ONESELF: Final = {
    "pick_odds": re.compile(
        r"\bmy (?:\w+ )?(?:odds|chances?|turn|likelihood|probability)\b|\b(?:am|will|do|would|could|might) i\b|"
        r"\bi (?:am|get|be|will)\b"
    ),
    "pick_history": re.compile(r"\b(?:did|have|had) i\b"),
}
"""What says that a question about a team's picks is about whoever asks: not "my team's"."""
_GREETINGS: Final = frozenset(
    "hi hey heya heyo helo hullo sup ahoy halp hello hallo hola yo hiya howdy moin greetings help".split()
)


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
        if any(token.kind not in {BREAK, COMMA} and token.word not in _JOINING | _ONCE_MORE for token in rest):
            meant = self._understood(rest, scene)
            return leaving_out(meant, said, scene) if any(one.kind == "pick" for one in meant) else ()
        if not (scene.addressed or once_more) or scene.topic is None or scene.topic.candidates:
            return ()
        asked = [one for one in scene.topic.asks if one.kind == "pick"]
        again = ((tuple(Found(ref, EXACT) for ref in one.entities), _lasting(one.slots)) for one in asked)
        return leaving_out([Meant("pick", refs, slots, "who can not", 2.0) for refs, slots in again], said, scene)

    def _understood(self, tokens: Sequence[Token], scene: Scene) -> tuple[Meant, ...]:
        heard = self._heard(tokens, scene)
        return _greeted(tokens) if heard is None else _Choice(heard, self._likeness).made()

    def heard(self, text: str, scene: Scene) -> Heard | None:
        """`text` as it is heard; None where it says nothing but courtesies."""
        return self._heard(hear(text), scene)

    def _heard(self, tokens: Sequence[Token], scene: Scene) -> Heard | None:
        spans = spans_of(tokens, scene.names, self._grammar.vocabulary)
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


class _Choice:
    """Chooses among the readings of one message."""

    def __init__(self, heard: Heard, likeness: Likeness) -> None:
        self._heard = heard
        self._judge = Judge(heard)
        self._alike = Alike(heard, likeness)

    def made(self) -> tuple[Meant, ...]:
        """What the message asks."""
        readings = list(Readings(self._heard))
        scored = sorted(
            (replace(one, score=self._judge.score([one])) for one in readings if self._judge.is_valid(one)),
            key=lambda one: -one.score,
        )
        enough = [one for one in scored if self._judge.is_enough(one)]
        best = next((one for one in enough if one.kind != "help"), next(iter(enough), None))
        best = self._likelier(best, enough)
        bare = Bare(self._heard).read()
        if best is None and (several := self._several(scored, readings)):
            return several
        if best is None:
            return bare or self._alike.read()
        if self._judge.is_order(best) or not (self._heard.scene.addressed or self._judge.is_plain(best)):
            return ()
        if not self._heard.scene.addressed and self._judge.calls_somebody(best):
            return ()
        if bare and (not best.consumed or (len(self._heard.clauses) == 1 and bare[0].score > best.score)):
            return bare
        lacking = [one for one in readings if not one.subjects.resolutions and not one.subjects.stop]
        chosen = self._with_others(best, [*(one for one in scored if one is not best), *lacking])
        ordered = sorted(chosen, key=lambda one: min(one.consumed, default=0))
        return self._unless_doubted(best, _without_doubles(map(self._meant, ordered)))

    def _likelier(self, best: Reading | None, enough: Sequence[Reading]) -> Reading | None:
        """The best reading, or another where the message looks like its question and not at all like the best."""
        if best is None or len({one.kind for one in enough}) == 1 or not self._alike.is_unlikely(best.kind):
            return best
        likely = next((one for one in enough if self._alike.is_likely(one.kind)), best)
        if _is_lost(likely) and not _is_lost(best):
            fits = self._heard.fits(likely.kind, best.subjects)
            return replace(likely, subjects=replace(best.subjects, leftover=0)) if fits else best
        return likely

    def _unless_doubted(self, best: Reading, meant: tuple[Meant, ...]) -> tuple[Meant, ...]:
        """What the phrases say, unless they leave words over and the message looks like another question."""
        if not self._heard.scene.addressed:
            return meant
        named = any(unit.span is not None for unit in self._heard.units)
        lost = (
            named
            and all(isinstance(one, Unknown) for each in meant for one in each.subjects)
            and any(each.subjects for each in meant)
        )
        covered = best.consumed and self._judge.left([best]) == 0
        if not lost and covered:
            return meant
        if best.kind not in self._alike.likely or not (lost or self._alike.is_unlikely(best.kind)):
            return meant
        return self._alike.read() or meant

    def _several(self, scored: Sequence[Reading], readings: Sequence[Reading]) -> tuple[Meant, ...]:
        """Several questions that are only enough together: `owner and dependents of X please`."""
        addressed = self._heard.scene.addressed
        for best in scored[:_MOST_LEADS]:
            found = best.subjects.resolutions
            leaning = not found and bool(self._heard.topic_refs(best.kind))
            if best.kind in NO_SUBJECT or not (leaning or (found and isinstance(found[0], Found | Unclear))):
                continue
            chosen = self._with_others(best, [one for one in readings if one is not best])
            is_enough = addressed and self._judge.score(chosen) >= _TOGETHER
            if len(chosen) > 1 and (is_enough or self._judge.left(chosen) == 0):
                return tuple(self._meant(one) for one in sorted(chosen, key=lambda one: min(one.consumed)))
        return ()

    def _with_others(self, best: Reading, others: Iterable[Reading]) -> list[Reading]:
        chosen = [best]
        for other in others:
            if len(chosen) >= _MOST_QUESTIONS:
                break
            if not self._stands_beside(other, chosen):
                continue
            if self._alike.is_unlikely(other.kind, besides=True):
                continue
            together = self._shared(chosen, other)
            if not all(one.subjects.resolutions or one.kind in NO_SUBJECT or self._leans(one) for one in together):
                continue
            if self._judge.score(together) >= self._judge.score(chosen) + _ANOTHER:
                chosen = together
        return chosen

    def _leans(self, reading: Reading) -> bool:
        """Whether a reading points back to what the thread is about."""
        return reading.subjects.pronoun and bool(self._heard.topic_refs(reading.kind))

    def _stands_beside(self, other: Reading, chosen: Sequence[Reading]) -> bool:
        taken = frozenset().union(*(one.consumed | one.subjects.used for one in chosen))
        if (
            other.consumed & taken
            or not all(one.consumed for one in (*chosen, other))
            or (other.kind == "about" and not (other.opens and other.subjects.resolutions and not other.pointed))
        ):
            return False
        if other.kind in NO_SUBJECT or any(_same_family(one, other) for one in chosen):
            return False
        if other.subjects.resolutions and isinstance(other.subjects.resolutions[0], Unknown):
            return False
        if any(one.kind == other.kind and _same(one.subjects, other.subjects) for one in chosen):
            return False
        if other.clause not in {one.clause for one in chosen}:
            first = min(other.consumed)
            begins = first == self._heard.starts[other.clause] or self._heard.words[first] in ASKING
            return (other.opens and begins) or self._is_all_of_a_sentence(other)
        return any(self._are_joined(one, other) for one in chosen)

    def _is_all_of_a_sentence(self, other: Reading) -> bool:
        """Whether a reading about something explains a sentence of its own: a line of a list, "its docs"."""
        heard, clause = self._heard, self._heard.clauses[other.clause]
        if sum(one.sentence == clause.sentence for one in heard.clauses) > 1:
            return False
        start = heard.starts[other.clause]
        taken = other.consumed | other.subjects.used
        about = other.subjects.pronoun or (bool(other.subjects.resolutions) and not other.pointed)
        if any((span := heard.units[one].span) is not None and span.kind == LINK for one in other.subjects.used):
            return False
        return about and all(
            one in taken or not heard.is_telling(one) for one in range(start, start + len(clause.units))
        )

    def _are_joined(self, one: Reading, other: Reading) -> bool:
        """Whether a joining word or a comma stands between two readings."""
        first, second = sorted((one, other), key=lambda each: min(each.consumed))
        gap = range(max(first.consumed), min(second.consumed) + 1)
        joints = [
            each for each in gap if self._heard.words[each] in {"and", "plus"} or self._heard.units[each].after_comma
        ]
        taken = frozenset().union(*(each.consumed | each.subjects.used for each in (one, other)))
        return bool(joints) and not any(
            self._heard.is_telling(each) for each in range(joints[-1], gap.stop) if each not in taken
        )

    def _shared(self, chosen: Sequence[Reading], other: Reading) -> list[Reading]:
        """The readings together: one that names nothing is about what the other names."""
        lead = next((one for one in (*chosen, other) if one.subjects.resolutions and not one.pointed), chosen[0])
        together = []
        for one in (*chosen, other):
            lacking = not one.subjects.resolutions or one.pointed
            usable = (
                lead is not one
                and one.kind not in NO_SUBJECT
                and lacking
                and self._heard.fits(one.kind, lead.subjects)
            )
            together.append(replace(one, subjects=replace(lead.subjects, leftover=0)) if usable else one)
        return together

    def _meant(self, reading: Reading) -> Meant:
        if reading.kind == "oncall" and _is_about_people(reading.subjects.resolutions):
            reading = replace(reading, kind="my_oncall")
        if reading.kind == "owner" and _is_about_people(reading.subjects.resolutions):
            reading = replace(reading, kind="memberships")
        rule_words = [self._heard.words[one] for one in sorted(reading.consumed)]
        slots = {**slots_of(reading.kind, self._heard.spoken(), rule_words, self._heard.moments), **reading.slots}
        if isinstance(subject := slots.get("subject"), str):
            slots["subject"] = self._heard.as_typed(subject)
        if reading.kind in PICKS:
            slots |= self._of_pick(reading)
        subjects = reading.subjects.resolutions
        if not subjects and self._heard.subject(reading.kind).needed:
            subjects = self._leaned(reading.kind, reading.subjects.team)
        return Meant(reading.kind, subjects, slots, reading.rule, reading.score, reading.subjects.words)

    def _of_pick(self, reading: Reading) -> dict[str, SlotValue]:
        """Who is left out, whose odds are asked for, and for which task, where only the thread says so."""
        spoken, scene = self._heard.spoken(), self._heard.scene
        slots: dict[str, SlotValue] = {}
        if excluded := self._heard.excluded():
            slots["exclude"] = excluded
        if scene.asker is not None and _OF_ONESELF.get(reading.kind, _NEVER).search(" ".join(spoken)):
            slots["of"] = str(scene.asker)
        before = next((one for one in (scene.topic.asks if scene.topic else ()) if one.kind in PICKS), None)
        if (
            before is not None
            and "task" in before.slots
            and not reading.subjects.resolutions
            and not names_task(spoken)
        ):
            slots["task"] = before.slots["task"]
        return slots

    def _leaned(self, kind: str, team: bool) -> tuple[Resolution, ...]:
        groups = [ref for ref in self._heard.scene.topic_teams if self._heard.wanted(kind).admits(ref)]
        if team and groups:
            return tuple(Found(ref, EXACT, "their team") for ref in groups[:1])
        if refs := self._heard.topic_refs(kind):
            return tuple(Found(ref, EXACT, "what the thread is about") for ref in refs)
        if here := self._heard.channel_refs(kind):
            how = "this channel is theirs"
            return (Found(here[0], EXACT, how),) if len(here) == 1 else (Unclear(here[:5], how),)
        for refs_of, how in (
            (self._heard.scene.here, "this channel is theirs"),
            (self._heard.scene.teams, "your team"),
        ):
            groups = [ref for ref in refs_of if ref.kind == "group"]
            if len(groups) == 1:
                return (Found(groups[0], EXACT, how),)
            if groups:
                return (Unclear(tuple(groups[:5]), how),)
        return (Unknown(),)


def _without_doubles(meant: Iterable[Meant]) -> tuple[Meant, ...]:
    """What is asked twice, once about a thing and once about nothing known, is asked about that thing."""
    asked = list(meant)
    found = {one.kind for one in asked if any(isinstance(each, Found) for each in one.subjects)}
    return tuple(
        one for one in asked if one.kind not in found or not all(isinstance(each, Unknown) for each in one.subjects)
    )


def _is_lost(reading: Reading) -> bool:
    """Whether a reading is about a name that nobody bears."""
    return any(isinstance(one, Unknown) for one in reading.subjects.resolutions)


def _same_family(one: Reading, other: Reading) -> bool:
    """Whether two readings ask nearly the same, such as who is on call and who is next."""
    families = ("oncall", "pick")
    return one.kind != other.kind and any(one.kind.startswith(f) and other.kind.startswith(f) for f in families)


def _is_about_people(resolutions: Sequence[Resolution]) -> bool:
    """Whether a person is asked about, who belongs to a team and carries the pager for nobody but themselves."""
    return bool(resolutions) and all(isinstance(one, Found) and one.ref.kind == "user" for one in resolutions)


def _same(one: Subjects, other: Subjects) -> bool:
    return not other.resolutions or one.resolutions == other.resolutions


__all__ = ["Meant", "Understanding"]
