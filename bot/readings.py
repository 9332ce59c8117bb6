"""Where a phrase of a question occurs in a message, and what it may be about there."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from bot.edges import HAPPENINGS, HAPPENS
from bot.english import is_english
from bot.facets import Facets, facets_of
from bot.grammar import Match
from bot.heard import IGNORABLE, NO_SUBJECT, PICKS, Heard
from bot.naming import EXACT, WRITTEN
from bot.resolve import FUZZY, Found, Unclear, Unknown
from bot.slots import PARTICULARS
from bot.subjects import NOTHING, Subjects
from bot.vocabulary import KIND_WORDS
from handlers.asked import SlotValue
from handlers.question import Subject

_SLOTS: Final = ("entity", "rollout_entity", "api_entity", "group", "person", "entity2")
_POINTERS: Final = frozenset({"link", "ref", "code", "mail", "channel", "user"})
_OWNERS: Final = frozenset({"group", "user"})
_THERE: Final = frozenset({"have", "exist", "exists", "there", "catalog"})
_MOST_FURTHER: Final = 4
_MOST_IN_FRONT: Final = 3
"""Words of a name before a comma or dash, and then a question about it: "kafka - tell me about it"."""
_ABOUT: Final = frozenset("from for on in at by about with of".split())
_WE_HAVE: Final = frozenset({"have", "got", "run", "use", "operate"})
_SORTS: Final = frozenset({"component", "system", "api", "domain", "resource"})
_TURNING: Final = frozenset({"next", "last", "after", "previous"})


class Reading(msgspec.Struct, frozen=True):
    """A phrase, with what it may be about.

    consumed: the units the phrase took; weight: how much of a question that is. clause: the one it begins in.
    pointed: whether what it is about stands outside the phrase. opens: whether it begins as a question does.
    """

    kind: str
    rule: str
    opens: bool
    consumed: frozenset[int]
    weight: float
    subjects: Subjects
    clause: int
    slots: Mapping[str, SlotValue]
    pointed: bool = False
    score: float = 0.0

    @property
    def is_lost(self) -> bool:
        """Whether it is about a name that nobody bears."""
        return any(isinstance(one, Unknown) for one in self.subjects.resolutions)

    @property
    def is_guess(self) -> bool:
        """Whether what it is about is only nearly called so."""
        return any(isinstance(one, Found) and one.rank == FUZZY for one in self.subjects.resolutions)

    @property
    def points_back(self) -> bool:
        """Whether it is about a name said before it: "owner of X. what depends on it? is Y on?"."""
        found = self.subjects.pronoun and bool(self.subjects.resolutions)
        return found and min(self.subjects.used) < min(self.consumed)


class Readings:
    """Finds the readings of one message."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    def __iter__(self) -> Iterator[Reading]:
        return (reading for start, end in self._views() for reading in self._readings(start, end))

    def _views(self) -> list[tuple[int, int]]:
        """The stretches of units that phrases are looked for in: each clause, and each sentence of several clauses."""
        spans: list[tuple[int, int]] = []
        sentences: dict[int, tuple[int, int]] = {}
        denied: set[int] = set()
        for start, clause in zip(self._heard.starts, self._heard.clauses, strict=True):
            end = start + len(clause.units)
            denied.update({clause.sentence} if clause.units[0].word == "not" else ())
            if clause.units[0].word != "not":
                spans.append((start, end))
            sentences[clause.sentence] = (sentences.get(clause.sentence, (start, end))[0], end)
        return list(dict.fromkeys([*spans, *(span for number, span in sentences.items() if number not in denied)]))

    def _readings(self, start: int, end: int) -> Iterator[Reading]:
        for match in self._heard.grammar.matches(self._heard.words[start:end]):
            if (reading := self._reading(match, start)) is not None:
                yield reading

    def _reading(self, match: Match, start: int) -> Reading | None:
        kind = match.pattern.kind
        clause = self._heard.clause_of(start + min(match.consumed, default=match.start))
        slots: dict[str, SlotValue] = {}
        facet_units: frozenset[int] = frozenset()
        for name in ("facets", "facets2"):
            if name in match.slots:
                span = match.slots[name]
                further = len(self._heard.units) - start if span[1] == match.end else span[1]
                span, found = self._facets(start, span, bool(match.consumed), min(further, span[1] + _MOST_FURTHER))
                if found is None or (kind == "owned" and found.slots.get("kind") in _OWNERS):
                    return None
                if (
                    kind == "owned"
                    and not _WE_HAVE.isdisjoint(self._heard.words[start + one] for one in match.consumed)
                    and self._is_us(match, start)
                ):
                    return None
                if kind == "search" and not self._is_search(match, start + match.start, found.nouns, found.told):
                    return None
                slots |= found.slots
                facet_units |= frozenset(range(start + span[0], start + span[1]))
        if kind == "owner" and "other" in match.slots and not self._is_somebody(start, match.slots["other"]):
            return None
        consumed = frozenset(start + one for one in match.consumed) | facet_units
        if kind == "rollouts" and "entity" in match.slots:
            low, high = (start + one for one in match.slots["entity"])
            consumed |= frozenset(range(low, high)) if self._says_state(low, high) else frozenset()
        weight = (
            match.weight
            - self._in_time(consumed)
            + 1.0 * len([one for one in facet_units if self._heard.words[one] not in IGNORABLE])
        )
        subjects, pointed = self._subjects_of(match, kind, start, clause, consumed)
        return Reading(
            kind, match.pattern.phrase, match.pattern.opens, consumed, weight, subjects, clause, slots, pointed
        )

    def _is_somebody(self, start: int, slot: tuple[int, int]) -> bool:
        """Whether words can be whoever owns something, who "it" is not: "what does it cost to run X"."""
        words = self._heard.words[start + slot[0] : start + slot[1]]
        return words[0] not in {"it", "this", "that"}

    def _facets(
        self, start: int, span: tuple[int, int], others: bool, further: int
    ) -> tuple[tuple[int, int], Facets | None]:
        """What the words of a slot narrow down to; what was said before them is left out where the phrase has others.

        further: where the slot may end at most; it goes on for as long as its words narrow down.
        """
        for low in range(span[0], span[1] if others else span[0] + 1):
            if low > span[0] and self._heard.words[start + low - 1] in {"my", "our"}:
                break
            for high in range(further, span[1] - 1, -1):
                found = facets_of(self._facet_words(start + low, start + high), self._heard.scene.names)
                if found is not None:
                    return (low, high), found
        return span, None

    def _in_time(self, consumed: frozenset[int]) -> float:
        """What a phrase must not count for itself: `next` in "next monday" is no "who is next"."""
        if not self._heard.moments:
            return 0.0
        timed = [
            one
            for one in consumed
            if any(now.start <= self._heard.units[one].start < now.end for now in self._heard.moments)
        ]
        return sum(2.0 if self._heard.words[one] in _TURNING else 1.0 for one in timed)

    def _facet_words(self, start: int, end: int) -> list[str]:
        """The words of some units; of a name too, for tags and types are names of things as well."""
        return [
            self._heard.words[one]
            if self._heard.units[one].span is None
            else self._heard.tokens[self._heard.units[one].start].word
            for one in range(start, end)
        ]

    def _is_us(self, match: Match, start: int) -> bool:
        """ "Which websites do we have" is about the company, not about one team."""
        low, high = match.slots.get("entity", (0, 0))
        return set(self._heard.words[start + low : start + high]) == {"we"}

    def _is_search(self, match: Match, start: int, nouns: int, told: int) -> bool:
        if match.pattern.phrase == "{facets}":
            return bool(told and (nouns or told > 1)) and match.start == 0
        open_ended = self._heard.words[start] in {"which", "what"} and _THERE.isdisjoint(self._heard.words[start:])
        return bool(told or (nouns and match.weight and not open_ended))

    def _subjects_of(
        self, match: Match, kind: str, start: int, clause: int, consumed: frozenset[int]
    ) -> tuple[Subjects, bool]:
        """What a match is about, and whether that had to be looked for outside its slot."""
        subject = self._heard.subject(kind)
        if kind in NO_SUBJECT:
            return NOTHING, False
        best = NOTHING
        for name in _SLOTS:
            if name in match.slots:
                low, high = (start + one for one in match.slots[name])
                end = self._without_excluded(low, high)
                read = self._heard.listener.read(low, end, subject)
                if read.stop:
                    return read, False
                if self._is_remark(read, low) or (kind == "rollouts" and self._says_state(low, end)):
                    continue
                if read.resolutions and (not best.resolutions or isinstance(best.resolutions[0], Unknown)):
                    best = read
                elif not best.resolutions:
                    pointing = best.pronoun or read.pronoun
                    best = replace(best, pronoun=pointing, team=best.team or read.team, used=best.used | read.used)
        if best.resolutions:
            return self._of_said_sort(best, consumed), False
        if best.pronoun and "other" in match.slots:
            return best, False
        found = self._elsewhere(kind, subject, consumed, clause, best.pronoun)
        return replace(found, team=best.team, used=found.used | best.used), True

    def _of_said_sort(self, read: Subjects, consumed: frozenset[int]) -> Subjects:
        """Of several with one name, that of the kind said elsewhere: "statements, the component, not the system"."""
        if len(read.resolutions) != 1 or not isinstance(read.resolutions[0], Unclear):
            return read
        words = self._heard.words
        said = frozenset().union(
            *(
                KIND_WORDS[words[one]]
                for one in range(len(words))
                if words[one] in _SORTS
                and (one not in consumed | read.used or self._heard.units[one].after_comma)
                and (not one or words[one - 1] != "not")
            )
        )
        fitting = [ref for ref in read.resolutions[0].candidates if ref.kind in said]
        return replace(read, resolutions=(Found(fitting[0], EXACT),)) if len(fitting) == 1 else read

    def _says_state(self, low: int, high: int) -> bool:
        """Whether words only say in which state rollouts are to be: "flags that are halfway"."""
        words = [self._heard.words[one] for one in range(low, high) if self._heard.is_telling(one)]
        return bool(words) and all(word in PARTICULARS["rollouts"] for word in words)

    def _is_remark(self, read: Subjects, low: int) -> bool:
        """Whether words behind a comma name nothing: "who is responsible, the tooth fairy?"."""
        lost = bool(read.resolutions) and all(isinstance(one, Unknown) for one in read.resolutions)
        written = not WRITTEN.isdisjoint(read.words)
        return lost and self._heard.units[low].after_comma and not written and not read.own

    def _without_excluded(self, low: int, high: int) -> int:
        """Where the words about who must not be picked begin."""
        if self._heard.excluding is None:
            return high
        return next((one for one in range(low, high) if self._heard.units[one].start >= self._heard.excluding), high)

    def _elsewhere(
        self, kind: str, subject: Subject, consumed: frozenset[int], clause: int, pronoun: bool
    ) -> Subjects:
        """A name outside the slot: in the same clause, in the clause before, then anywhere in the message."""
        if (listed := self._listed(clause, subject)).resolutions:
            return listed
        limit = (
            self._heard.excluding if kind in PICKS and self._heard.excluding is not None else len(self._heard.tokens)
        )
        places = [
            one
            for one, unit in enumerate(self._heard.units)
            if unit.span is not None and one not in consumed and unit.start < limit
        ]
        home = self._heard.units_of(clause)
        places.sort(key=lambda one: (one not in home, pronoun and one > home.start, abs(one - home.start)))
        for place in self._things_first(places, kind, subject):
            read = self._heard.listener.read(place, place + 1, subject)
            if read.resolutions and not isinstance(read.resolutions[0], Unknown):
                return replace(self._enumerated(place, read, sorted(places), subject), pronoun=pronoun)
        for number in (clause - 1, clause + 1, *([0] if pronoun and clause > 1 else [])):
            if 0 <= number < len(self._heard.clauses) and len(self._heard.clauses[number].units) <= 5:
                near = self._heard.units_of(number)
                read = self._heard.listener.read(near.start, near.stop, subject)
                if read.own and pronoun and self._heard.scene.topic is not None:
                    continue
                if read.resolutions and isinstance(read.resolutions[0], Found | Unclear):
                    return replace(read, pronoun=pronoun)
        for place in places:
            span = self._heard.units[place].span
            if span is not None and span.kind in _POINTERS:
                return self._heard.listener.read(place, place + 1, subject)
        for one in range(len(self._heard.units)):
            if one not in consumed and self._heard.units[one].span is None and self._heard.is_identifier(one):
                return replace(self._heard.listener.read(one, one + 1, subject), pronoun=pronoun)
        points = pronoun and not self._heard.topic_refs(kind)
        found = self._in_front(min(consumed, default=home.start), clause, subject, points)
        return replace(found, pronoun=pronoun)

    def _in_front(self, first: int, clause: int, subject: Subject, points: bool) -> Subjects:
        """A name that is all that is said before a question, but for what happens to it: "kafka died, what breaks".

        points: whether the question points to it ("stripe. who owns that"), so that a word of English is one too.
        """
        start, stop = self._heard.starts[clause], first
        if start == stop and clause:
            start = self._heard.starts[clause - 1]
        elif start == stop or not self._heard.units[first].after_comma:
            return NOTHING
        words = self._heard.words
        if words[start] in HAPPENINGS and stop - start > 2 and words[start + 1] in _ABOUT:
            start += 2
        while stop - start > 1 and (words[stop - 1] in HAPPENS | HAPPENINGS or words[stop - 1] == "is"):
            stop -= 1
        if stop - start > _MOST_IN_FRONT:
            return NOTHING
        read = self._heard.listener.read(start, stop, subject)
        lost = bool(read.resolutions) and isinstance(read.resolutions[0], Unknown)
        if lost and not points and all(map(is_english, read.words.lower().split())):
            return NOTHING
        return read

    def _things_first(self, places: Sequence[int], kind: str, subject: Subject) -> Sequence[int]:
        """Who owns something is rarely asked of a team or a person that is named as well."""
        if kind != "owner":
            return places

        def is_owner(place: int) -> bool:
            found = self._heard.listener.read(place, place + 1, subject).resolutions
            return any(isinstance(one, Found) and one.ref.kind in _OWNERS for one in found)

        return sorted(places, key=is_owner)

    def _enumerated(self, place: int, read: Subjects, places: Sequence[int], subject: Subject) -> Subjects:
        """What is named at `place`, with the names that are enumerated with it. places: of all names, in order."""
        first = last = places.index(place)
        while first and self._heard.is_joined(places[first - 1], places[first]):
            first -= 1
        while last + 1 < len(places) and self._heard.is_joined(places[last], places[last + 1]):
            last += 1
        found = [self._heard.listener.read(one, one + 1, subject) for one in places[first : last + 1]]
        if len(found) == 1 or not all(one.resolutions and isinstance(one.resolutions[0], Found) for one in found):
            return read
        resolutions = tuple(dict.fromkeys(one for each in found for one in each.resolutions))
        used = frozenset().union(*(one.used for one in found))
        return replace(read, resolutions=resolutions, used=used, words=" ".join(one.words for one in found))

    def _listed(self, clause: int, subject: Subject) -> Subjects:
        """Names in lines of their own below a question: an enumeration."""
        found: list[Subjects] = []
        for number in range(clause + 1, len(self._heard.clauses)):
            start, units = self._heard.starts[number], self._heard.clauses[number].units
            if len([unit for unit in units if unit.span is None]) > 1:
                break
            read = self._heard.listener.read(start, start + len(units), subject)
            if not read.resolutions or isinstance(read.resolutions[0], Unknown):
                break
            found.append(read)
        if len(found) < 2:
            return NOTHING
        resolutions = tuple(one for read in found for one in read.resolutions)
        used = frozenset().union(*(read.used for read in found))
        return Subjects(resolutions, used, words=" ".join(read.words for read in found))
