"""From the words of a message to what is asked: kinds of question, what each is about, and its slots.

1. What surely names something is taken out (`spans`), courtesies and fillers too; slips in words of grammar are mended.
2. In each clause every phrase of every kind is looked for (`grammar`). A phrase with what it may be about is a reading.
   A reading scores by how much of the clause it explains and how sure its subject is, less what it leaves unexplained.
3. The best reading wins; another kind counts too where its words are others' ("who owns and is on call for X").
4. A question without a subject takes the one named elsewhere in the message, else what the thread is about.

Nothing here waits or raises; the rule that won is kept for `explain`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.clauses import Clause, Unit, clauses_of
from bot.english import is_common, is_english
from bot.facets import facets_of
from bot.grammar import Grammar, Match
from bot.hearing import BREAK, USER, WORD, Token, hear
from bot.mending import Mender, mended
from bot.phrasing import SUBJECTS
from bot.resolve import DERIVED, EXACT, FUZZY, Found, Resolution, Unclear, Unknown, Wanted
from bot.scene import Scene
from bot.slots import environment_tokens, excluded_from, moments_of, slots_of, transitive_tokens
from bot.spans import spans_of
from bot.subjects import MEETINGS, NOTHING, Listener, Subjects
from bot.vocabulary import FILLERS, KIND_WORDS, NOISE, ORDERS, PRONOUNS, SOFT_KIND_WORDS, STOP_WORDS
from catalog_client import EntityRef
from handlers.asked import Asked, SlotValue
from handlers.question import Subject

_ANY: Final = Subject()
_SURE: Final = {EXACT: 2.5, DERIVED: 2.2, FUZZY: 1.6}
_UNCLEAR: Final = 1.2
_UNKNOWN: Final = 0.3
_POINTED: Final = 0.8
_LEFT_OVER: Final = 0.8
_ELSEWHERE: Final = 0.25
_LEAST: Final = 1.2
_LEAST_BESIDE: Final = 2.0
_ANOTHER: Final = 0.9
_MOST_BARE: Final = 8
_GREETINGS: Final = frozenset("hi hey hello hallo hola yo hiya howdy moin greetings help".split())
_IGNORABLE: Final = STOP_WORDS | NOISE | FILLERS | PRONOUNS | frozenset("and or plus also 's s re via per".split())
_FAMILIES: Final = ("oncall", "pick", "rollout")
_FAMILY: Final = 0.5
_NO_SUBJECT: Final = frozenset({"search", "help", "status"})
_PICKS: Final = frozenset({"pick", "pick_history", "pick_odds"})
_WITHIN: Final = frozenset("of in on between with from at for to".split())
_BEFORE: Final = 0.35
"""What is said before a plain question in the same breath needs less explaining than what follows it."""
_AUDIENCE: Final = frozenset(
    "all everyone everybody everywhere anyone customers customer users user people companies company some part only "
    "fully completely partially yet already brokers clients just staff internal half".split()
)
_BESIDE: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("rollout", "rollouts", "rollout_changes"), _AUDIENCE),
    **dict.fromkeys(_PICKS, MEETINGS),
}
"""Words that belong to a kind of question without changing it."""
_TURNING: Final = frozenset({"next", "last", "after", "previous"})
_FINITE: Final = frozenset(
    "is are was were am has have had do does did will would can could i he she we you they not".split()
)
_POINTERS: Final = frozenset({"link", "ref", "code", "mail", "channel", "user"})
_SHARED_SLOTS: Final = ("entity", "rollout_entity", "api_entity", "group", "person", "entity2")


@dataclass(frozen=True, slots=True)
class Meant:
    """One thing that was asked.

    subjects: one resolution per thing it is about; empty where none is needed. words: what it was called.
    rule: the phrase that matched; score: how well.
    """

    kind: str
    subjects: tuple[Resolution, ...]
    slots: Mapping[str, SlotValue]
    rule: str
    score: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A phrase, with what it may be about. Units are numbered over the whole message."""

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


class Understanding:
    """Understands messages, by one grammar."""

    def __init__(self, phrases: Mapping[str, tuple[str, ...]], subjects: Mapping[str, Subject] | None = None) -> None:
        self._grammar = Grammar(phrases)
        self._mender = Mender(self._grammar.vocabulary)
        self._subjects = {**SUBJECTS, **(subjects or {})}

    def __call__(self, text: str, scene: Scene) -> tuple[Meant, ...]:
        """What `text` asks; nothing where it asks nothing we know."""
        tokens = hear(text)
        spans = spans_of(tokens, scene.names, self._grammar.vocabulary)
        read = mended(tokens, spans, self._mender, scene.names)
        clauses = clauses_of(tokens, spans, read)
        if not clauses:
            return _greeted(tokens)
        return _Message(tokens, clauses, read, scene, self._grammar, self._subjects).read()


def _greeted(tokens: Sequence[Token]) -> tuple[Meant, ...]:
    words = [token.word for token in tokens if token.kind == WORD]
    questioned = not words and any(token.kind == BREAK and token.text.startswith("?") for token in tokens)
    if questioned or (words and words[0] in _GREETINGS):
        return (Meant("help", (), {}, "a greeting", 2.0),)
    return ()


class _Message:
    """One message being understood."""

    def __init__(
        self,
        tokens: Sequence[Token],
        clauses: Sequence[Clause],
        read: Mapping[int, str],
        scene: Scene,
        grammar: Grammar,
        subjects: Mapping[str, Subject],
    ) -> None:
        self._tokens = tokens
        self._clauses = clauses
        self._read = read
        self._scene = scene
        self._grammar = grammar
        self._subjects = subjects
        self._units: tuple[Unit, ...] = tuple(unit for clause in clauses for unit in clause.units)
        self._starts = [sum(len(one.units) for one in clauses[:number]) for number in range(len(clauses))]
        self._excluding = excluded_from(tokens)
        self._moments = moments_of(tokens, scene)
        self._ignored = environment_tokens(tokens) | transitive_tokens(tokens)
        self._ignored |= {number for one in self._moments for number in range(one.start, one.end)}
        self._words = tuple(unit.word for unit in self._units)
        self._listener = Listener(self._units, tokens, scene, self._ignored)

    def read(self) -> tuple[Meant, ...]:
        readings = [reading for start, end in self._views() for reading in self._readings(start, end)]
        lacking = [one for one in readings if not one.subjects.resolutions and not one.subjects.stop]
        readings = [one for one in readings if self._is_valid(one)]
        scored = sorted((replace(one, score=self._score([one])) for one in readings), key=lambda one: -one.score)
        everything = scored
        scored = [one for one in scored if self._is_enough(one)]
        if not scored:
            return self._bare()
        best = scored[0]
        if self._is_order(best) or not (self._scene.addressed or self._is_plain(best)):
            return ()
        chosen = self._with_others(best, [*(one for one in everything if one is not best), *lacking])
        if (bare := self._bare()) and len(self._clauses) == 1 and bare[0].score > best.score:
            return bare
        return tuple(self._meant(one) for one in sorted(chosen, key=lambda one: min(one.consumed, default=0)))

    # Readings

    def _views(self) -> list[tuple[int, int]]:
        """The stretches of units that phrases are looked for in: each clause, and each sentence of several clauses."""
        spans: list[tuple[int, int]] = []
        sentences: dict[int, tuple[int, int]] = {}
        denied: set[int] = set()
        for start, clause in zip(self._starts, self._clauses, strict=True):
            end = start + len(clause.units)
            denied.update({clause.sentence} if clause.units[0].word == "not" else ())
            if clause.units[0].word != "not":
                spans.append((start, end))
            sentences[clause.sentence] = (sentences.get(clause.sentence, (start, end))[0], end)
        return list(dict.fromkeys([*spans, *(span for number, span in sentences.items() if number not in denied)]))

    def _readings(self, start: int, end: int) -> Iterator[_Reading]:
        for match in self._grammar.matches(self._words[start:end]):
            if (reading := self._reading(match, start)) is not None:
                yield reading

    def _clause_of(self, unit: int) -> int:
        return max(number for number, start in enumerate(self._starts) if start <= unit)

    def _reading(self, match: Match, start: int) -> _Reading | None:
        kind = match.pattern.kind
        clause = self._clause_of(start + min(match.consumed, default=match.start))
        slots: dict[str, SlotValue] = {}
        facet_units: frozenset[int] = frozenset()
        for name in ("facets", "facets2"):
            if name in match.slots:
                span = match.slots[name]
                found = facets_of(self._facet_words(start + span[0], start + span[1]), self._scene.names)
                if found is None or (kind == "owned" and not found.nouns and not found.told):
                    return None
                if kind == "search" and not self._is_search(match, start + match.start, found.nouns, found.told):
                    return None
                slots |= found.slots
                facet_units |= frozenset(range(start + span[0], start + span[1]))
        consumed = frozenset(start + one for one in match.consumed) | facet_units
        weight = (
            match.weight
            - self._in_time(consumed)
            + 1.0 * len([one for one in facet_units if self._words[one] not in _IGNORABLE])
        )
        subjects, pointed = self._subjects_of(match, kind, start, clause, consumed)
        return _Reading(
            kind, match.pattern.phrase, match.pattern.opens, consumed, weight, subjects, clause, slots, pointed
        )

    def _in_time(self, consumed: frozenset[int]) -> float:
        """What a phrase must not count for itself: `next` in "next monday" is no "who is next"."""
        timed = [
            one for one in consumed if any(now.start <= self._units[one].start < now.end for now in self._moments)
        ]
        return sum(2.0 if self._words[one] in _TURNING else 1.0 for one in timed)

    def _facet_words(self, start: int, end: int) -> list[str]:
        """The words of some units; of a name too, for tags and types are names of things as well."""
        return [
            self._words[one] if self._units[one].span is None else self._tokens[self._units[one].start].word
            for one in range(start, end)
        ]

    def _is_search(self, match: Match, start: int, nouns: int, told: int) -> bool:
        if match.pattern.phrase == "{facets}":
            return bool(told and (nouns or told > 1)) and match.start == 0
        return bool(told or (nouns and match.weight and self._words[start] not in {"which", "what"}))

    def _subjects_of(
        self, match: Match, kind: str, start: int, clause: int, consumed: frozenset[int]
    ) -> tuple[Subjects, bool]:
        """What a match is about, and whether that had to be looked for outside its slot."""
        subject = self._subjects.get(kind, _ANY)
        if kind in _NO_SUBJECT:
            return NOTHING, False
        best = NOTHING
        for name in _SHARED_SLOTS:
            if name in match.slots:
                low, high = (start + one for one in match.slots[name])
                end = self._without_excluded(low, high)
                read = self._listener.read(low, end, subject)
                if read.stop:
                    return read, False
                if read.resolutions and not (best.resolutions and isinstance(read.resolutions[0], Unknown)):
                    best = read
                elif read.pronoun and not best.resolutions:
                    best = replace(best, pronoun=True)
        if best.resolutions:
            return best, False
        return self._elsewhere(kind, subject, consumed, clause, best.pronoun), True

    def _without_excluded(self, low: int, high: int) -> int:
        """Where the words about who must not be picked begin."""
        if self._excluding is None:
            return high
        return next((one for one in range(low, high) if self._units[one].start >= self._excluding), high)

    def _elsewhere(
        self, kind: str, subject: Subject, consumed: frozenset[int], clause: int, pronoun: bool
    ) -> Subjects:
        """A name outside the slot: in the same clause, in the clause before, then anywhere in the message."""
        if (listed := self._listed(clause, subject)).resolutions:
            return listed
        limit = self._excluding if kind in _PICKS and self._excluding is not None else len(self._tokens)
        places = [
            one
            for one, unit in enumerate(self._units)
            if unit.span is not None and one not in consumed and unit.start < limit
        ]
        home = range(self._starts[clause], self._starts[clause] + len(self._clauses[clause].units))
        places.sort(key=lambda one: (one not in home, abs(one - home.start)))
        for place in places:
            read = self._listener.read(place, place + 1, subject)
            if read.resolutions and not isinstance(read.resolutions[0], Unknown):
                return replace(read, pronoun=pronoun)
        for number in (clause - 1, clause + 1):
            if 0 <= number < len(self._clauses) and len(self._clauses[number].units) <= 5:
                low = self._starts[number]
                read = self._listener.read(low, low + len(self._clauses[number].units), subject)
                if read.resolutions and isinstance(read.resolutions[0], Found | Unclear):
                    return replace(read, pronoun=pronoun)
        for place in places:
            span = self._units[place].span
            if span is not None and span.kind in _POINTERS:
                return self._listener.read(place, place + 1, subject)
        if pronoun and clause and len(self._clauses[clause - 1].units) <= 3:
            low = self._starts[clause - 1]
            return replace(self._listener.read(low, self._starts[clause], subject), pronoun=True)
        return Subjects(pronoun=pronoun)

    def _listed(self, clause: int, subject: Subject) -> Subjects:
        """Names in lines of their own below a question: an enumeration."""
        found: list[Subjects] = []
        for number in range(clause + 1, len(self._clauses)):
            start, units = self._starts[number], self._clauses[number].units
            if len([unit for unit in units if unit.span is None]) > 1:
                break
            read = self._listener.read(start, start + len(units), subject)
            if not read.resolutions or isinstance(read.resolutions[0], Unknown):
                break
            found.append(read)
        if len(found) < 2:
            return NOTHING
        resolutions = tuple(one for read in found for one in read.resolutions)
        used = frozenset().union(*(read.used for read in found))
        return Subjects(resolutions, used, words=" ".join(read.words for read in found))

    # Validity and score

    def _is_valid(self, reading: _Reading) -> bool:
        subject = self._subjects.get(reading.kind, _ANY)
        found = reading.subjects.resolutions
        if not subject.needed:
            return True
        if reading.kind == "about" and reading.subjects.leftover and not reading.pointed:
            return False
        if not found:
            return self._can_lean(reading)
        wanted = Wanted(subject)
        refs = [ref for one in found for ref in _refs(one)]
        known = [ref for ref in refs if wanted.admits(ref)]
        if refs and not isinstance(found[0], Unknown) and not known:
            return False
        if "{rollout_entity}" in reading.rule and not any(ref.kind == "rollout" for ref in refs):
            return False
        if "{api_entity}" in reading.rule and not any(ref.kind == "api" for ref in refs):
            return False
        if isinstance(found[0], Unknown) and not reading.subjects.own:
            return self._may_be_unknown(reading)
        return True

    def _can_lean(self, reading: _Reading) -> bool:
        """Whether a question that names nothing may be about the thread, the asker or the channel."""
        if self._topic_refs(reading.kind):
            return True
        return reading.kind in _PICKS and bool(self._scene.teams or self._scene.here)

    def _topic_refs(self, kind: str) -> tuple[EntityRef, ...]:
        """What the thread is about, as far as a question of this kind can be about it; else whose that is."""
        topic = self._scene.topic
        if topic is None or topic.candidates:
            return ()
        wanted = Wanted(self._subjects.get(kind, _ANY))
        refs = tuple(dict.fromkeys(ref for asked in topic.asks for ref in asked.entities if wanted.admits(ref)))
        return refs or tuple(ref for ref in self._scene.topic_teams if wanted.admits(ref))[:1]

    def _may_be_unknown(self, reading: _Reading) -> bool:
        """A name nobody bears is only taken for one where a question is plain and the words look like a name."""
        if reading.kind in _PICKS and not ("<pick>" in reading.rule or reading.kind != "pick" and reading.opens):
            return False
        said = reading.subjects.words.lower().split()
        if reading.kind == "about" and not _WITHIN.isdisjoint(said):
            return False
        words = [word for word in said if word not in _IGNORABLE]
        if not reading.opens and all(word in self._grammar.vocabulary and is_english(word) for word in words):
            return False
        if not words or len(words) > 5 or all(word.isdigit() for word in words):
            return False
        if reading.kind in {"about", "members", "memberships"} and len(words) > 3:
            return False
        return reading.opens or len(words) <= 4

    def _is_enough(self, reading: _Reading) -> bool:
        """A request may leave words unexplained; mere words of one need a sure subject, or nothing left over."""
        if reading.opens or reading.kind in _NO_SUBJECT:
            return reading.score >= (_LEAST if reading.opens else 1.0)
        found = reading.subjects.resolutions
        if found and isinstance(found[0], Found):
            return reading.score >= _LEAST_BESIDE
        return reading.score >= _LEAST and self._left([reading]) == 0

    def _score(self, readings: Sequence[_Reading]) -> float:
        return sum(one.weight + self._sureness(one) for one in readings) - self._left(readings)

    def _left(self, readings: Sequence[_Reading]) -> float:
        """The cost of what these readings do not explain."""
        consumed = frozenset().union(*(one.consumed | one.subjects.used for one in readings))
        touched = {self._clause_of(unit) for one in readings for unit in (*one.consumed, *one.subjects.used)}
        left = 0.0
        for number, clause in enumerate(self._clauses):
            start = self._starts[number]
            rest = [one for one in range(start, start + len(clause.units)) if one not in consumed]
            audience = frozenset().union(*(_BESIDE.get(one.kind, ()) for one in readings))
            opens = any(one.opens for one in readings)
            first = min((min(one.consumed, default=0) for one in readings if one.clause == number), default=0)
            telling = sum(
                _BEFORE if opens and one < first else 1.0
                for one in rest
                if self._is_telling(one) and not self._qualifies(one, consumed) and self._words[one] not in audience
            )
            left += telling * (_LEFT_OVER if number in touched else 0.0 if opens else _ELSEWHERE)
        return left

    def _is_telling(self, number: int) -> bool:
        unit = self._units[number]
        if unit.span is not None:
            return True
        if all(token in self._ignored for token in range(unit.start, unit.end)):
            return False
        if self._excluding is not None and unit.start >= self._excluding:
            return False
        return unit.word not in _IGNORABLE

    def _qualifies(self, number: int, used: frozenset[int]) -> bool:
        """Whether a word only says what kind of thing the name beside it is."""
        word = self._units[number].word
        return (word in KIND_WORDS or word in SOFT_KIND_WORDS) and (number - 1 in used or number + 1 in used)

    def _sureness(self, reading: _Reading) -> float:
        found = reading.subjects.resolutions
        if not found:
            return 0.5 if reading.kind in _NO_SUBJECT else _POINTED + self._kinship(reading.kind)
        match found[0]:
            case Found(ref, rank):
                sure = _SURE[rank]
                if rank == FUZZY and all(is_common(word) for word in reading.subjects.words.lower().split()):
                    sure = _UNKNOWN
                if reading.kind == "owner" and ref.kind == "user":
                    sure -= 1.0
            case Unclear():
                sure = _UNCLEAR
            case _:
                sure = _UNKNOWN - 0.3 * max(0, len(reading.subjects.words.split()) - 2)
        tier = min((Wanted(self._subjects.get(reading.kind, _ANY)).tier(ref) for ref in _refs(found[0])), default=0)
        return (
            sure
            + self._kinship(reading.kind)
            - 0.3 * reading.pointed
            - 0.2 * min(tier, 2)
            - 0.1 * reading.subjects.leftover
        )

    def _kinship(self, kind: str) -> float:
        """In a thread about on-call, "who is next?" is about on-call."""
        topic = self._scene.topic
        family = next((one for one in _FAMILIES if one in kind), None)
        return _FAMILY if topic and family and any(family in asked.kind for asked in topic.asks) else 0.0

    def _is_order(self, best: _Reading) -> bool:
        """Whether the message tells us to do something, with a question's words in it only by the way."""
        first = self._units[0].word
        return first in ORDERS and self._units[0].span is None and 0 not in best.consumed and best.clause == 0

    def _is_plain(self, best: _Reading) -> bool:
        """Whether a message between people is so plainly a question for us that we may speak up."""
        found = best.subjects.resolutions
        if found and not isinstance(found[0], Found) and not best.subjects.own:
            return best.opens and best.kind not in _PICKS and self._left([best]) == 0
        return best.opens or self._left([best]) == 0

    def _with_others(self, best: _Reading, others: Iterable[_Reading]) -> list[_Reading]:
        chosen = [best]
        for other in others:
            if len(chosen) >= 4:
                break
            if not self._stands_beside(other, chosen):
                continue
            together = self._shared(chosen, other)
            if not all(one.subjects.resolutions or one.kind in _NO_SUBJECT for one in together):
                continue
            if self._score(together) >= self._score(chosen) + _ANOTHER:
                chosen = together
        return chosen

    def _stands_beside(self, other: _Reading, chosen: Sequence[_Reading]) -> bool:
        taken = frozenset().union(*(one.consumed | one.subjects.used for one in chosen))
        if other.consumed & taken or not other.consumed or other.kind == "about":
            return False
        if other.subjects.resolutions and isinstance(other.subjects.resolutions[0], Unknown):
            return False
        if any(one.kind == other.kind and _same(one.subjects, other.subjects) for one in chosen):
            return False
        if other.clause not in {one.clause for one in chosen}:
            return other.opens
        low = min(min(one.consumed) for one in chosen)
        high = max(max(one.consumed) for one in chosen)
        between = range(min(high, max(other.consumed)), max(low, min(other.consumed)) + 1)
        gap = (
            range(high, min(other.consumed) + 1)
            if min(other.consumed) > high
            else range(max(other.consumed), low + 1)
        )
        del between
        return any(self._words[one] in {"and", "plus"} or self._units[one].after_comma for one in gap)

    def _shared(self, chosen: Sequence[_Reading], other: _Reading) -> list[_Reading]:
        """The readings together: one that names nothing is about what the other names."""
        lead = next((one for one in (*chosen, other) if one.subjects.resolutions and not one.pointed), chosen[0])
        together = []
        for one in (*chosen, other):
            lacking = not one.subjects.resolutions or one.pointed
            usable = (
                lead is not one and one.kind not in _NO_SUBJECT and lacking and self._fits(one.kind, lead.subjects)
            )
            together.append(replace(one, subjects=replace(lead.subjects, leftover=0)) if usable else one)
        return together

    def _fits(self, kind: str, subjects: Subjects) -> bool:
        wanted = Wanted(self._subjects.get(kind, _ANY))
        return any(wanted.admits(ref) for one in subjects.resolutions for ref in _refs(one))

    # A bare name

    def _bare(self) -> tuple[Meant, ...]:
        """A message that is nothing but a name asks about it, or asks again what the thread asked."""
        if len([one for one in range(len(self._units)) if self._is_telling(one)]) > _MOST_BARE:
            return ()
        topic = self._scene.topic
        if (retimed := self._retimed()) or any(unit.word in _FINITE for unit in self._units if unit.span is None):
            return retimed
        kind = "about"
        subject = self._subjects.get(kind, _ANY)
        read = self._listener.read(0, len(self._units), subject)
        left = [one for one in range(len(self._units)) if one not in read.used and self._is_telling(one)]
        if not read.resolutions or left or read.own:
            return ()
        if all(unit.span is None and unit.word in self._grammar.vocabulary | _IGNORABLE for unit in self._units):
            return ()
        first = read.resolutions[0]
        if isinstance(first, Unknown) and not self._looks_like_a_name(read.words):
            return ()
        if isinstance(first, Found) and first.rank == FUZZY and not topic and "some of the words" in first.how:
            return ()
        if isinstance(first, Unclear) and self._units[0].span is None and topic is None and len(self._units) > 3:
            return ()
        score = 0.5 + (_SURE[first.rank] if isinstance(first, Found) else _UNCLEAR)
        if topic is not None:
            again = tuple(self._again(asked, read, score) for asked in topic.lead or topic.asks)
            if again and all(one is not None for one in again):
                return tuple(one for one in again if one is not None)
        return (Meant(kind, read.resolutions, {}, "a bare name", score, read.words),)

    def _retimed(self) -> tuple[Meant, ...]:
        """ "And on thursday?" asks the same about another time."""
        topic = self._scene.topic
        if topic is None or topic.candidates or not self._moments:
            return ()
        if any(self._is_telling(one) for one in range(len(self._units))):
            return ()
        return tuple(
            Meant(
                asked.kind,
                tuple(Found(ref, EXACT, "what the thread is about") for ref in asked.entities),
                {**asked.slots, **slots_of(asked.kind, (), (), self._moments)},
                "the same at another time",
                2.0,
            )
            for asked in topic.asks
            if asked.entities and slots_of(asked.kind, (), (), self._moments)
        )

    def _again(self, asked: Asked, read: Subjects, score: float) -> Meant | None:
        kind = asked.kind
        if kind in _NO_SUBJECT or not self._fits(kind, read):
            return None
        return Meant(kind, read.resolutions, dict(asked.slots), "the same about another", score, read.words)

    def _looks_like_a_name(self, words: str) -> bool:
        if len(words.split()) != 1:
            return False
        asked = any(token.kind == BREAK and "?" in token.text for token in self._tokens)
        return (
            "-" in words
            or "_" in words
            or (asked and self._scene.topic is not None and not is_english(words.lower()))
        )

    # The outcome

    def _meant(self, reading: _Reading) -> Meant:
        rule_words = [self._words[one] for one in sorted(reading.consumed)]
        words = [self._read.get(at, token.word) for at, token in enumerate(self._tokens) if token.kind == WORD]
        slots = {**slots_of(reading.kind, words, rule_words, self._moments), **reading.slots}
        if reading.kind in _PICKS and (excluded := self._excluded()):
            slots["exclude"] = excluded
        subjects = reading.subjects.resolutions
        if not subjects and self._subjects.get(reading.kind, _ANY).needed:
            subjects = self._leaned(reading.kind)
        return Meant(reading.kind, subjects, slots, reading.rule, reading.score, reading.subjects.words)

    def _leaned(self, kind: str) -> tuple[Resolution, ...]:
        if refs := self._topic_refs(kind):
            return tuple(Found(ref, EXACT, "what the thread is about") for ref in refs)
        for refs_of, how in ((self._scene.here, "this channel is theirs"), (self._scene.teams, "your team")):
            groups = [ref for ref in refs_of if ref.kind == "group"]
            if len(groups) == 1:
                return (Found(groups[0], EXACT, how),)
            if groups:
                return (Unclear(tuple(groups[:5]), how),)
        return (Unknown(),)

    def _excluded(self) -> tuple[str, ...]:
        if self._excluding is None:
            return ()
        start = next((one for one, unit in enumerate(self._units) if unit.start >= self._excluding), len(self._units))
        return self._people_in(range(start, len(self._units))) or self._people_in(range(start))

    def _people_in(self, numbers: Iterable[int]) -> tuple[str, ...]:
        people = self._subjects.get("my_oncall", _ANY)
        refs: dict[str, None] = {}
        for number in numbers:
            unit = self._units[number]
            if unit.span is not None or unit.word in {"me", "i", "myself"}:
                read = self._listener.read(number, number + 1, people)
                refs.update(dict.fromkeys(str(one.ref) for one in read.resolutions if isinstance(one, Found)))
        return tuple(refs)


def _refs(resolution: Resolution) -> tuple[EntityRef, ...]:
    match resolution:
        case Found(ref):
            return (ref,)
        case Unclear(candidates):
            return candidates
        case _:
            return ()


def _same(one: Subjects, other: Subjects) -> bool:
    return not other.resolutions or one.resolutions == other.resolutions


__all__ = ["USER", "Meant", "Understanding"]
