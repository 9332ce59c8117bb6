"""Chooses among the readings of one message what it asks: the best, with the others that count beside it."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from bot.alike import Alike
from bot.asked_for import asks
from bot.bare import Bare
from bot.clauses import ASKING
from bot.gleaned import says_more
from bot.heard import NO_SUBJECT, ON_CALL, PICKS, Heard
from bot.hearing import LINK
from bot.judging import WHO_OF, Judge
from bot.likeness import Likeness
from bot.meant import Meant
from bot.naming import EXACT
from bot.readings import Reading, Readings
from bot.resolve import Found, Resolution, Unclear, Unknown
from bot.slots import names_task, slots_of
from bot.subjects import Subjects
from handlers.asked import SlotValue

_ANOTHER: Final = 0.9
"""What a further question must add to the score."""
_FAR: Final = 2.0
"""How far behind another question is no rival, where nothing is left over."""
_TOGETHER: Final = 4.0
"""What several questions must score that are not enough alone."""
_LEAST_LOST: Final = 0.0
"""What a question about a name nobody bears must score."""
_LEAST_THOUGH_LONG: Final = -1.0
"""What a question must score that a message surely looks like, whatever else it says."""
_MOST_LEADS: Final = 3
_MOST_QUESTIONS: Final = 4
_JOINING: Final = frozenset({"and", "plus", "also"})
_FACETED: Final = frozenset({"owned", "search"})
_NEVER: Final = re.compile(r"(?!)")
_OF_ONESELF: Final = {
    "pick_odds": re.compile(
        r"\bmy (?:\w+ )?(?:odds|chances?|turn|likelihood|probability)\b|\b(?:am|will|do|would|could|might) i\b|"
        r"\bi (?:am|get|be|will)\b"
    ),
    "pick_history": re.compile(r"\b(?:did|have|had) i\b"),
}
"""What says that a question about a team's picks is about whoever asks: not "my team's"."""


class Choice:
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
        if best is not None and self._is_by_the_way(best):
            best = None
        bare = Bare(self._heard).read()
        if best is None and (several := self._several(scored, readings)):
            return several
        if best is None:
            return bare or self._read_alike(scored) or self._though_long(scored)
        if self._alike.is_tampering:
            return ()
        is_told = self._alike.is_beyond or (self._heard.is_order and best.clause)
        if is_told and self._alike.is_unlikely(best.kind, best.clause):
            return ()
        if self._judge.is_order(best) or not (self._heard.scene.addressed or self._judge.is_plain(best)):
            return ()
        if not self._heard.scene.addressed and self._judge.calls_somebody(best):
            return ()
        if bare and (not best.consumed or (len(self._heard.clauses) == 1 and bare[0].score > best.score)):
            return bare
        lacking = [one for one in readings if not one.subjects.resolutions and not one.subjects.stop]
        chosen = self._with_others(best, [*(one for one in scored if one is not best), *lacking])
        ordered = sorted(chosen, key=lambda one: min(one.consumed, default=0))
        meant = self._unless_doubted(best, _without_doubles(map(self._meant, ordered)), scored)
        return (*meant, *self._alike.besides(meant)) if self._leaves_a_question(chosen) else meant

    def _is_by_the_way(self, best: Reading) -> bool:
        """Whether it only seems to be asked what something is: "why did it show me nobody last night"."""
        return best.kind == "about" and self._judge.left([best]) > 0 and self._alike.is_unlikely("about", best.clause)

    def _leaves_a_question(self, chosen: Sequence[Reading]) -> bool:
        """Whether words are left over in a message that joins several things."""
        taken = frozenset().union(*(one.consumed | one.subjects.used for one in chosen))
        units = range(len(self._heard.units))
        joined = len(self._heard.clauses) > 1 or any(
            self._heard.units[one].after_comma or self._heard.words[one] in _JOINING for one in units
        )
        return joined and any(one not in taken and self._heard.is_telling(one) for one in units)

    def _though_long(self, scored: Sequence[Reading]) -> tuple[Meant, ...]:
        """A question that is not enough for all that is said besides, where the message surely looks like one."""
        if not self._heard.scene.addressed or self._heard.is_order:
            return ()
        is_asked = asks(self._heard)
        for one in scored:
            if one.is_lost and is_asked and one.score >= _LEAST_LOST and self._alike.is_likely(one.kind):
                return (self._alike.found(self._meant(one)),)
            if one.kind == "pick" and not is_asked:
                continue
            if one.subjects.resolutions and not one.is_lost and self._alike.is_plain(one.kind):
                return (self._meant(one),) if one.score >= _LEAST_THOUGH_LONG else ()
        return ()

    def _likelier(self, best: Reading | None, enough: Sequence[Reading]) -> Reading | None:
        """The best reading, or another where the message looks like its question and not at all like the best."""
        other = next((one for one in enough if best is not None and one.kind != best.kind), None)
        if best is None or other is None:
            return best
        if other.score == best.score and self._alike.is_likelier(other.kind, best.kind):
            return other
        if best.kind != "about" and self._judge.left([best]) == 0 and other.score < best.score - _FAR:
            return best
        if self._judge.is_kin(best.kind):
            return best
        kind, clause = best.kind, best.clause
        if not self._alike.is_unlikely(kind, clause) and not self._alike.is_outdone(kind, clause):
            return best
        likely = next((one for one in enough if self._alike.is_likely(one.kind)), best)
        if likely.is_lost and not best.is_lost:
            fits = self._heard.fits(likely.kind, best.subjects)
            return replace(likely, subjects=replace(best.subjects, leftover=0)) if fits else best
        return likely

    def _read_alike(self, scored: Sequence[Reading]) -> tuple[Meant, ...]:
        """What it asks by its likeness to others; what belongs to somebody by the facets that a phrase heard."""
        facets = next((one.slots for one in scored if one.kind in _FACETED and one.slots), {})
        return tuple(
            replace(one, slots={**facets, **one.slots}) if one.kind in _FACETED else one for one in self._alike.read()
        )

    def _unless_doubted(
        self, best: Reading, meant: tuple[Meant, ...], scored: Sequence[Reading]
    ) -> tuple[Meant, ...]:
        """What the phrases say, unless they leave words over and the message looks like another question."""
        if not self._heard.scene.addressed:
            return meant
        named = any(unit.span is not None for unit in self._heard.units)
        lost = all(isinstance(one, Unknown) for each in meant for one in each.subjects) and any(
            each.subjects for each in meant
        )
        covered = best.consumed and self._judge.left([best]) == 0
        if (not lost and covered and not self._is_overruled(best)) or best.kind not in self._alike.likely:
            return meant
        doubted = (lost and named) or self._alike.is_unlikely(best.kind, best.clause)
        alike = self._read_alike(scored) if doubted else ()
        if not lost and covered and any(one.kind in NO_SUBJECT for one in alike):
            return meant
        if alike and not (lost and covered and self._names_another(meant[0], alike[0])):
            meant = alike
        return tuple(self._alike.found(one) if _is_about_nothing(one) else one for one in meant)

    def _is_overruled(self, best: Reading) -> bool:
        """Whether another question is asked than a phrase says that only with a name said elsewhere explains it all."""
        if not best.pointed or self._judge.is_kin(best.kind):
            return False
        kind, clause = best.kind, best.clause
        return self._alike.is_unlikely(kind, clause) and self._alike.is_outdone(kind, clause)

    def _names_another(self, lost: Meant, other: Meant) -> bool:
        """Whether a name that nobody bears is the other's and a word more: a "kiosk firewall" is no kiosk."""
        words, borne = lost.words.lower().split(), other.words.lower().split()
        if lost.kind != other.kind or not borne or words[:-1] != borne:
            return False
        return words[-1] not in self._heard.grammar.vocabulary and says_more(lost.words, other.words)

    def _several(self, scored: Sequence[Reading], readings: Sequence[Reading]) -> tuple[Meant, ...]:
        """Several questions that are only enough together: `owner and dependents of X please`."""
        addressed = self._heard.scene.addressed
        for best in scored[:_MOST_LEADS]:
            found = best.subjects.resolutions
            leaning = not found and bool(self._heard.topic_refs(best.kind))
            if best.kind in NO_SUBJECT or not (leaning or (found and isinstance(found[0], Found | Unclear))):
                continue
            if self._alike.is_unlikely(best.kind, best.clause, besides=True):
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
            is_plain = self._explains_its_clause(other) or self._is_all_of_an_item(other)
            if not is_plain and self._alike.is_unlikely(other.kind, other.clause, True):
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
            or (other.rule == WHO_OF and any(one.kind in ON_CALL for one in chosen))  # "on call for X, who pls"
            or not all(one.consumed for one in (*chosen, other))
            or (other.kind == "about" and not self._asks_what_it_is(other))
            or (other.kind == "memberships" and other.subjects.own and any(one.kind in PICKS for one in chosen))
        ):
            return False
        if other.kind in NO_SUBJECT or any(_same_family(one, other) for one in chosen):
            return False
        if other.subjects.resolutions and isinstance(other.subjects.resolutions[0], Unknown):
            return False
        if any(one.kind == other.kind and (_same(one.subjects, other.subjects) or other.is_guess) for one in chosen):
            return False
        if other.clause not in {one.clause for one in chosen}:
            first = min(other.consumed)
            begins = first == self._heard.starts[other.clause] or self._heard.words[first] in ASKING
            if other.kind == "about":
                return (other.opens and begins) or self._covers_its_clause(other)
            return (other.opens and begins) or self._is_all_of_a_sentence(other, chosen)
        return any(self._are_joined(one, other) for one in chosen)

    def _asks_what_it_is(self, other: Reading) -> bool:
        """Whether what a thing is is surely asked beside something else."""
        if not other.subjects.resolutions or other.pointed:
            return False
        return self._heard.words[min(other.consumed)] in ASKING or self._alike.is_likely("about")

    def _is_all_of_a_sentence(self, other: Reading, chosen: Sequence[Reading]) -> bool:
        """Whether a reading about something explains a sentence of its own: a line of a list, "its docs"."""
        heard, clause = self._heard, self._heard.clauses[other.clause]
        if sum(one.sentence == clause.sentence for one in heard.clauses) > 1:
            return False
        about = other.subjects.pronoun or (bool(other.subjects.resolutions) and not other.pointed)
        if other.pointed and all(one.pointed and _same(one.subjects, other.subjects) for one in chosen):
            about = bool(other.subjects.resolutions)
        if other.pointed and heard.is_on_a_line(other.clause) and other.subjects.resolutions:
            about = True
        if any((span := heard.units[one].span) is not None and span.kind == LINK for one in other.subjects.used):
            return False
        return about and self._covers_its_clause(other)

    def _explains_its_clause(self, other: Reading) -> bool:
        """Whether a question leaves nothing over in a clause that it begins."""
        begins = other.opens and min(other.consumed, default=-1) == self._heard.starts[other.clause]
        return begins and self._covers_its_clause(other)

    def _is_all_of_an_item(self, other: Reading) -> bool:
        """Whether a question is all that is said between two commas: "owner, dependencies, who is on call"."""
        units, words = self._heard.units, self._heard.words
        first, last = min(other.consumed), max(other.consumed)
        if not units[first].after_comma or len(other.consumed) != last - first + 1:
            return False
        after = last + 1
        return after in self._heard.units_of(other.clause) and (units[after].after_comma or words[after] in _JOINING)

    def _covers_its_clause(self, reading: Reading) -> bool:
        taken = reading.consumed | reading.subjects.used
        return not any(
            one not in taken and self._heard.is_telling(one) for one in self._heard.units_of(reading.clause)
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
            lacking = not one.subjects.resolutions or (one.pointed and not one.points_back)
            usable = (
                lead is not one
                and one.kind not in NO_SUBJECT
                and lacking
                and self._heard.fits(one.kind, lead.subjects)
            )
            together.append(replace(one, subjects=replace(lead.subjects, leftover=0)) if usable else one)
        return together

    def _meant(self, reading: Reading) -> Meant:
        if reading.kind in ON_CALL and _is_about_people(reading.subjects.resolutions):
            reading = replace(reading, kind="my_oncall")
        if reading.kind == "dependents" and self._is_consumed(reading):
            reading = replace(reading, kind="consumers")
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

    def _is_consumed(self, reading: Reading) -> bool:
        """Whether what depends on an API is asked as who consumes it is: "which apps are hitting it"."""
        apis = all(isinstance(one, Found) and one.ref.kind == "api" for one in reading.subjects.resolutions)
        return apis and bool(reading.subjects.resolutions) and self._alike.is_much_likelier("consumers", "dependents")

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
        return (Unknown(whose="your team"),)


def _without_doubles(meant: Iterable[Meant]) -> tuple[Meant, ...]:
    """What is asked twice, once about a thing and once about nothing known, is asked about that thing."""
    asked = list(meant)
    found = {one.kind for one in asked if any(isinstance(each, Found) for each in one.subjects)}
    return tuple(
        one for one in asked if one.kind not in found or not all(isinstance(each, Unknown) for each in one.subjects)
    )


def _is_about_nothing(meant: Meant) -> bool:
    """Whether a question is about a name that nobody bears; not where who asks, or their team, is unknown."""
    return bool(meant.subjects) and all(isinstance(one, Unknown) and not one.whose for one in meant.subjects)


def _same_family(one: Reading, other: Reading) -> bool:
    """Whether two readings ask nearly the same, such as who is on call and who is next."""
    families = ("oncall", "pick")
    return one.kind != other.kind and any(one.kind.startswith(f) and other.kind.startswith(f) for f in families)


def _is_about_people(resolutions: Sequence[Resolution]) -> bool:
    """Whether a person is asked about, who belongs to a team and carries the pager for nobody but themselves."""
    return bool(resolutions) and all(isinstance(one, Found) and one.ref.kind == "user" for one in resolutions)


def _same(one: Subjects, other: Subjects) -> bool:
    return not other.resolutions or one.resolutions == other.resolutions
