"""Phrases made into patterns over the words of one clause. The notation is described in `phrasing`."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

import msgspec

from bot.phrasing import CLASSES

_LONGEST_SLOT: Final = 14
_MOST_REMEMBERED: Final = 2048
_LONGEST_REMEMBERED: Final = 24
"""Words."""
_PART: Final = re.compile(r"\{(\w+)\}|<(\w+)>|\[|\]|\(|\)|\||[^\s\[\](){}<>|]+")
_SLOTS: Final = {
    "task": r"(?:[a-z-]+ )?(?:[a-z-]+(?:er|or|ers|ors) |(?:hosts?|lead|chair|scribes?|secretary|volunteer) )",
    "person": r"(?:\S+ ){1,4}?",
    "facets": r"(?:\S+ ){1,6}?",
    "facets2": r"(?:\S+ ){1,3}?",
}
OPENERS: Final = frozenset(
    "who whose whom what which where when how is are was were do does did has have am will can could should "
    "would may "
    "might whoever list show tell find describe explain anyone anybody someone somebody any if pick choose "
    "select nominate draw "
    "whether give spin roll until since wtf in on suppose never we i need search for after help".split()
)
_ARTICLES: Final = frozenset({"the", "a", "an"})
"""Taken out of messages before, so that a phrase may be written with them."""
_LIGHT: Final = frozenset(
    "is are was were be been am do does did has have had the a an of for on in at to from with by about i we you it "
    "one that this and or there".split()
)


class Pattern(msgspec.Struct, frozen=True):
    """One phrase of one kind of question.

    anchors: words of which a clause must have one. opens: whether it begins as a question or request does.
    """

    kind: str
    phrase: str
    regex: re.Pattern[str]
    anchors: frozenset[str]
    opens: bool


class Match(msgspec.Struct, frozen=True):
    """A phrase found in a clause.

    start, end: the span of words it covers; slots: name -> span. weight: how much of a question it is.
    """

    pattern: Pattern
    start: int
    end: int
    slots: Mapping[str, tuple[int, int]]
    consumed: frozenset[int]
    weight: float


class _Reader:
    """Reads one phrase into a regular expression; also which words it cannot do without."""

    def __init__(self, phrase: str) -> None:
        self._parts = [(match[0], match[1], match[2]) for match in _PART.finditer(phrase)]
        self._at = 0
        self._slot_count = 0
        self.ends = False
        self._after_other = False
        self.required: list[frozenset[str]] = []

    def read(self) -> str:
        regex, _ = self._alternatives(required=True)
        return regex

    def _alternatives(self, *, required: bool) -> tuple[str, frozenset[str]]:
        """Alternatives up to a closing bracket: the expression, and the words it may begin with."""
        options: list[str] = []
        firsts: set[str] = set()
        unsure = False
        only = required and not self._has_alternatives()
        while True:
            option, first = self._sequence(required=only)
            options.append(option)
            unsure = unsure or not first
            firsts |= first
            if self._at < len(self._parts) and self._parts[self._at][0] == "|":
                self._at += 1
                continue
            # "stop" must not be taken where "stop working" is said: what begins with another comes before it.
            options.sort(key=len, reverse=True)
            inner = options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
            return inner, frozenset() if unsure else frozenset(firsts)

    def _has_alternatives(self) -> bool:
        depth = 0
        for text, _, _ in self._parts[self._at :]:
            if text in "([":
                depth += 1
            elif text in ")]":
                depth -= 1
                if depth < 0:
                    return False
            elif text == "|" and depth == 0:
                return True
        return False

    def _sequence(self, *, required: bool) -> tuple[str, set[str]]:
        regex: list[str] = []
        first: set[str] = set()
        open_ended = True
        while self._at < len(self._parts) and self._parts[self._at][0] not in {"|", ")", "]"}:
            text, slot, word_class = self._parts[self._at]
            self._at += 1
            if text == "[":
                inner, starts = self._alternatives(required=False)
                self._at += 1
                regex.append(f"(?:{inner})?")
                first |= starts if open_ended else set()
                continue
            piece, begins = self._one(text, slot, word_class, required=required)
            regex.append(piece)
            if open_ended and piece:
                first = first | begins if begins else set()
                open_ended = False
        return "".join(regex), first

    def _one(self, text: str, slot: str | None, word_class: str | None, *, required: bool) -> tuple[str, set[str]]:
        if text == "(":
            inner, starts = self._alternatives(required=required)
            self._at += 1
            self._require(starts, required)
            return f"(?:{inner})", set(starts)
        if slot:
            return self._slot(slot), set()
        if word_class:
            inner, starts = _class(word_class)
            self._require(starts, required)
            return inner, set(starts)
        if text in _ARTICLES:
            return "", set()
        if text == "_":
            return r"(?:\S+ ){0,4}?", set()
        self._require(frozenset((text,)), required)
        return f"{re.escape(text)} ", {text}

    def _slot(self, name: str) -> str:
        self._slot_count += 1
        self._after_other = self._after_other or name == "other"
        if name == "task":
            return f"(?P<task{self._slot_count}>{_SLOTS['task']})"
        body = _SLOTS.get(name) or rf"(?:\S+ ){{1,{_LONGEST_SLOT}}}?"
        if self._is_last():
            body = rf"(?:\S+ ){{{self._after_other:d},{_LONGEST_SLOT}}}"
        elif self._is_last(optional=True):
            self.ends = True
        return f"(?P<{name}_{self._slot_count}>{body})"

    def _is_last(self, *, optional: bool = False) -> bool:
        """Whether nothing follows, or with `optional` nothing that must."""
        depth = 0
        for text, _, _ in self._parts[self._at :]:
            if text == "[":
                depth += 1
            elif text == "]":
                depth -= depth > 0
            elif text != ")" and not (optional and depth):
                return False
        return True

    def _require(self, words: frozenset[str] | set[str], required: bool) -> None:
        if required and words:
            self.required.append(frozenset(words))


@lru_cache(maxsize=256)
def _class(name: str) -> tuple[str, frozenset[str]]:
    inner = CLASSES.get(name, _LATE_CLASSES.get(name, name))
    regex, firsts = _Reader(inner)._alternatives(required=False)
    return f"(?:{regex})", firsts


_LATE_CLASSES: Final[Mapping[str, str]] = {
    "level": "primary|secondary|tertiary|backup|back-up|first|second|third|l1|l2|l3|level 1|level 2|level 3|"
    "first level|second level|third level|shadow|fallback|second line|first line|deputy|stand-in",
    "state": "halfway|half way|half rolledout|half on|partial|partially on|partially rolledout|partly on|on|off|stale|"
    "fully on|fully rolledout|completely on|enabled|disabled|live|active|old|in progress|in flight|ramping|half-way|"
    "gradual|100%|100 percent|partly rolledout|forgotten|dead|obsolete|inactive|switched off|turned off|turned on|half",
}


@cache
def compiled(kind: str, phrase: str) -> Pattern:
    """The pattern of one phrase, made once however many grammars hold it.

    Raises: re.error, when the phrase is not in the notation.
    """
    anchored = phrase.startswith("^")
    reader = _Reader(phrase.removeprefix("^"))
    body = reader.read()
    first = phrase.lstrip("^([<").split()[0].strip("()[]<>{}|").split("|")[0] if phrase else ""
    opener = CLASSES.get(first, first).split("|")[0].split()[0] if phrase[:1] in "<" else first
    anchors = min(reader.required, key=_rareness) if reader.required else frozenset[str]()
    return Pattern(
        kind,
        phrase,
        re.compile((r"\A" if anchored else r"(?<!\S)") + body + (r"\Z" if reader.ends else "")),
        anchors,
        opener in OPENERS,
    )


def _rareness(words: frozenset[str]) -> tuple[bool, int]:
    return (any(word in _LIGHT or word in OPENERS for word in words), len(words))


class Grammar:
    """All phrases of all kinds of question, ready to be looked for."""

    def __init__(self, phrases: Mapping[str, tuple[str, ...]]) -> None:
        self.patterns = tuple(compiled(kind, phrase) for kind, found in phrases.items() for phrase in found)
        self.kinds = frozenset(phrases)
        # People ask about ever other things, but in the same words.
        self._remembered = lru_cache(maxsize=_MOST_REMEMBERED)(lambda words: tuple(self._matches(words)))
        self._anywhere = [number for number, pattern in enumerate(self.patterns) if not pattern.anchors]
        self._anchored: dict[str, list[int]] = {}
        for number, pattern in enumerate(self.patterns):
            for word in pattern.anchors:
                self._anchored.setdefault(word, []).append(number)
        self.vocabulary = frozenset(
            word
            for pattern in self.patterns
            for word in re.findall(r"[a-z][a-z'-]{2,}", re.sub(r"\(\?P<\w+>|\\\w", " ", pattern.regex.pattern))
        )

    def matches(self, words: tuple[str, ...]) -> tuple[Match, ...]:
        """Every phrase that occurs in a clause of these words; names are one and the same word in it."""
        return self._remembered(words) if len(words) <= _LONGEST_REMEMBERED else tuple(self._matches(words))

    def _matches(self, words: tuple[str, ...]) -> Iterator[Match]:
        text = "".join(f"{word} " for word in words)
        starts = _starts(words)
        possible = {number for word in frozenset(words) for number in self._anchored.get(word, ())}
        for number in sorted(possible.union(self._anywhere)):
            pattern = self.patterns[number]
            found = pattern.regex.search(text)
            if found is not None and found.end() > found.start():
                yield _match(pattern, found, starts, words)


def _starts(words: tuple[str, ...]) -> dict[int, int]:
    """Where each word begins in the text, and where the text ends, as numbers of words."""
    offsets: dict[int, int] = {}
    at = 0
    for number, word in enumerate(words):
        offsets[at] = number
        at += len(word) + 1
    offsets[at] = len(words)
    return offsets


def _match(pattern: Pattern, found: re.Match[str], starts: Mapping[int, int], words: tuple[str, ...]) -> Match:
    slots = {
        name.rstrip("0123456789").rstrip("_"): (starts[found.start(name)], starts[found.end(name)])
        for name in pattern.regex.groupindex
        if found.start(name) >= 0
    }
    start, end = starts[found.start()], starts[found.end()]
    inside = {number for name, span in slots.items() if name != "task" for number in range(*span)}
    consumed = frozenset(range(start, end)) - inside
    weight = sum(0.4 if words[number] in _LIGHT else 1.0 for number in consumed)
    return Match(pattern, start, end, slots, consumed, weight)
