"""Log lines among what people write: when something was logged is no time that is asked about.

A time stamp is a log's where a level stands beside it (`2026-11-23T10:00:00Z ERROR …`), where it begins a line that has
one soon after, that has fractions of seconds, or that begins as syslog's do, and where it stands in square brackets.
Anything else is a moment: "2026-11-23T10:00:00Z who was on call?".
"""

import re
from typing import Final

_DATE: Final = r"\d{4}[-/]\d\d[-/]\d\d"
_CLOCK: Final = r"\d\d:\d\d:\d\d"
_ZONE: Final = r"(?:Z|[ ]?[+-]\d\d:?\d\d)?"
_FRACTION: Final = r"[.,]\d{1,9}"
_STAMP: Final = rf"(?:{_DATE}[T ])?{_CLOCK}(?:{_FRACTION})?{_ZONE}"
_LEVEL: Final = "(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|SEVERE|PANIC)"
_BEGUN: Final = r"^[^\S\n]*(?:(?:&gt;|>)[^\S\n]*)?"

_LOGGED: Final = re.compile(
    rf"""\[{_DATE}[T ]{_CLOCK}(?:{_FRACTION})?{_ZONE}\]
      | (?<![\w:.+-]){_STAMP}(?=[^\S\n]+[\[(|<]?(?i:{_LEVEL})\b)
      | {_BEGUN}{_STAMP}(?=[^\n]{{0,60}}?\b{_LEVEL}\b)
      | {_BEGUN}(?:{_DATE}[T ])?{_CLOCK}{_FRACTION}{_ZONE}
      | {_BEGUN}[A-Z][a-z][a-z][ ]{{1,2}}\d{{1,2}}[ ]{_CLOCK}(?=[ ][\w.-]+[ ][\w./-]+(?:\[\d+\])?:)
    """.replace("[T ]", "[Tt\\x20]"),
    re.VERBOSE | re.MULTILINE,
)


_LINE: Final = re.compile(rf"{_BEGUN}{_STAMP.replace('[T ]', '[Tt ]')}[^\S\n]+[\[(|<]?{_LEVEL}\b[^\n]*", re.MULTILINE)
_ASKING: Final = re.compile(
    r"[?`]|\b(?:who|whos|whose|whom|which|what|where|when|how|oncall|on-call|on call)\b", re.IGNORECASE
)


def pasted(text: str) -> str:
    """`text` with log lines that ask nothing marked as pasted, whoever left that out."""
    if ":" not in text or "```" in text:
        return text
    return _LINE.sub(lambda line: line[0] if _ASKING.search(line[0]) else f"```{line[0]}```", text)


def without_stamps(text: str) -> str:
    """`text` without the times at which its log lines were logged."""
    return _LOGGED.sub(" ", text) if ":" in text else text
