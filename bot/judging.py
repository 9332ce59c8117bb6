"""How good a reading of a message is: what it explains, how sure it is of its subject, what it leaves over.

Points: a word of the phrase counts 1, a light one 0.4. A subject that is exactly a name adds 2.5, a derived name 2.2, a
near one 1.6, several as near 1.2, none that is known 0.3; 0.8 where the thread gives it. Each word of the clause that is
left unexplained costs 0.8, in other clauses 0.25, or nothing where the reading is a plain question.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from bot.edges import MEETINGS
from bot.english import is_common, is_english
from bot.heard import IGNORABLE, NO_SUBJECT, ON_CALL, PICKS, Heard, refs_of
from bot.hearing import MAIL
from bot.naming import WRITTEN
from bot.readings import Reading
from bot.resolve import DERIVED, EXACT, FUZZY, Found, Unclear, Unknown
from bot.slots import names_task
from bot.vocabulary import KIND_WORDS, SOFT_KIND_WORDS
from catalog_client import EntityRef

SURE: Final = {EXACT: 2.5, DERIVED: 2.2, FUZZY: 1.6}
UNCLEAR: Final = 1.2
_UNKNOWN: Final = 0.3
_POINTED: Final = 0.8
_LEFT_OVER: Final = 0.8
_ELSEWHERE: Final = 0.25
_LEAST: Final = 1.2
"""A plain question must score this."""
_LEAST_BESIDE: Final = 2.0
"""Words of a question without its form, beside words of other things, must score this."""
_LEAST_UNCLEAR: Final = 1.6
"""The same where what they are about must be asked back."""
_LEAST_WITHOUT: Final = 1.0
"""A question about nothing in particular must score this."""
_OWNERS: Final = frozenset({"group", "user"})
"""What owns is rarely asked for its owner."""
_YOU: Final = frozenset({"you", "your", "yours"})
"""In a thread of people "you" is one of them."""
_MOST_LEFT_AMONG_PEOPLE: Final = 3
_FINITE: Final = frozenset({"is", "are", "was", "were", "has", "have", "does", "did"})
_PEOPLE: Final = frozenset("people persons members engineers developers devs folks colleagues ppl peeps".split())
_EVERYBODY: Final = frozenset({"everybody", "everyone", "people", "on", "in", "from", "of"})
"""These alone ask for nobody's members."""
_ANYBODY: Final = frozenset({"anybody", "anyone", "somebody", "someone", "nobody"})
_REQUESTS: Final = frozenset("give show get send tell find need want looking share provide grab".split())
"""What is said before that which is wanted, and adds nothing to it."""
_WHOSE_TEAM: Final = "{entity} <team_word>"
_LOST: Final = 1.5
"""What a reading costs that can not be about what is named."""
WHO_OF: Final = "{entity} (who|whose)"
_WHO_IS: Final = "who is {person}"
_INTERJECTION: Final = 3
"""Telling words."""
_ABOUT_PEOPLE: Final = frozenset({"memberships", "my_oncall", "owned"})
_ONLY_ABOUT: Final = (("{rollout_entity}", "rollout"), ("{api_entity}", "api"))
_FAMILIES: Final = ("oncall", "pick", "rollout")
_FAMILY: Final = 0.5
_BEFORE: Final = 0.35
"""What is said before a plain question in the same breath needs less explaining than what follows it."""
_WITHIN: Final = frozenset("of in on between with from at for to".split())
_OF_THE_TEAM: Final = PICKS | {"rollouts"}
"""Kinds of question that are about the asker's team where they name nothing."""
_QUANTITIES: Final = frozenset({"most", "fewest", "many", "more", "least", "every"})
"""Words that no name which is looked for begins with: "most services"."""
_AUDIENCE: Final = frozenset(
    "all everyone everybody everywhere anyone customers customer users user people companies company some part only "
    "fully completely partially yet already brokers clients just staff internal half".split()
)
_BESIDE: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("rollout", "rollouts", "rollout_changes"), _AUDIENCE),
    **dict.fromkeys(PICKS, MEETINGS),
}
"""Words that belong to a kind of question without changing it."""


class Judge:
    """Judges the readings of one message."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    def is_valid(self, reading: Reading) -> bool:
        subject = self._heard.subject(reading.kind)
        found = reading.subjects.resolutions
        if not subject.needed:
            return True
        if reading.kind in ON_CALL and self._heard.picks_people:
            return False
        if reading.kind == "contact" and any(self._is_mail(one) for one in reading.subjects.used):
            return False
        if reading.kind == "owner" and not found and self._heard.moments and self._is_about_on_call():
            return False  # "who has it on friday"
        if reading.kind == "about" and reading.subjects.leftover and not reading.pointed:
            return False
        if reading.kind == "about" and (reading.subjects.own or self._is_state(reading)):
            return False
        if "{other}" in reading.rule and reading.pointed:
            return False
        if reading.kind == "members" and "how many" in reading.rule and not self._counts_people(reading):
            return False
        if reading.kind == "members" and reading.pointed and self._said_by(reading) <= _EVERYBODY:
            return False
        if reading.subjects.own and "{other}" in reading.rule:
            return False
        if reading.rule in (_WHOSE_TEAM, WHO_OF) and any(
            ref.kind in _OWNERS for one in found for ref in refs_of(one)
        ):
            return False
        if reading.rule == _WHO_IS and not self._is_somebody(reading):
            return False
        if not found:
            return self._can_lean(reading) and self._has_named_kind(reading, self._heard.topic_refs(reading.kind))
        wanted = self._heard.wanted(reading.kind)
        refs = [ref for one in found for ref in refs_of(one)]
        known = [ref for ref in refs if wanted.admits(ref)]
        if refs and not isinstance(found[0], Unknown) and not known:
            return False
        if not self._has_named_kind(reading, refs):
            return False
        if isinstance(found[0], Unknown) and not reading.subjects.own:
            return self._may_be_unknown(reading)
        return True

    def _is_mail(self, number: int) -> bool:
        span = self._heard.units[number].span
        return span is not None and span.kind == MAIL

    def _is_about_on_call(self) -> bool:
        topic = self._heard.scene.topic
        return topic is not None and any(asked.kind in ON_CALL for asked in topic.asks)

    def _has_named_kind(self, reading: Reading, refs: Sequence[EntityRef]) -> bool:
        """Some phrases are only about one kind of thing: "who calls X" asks for consumers where X is an API."""
        needed = next((kind for slot, kind in _ONLY_ABOUT if slot in reading.rule), None)
        is_written = not refs and reading.opens and not WRITTEN.isdisjoint(reading.subjects.words)
        return needed is None or is_written or any(ref.kind == needed for ref in refs)

    def _can_lean(self, reading: Reading) -> bool:
        """Whether a question that names nothing may be about the thread, the asker or the channel."""
        if reading.kind in PICKS and not self._heard.may_pick:
            return False
        if self._heard.topic_refs(reading.kind) or self._heard.channel_refs(reading.kind):
            return True
        if (
            reading.kind == "pick"
            and reading.opens
            and self._heard.scene.addressed
            and names_task(self._heard.spoken())
        ):
            return True
        return reading.kind in _OF_THE_TEAM and bool(self._heard.scene.teams or self._heard.scene.here)

    def _may_be_unknown(self, reading: Reading) -> bool:
        """A name nobody bears is only taken for one where a question is plain and the words look like a name."""
        if not _ANYBODY.isdisjoint(reading.subjects.words.lower().split()):
            return False
        said = reading.subjects.words.lower().split()
        words = [word for word in said if word not in IGNORABLE]
        if words and words[0] in _QUANTITIES and WRITTEN.isdisjoint(reading.subjects.words):
            return False
        if reading.kind in PICKS and reading.kind != "pick" and self._is_talk(words):
            return False
        if reading.kind in PICKS and not (_names_a_group(reading.rule) or (reading.kind != "pick" and reading.opens)):
            return False
        if reading.kind == "about" and not _WITHIN.isdisjoint(said):
            return False
        if reading.kind == "about" and (self._names_something(reading) or self._is_talk(words)):
            return False
        if not reading.opens and all(word in self._heard.grammar.vocabulary and is_english(word) for word in words):
            return False
        if not words or len(words) > 5 or any(word.isdigit() for word in words):
            return False
        if reading.kind in {"about", "members", "memberships"} and len(words) > 3:
            return False
        return reading.opens or len(words) <= 4

    def _counts_people(self, reading: Reading) -> bool:
        """Whether people are counted, not things that a team is called after: "how many refunds"."""
        if reading.subjects.own or reading.pointed or not _PEOPLE.isdisjoint(self._heard.words):
            return True
        return not self._said_by(reading).isdisjoint({"in", "on", "big", "large", "does", "do"})

    def _said_by(self, reading: Reading) -> frozenset[str]:
        """The words that a phrase took."""
        return frozenset(self._heard.words[one] for one in reading.consumed)

    @staticmethod
    def _is_somebody(reading: Reading) -> bool:
        """Whether "who is X" names a person or a team; of a thing it asks something else, if anything."""
        refs = [ref for one in reading.subjects.resolutions for ref in refs_of(one)]
        return not reading.pointed and bool(refs) and all(ref.kind in _OWNERS for ref in refs)

    @staticmethod
    def _is_talk(words: Sequence[str]) -> bool:
        """Whether words are nothing but English; one that is not of every day may still be a name, like `snowflake`."""
        return bool(words) and all(map(is_english, words)) and (len(words) > 1 or is_common(words[0]))

    def _is_state(self, reading: Reading) -> bool:
        """Whether a mere name stands in a sentence that says or asks how it is: `is seat-map down?`."""
        return not reading.consumed and not _FINITE.isdisjoint(
            word for number, word in enumerate(self._heard.words) if number not in reading.subjects.used
        )

    def _names_something(self, reading: Reading) -> bool:
        """Whether the words that are nobody's name hold somebody's."""
        return any(self._heard.units[one].span is not None for one in reading.subjects.used)

    def is_enough(self, reading: Reading) -> bool:
        """A request may leave words unexplained; mere words of one need a sure subject, or nothing left over."""
        if reading.opens or reading.kind in NO_SUBJECT:
            return reading.score >= (_LEAST if reading.opens else _LEAST_WITHOUT)
        found = reading.subjects.resolutions
        if found and isinstance(found[0], Found):
            return reading.score >= _LEAST_BESIDE
        if found and isinstance(found[0], Unclear):
            return reading.score >= _LEAST_UNCLEAR
        return reading.score >= _LEAST and self.left([reading]) <= _ELSEWHERE

    def score(self, readings: Sequence[Reading]) -> float:
        return sum(one.weight + self._sureness(one) for one in readings) - self.left(readings)

    def left(self, readings: Sequence[Reading]) -> float:
        """The cost of what these readings do not explain."""
        consumed = frozenset().union(*(one.consumed | one.subjects.used for one in readings))
        unexplained = [one for one in self._heard.telling if one not in consumed]
        if not unexplained:
            return 0.0
        touched = {
            self._heard.clause_of(unit)
            for one in readings
            for unit in (*one.consumed, *(() if one.pointed else one.subjects.used))
        }
        audience = frozenset().union(*(_BESIDE.get(one.kind, ()) for one in readings))
        opens = any(one.opens for one in readings)
        remarks = frozenset().union(*(one.subjects.remark for one in readings))
        left = 0.0
        for number, rest in groupby(unexplained, self._heard.clause_of):
            first = min((min(one.consumed, default=0) for one in readings if one.clause == number), default=0)
            telling = sum(
                _BEFORE if (opens and one < first) or one in remarks else 1.0
                for one in rest
                if not self._qualifies(one, consumed)
                and not (one < first and self._heard.words[one] in _REQUESTS)
                and self._heard.words[one] not in audience
            )
            left += telling * (_LEFT_OVER if number in touched else 0.0 if opens else _ELSEWHERE)
        return left

    def _qualifies(self, number: int, used: frozenset[int]) -> bool:
        """Whether a word only says what kind of thing the name beside it is."""
        word = self._heard.units[number].word
        return (word in KIND_WORDS or word in SOFT_KIND_WORDS) and (number - 1 in used or number + 1 in used)

    def _sureness(self, reading: Reading) -> float:
        found = reading.subjects.resolutions
        if not found:
            return 0.5 if reading.kind in NO_SUBJECT else _POINTED + self._kinship(reading.kind)
        match found[0]:
            case Found(ref, rank):
                sure = SURE[rank]
                if rank == FUZZY and all(is_common(word) for word in reading.subjects.words.lower().split()):
                    sure = _UNKNOWN
                if reading.kind == "owner" and ref.kind in _OWNERS:
                    sure -= 1.0
            case Unclear():
                sure = SURE[EXACT] if reading.subjects.own else UNCLEAR
            case _:
                words = reading.subjects.words
                lost = _LOST if self._names_something(reading) and self._heard.subject(reading.kind).only else 0.0
                sure = -lost + _UNKNOWN * (1 + (not WRITTEN.isdisjoint(words))) - 0.3 * max(0, len(words.split()) - 2)
        tier = min((self._heard.wanted(reading.kind).tier(ref) for ref in refs_of(found[0])), default=0)
        return (
            sure
            + self._kinship(reading.kind)
            - 0.3 * reading.pointed
            - 0.2 * min(tier, 2)
            - 0.1 * reading.subjects.leftover
        )

    def is_kin(self, kind: str) -> bool:
        """Whether a question is of the family that the thread is about: there, "who is next?" is about on-call."""
        topic = self._heard.scene.topic
        family = next((one for one in _FAMILIES if one in kind), None)
        return topic is not None and family is not None and any(family in asked.kind for asked in topic.asks)

    def _kinship(self, kind: str) -> float:
        return _FAMILY if self.is_kin(kind) else 0.0

    def is_order(self, best: Reading) -> bool:
        """Whether the message tells us to do something, with a question's words in it only by the way."""
        asked_for = best.kind == "pick" and best.opens
        return self._heard.is_order and not asked_for and 0 not in best.consumed and best.clause == 0

    def is_plain(self, best: Reading) -> bool:
        """Whether a message between people is so plainly a question for us that we may speak up."""
        found = best.subjects.resolutions
        taken = best.consumed | best.subjects.used
        left = sum(self._left_among_people(best, taken).values())
        if not _YOU.isdisjoint(word for number, word in enumerate(self._heard.words) if number not in best.consumed):
            return False
        if best.kind == "about" and found and isinstance(found[0], Found) and found[0].rank == FUZZY:
            return False
        if best.kind == "owner" and found and any(ref.kind in _OWNERS for ref in refs_of(found[0])):
            return False  # "Olav, who owns that?" asks Olav
        if found and not isinstance(found[0], Found) and not best.subjects.own:
            return best.opens and best.kind not in PICKS and left == 0
        is_plain = (
            best.opens
            and best.kind not in NO_SUBJECT
            and (len(best.consumed) > 2 or not best.pointed or best.subjects.pronoun or best.kind in PICKS)
        )
        return left <= (_MOST_LEFT_AMONG_PEOPLE if is_plain else 0)

    def _left_among_people(self, best: Reading, taken: frozenset[int]) -> Mapping[int, int]:
        """How many telling words each sentence has besides; a short one of its own is an interjection: "ah ok."."""
        own = self._heard.clauses[best.clause].sentence
        left: dict[int, int] = {}
        for one in range(len(self._heard.units)):
            if one not in taken and self._heard.is_telling(one) and not self._qualifies(one, taken):
                sentence = self._heard.sentence_of(one)
                left[sentence] = left.get(sentence, 0) + 1
        return {number: many for number, many in left.items() if number == own or many > _INTERJECTION}

    def calls_somebody(self, best: Reading) -> bool:
        """Whether a message between people begins with the name of one of them and is not about that person."""
        resolutions = self._heard.listener.read(0, 1, self._heard.subject("my_oncall")).resolutions
        called = [one.ref for one in resolutions if isinstance(one, Found) and one.ref.kind == "user"]
        return bool(called) and self._heard.units[0].span is not None and best.kind not in _ABOUT_PEOPLE


def _names_a_group(rule: str) -> bool:
    """Whether a phrase is so plainly about a pick that even a group nobody knows was meant as one."""
    return "<pick>" in rule or rule.startswith(("<task> (for", "<odds>"))
