"""Reads what an answer says about an audience, as a person would, and works out what it claims of somebody.

`on`, `off`: the sentence says so. `maybe`: it gives a share. `code`: it leaves it to the program's own default.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from semver import Version

Context = Mapping[str, object]
Holds = Callable[[Context], bool]

_OPERATORS: Final = {
    "does not begin with": ("begins with", True),
    "does not contain": ("contains", True),
    "does not end with": ("ends with", True),
    "does not match": ("matches", True),
    "does not have the major version of": ("has the major version of", True),
    "does not have the minor version of": ("has the minor version of", True),
    "has the major version of": ("has the major version of", False),
    "has the minor version of": ("has the minor version of", False),
    "begins with": ("begins with", False),
    "contains": ("contains", False),
    "ends with": ("ends with", False),
    "matches": ("matches", False),
    **{
        f"is {no}{word}": (f"is {word}".strip(), bool(no))
        for no in ("not ", "")
        for word in ("at least", "at most", "above", "below", "after", "before", "given", "")
    },
}
_OPERATOR: Final = re.compile(
    r"^(?P<attribute>\S+) (?P<words>"
    + "|".join(sorted((re.escape(one.strip()) for one in _OPERATORS), key=len, reverse=True))
    + r")(?: (?P<values>.*))?$"
)
_WHO: Final = re.compile(
    r"(?:(?P<state>on|off) )?(?P<notso>where that is not so )?for "
    r"(?:(?P<percent>[\d.]+) %(?: of (?:users|(?P<rest>everyone else)))?|(?P<everyone>everyone(?P<otherwise> else)?)"
    r"(?: with a (?P<needs>\S+))?)"
    r"(?: \((?:by (?P<by>[^)]+)|drawn anew each time)\))?"
    r"(?P<segments>(?: (?:and )?(?:not )?in \S+)*)"
    r"(?: where (?P<where>.*?))?(?:, who get (?P<variants>.*))?$"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    state: str
    share: float
    others: bool
    holds: Holds


def claim(sentence: str, context: Context, segments: Mapping[str, Holds] | None = None) -> str:
    """What `sentence` (`on for …`, `off`) claims of whoever has these attributes."""
    pieces, otherwise = _pieces(sentence, segments or {})
    before: list[_Piece] = []
    found = ""
    for piece in pieces:
        free = not piece.others or not any(one.holds(context) for one in before)
        if free and piece.holds(context):
            said = piece.state if piece.share in {0, 100} else "maybe"
            found = "on" if "on" in (said, found) else "maybe" if "maybe" in (said, found) else said
        before.append(piece)
    return found or otherwise


def _pieces(sentence: str, segments: Mapping[str, Holds]) -> tuple[list[_Piece], str]:
    text, code, _ = sentence.partition("; for everyone else the default in the code applies")
    otherwise = "code" if code else "off"
    if text == "off":
        return [], otherwise
    pieces: list[_Piece] = []
    state = ""
    for part in text.split(", and "):
        if re.fullmatch(r"by \d+ more rules?", part):
            return pieces, "maybe"
        match = _WHO.match(part)
        assert match, f"nobody could read {part!r}"
        state = match["state"] or state
        everyone = match["everyone"] is not None
        share = 100.0 if everyone else float(match["percent"])
        others = bool(match["notso"] or match["rest"] or match["otherwise"])
        pieces.append(_Piece(state, share, others, _fits(match, segments)))
    return pieces, otherwise


def _fits(match: re.Match[str], segments: Mapping[str, Holds]) -> Holds:
    conditions = [_condition(match["where"])] if match["where"] else []
    for no, name in re.findall(r"(not )?in (\S+)", match["segments"] or ""):
        conditions.append(_negated(segments[name]) if no else segments[name])
    needed = match["needs"]
    return lambda context: all(holds(context) for holds in conditions) and (not needed or needed in context)


def _negated(holds: Holds) -> Holds:
    return lambda context: not holds(context)


# Conditions: alternatives of conjunctions, in brackets where they stand inside one another


@lru_cache
def _condition(text: str) -> Holds:
    parts = _split(text, " and ")
    if len(parts) > 1:
        each = [_condition(part) for part in parts]
        return lambda context: all(holds(context) for holds in each)
    if text.startswith("(") and _closes(text) == len(text) - 1:
        return _condition(text[1:-1])
    either: list[str] = []
    for part in _split(text, " or "):
        if part.startswith("(") or _OPERATOR.match(part):
            either.append(part)
        else:
            either[-1] += f" or {part}"
    if len(either) > 1:
        any_of = [_condition(part) for part in either]
        return lambda context: any(holds(context) for holds in any_of)
    return _test(text)


def _closes(text: str) -> int:
    depth = 0
    for at, one in enumerate(text):
        depth += (one == "(") - (one == ")")
        if depth == 0:
            return at
    return -1


def _split(text: str, joint: str) -> list[str]:
    """The parts between joints outside brackets."""
    parts, depth, start = [], 0, 0
    for at, one in enumerate(text):
        depth += (one == "(") - (one == ")")
        if depth == 0 and text.startswith(joint, at):
            parts.append(text[start:at])
            start = at + len(joint)
    return [*parts, text[start:]]


def _test(text: str) -> Holds:
    match = _OPERATOR.match(text)
    assert match, f"nobody could read {text!r}"
    operator, negated = (
        _OPERATORS[match["words"]] if match["words"] in _OPERATORS else _OPERATORS[match["words"] + " "]
    )
    values = re.split(r", | or ", match["values"] or "")

    def holds(context: Context) -> bool:
        value = context.get(match["attribute"])
        met = value is not None and (operator == "is given" or any(_compare(operator, value, one) for one in values))
        return met != negated

    return holds


def _compare(operator: str, value: object, wanted: str) -> bool:
    written = str(value).lower() if isinstance(value, bool) else str(value)
    match operator:
        case "is":
            return written == wanted or (_is_version(wanted) and _versions(written, wanted, "is"))
        case "contains":
            return wanted in written
        case "begins with":
            return written.startswith(wanted)
        case "ends with":
            return written.endswith(wanted)
        case _ if _is_version(wanted):
            return _versions(written, wanted, operator)
        case _:
            return _numbers(operator, written, wanted)


def _numbers(operator: str, written: str, wanted: str) -> bool:
    try:
        one, other = float(written), float(wanted)
    except ValueError:
        return False
    return {
        "is above": one > other,
        "is at least": one >= other,
        "is below": one < other,
        "is at most": one <= other,
    }[operator]


def _is_version(text: str) -> bool:
    return re.fullmatch(r"\d+\.\d+\.\d+.*", text) is not None


def _versions(written: str, wanted: str, operator: str) -> bool:
    if not _is_version(written):
        return False
    one, other = Version.parse(written), Version.parse(wanted)
    return {
        "is": one == other,
        "is above": one > other,
        "is at least": one >= other,
        "is below": one < other,
        "is at most": one <= other,
        "has the major version of": one.major == other.major,
        "has the minor version of": (one.major, one.minor) == (other.major, other.minor),
    }[operator]
