"""What a message asks when no phrase fits: what questions like it ask, about the things that it surely names.

Only where a name is certain, or the message plainly points back; and only where nobody is told to do something. Between
people nothing is guessed.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from msgspec.structs import replace

from bot.asked_for import asks
from bot.clauses import ASKING
from bot.gleaned import gleaned, says_more
from bot.heard import NO_SUBJECT, ON_CALL, PICKS, Heard, refs_of
from bot.hearing import BREAK
from bot.likeness import Likely, Likeness, marks_of
from bot.meant import Meant
from bot.naming import EXACT, WRITTEN
from bot.resolution import MOST_OFFERED
from bot.resolve import FUZZY, Found, Resolution, Unclear
from bot.slots import slots_of

SURE: Final = 0.7
"""A kind must be likelier than not."""
SURE_UNASKED: Final = 0.85
"""The same where nothing else says that something is asked: "her upcoming shifts"."""
SURE_UNASKED_LONG: Final = 0.97
"""The same of more words than a heading has: "source code of the importer, an auditor demands it"."""
SURE_BETWEEN: Final = 0.9
"""The same between people."""
SURE_TO_GLEAN: Final = 0.9
"""The same where what it is about must be gleaned from words that nothing marks as a name."""
_SURE_BESIDES: Final = 0.95
"""The same beside a question that a phrase asks."""
_SCORE: Final = 1.0
UNLIKELY: Final = 0.1
"""Below this a message does not look like a question of a kind."""
UNLIKELY_BESIDES: Final = 0.04
"""The same where it asks another question too."""
_LITTLE: Final = 0.25
_VERY_MUCH: Final = 0.95
_MOST_OF_A_HEADING: Final = 4
"""Telling words."""
_OF_OURSELVES: Final = frozenset({"help", "status", "aliases"})
_BEYOND: Final = frozenset(
    "cost costs price budget sla slo latency uptime version versions deployed password passwords traffic bandwidth "
    "cpu ram slow fast weather lunch salary difference compare comparison versus vs".split()
)
"""What nobody's catalog knows; a question with one of these is rarely for us, however it is put."""
_FAMILIES: Final = (
    PICKS,
    frozenset({"oncall", "oncall_next", "my_oncall"}),
    frozenset({"rollout", "rollouts", "rollout_changes"}),
    frozenset({"dependents", "consumers"}),
    frozenset({"dependencies", "apis"}),
    frozenset({"members", "memberships"}),
)
_TAMPERING: Final = re.compile(
    r"\b(?:forget|ignore|override|disregard|bypass|drop) (?:\w+ ){0,3}(?:rules?|instructions?|prompts?|restrictions?)\b"
)
_OF_PEOPLE: Final = frozenset({"my_oncall", "memberships"})
_ME: Final = frozenset("i me my myself mine".split())
_US: Final = frozenset("we us our ours my".split())


class Alike:
    """Reads one message by its likeness to others."""

    def __init__(self, heard: Heard, likeness: Likeness) -> None:
        self._heard = heard
        self._likeness = likeness
        self._by_clause: dict[int, frozenset[str]] = {}

    @cached_property
    def likely(self) -> dict[str, Likely]:
        """All kinds of question by name, the likeliest first."""
        found = {one.kind: one for one in self._likeness(marks_of(self._heard))}
        for stretch in self._asking() if all(one.probability < SURE for one in found.values()) else ():
            for one in self._likeness(marks_of(self._heard, stretch)):
                if one.probability > found[one.kind].probability:
                    found[one.kind] = one
        ordered = sorted(found.values(), key=lambda one: -one.probability)
        return {one.kind: one for one in ordered if one.kind in self._heard.kinds}

    def _asking(self) -> Iterator[tuple[int, int]]:
        """The units of the last sentence that asks, where there are others."""
        heard = self._heard
        sentences = {clause.sentence for clause in heard.clauses}
        if len(sentences) < 2:
            return
        for number in sorted(sentences, reverse=True):
            units = [one for one in range(len(heard.units)) if heard.sentence_of(one) == number]
            if heard.words[units[0]] in ASKING or _is_marked(heard, units[-1]):
                yield units[0], units[-1] + 1
                return

    def is_unlikely(self, kind: str, clause: int, besides: bool = False) -> bool:
        """Whether a message does not look like a question of this kind at all; of unknown kinds that is not known.

        clause: the one that asks it; it may look like one by itself. besides: whether the message asks another question
        too; then it looks less like either.
        """
        least = UNLIKELY_BESIDES if besides else UNLIKELY
        return kind in self.likely and self.likely[kind].probability < least and not self._is_likely_in(clause, kind)

    def is_outdone(self, kind: str, clause: int) -> bool:
        """Whether a message looks a little like a question of this kind, and very much like another."""
        most = max((one.probability for one in self.likely.values()), default=0.0)
        is_little = kind in self.likely and self.likely[kind].probability < _LITTLE
        return is_little and most >= _VERY_MUCH and not self._is_likely_in(clause, kind)

    def _is_likely_in(self, clause: int, kind: str) -> bool:
        """Whether one of several clauses, that asks by itself, looks like a question of this kind."""
        units = self._heard.units_of(clause)
        asks_by_itself = any(self._heard.words[one] in ASKING for one in units) or self._heard.is_on_a_line(clause)
        if len(self._heard.clauses) == 1 or not asks_by_itself:
            return False
        if clause not in self._by_clause:
            found = self._likeness(marks_of(self._heard, (units.start, units.stop)))
            self._by_clause[clause] = frozenset(one.kind for one in found if one.probability >= SURE)
        return kind in self._by_clause[clause]

    def is_likelier(self, kind: str, other: str) -> bool:
        """Whether a message looks more like a question of one kind than of another."""
        known = kind in self.likely and other in self.likely
        return known and self.likely[kind].probability > self.likely[other].probability

    def is_much_likelier(self, kind: str, other: str) -> bool:
        """Whether a message looks very much like a question of one kind, and hardly like the other."""
        if kind not in self.likely or other not in self.likely:
            return False
        return self.likely[kind].probability >= _VERY_MUCH and self.likely[other].probability < UNLIKELY

    @cached_property
    def is_beyond(self) -> bool:
        """Whether a message asks for what no catalog knows, or tells us to forget what we are for."""
        return not _BEYOND.isdisjoint(self._unnamed) or self.is_tampering

    @cached_property
    def is_tampering(self) -> bool:
        """Whether a message tells us to forget what we are for."""
        return _TAMPERING.search(" ".join(self._unnamed)) is not None

    @cached_property
    def _unnamed(self) -> list[str]:
        """The words that are no names, as written."""
        unnamed = (unit for unit in self._heard.units if unit.span is None)
        return [token.word for unit in unnamed for token in self._heard.tokens[unit.start : unit.end]]

    def is_plain(self, kind: str) -> bool:
        """Whether a message looks so much like a question of this kind that no other sign is needed."""
        return not self.is_beyond and kind in self.likely and self.likely[kind].probability >= SURE_TO_GLEAN

    def is_likely(self, kind: str) -> bool:
        """Whether a message surely looks like a question of this kind."""
        return kind in self.likely and self.likely[kind].probability >= SURE

    def read(self) -> tuple[Meant, ...]:
        """What is asked; nothing where that is not likely, or not about anything sure."""
        if self._heard.is_order or self.is_beyond:
            return ()
        least = SURE if self._heard.scene.addressed else SURE_BETWEEN
        if not asks(self._heard):
            if not self._heard.scene.addressed:
                return ()
            is_heading = self._is_short() and not self._heard.scene.goes_on
            least = SURE_UNASKED if is_heading else SURE_UNASKED_LONG
        unasked = ON_CALL if self._heard.picks_people else frozenset()
        if not self._may_pick():
            unasked |= PICKS  # "not me" and "not this one" mean something else elsewhere
        likely = [one for one in self.likely.values() if one.probability >= least and one.kind not in unasked]
        if not asks(self._heard) and any(one.kind in _OF_OURSELVES for one in likely):
            return ()
        likely = [
            one
            for at, one in enumerate(likely)
            if one.probability >= _SURE_BESIDES or not any(_are_kin(one.kind, other.kind) for other in likely[:at])
        ]
        if any(one.kind != "about" for one in likely):
            likely = [one for one in likely if one.kind != "about" or one.probability >= _SURE_BESIDES]
        found = [meant for one in likely if (meant := self._meant(one)) is not None]
        return tuple(found) if len(found) == len(likely) else ()

    def _may_pick(self) -> bool:
        """Whether picks are what is talked about: in a thread that was, or in words of their own."""
        return self._heard.has_picked or (not self._heard.scene.goes_on and self._heard.may_pick)

    def besides(self, chosen: Sequence[Meant]) -> tuple[Meant, ...]:
        """What else a message surely asks about the one thing it names, where others of its questions are known."""
        subjects = next((one.subjects for one in chosen if one.subjects), ())
        if not self._heard.scene.addressed or not subjects or not all(isinstance(one, Found) for one in subjects):
            return ()
        known = [one.kind for one in chosen]
        if any("transitive" in one.slots for one in chosen):
            known += ["dependencies", "dependents"]  # "and of what it depends on" asks for more of the same
        added: list[Meant] = []
        for one in self.likely.values():
            if one.probability < _SURE_BESIDES or one.kind in NO_SUBJECT | PICKS | {"about"}:
                continue
            if any(_are_kin(one.kind, kind) for kind in known):
                continue
            wanted = self._heard.wanted(one.kind)
            if all(wanted.admits(ref) for each in subjects for ref in refs_of(each)):
                slots = slots_of(one.kind, self._heard.spoken(), self._heard.spoken(), self._heard.moments)
                added.append(Meant(one.kind, subjects, slots, _rule(one), _SCORE * one.probability))
        return tuple(added)

    def _is_short(self) -> bool:
        """Whether a message says no more than a heading does."""
        return sum(map(self._heard.is_telling, range(len(self._heard.units)))) <= _MOST_OF_A_HEADING

    def _meant(self, likely: Likely) -> Meant | None:
        kind, heard = likely.kind, self._heard
        about, words = self._about(kind)
        if heard.subject(kind).needed and not about:
            return None
        slots = slots_of(kind, heard.spoken(), heard.spoken(), heard.moments)
        if kind in PICKS and (excluded := heard.excluded()):
            slots["exclude"] = excluded
        return Meant(kind, about, slots, _rule(likely), _SCORE * likely.probability, words)

    def _about(self, kind: str) -> tuple[tuple[Resolution, ...], str]:
        """What is asked about, and how it was written where it is one name."""
        if kind in NO_SUBJECT:
            return (), ""
        if named := self._enumerated(kind):
            return tuple(one for _, one in named), self._written(named[0][0]) if len(named) == 1 else ""
        if own := self._own(kind):
            return own, ""
        glean = gleaned(self._heard, kind) if self.is_plain(kind) else None
        if glean is not None and (self._heard.scene.topic is None or len(glean[1].split()) > 1):
            return (glean[0],), glean[1]
        if refs := self._heard.topic_refs(kind):
            return tuple(Found(ref, EXACT, "what the thread is about") for ref in refs), ""
        for number, unit in enumerate(self._heard.units):
            if unit.span is None and (self._heard.is_identifier(number) or self._is_written(unit.word)):
                return (self._heard.resolved(number, kind),), self._written(number)
        return (self._team(kind) if kind in PICKS else ()), ""

    def found(self, lost: Meant) -> Meant:
        """A question about a name nobody bears, about what else the message may name where it surely asks that."""
        glean = gleaned(self._heard, lost.kind) if self.is_plain(lost.kind) else None
        if glean is None or says_more(lost.words, glean[1]):
            return lost
        return replace(lost, subjects=(glean[0],), words=glean[1])

    def _is_written(self, word: str) -> bool:
        """Whether a word of English words is joined as names are: `two-factor-nag`."""
        return not WRITTEN.isdisjoint(word) and word not in self._heard.grammar.vocabulary

    def _written(self, number: int) -> str:
        span = self._heard.units[number].span
        return " ".join(span.typed) if span is not None else self._heard.tokens[self._heard.units[number].start].text

    def _own(self, kind: str) -> tuple[Resolution, ...]:
        """Whoever asks, or their team, where the words say so."""
        said, scene = set(self._heard.words), self._heard.scene
        if kind in _OF_PEOPLE and said & _ME:
            return (Found(scene.asker, EXACT, "you"),) if scene.asker is not None else ()
        return self._team(kind) if said & _US else ()

    def _team(self, kind: str) -> tuple[Resolution, ...]:
        """The team of whoever asks."""
        scene, wanted = self._heard.scene, self._heard.wanted(kind)
        teams = [ref for ref in scene.teams or scene.here if wanted.admits(ref)]
        if len(teams) > 1:
            return (Unclear(tuple(teams[:MOST_OFFERED]), "your team"),)
        return tuple(Found(ref, EXACT, "your team") for ref in teams)

    def _enumerated(self, kind: str) -> list[tuple[int, Resolution]]:
        """The first names that are enumerated, of the kinds that the question prefers."""
        runs: list[list[tuple[int, Resolution]]] = []
        for place, resolution in self._named(kind):
            if runs and self._heard.is_joined(runs[-1][-1][0], place):
                runs[-1].append((place, resolution))
            else:
                runs.append([(place, resolution)])
        wanted = self._heard.wanted(kind)

        def rank(run: list[tuple[int, Resolution]]) -> tuple[int, int]:
            first = run[0][1]
            return min(map(wanted.tier, refs_of(first))), first.rank if isinstance(first, Found) else FUZZY

        return min(runs, key=rank, default=[])

    def _named(self, kind: str) -> Iterator[tuple[int, Resolution]]:
        """What is surely named and can be asked about so, with where."""
        heard = self._heard
        for place, unit in enumerate(heard.units):
            if unit.span is None or (heard.excluding is not None and unit.start >= heard.excluding):
                continue
            read = heard.listener.read(place, place + 1, heard.subject(kind))
            if read.resolutions and heard.fits(kind, read) and _is_sure(read.resolutions):
                yield place, read.resolutions[0]


def _rule(likely: Likely) -> str:
    return f"like other such questions, by {', '.join(f'“{mark}”' for mark in likely.marks)}"


def _are_kin(one: str, other: str) -> bool:
    """Whether two kinds of question ask nearly the same, so that one message rarely asks both."""
    return one == other or any({one, other} <= family for family in _FAMILIES)


def _is_marked(heard: Heard, last: int) -> bool:
    """Whether a question mark follows a unit."""
    after = heard.tokens[heard.units[last].end :]
    mark = next((token for token in after if token.kind == BREAK), None)
    return mark is not None and "?" in mark.text


def _is_sure(resolutions: Sequence[Resolution]) -> bool:
    first = resolutions[0]
    return isinstance(first, Unclear) or (isinstance(first, Found) and first.rank < FUZZY)
