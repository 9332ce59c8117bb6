"""What a message asks when no phrase fits: by the words that only one kind of question uses, about a thing that is sure.

"Any chance somebody could point me at whoever babysits stream-gateway?" has no form we list, but `babysits` is about
owners and the name is certain. This is only tried last; it needs a sure name, one clear kind, a sign that something is
asked, and little that neither explains.
"""

from collections.abc import Mapping
from typing import Final

from bot.grammar import OPENERS
from bot.heard import Heard, refs_of
from bot.hearing import BREAK
from bot.meant import Meant
from bot.resolve import FUZZY, Found, Resolution
from bot.slots import slots_of

SCORE: Final = 1.0
_MOST_UNEXPLAINED: Final = 7
_OWNERS: Final = frozenset({"group", "user"})
ASKING: Final = frozenset(
    "who whose which what where when how whoever whom anyone anybody someone somebody is are does do can could would "
    "should need looking wondering know tell point show find give send share want please pls help list "
    "get pull".split()
)
_REQUESTING: Final = frozenset("list name describe explain pick choose scribe refresh oncall".split())
"""First words of requests."""
_CUES: Final[Mapping[str, str]] = {
    "owner": "owner owners own owns owned ownership owning maintainer maintainers maintain maintains maintaining "
    "responsible responsibility responsibilities accountable accountability belongs belong whose poc dri custodian "
    "custodians steward stewards stewarding caretaker caretakers babysit babysits babysitting shepherd "
    "shepherds tend "
    "tends keeper keepers stakeholder sponsor sponsors champion governs leads charge looks look care "
    "cares squad fix fixes fixing expert experts knows fault blame approves guilty",
    "owned": "own owns owned owning portfolio estate inventory responsible name belongings belong belongs sit sits",
    "contact": "reach contact channel email mail slack ping message approach",
    "oncall": "oncall pager page paged duty escalate escalation responder wake standby firefighter firefighting",
    "links": "runbook runbooks playbook docs documentation wiki dashboard dashboards grafana repo repository "
    "source code "
    "logs readme manual handbook guide",
    "dependencies": "dependencies dependency deps upstream upstreams prerequisites requires require required "
    "requirements "
    "relies rely needs pull pulls",
    "dependents": "dependents dependants downstream downstreams affected impacted impact breaks break broken fallout "
    "consumers users radius notice suffer feel feels felt",
    "apis": "apis endpoints exposes expose provides",
    "consumers": "consumers consumes consuming clients",
    "members": "members member headcount roster teammates colleagues",
    "memberships": "team teams squad squads",
    "rollout": "rollout rolledout toggle flag enabled percentage percent rollouts",
    "rollouts": "flags toggles rollouts",
    "about": "explain describe overview summary about purpose",
}


def asks(heard: Heard) -> bool:
    """Whether a message has a sign that something is asked, and orders nothing; between people only a question mark."""
    if heard.is_order:
        return False
    marked = any(token.kind == BREAK and "?" in token.text for token in heard.tokens)
    requested = heard.words[0] in OPENERS | _REQUESTING or any(token.word in ASKING for token in heard.tokens)
    return marked or (heard.scene.addressed and requested)


class Cues:
    """Reads one message by its telling words."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    def read(self) -> tuple[Meant, ...]:
        """The one kind of question the words point to, about the one thing that is surely named."""
        if not asks(self._heard) or (place := self._place()) is None:
            return ()
        counts = {kind: self._count(kind, place) for kind in _CUES}
        best = max(counts.values())
        kinds = [kind for kind, count in counts.items() if count == best and best]
        meant = [one for kind in kinds if (one := self._meant(kind, place)) is not None]
        return tuple(meant) if len(meant) == 1 else ()

    def _place(self) -> int | None:
        """Where the only surely named thing stands."""
        named = [number for number, unit in enumerate(self._heard.units) if unit.span is not None]
        return named[0] if len(named) == 1 else None

    def _count(self, kind: str, place: int) -> int:
        cues = _CUES[kind].split()
        return sum(word in cues for number, word in enumerate(self._heard.words) if number != place)

    def _meant(self, kind: str, place: int) -> Meant | None:
        heard = self._heard
        read = heard.listener.read(place, place + 1, heard.subject(kind))
        if not read.resolutions or not _is_sure(read.resolutions[0]) or not heard.fits(kind, read):
            return None
        if kind == "owner" and any(ref.kind in _OWNERS for ref in refs_of(read.resolutions[0])):
            return None
        cues = set(_CUES[kind].split())
        told = {heard.clauses[heard.clause_of(one)].sentence for one, word in enumerate(heard.words) if word in cues}
        told.add(heard.clauses[heard.clause_of(place)].sentence)
        left = [
            one
            for one, word in enumerate(heard.words)
            if heard.is_telling(one)
            and word not in cues | ASKING
            and heard.clauses[heard.clause_of(one)].sentence in told
        ]
        if len(left) - 1 > _MOST_UNEXPLAINED:
            return None
        slots = slots_of(kind, heard.spoken(), heard.words, heard.moments)
        return Meant(kind, read.resolutions, slots, "words that only this kind uses", SCORE, read.words)


def _is_sure(resolution: Resolution) -> bool:
    return isinstance(resolution, Found) and resolution.rank < FUZZY
