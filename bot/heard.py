"""One message as it was heard, with what its words are before any question is looked for in them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from bot.clauses import Clause, Unit
from bot.edges import LINKS
from bot.english import is_english
from bot.grammar import Grammar
from bot.hearing import BREAK, WORD, Token
from bot.listening import Listener
from bot.naming import GENERIC
from bot.phrasing import CLASSES
from bot.resolve import Found, Resolution, Unclear, Wanted, resolve
from bot.scene import Scene
from bot.slots import PICKING, environment_tokens, excluded_from, moments_of, names_task, transitive_tokens
from bot.subjects import Subjects
from bot.vocabulary import FILLERS, KIND_WORDS, NOISE, ORDERS, PRONOUNS, STOP_WORDS
from catalog_client import EntityRef
from handlers.question import Subject

ANY: Final = Subject()
IGNORABLE: Final = (
    STOP_WORDS
    | NOISE
    | FILLERS
    | PRONOUNS
    | frozenset(
        "and or plus also 's s re via per no nope nah yes yep yeah itself herself himself themselves too "
        "though either rather instead oops whoops oh ah argh erm uh um hmm huh".split()
    )
)
"""Words that change nothing wherever they stand."""
NO_SUBJECT: Final = frozenset({"search", "help", "status", "aliases"})
PICKS: Final = frozenset({"pick", "pick_history", "pick_odds"})
ON_CALL: Final = frozenset({"oncall", "oncall_next"})

_GIVING: Final = frozenset(
    (verb, whom) for verb in ("ping", "shoot", "throw", "give", "send", "hand", "pass") for whom in ("me", "us")
)
_ORDERS_OF_TWO: Final = frozenset(
    {("roll", "back"), ("shut", "down"), ("take", "down"), ("bring", "up"), ("bring", "back"), ("spin", "down")}
)
_HANDING: Final = frozenset({"send", "post", "give", "hand", "pass", "print", "open"})
_LINKS: Final = frozenset(CLASSES["link"].split("|"))
"""What is handed to whoever asks for it: "send runbook for X"."""
_NO_ORDERS: Final = frozenset({("change", "history"), ("change", "log"), ("post", "mortem")})
"""What is called so, though it begins as an order does."""
_QUESTIONING: Final = frozenset("who whose which what where when how".split())
_ASKING: Final = _QUESTIONING | frozenset("am is are do does did".split())
_PICKING: Final = re.compile(
    r"\b(?:pick|choose|select|nominate|appoint) (?:(?:me|us|out) )?"
    r"(?:\d+|one|two|three|four|five|several|few|some|someone|somebody|anyone|people|persons)\b"
)
_SOMEBODY: Final = frozenset({"she", "he", "her", "him"})
_IT: Final = frozenset({"it", "its"})
_THEY: Final = frozenset({"they", "them", "their", "theirs", "team", "who", "whose"})
"""Whoever says these may mean whose a thing is; who says `it` means the thing."""
_BOTH: Final = frozenset((these, "two") for these in ("these", "those", "the", "them"))


class Heard:
    """A message as tokens, units and clauses; units are numbered over the whole message.

    read: words mended, by number of their token. moments: the times it speaks of. ignored: tokens that are particulars
    (when, where, how far). telling: units that say something a reading should explain, in order. excluding: the token
    from which on people are excluded; None where nobody is.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        clauses: Sequence[Clause],
        read: Mapping[int, str],
        scene: Scene,
        grammar: Grammar,
        subjects: Mapping[str, Subject],
    ) -> None:
        self.tokens = tokens
        self.clauses = clauses
        self.read = read
        self.scene = scene
        self.grammar = grammar
        self.units: tuple[Unit, ...] = tuple(unit for clause in clauses for unit in clause.units)
        self.starts = [sum(len(one.units) for one in clauses[:number]) for number in range(len(clauses))]
        self.words = tuple(unit.word for unit in self.units)
        self.excluding = excluded_from(tokens) if self._may_leave_out(tokens) else None
        self.moments = moments_of(tokens, scene)
        timed = {number for one in self.moments for number in range(one.start, one.end)}
        self.ignored = environment_tokens(tokens) | transitive_tokens(tokens) | timed
        named = frozenset(number for number, unit in enumerate(self.units) if unit.span is not None)
        self.listener = Listener(self.units, tokens, scene, self.ignored, named)
        self.telling = dict.fromkeys(one for one in range(len(self.units)) if self._tells(one))
        self._subjects = subjects
        self._wanted: dict[str, Wanted] = {}
        self.kinds = grammar.kinds

    def subject(self, kind: str) -> Subject:
        """What a kind of question is about."""
        return self._subjects.get(kind, ANY)

    def wanted(self, kind: str) -> Wanted:
        if kind not in self._wanted:
            self._wanted[kind] = Wanted(self.subject(kind))
        return self._wanted[kind]

    def fits(self, kind: str, subjects: Subjects) -> bool:
        """Whether a question of this kind can be about any of these."""
        wanted = self.wanted(kind)
        return any(wanted.admits(ref) for one in subjects.resolutions for ref in refs_of(one))

    def resolved(self, number: int, kind: str) -> Resolution:
        """What a unit means to a kind of question, where its word is no name as it stands."""
        unit = self.units[number]
        return resolve(
            [token.text for token in self.tokens[unit.start : unit.end]], self.scene.names, self.subject(kind)
        )

    def _may_leave_out(self, tokens: Sequence[Token]) -> bool:
        """Whether it may be about a pick: only there are people left out."""
        return self.has_picked or any(token.word in PICKING for token in tokens)

    @property
    def has_picked(self) -> bool:
        """Whether the thread is about a pick."""
        topic = self.scene.topic
        return topic is not None and any(asked.kind in PICKS for asked in topic.asks)

    @property
    def is_order(self) -> bool:
        """Whether it begins by telling us to do something else than to give something: "ping them", not "ping me".

        "Tell the search team" has somebody told something; "tell the owner" asks.
        """
        first, second = self.words[0], self.words[1] if len(self.words) > 1 else ""
        if first == "tell":
            return len(self.units) > 1 and self.units[1].span is not None
        if any(unit.after_comma and unit.word in _QUESTIONING for unit in self.units[1:]):
            return False
        if (first, second) in _NO_ORDERS or (first in _HANDING and second in _LINKS):
            return False
        reminded = first == "remind" and len(self.words) > 2 and self.words[2] in _ASKING
        if (
            self.units[0].span is not None
            or self.tokens[self.units[0].start].word.endswith(("ing", "ed"))
            or reminded
        ):
            return False
        return (first in ORDERS and (first, second) not in _GIVING) or (first, second) in _ORDERS_OF_TWO

    @property
    def picks_people(self) -> bool:
        """Whether people are to be picked; whatever for, that does not ask who is on call."""
        return _PICKING.search(" ".join(self.words)) is not None

    @property
    def may_pick(self) -> bool:
        """Whether picks can be meant: the thread is about nothing else, or words of their own are said."""
        if self.scene.topic is None or self.has_picked:
            return True
        return not PICKING.isdisjoint(self.spoken()) or names_task(self.spoken())

    def clause_of(self, unit: int) -> int:
        return bisect_right(self.starts, unit) - 1

    def units_of(self, clause: int) -> range:
        """The numbers of a clause's units."""
        start = self.starts[clause]
        return range(start, start + len(self.clauses[clause].units))

    def is_on_a_line(self, clause: int) -> bool:
        """Whether a clause is a line of its own among others."""
        first, last = self.clauses[clause].units[0].start, self.clauses[clause].units[-1].end
        before = self.tokens[first - 1] if first else None
        after = self.tokens[last] if last < len(self.tokens) else None
        return (
            before is not None
            and before.kind == BREAK
            and before.text in {"\n", "|"}
            and (after is None or after.kind == BREAK)
        )

    def sentence_of(self, unit: int) -> int:
        """The number of the sentence a unit is in."""
        return self.clauses[self.clause_of(unit)].sentence

    def as_typed(self, word: str) -> str:
        """A word of the message in the case it was typed in."""
        return next((token.text for token in self.tokens if token.kind == WORD and token.word == word), word)

    def spoken(self) -> list[str]:
        """All words, mended, fillers too."""
        return [self.read.get(at, token.word) for at, token in enumerate(self.tokens) if token.kind == WORD]

    def is_identifier(self, number: int) -> bool:
        """Whether a unit is written as names are and words are not: `chekout-api`, `seat_map`, `permit-service`."""
        word = self.units[number].word
        parts = [part for part in re.split("[-_]", word) if part]
        if len(parts) < 2 or word in self.grammar.vocabulary:
            return False
        return not all(map(is_english, parts)) or parts[-1] in GENERIC

    def is_telling(self, number: int) -> bool:
        """Whether a unit says something that a reading should explain."""
        return number in self.telling

    def _tells(self, number: int) -> bool:
        unit = self.units[number]
        if unit.span is not None:
            return True
        if self.ignored.issuperset(range(unit.start, unit.end)):
            return False
        if self.excluding is not None and unit.start >= self.excluding:
            return False
        return unit.word not in IGNORABLE

    def is_joined(self, before: int, place: int) -> bool:
        """Whether two names are enumerated; with the words before the first again, too: "the on-call of X and of Y"."""
        if self._stands_alone(before) and self._stands_alone(place) and place == before + 1:
            return True
        if self.sentence_of(before) != self.sentence_of(place):
            return False
        between = range(before + 1, place)
        said = {self.words[one] for one in range(before)}
        joined = self.units[place].after_comma or any(self.words[one] in LINKS for one in between)
        return joined and all(not self.is_telling(one) or self.words[one] in said for one in between)

    def _stands_alone(self, number: int) -> bool:
        """Whether a unit is all of its clause, such as a line of a list."""
        return len(self.clauses[self.clause_of(number)].units) == 1

    def topic_refs(self, kind: str) -> tuple[EntityRef, ...]:
        """What the thread is about, as far as a question of this kind can be about it; else whose that is."""
        topic = self.scene.topic
        if topic is None or topic.candidates:
            return ()
        wanted = self.wanted(kind)
        about = topic.recent[-2:] if self._means_both() else [ref for asked in topic.asks for ref in asked.entities]
        if not _SOMEBODY.isdisjoint(self.words):
            about = [ref for ref in topic.recent if ref.kind == "user"][-1:] or about
        if sort := self._sort_meant(kind):
            about = [ref for ref in topic.recent if ref.kind in sort][-1:] or about
        refs = tuple(dict.fromkeys(ref for ref in about if wanted.admits(ref)))
        if not refs and not _IT.isdisjoint(self.words) and _THEY.isdisjoint(self.words):
            return ()
        return refs or tuple(ref for ref in self.scene.topic_teams if wanted.admits(ref))[:1]

    def channel_refs(self, kind: str) -> tuple[EntityRef, ...]:
        """What the channel is about, where "here" points to it."""
        if "here" not in self.spoken():
            return ()
        return tuple(ref for ref in self.scene.here if self.wanted(kind).admits(ref))

    def _sort_meant(self, kind: str) -> frozenset[str]:
        """The kinds of entity that "that api" points to, or that a question like "who consumes that" can be about."""
        said = [
            KIND_WORDS[word] for before, word in pairwise(self.words) if before in PRONOUNS and word in KIND_WORDS
        ]
        return said[0] if said else frozenset({"api"} if kind == "consumers" else ())

    def _means_both(self) -> bool:
        """Whether the words point back to the last two things: "both of them", "these two"."""
        return "both" in self.words or any(pair in _BOTH for pair in pairwise(self.words))

    def excluded(self) -> tuple[str, ...]:
        """The refs of people who must not be picked: those after "not", else, after "so not them", those before."""
        if self.excluding is None:
            return ()
        start = next((one for one, unit in enumerate(self.units) if unit.start >= self.excluding), len(self.units))
        return self._people_in(range(start, len(self.units))) or self._people_in(range(start))

    def _people_in(self, numbers: Iterable[int]) -> tuple[str, ...]:
        people = self.subject("my_oncall")
        refs: dict[str, None] = {}
        for number in numbers:
            unit = self.units[number]
            if unit.span is not None or unit.word in {"me", "i", "myself"}:
                read = self.listener.read(number, number + 1, people)
                found = (one.ref for one in read.resolutions if isinstance(one, Found))
                refs.update(dict.fromkeys(str(ref) for ref in found if ref.kind == "user"))
        return tuple(refs)


def refs_of(resolution: Resolution) -> tuple[EntityRef, ...]:
    """The entities a resolution may mean."""
    match resolution:
        case Found(ref):
            return (ref,)
        case Unclear(candidates):
            return candidates
        case _:
            return ()
