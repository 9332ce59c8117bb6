"""What the words in a question's slot are about: names, people, `my team`, `this channel`, several at once."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Final

import msgspec
from msgspec.structs import replace

from bot.clauses import Unit
from bot.edges import ATTRIBUTES, EDGES, ENDS, HAPPENS, LINKS, MEETINGS, OF, PRESENT, REQUESTS
from bot.folding import words_of
from bot.hearing import BREAK, Token
from bot.naming import DERIVED, EXACT, GENERIC
from bot.pointing import ONE, near_the_thread, sibling
from bot.resolution import Whose
from bot.resolve import FUZZY, Found, Resolution, Unclear, Unknown, Wanted, known, resolve, together
from bot.scene import Scene
from bot.spans import meaning_of
from bot.subjects import Subjects
from bot.vocabulary import KIND_WORDS, PRONOUNS, SOFT_KIND_WORDS
from catalog_client import EntityRef
from handlers.question import Subject

_MINE: Final = frozenset("my our mine ours we us i me myself ourselves".split())
_TEAM_WORDS: Final = frozenset("team teams group squad crew teams' we us department own".split())
_TOLD: Final = frozenset({"me", "us"})
_TELLING: Final = frozenset(
    "show give tell get find send list bring fetch name hand pass pick choose throw toss drop shoot".split()
)
_SORTS: Final = SOFT_KIND_WORDS | KIND_WORDS.keys() | {"page", "link", "url", "alert", "error", "graph"}
_IN_A_ROW: Final = frozenset("last first latter former other one ones after before".split())
_ALONE: Final = frozenset({"it", "they", "them", "she", "he"})
"""Pronouns that stand for a name and never before one."""
_HERE: Final = frozenset({"channel", "room", "here"})
_OF_SOMETHING: Final = ATTRIBUTES | EDGES | PRESENT
_JOINED_ATTRIBUTES: Final = ATTRIBUTES | LINKS
_REMARKING: Final = ENDS | HAPPENS
_CALLED_SO: Final = SOFT_KIND_WORDS & GENERIC
_MOST_PIECES: Final = 12


class Listener(msgspec.Struct, frozen=True):
    """Reads slots of one message for one kind of question.

    ignored: tokens that say when, at which level, where. named: the units that are names.
    """

    units: Sequence[Unit]
    tokens: Sequence[Token]
    scene: Scene
    ignored: frozenset[int]
    named: frozenset[int]
    _known: dict[tuple[int, int, Subject], Subjects] = {}
    """What was read before: many phrases have the same words in their slots."""

    def read(self, start: int, end: int, subject: Subject) -> Subjects:
        """What units `start` to `end` are about."""
        place = (start, end, subject)
        if (found := self._known.get(place)) is None:
            found = self._known[place] = self._read(start, end, subject)
        return found

    def _read(self, start: int, end: int, subject: Subject) -> Subjects:
        numbers = [one for one in range(start, end) if not self._is_ignored(one) and not self._is_told(one)]
        pronoun = any(self.units[one].word in PRONOUNS for one in numbers)
        if subject.only and "group" in subject.prefers[0]:
            numbers = [one for one in numbers if self.units[one].span is not None or self._word(one) not in MEETINGS]
        if (own := self._own(numbers, subject)) is not None:
            return own
        numbers = self._trimmed(numbers)
        team = pronoun and any(self._word(one) in _TEAM_WORDS for one in numbers)
        if pronoun and len(numbers) > 1 and self.units[numbers[1]].after_comma and self._word(numbers[0]) in PRONOUNS:
            return Subjects(used=frozenset([numbers[0]]), pronoun=True, team=False)
        if self._points(start, end):
            return Subjects(used=frozenset([start]), pronoun=True, team=team)
        topic = self.scene.topic
        if topic is not None and len(numbers) == 1 and self.units[numbers[0]].span is None:
            word = self._word(numbers[0])
            if (found := sibling(word, topic, self.scene.names, subject)) is not None:
                return Subjects((found,), frozenset(numbers), words=word)
        if numbers and self.named.isdisjoint(numbers):
            points = self._has_else(start, end)
            if (pronoun or points) and all(self._is_sort(one, points) for one in numbers):
                numbers, pronoun = [], True
        if pronoun and all(self._word(one) in _IN_A_ROW or self._is_attribute(one) for one in numbers):
            numbers = []
        if not numbers:
            return Subjects(used=frozenset(range(start, end)), pronoun=pronoun, team=team)
        if not self.named.isdisjoint(numbers):
            return self._by_spans(numbers, subject, pronoun)
        read = self._by_words(numbers, subject, pronoun)
        if topic is None or not read.resolutions:
            return read
        one = any(self._word(each) in ONE for each in range(start, end))
        first, *others = read.resolutions
        return replace(read, resolutions=(near_the_thread(first, read.words, topic, one), *others))

    def _has_else(self, start: int, end: int) -> bool:
        """Whether "the service" can point to something: to what the thread is about, or to a name in the message."""
        return self.scene.topic is not None or any(not start <= one < end for one in self.named)

    def _is_sort(self, number: int, points: bool) -> bool:
        """Whether a word says what sort of thing is meant; where that can point to nothing, no part of names is one."""
        word = self._word(number)
        return word in _SORTS and (points or word in KIND_WORDS or not self.scene.names.knows(word))

    def _points(self, start: int, end: int) -> bool:
        """Whether a slot is `it` with a remark: "when it beeps at night"."""
        return end - start > 1 and self._word(start) in _ALONE and self.named.isdisjoint(range(start, end))

    def _is_ignored(self, number: int) -> bool:
        unit = self.units[number]
        return unit.span is None and self.ignored.issuperset(range(unit.start, unit.end))

    def _is_told(self, number: int) -> bool:
        """Whether "me" is only whoever wants to be shown something: "show me the odds"."""
        return number > 0 and self.units[number].word in _TOLD and self.units[number - 1].word in _TELLING

    def _word(self, number: int) -> str:
        return self.units[number].word

    def _trimmed(self, numbers: Sequence[int]) -> list[int]:
        kept = list(numbers)
        while kept and self._is_edge(kept[-1]):
            kept.pop()
        while kept and (self._is_edge(kept[0]) or (len(kept) > 1 and self._requests(kept[0]))):
            kept.pop(0)
        return self._without_attribute(kept)

    def _requests(self, number: int) -> bool:
        """Whether a word asks for what follows; a slip of such a word may belong to a name: "seach and discovery"."""
        unit = self.units[number]
        return unit.word in REQUESTS and self.tokens[unit.start].word == unit.word

    def _without_attribute(self, numbers: list[int]) -> list[int]:
        """ "The current on-call for data" is about data."""
        at = next((at for at, one in enumerate(numbers) if self._word(one) in OF), 0)
        return numbers[at + 1 :] if at and all(self._is_attribute(one) for one in numbers[:at]) else numbers

    def _is_attribute(self, number: int) -> bool:
        return self.units[number].span is None and self._word(number) in _OF_SOMETHING

    def _is_edge(self, number: int) -> bool:
        return number not in self.named and self._word(number) in EDGES

    # The asker's own

    def _own(self, numbers: Sequence[int], subject: Subject) -> Subjects | None:
        numbers = self._own_part(numbers)
        if not self.named.isdisjoint(numbers):
            return None
        words = {self._word(one) for one in numbers} - REQUESTS
        words = {word for word in words if not word.isdigit()}
        if words & _HERE and not words - EDGES - _HERE - _TEAM_WORDS - {"this"}:
            return self._answering(self.scene.here, numbers, "this channel is theirs", "this channel")
        if not words & _MINE or words - EDGES - _MINE - _TEAM_WORDS:
            return None
        kinds = frozenset().union(*subject.prefers) if subject.prefers else frozenset({"group"})
        person_meant = "user" in kinds and "group" not in kinds
        if person_meant and words & {"our", "we", "us"}:
            return None
        if person_meant or not words & (_TEAM_WORDS | {"our", "ours"}):
            if self.scene.asker is None:
                return Subjects((Unknown(whose="you"),), frozenset(numbers), own=True)
            if not person_meant and words & {"my", "our"}:
                return None
            return Subjects((Found(self.scene.asker, 1, "you"),), frozenset(numbers), own=True, words="you")
        return self._answering(self.scene.teams, numbers, "your team", "your team")

    def _own_part(self, numbers: Sequence[int]) -> Sequence[int]:
        """ "My team for release notes" and "ours that are stale" begin with what they are about."""
        row = [self._word(one) if self.units[one].span is None else "" for one in numbers]
        if row[:1] == ["ours"]:
            return numbers[:1]
        if len(row) > 1 and row[0] in {"my", "our"} and row[1] in _TEAM_WORDS and all(row):
            return numbers[:2]
        return numbers

    def _answering(self, refs: Sequence[EntityRef], numbers: Sequence[int], how: str, whose: Whose) -> Subjects:
        used = frozenset(numbers)
        if len(refs) == 1:
            return Subjects((Found(refs[0], 1, how),), used, own=True, words=how)
        if refs:
            return Subjects((Unclear(tuple(refs[:5]), how),), used, own=True, words=how)
        return Subjects((Unknown(whose=whose),), used, own=True)

    # Names that were surely there

    def _by_spans(self, numbers: Sequence[int], subject: Subject, pronoun: bool) -> Subjects:
        kept = self._until_end(numbers)
        remark = frozenset(one for one in numbers if one > kept[-1])
        spans = [one for one in kept if one in self.named]
        rest = [one for one in kept if one not in self.named and self._tells(one)]
        if any(self._word(one - 1) == "'s" for one in rest if one):
            return Subjects(stop=True)
        if rest and len(spans) == 1 and (whole := self._whole(kept, rest, subject)) is not None:
            return whole
        used = {one for one in kept if one in spans or self._is_kind(one)}
        touching = [one for one in rest if self._touches(one, spans) and self._word(one) not in ATTRIBUTES]
        if touching:
            again = self._words_of(spans)
            touching = [one for one in touching if self._word(one) not in again]
        resolutions = tuple(self._meaning(one, subject, kept) for one in spans)
        if subject.only and any(isinstance(one, Found) for one in resolutions):
            resolutions = tuple(one for one in resolutions if not isinstance(one, Unknown))
        if touching and len(spans) == 1 and not isinstance(resolutions[0], Unknown):
            near = (resolutions[0].ref,) if isinstance(resolutions[0], Found) else resolutions[0].candidates
            return Subjects((Unknown(near),), frozenset(kept), 0, pronoun, words=self._typed(kept))
        resolutions = self._best_sort(tuple(dict.fromkeys(resolutions)), spans, subject)
        return Subjects(resolutions, frozenset(used), len(rest), pronoun, remark=remark, words=self._typed(spans))

    def _words_of(self, spans: Sequence[int]) -> frozenset[str]:
        """The words of names; said beside them they only name the same thing again: "the seat map (seat-map)"."""
        return frozenset(word for one in spans for text in self._texts([one]) for word in words_of(text))

    def _best_sort(
        self, resolutions: tuple[Resolution, ...], spans: Sequence[int], subject: Subject
    ) -> tuple[Resolution, ...]:
        """Of names that are not enumerated, those of the kinds the question prefers: "from Ola on train-running"."""
        joined = all(
            (self.units[after].after_comma or any(self._word(one) in LINKS for one in range(before + 1, after)))
            and not any(self._tells(one) for one in range(before + 1, after))
            for before, after in pairwise(spans)
        )
        refs = [one.ref for one in resolutions if isinstance(one, Found)]
        if joined or len(refs) < len(resolutions) or len(refs) < 2:
            return resolutions
        wanted = Wanted(subject)
        best = min(map(wanted.tier, refs))
        return tuple(one for one, ref in zip(resolutions, refs, strict=True) if wanted.tier(ref) == best)

    def _until_end(self, numbers: Sequence[int]) -> list[int]:
        """What follows a name and begins a remark of its own ("paygate its down") is left out."""
        kept: list[int] = []
        named = False
        for one in numbers:
            unit = self.units[one]
            if unit.word in LINKS and unit.span is None:
                if named and self._asks_on(one):
                    break
                named = False
                if (
                    one + 1 < len(self.units)
                    and self.units[one + 1].span is None
                    and self._word(one + 1) in ENDS - {"for"}
                ):
                    break
            if named and unit.span is None and unit.word in ENDS:
                break
            if named and unit.span is None and unit.word in HAPPENS:
                break
            if named and unit.after_comma and unit.span is None and self._tells(one):
                break
            kept.append(one)
            named = named or unit.span is not None
        return kept

    def _asks_on(self, link: int) -> bool:
        """Whether what follows a joining word is another question: "the owner of X and the on-call for Y"."""
        following = takewhile(lambda one: self.units[one].span is None, range(link + 1, len(self.units)))
        return any(self._word(one) in ATTRIBUTES for one in following)

    def _tells(self, number: int) -> bool:
        word = self._word(number)
        return word not in EDGES and word not in KIND_WORDS and word not in SOFT_KIND_WORDS

    def _touches(self, number: int, spans: Sequence[int]) -> bool:
        """A further word right beside a name makes it another name: `kafka connect` is not kafka."""
        if self.units[number].after_comma:
            return False
        return any(number == span + 1 or (number == span - 1 and not self.units[span].after_comma) for span in spans)

    def _whole(self, numbers: Sequence[int], rest: Sequence[int], subject: Subject) -> Subjects | None:
        resolution = together(self._texts(numbers), self._texts(rest), self.scene.names, subject)
        if resolution is None:
            return None
        return Subjects((resolution,), frozenset(numbers), words=self._typed(numbers))

    def _meaning(self, number: int, subject: Subject, kept: Sequence[int]) -> Resolution:
        span = self.units[number].span
        if span is None:
            return Unknown()
        if span.kind == "word":
            resolution = known(self._with_kind_word(number, kept), self.scene.names, subject)
            if resolution is not None and not _is_guessed(resolution):
                return resolution
            alone = meaning_of(span, self.tokens, self.scene, subject)
            return alone if resolution is None or _same_thing(alone, resolution) else resolution
        return meaning_of(span, self.tokens, self.scene, subject)

    def _with_kind_word(self, number: int, kept: Sequence[int]) -> list[str]:
        """A name with the word for a kind beside it, which decides between kinds; or before it: "the API for seats"."""
        texts = self._texts([number])
        if number - 1 in kept and self._word(number - 1) in {"for", "of"}:
            said = [self._word(one) for one in range(max(0, number - 3), number - 1) if one in kept]
            if "api" in said:
                return [*texts, "api"]
        after, before = number + 1, number - 1
        before -= before > 0 and self._word(before) in {"called", "named"}
        if self._goes_on(number, after) and (self._is_called_so(number, after) or self._is_kind(after)):
            return [*texts, self._word(after)]
        if before >= 0 and self._goes_on(before, number) and self._is_kind(before):
            return [self._word(before), *texts]
        return texts

    def _goes_on(self, number: int, after: int) -> bool:
        """Whether a unit follows another in the same breath."""
        if after >= len(self.units) or self.units[after].after_comma:
            return False
        return all(token.kind != BREAK for token in self.tokens[self.units[number].end : self.units[after].start])

    def _is_called_so(self, number: int, after: int) -> bool:
        """Whether a name goes on with what it is ("the seats website"), a short form with what names have too."""
        span = self.units[number].span
        if span is None or after in self.named:
            return False
        return self._word(after) in {EXACT: SOFT_KIND_WORDS, DERIVED: _CALLED_SO}.get(span.rank, ())

    def _is_kind(self, number: int) -> bool:
        unit = self.units[number]
        return unit.span is None and unit.word in KIND_WORDS and not self._is_ignored(number)

    # Names that must be guessed

    def _by_words(self, numbers: Sequence[int], subject: Subject, pronoun: bool) -> Subjects:
        whole = self._resolved(numbers, subject)
        unsure = isinstance(whole, Unknown) or _is_guessed(whole)
        if unsure and all(self._word(one) in _JOINED_ATTRIBUTES for one in numbers):
            return Subjects(pronoun=pronoun)
        if not isinstance(whole, Unknown):
            return Subjects((whole,), frozenset(numbers), 0, pronoun, words=self._typed(numbers))
        head = list(takewhile(lambda one: self._word(one) not in _REMARKING, numbers))
        if len(head) < len(numbers) and not isinstance(found_first := self._resolved(head, subject), Unknown):
            remark = frozenset(numbers) - frozenset(head)
            return Subjects((found_first,), frozenset(head), 0, pronoun, remark=remark, words=self._typed(head))
        pieces = list(self._pieces(numbers))
        if len(pieces) > 1:
            found = [self._resolved(piece, subject) for piece in pieces]
            if all(not isinstance(one, Unknown) for one in found):
                return Subjects(
                    tuple(dict.fromkeys(found)), frozenset(numbers), 0, pronoun, words=self._typed(numbers)
                )
            if not isinstance(found[0], Unknown):
                used = frozenset(pieces[0])
                rest = sum(self._tells(one) for piece in pieces[1:] for one in piece)
                return Subjects((found[0],), used, rest, pronoun, words=self._typed(pieces[0]))
            numbers = pieces[0]
            whole = found[0]
        return Subjects((whole,), frozenset(numbers), 0, pronoun, words=self._typed(numbers))

    def _resolved(self, numbers: Sequence[int], subject: Subject) -> Resolution:
        return resolve(self._texts(numbers), self.scene.names, subject)

    def _pieces(self, numbers: Sequence[int]) -> Iterator[list[int]]:
        """Enumerated parts: at commas and joining words."""
        piece: list[int] = []
        count = 0
        for one in numbers:
            if (self.units[one].after_comma or self._word(one) in LINKS) and piece and count < _MOST_PIECES:
                if trimmed := self._trimmed(piece):
                    yield trimmed
                    count += 1
                piece = []
            if self._word(one) not in LINKS:
                piece.append(one)
        if trimmed := self._trimmed(piece):
            yield trimmed

    def _texts(self, numbers: Sequence[int]) -> list[str]:
        return [
            token.text
            for one in numbers
            for token in self.tokens[self.units[one].start : self.units[one].end]
            if token.text not in {"'s"} or len(numbers) > 1
        ]

    def _typed(self, numbers: Sequence[int]) -> str:
        return " ".join(self._texts(numbers))


def _is_guessed(resolution: Resolution) -> bool:
    return isinstance(resolution, Found) and resolution.rank == FUZZY


def _same_thing(one: Resolution, other: Resolution) -> bool:
    return isinstance(one, Found) and isinstance(other, Found) and one.ref == other.ref
