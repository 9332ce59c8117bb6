"""The particulars of a question: at which level, when, in which environment, for whom, which task."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Final

from bot.hearing import WORD, Token
from bot.moments import Moment, moments
from bot.scene import Scene
from handlers.asked import SlotValue

_LEVELS: Final = {
    "primary": 1, "l1": 1, "first": 1,
    "secondary": 2, "backup": 2, "back-up": 2, "l2": 2, "second": 2, "shadow": 2, "fallback": 2, "deputy": 2,
    "stand-in": 2, "tertiary": 3, "l3": 3, "third": 3,
}  # fmt: skip
_ENVIRONMENTS: Final = {
    "prod": "production", "production": "production", "prd": "production", "live": "production",
    "staging": "staging", "stage": "staging", "stg": "staging", "preprod": "staging", "pre-prod": "staging",
    "dev": "development", "development": "development", "devel": "development",
    "test": "test", "testing": "test", "qa": "qa", "uat": "uat", "sandbox": "sandbox", "canary": "canary",
}  # fmt: skip
_LINKS: Final = {
    "runbook": "runbook", "playbook": "runbook",
    "doc": "docs", "documentation": "docs", "techdoc": "docs", "wiki": "docs", "confluence": "docs", "manual": "docs",
    "handbook": "docs", "guide": "docs", "reference": "docs", "howto": "docs", "docs": "docs", "documentations": "docs",
    "dashboard": "dashboard", "grafana": "dashboard", "metrics": "dashboard", "graphs": "dashboard",
    "monitoring": "dashboard",
    "repo": "repo", "repository": "repo", "github": "repo", "gitlab": "repo", "source": "repo", "code": "repo",
    "codebase": "repo", "repositories": "repo",
    "logs": "logs", "log": "logs", "kibana": "logs", "logging": "logs",
    "readme": "readme",
}  # fmt: skip
_STATES: Final = {
    "partial": "partial", "partially": "partial", "partly": "partial", "halfway": "partial", "half": "partial",
    "half-way": "partial", "ramping": "partial", "gradual": "partial", "progress": "partial", "flight": "partial",
    "stale": "stale", "old": "stale", "obsolete": "stale", "dead": "stale", "forgotten": "stale",
    "off": "off", "disabled": "off", "inactive": "off",
    "on": "on", "enabled": "on", "live": "on", "active": "on", "fully": "on",
}  # fmt: skip
_BEFORE_ON: Final = frozenset("is are be fully turned switched currently completely".split())
_DOERS: Final = {
    "note": "note-taker", "notes": "note-taker", "notetaker": "note-taker", "scribe": "note-taker",
    "scribes": "note-taker", "minutes": "note-taker", "notetaking": "note-taker", "minute": "note-taker",
    "taker": "note-taker", "takers": "note-taker", "secretary": "note-taker", "protocol": "note-taker",
    "facilitator": "facilitator", "facilitated": "facilitator", "facilitate": "facilitator",
    "facilitators": "facilitator", "facilitation": "facilitator", "moderator": "moderator", "moderated": "moderator",
    "moderate": "moderator", "reviewer": "reviewer", "reviewed": "reviewer", "review": "reviewer",
}  # fmt: skip
PICKING: Final = _DOERS.keys() | frozenset(
    "pick picks picked choose chosen select nominate random someone somebody volunteer roll spin draw turn odds chance "
    "chances takes host present presenter run lead again".split()
)
"""Words of which a question about a pick has one at least."""
_AGENTS: Final = frozenset("host lead leader presenter chair reviewer driver speaker timekeeper moderator".split())
_HOSTING: Final = {"host": "host", "lead": "lead", "chair": "chair", "run": "host"}
_BEFORE_AGENT: Final = frozenset("a an the pick one random as next should to will can who new lucky choose".split())
_OCCASIONS: Final = frozenset(
    {"standup", "retro", "retrospective", "planning", "demo", "review", "meeting", "refinement"}
)
_DONE: Final = {"demo": "demo-presenter", "standup": "standup-host", "retro": "retro-lead"}
_NOT: Final = frozenset({"not", "except", "without", "excluding", "but", "excl", "besides", "minus"})
_AUXILIARIES: Final = frozenset(
    "is are am was were do does did have has had can could will would shall should may might must".split()
)

_HOW_FAR: Final = frozenset(
    "all everything indirect indirectly transitive transitively recursive recursively full whole tree way down".split()
)
_LEVEL_WORDS: Final = _LEVELS.keys() | {"line", "level", "tier", "person", "responder"}
PARTICULARS: Final[Mapping[str, frozenset[str]]] = {
    "oncall": frozenset(_LEVEL_WORDS | {"who", "has", "gets"}),
    "oncall_next": frozenset(_LEVEL_WORDS),
    "rollouts": frozenset(_STATES),
    "dependencies": _HOW_FAR,
    "dependents": _HOW_FAR,
    "pick": frozenset(_DOERS) | _AGENTS,
}
"""The words that say nothing but a particular, by the kind of question."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """Words of a message that are particulars whatever is asked. tokens: numbers of those words."""

    tokens: frozenset[int]
    environment: str = ""
    level: int = 0


def level_of(words: Sequence[str]) -> int | None:
    for word, after in zip(words, (*words[1:], ""), strict=False):
        if word in _LEVELS:
            return _LEVELS[word]
        if word in {"level", "tier"} and after.isdigit():
            return int(after)
    return None


def environment_of(words: Sequence[str]) -> str | None:
    return next((_ENVIRONMENTS[word] for word in words if word in _ENVIRONMENTS), None)


def environment_tokens(tokens: Sequence[Token]) -> frozenset[int]:
    """Words for environments, with the `in` before them; they are never part of a name that must be guessed."""
    found: set[int] = set()
    for number, token in enumerate(tokens):
        before = tokens[number - 1].word if number else ""
        last = number + 1 == len(tokens) or tokens[number + 1].kind != WORD
        if token.kind == WORD and token.word in _ENVIRONMENTS and (before in {"in", "on", "for"} or last):
            found.add(number)
    return frozenset(found)


def link_of(words: Sequence[str]) -> str | None:
    found = [_LINKS[word] for word in words if word in _LINKS]
    for kind in ("runbook", "readme", "logs"):
        if kind in found:
            return kind
    return found[-1] if "dashboard" in found and len(set(found)) == 1 else next(iter(found), None)


def state_of(words: Sequence[str]) -> str | None:
    """The state that rollouts should be in; `on` is mostly another word: "toggles on X"."""
    pairs = zip(("", *words), words, strict=False)
    found = [_STATES[word] for before, word in pairs if word in _STATES and (word != "on" or before in _BEFORE_ON)]
    for state in ("stale", "partial", "off", "on"):
        if state in found:
            return state
    return None


def subject_of(words: Sequence[str]) -> str | None:
    """`42` in "is X on for user 42"."""
    text = " ".join(words)
    named = re.search(
        r"\bfor (?:user|customer|company|account|tenant|client|org|id|userid|member) (?:id )?(\S+)", text
    )
    bare = re.search(r"\bfor ((?:[a-z]+-)?\d+)$", text)
    match = named or bare
    return match[1] if match else None


def task_of(words: Sequence[str]) -> str:
    """The task somebody is picked for, words joined by dashes; `note-taker` unless said otherwise."""
    for word, after in pairwise(words):
        if word in _HOSTING and after in _OCCASIONS:
            return f"{after}-{_HOSTING[word]}"
        if after in _AGENTS and word not in _BEFORE_AGENT:
            return f"{word}-{after}"
    for word in words:
        if word in _DOERS:
            return _DOERS[word]
    for number, word in enumerate(words):
        if word in _DONE and number and words[number - 1] in {"the", "did", "do", "present", "does", "our"}:
            return _DONE[word]
    for word in words:
        if word in _AGENTS:
            return word
    return "note-taker"


def names_task(words: Sequence[str]) -> bool:
    """Whether a task is named at all."""
    return task_of(words) != "note-taker" or any(_DOERS.get(word) == "note-taker" for word in words)


Slots = Mapping[str, SlotValue]
Reader = Callable[[Sequence[str]], Slots]


def _only(**slots: SlotValue | None) -> Slots:
    return {name: value for name, value in slots.items() if value is not None and value != ""}


_AGAIN: Final = re.compile(r"\b(?:again|another|anew|(?:some|any)(?:one|body) else|re-?(?:pick|roll|draw))\b")
_SEVERAL: Final = re.compile(
    r"\b(?:two|three|four|five|[2-9]) (?:\w+ ){0,2}?(?:people|persons|members|volunteers|victims|notetakers?|takers|"
    r"facilitators|humans|hosts)\b"
)
_REMIND: Final = re.compile(r"\bremind(?:ing|er)?\b")
_TRANSITIVE: Final = re.compile(
    r"\b(transitive(?:ly)?|all the way|directly or (?:not|indirectly)|indirect(?:ly)?|blast radius|everything|"
    r"recursive(?:ly)?|full tree|whole tree|end to end|what breaks|what (?:else )?(?:dies|would break|will break))\b"
)


_ALL_THE_WAY: Final = re.compile(
    r"(?<!\S)(?:all the way(?: down| up)?|directly or (?:not|indirectly)|and indirect(?:ly)?|recursively|transitively)\b"
)
_PAST: Final = frozenset({"was", "were", "had", "did"})


_WITH_NEEDS: Final = re.compile(
    r"\b(?:its|their|the|all) (?:\w+ )?(?:dependencies|upstreams)\b|\b(?:it|they) (?:depends?|needs?|rely|relies)\b"
)
"""What says, after a thing, that what it depends on is meant as well."""


def direction_of(words: Sequence[str], kind_words: str) -> str | None:
    provides = re.search(r"\b(provid\w+|expos\w+|offer\w*|serv(?:e|es|ed)|publish\w*|implement\w*)\b", kind_words)
    consumes = re.search(
        r"\b(consum\w+|call\w*|us(?:e|es|ed|ing)|need\w*|depend\w*|hit\w*|talk\w*|rel(?:y|ies))\b", kind_words
    )
    if provides and not consumes:
        return "provides"
    return "consumes" if consumes and not provides else None


def transitive_tokens(tokens: Sequence[Token]) -> frozenset[int]:
    """The words that say how far to follow dependencies: `all the way down`."""
    words = [token.word for token in tokens]
    text = "".join(f"{word} " for word in words)
    found: set[int] = set()
    for match in _ALL_THE_WAY.finditer(text):
        first = text.count(" ", 0, match.start())
        found.update(range(first, first + match[0].count(" ") + 1))
    return frozenset(found)


def moments_of(tokens: Sequence[Token], scene: Scene) -> tuple[Moment, ...]:
    """The times a message speaks of."""
    words = [_for_time(token) for token in tokens]
    past = not _PAST.isdisjoint(words)
    return moments(words, scene.now, scene.zone, past)


def _for_time(token: Token) -> str:
    match token.kind:
        case "word":
            return token.word
        case "comma":
            return ","
        case "break":
            return "|"
        case _:
            return "§"


def when_of(found: Sequence[Moment]) -> str | None:
    """The first time that is spoken of, as slots hold it."""
    return next((_written(one.when) for one in found if one.when is not None), None)


def _since(found: Sequence[Moment]) -> str | None:
    return next((_written(one.since) for one in found if one.since is not None), None)


def _written(moment: datetime | date) -> str:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return moment.isoformat()


def slots_of(
    kind: str, words: Sequence[str], rule_words: Sequence[str], times: Sequence[Moment] = ()
) -> dict[str, SlotValue]:
    """The particulars that a kind of question has.

    words: of the whole message; rule_words: those the phrase took; times: the times the message speaks of.
    """
    text = " ".join(words)
    slots: dict[str, SlotValue] = {}
    match kind:
        case "oncall" | "oncall_next":
            slots.update(_only(level=level_of(words), when=when_of(times)))
        case "my_oncall":
            slots.update(_only(when=when_of(times)))
        case "links":
            slots.update(_only(link=link_of(rule_words) or link_of(words)))
        case "apis":
            slots.update(_only(direction=direction_of(words, " ".join(rule_words))))
        case "dependencies" | "dependents":
            if _TRANSITIVE.search(text):
                slots["transitive"] = True
        case "rollout" | "rollout_changes":
            slots.update(
                _only(environment=environment_of(words), subject=subject_of(words) if kind == "rollout" else None)
            )
            if kind == "rollout_changes":
                slots.update(_only(since=_since(times), transitive=True if _WITH_NEEDS.search(text) else None))
        case "rollouts":
            slots.update(_only(state=state_of(rule_words), environment=environment_of(words)))
        case "pick" | "pick_history" | "pick_odds":
            slots["task"] = task_of(words)
            if kind == "pick" and _AGAIN.search(text):
                slots["again"] = "yes"
            if kind == "pick" and _REMIND.search(text):
                slots["remind"] = when_of(times) or "1h"
            if kind == "pick" and _SEVERAL.search(text):
                slots["several"] = "yes"
    return slots


def excluded_from(tokens: Sequence[Token]) -> int | None:
    """The number of the token from which people are excluded: `but not`, `except`, `w/o`; no `not` of a sentence."""
    for number, token in enumerate(tokens):
        denies = token.word == "not" and number and tokens[number - 1].word in _AUXILIARIES
        if token.kind == WORD and token.word in _NOT and number + 1 < len(tokens) and not denies:
            return number
    return None
