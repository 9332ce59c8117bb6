"""Words about time, one by one: how they are spelled, slips mended, and the numbers, units and names among them.

Everything after this file sees only the spellings kept here: `tmrw` and `tomorow` are `tomorrow`, `hrs` is `hour`.
Spellings are mended where one letter is off in a long name; short ones (`mon`, `may`) must be written as they are.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA


def words_in(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _numbered(names: str, first: int) -> dict[str, int]:
    """Names by number; those of one number stand between commas."""
    return {name: number for number, group in enumerate(names.split(","), first) for name in group.split()}


WEEKDAYS: Final[Mapping[str, int]] = _numbered(
    "monday mon, tuesday tue tues, wednesday wed weds, thursday thu thur thurs, friday fri, saturday sat, sunday sun",
    0,
)
OTHER_WORDS_TOO: Final = frozenset({"mon", "wed", "sat", "sun", "may", "march", "mar"})
"""Names of days and months that are as often something else: they need company to be read as time."""

MONTHS: Final[Mapping[str, int]] = _numbered(
    "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sep sept, "
    "october oct, november nov, december dec",
    1,
)

_TENS: Final = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
NUMBERS: Final[Mapping[str, int]] = _TENS | _numbered(
    "zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, "
    "sixteen, seventeen, eighteen, nineteen",
    0,
)
ORDINALS: Final[Mapping[str, int]] = _numbered(
    "first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth", 1
)

UNITS: Final[Mapping[str, str]] = {
    name: names.split()[0]
    for names in (
        "second seconds sec secs",
        "minute minutes min mins",
        "hour hours hr hrs huors",
        "day days",
        "week weeks wk wks",
        "fortnight fortnights",
        "month months",
        "quarter quarters",
        "year years yr yrs",
    )
    for name in names.split()
}

MERIDIEMS: Final[Mapping[str, str]] = {"am": "am", "a.m": "am", "a.m.": "am", "pm": "pm", "p.m": "pm", "p.m.": "pm"}

_SPELLINGS: Final[Mapping[str, str]] = {
    "tmrw": "tomorrow", "tmr": "tomorrow", "tmw": "tomorrow", "tommorow": "tomorrow", "tomorrows": "tomorrow",
    "2moro": "tomorrow", "2morrow": "tomorrow", "tonite": "tonight", "2nite": "tonight", "todays": "today",
    "todya": "today", "tody": "today", "yday": "yesterday", "yesterdays": "yesterday", "wensday": "wednesday",
    "wendsday": "wednesday", "wenesday": "wednesday", "feburary": "february", "mornings": "morning",
    "evenings": "evening", "afternoons": "afternoon", "nights": "night", "nite": "night", "xmas": "christmas",
    "wkend": "weekend", "weekends": "weekend", "mid-day": "midday", "mid-night": "midnight", "noontime": "noon",
    "lunchtime": "noon", "lunch-time": "noon", "middays": "midday", "o'clock": "oclock", "o’clock": "oclock",
    "prev": "previous", "upcoming": "coming", "nxt": "next", "thanksgivings": "thanksgiving",
}  # fmt: skip

_LONG_NAMES: Final = (
    *(name for name in (*WEEKDAYS, *MONTHS) if len(name) >= 6),
    *("tomorrow", "yesterday", "tonight", "morning", "afternoon", "evening", "weekend", "midnight", "christmas"),
)
_NO_SLIPS: Final = frozenset(
    {"sundae", "sundry", "augusta", "augusto", "moaning", "mooning", "mourning", "corning", "eventing"}
)
_SHORTEST, _LONGEST = 5, 10

_OTHERS: Final = words_in(
    "a after ago am an and at before beginning boxing by coming couple day early easter end eod eom eow eve few from "
    "good half in last late middle mid midday new next noon now of oclock on past pm previous since start the this "
    "time to today until"
)
_VOCABULARY: Final = frozenset({*WEEKDAYS, *MONTHS, *NUMBERS, *ORDINALS, *UNITS, *_LONG_NAMES, *_OTHERS})

_DOTTED: Final = frozenset({"a.m", "p.m", *(name for name in (*WEEKDAYS, *MONTHS) if len(name) < 6)})
_SILENT: Final = frozenset({",", "'s", "’s"})

_CLOSING: Final = words_in(
    "| . ? ! ; : ) ( - – § on at in for from to until till by with and or but if when while since after before about "
    "around as who whose which what where how why is are was were am does did do will would can could should has i "
    "we it he she they you me us please pls plz thanks thx sharp exactly oncall hi hello hey"
) | {""}
"""Words that a time may stand before."""

MOST_LETTERS: Final = 40
"""Longer words say nothing about time."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message, about to be read for time.

    words: as spelled here, without commas and possessives. places: where each stands in the list of words given.
    local: now, by the clock of the zone that words are meant in. past: whether the message speaks of the past.
    """

    words: Sequence[str]
    places: Sequence[int]
    local: datetime
    zone: tzinfo
    past: bool = False

    @property
    def today(self) -> date:
        return self.local.date()

    def at(self, number: int) -> str:
        """The word there; empty outside the message."""
        return self.words[number] if 0 <= number < len(self.words) else ""

    def after(self, number: int, *phrases: str) -> int | None:
        """Where the words go on after the first of these phrases that stands there."""
        first = self.at(number)
        for phrase in phrases:
            if not first or not phrase.startswith(first):
                continue
            words = phrase.split()
            if list(self.words[number : number + len(words)]) == words:
                return number + len(words)
        return None

    def closes(self, number: int) -> bool:
        """Whether nothing stands there that a number before it might count: "at 9 please", not "at 9 nodes"."""
        return self.at(number) in _CLOSING


def say(words: Sequence[str], now: datetime, zone: tzinfo, past: bool) -> Said:
    """The words in the spellings kept here, each with its place."""
    spelled: list[str] = []
    places: list[int] = []
    for place, word in enumerate(words):
        if word in _SILENT or (word in {"|", "."} and place and words[place - 1] in _DOTTED):
            continue
        for part in _spelled(word):
            spelled.append(part)
            places.append(place)
    return Said(spelled, places, now.astimezone(zone), zone, past)


@lru_cache(maxsize=4096)
def _spelled(word: str) -> tuple[str, ...]:
    if len(word) > MOST_LETTERS:
        return (word,)
    parts = word.split("-")
    if len(parts) > 1 and all(part in _VOCABULARY for part in parts):
        return tuple(parts)
    bare = word[:-2] if word.endswith(("'s", "’s")) else word.rstrip("'’")
    return (_SPELLINGS.get(bare) or _mended(bare),)


def _mended(word: str) -> str:
    if not _SHORTEST <= len(word) <= _LONGEST or word in _VOCABULARY or word in _NO_SLIPS or not word.isalpha():
        return word
    found = process.extractOne(word, _LONG_NAMES, scorer=OSA.distance, score_cutoff=1)
    return word if found is None else found[0]


_NUMERAL: Final = re.compile(r"[0-9]{1,4}", re.ASCII)
_NTH: Final = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)", re.ASCII)


def numeral(word: str) -> int | None:
    """A number of at most four digits."""
    return int(word) if _NUMERAL.fullmatch(word) else None


def number_at(said: Said, at: int) -> tuple[int, int] | None:
    """A whole number in digits or words (`24`, `two`, `twenty four`), and where the words go on."""
    word = said.at(at)
    number = numeral(word)
    if number is None:
        number = NUMBERS.get(word)
    if number is None:
        return None
    units = NUMBERS.get(said.at(at + 1), 0)
    if word in _TENS and 1 <= units <= 9:
        return number + units, at + 2
    return number, at + 1


def nth(word: str) -> int | None:
    """`23` in `23rd`."""
    match = _NTH.fullmatch(word)
    return int(match[1]) if match else None


_YEAR: Final = re.compile(r"(?:19[7-9]|2[0-9]{2})[0-9]", re.ASCII)


def year_of(word: str) -> int | None:
    """A year from 1970 to 2999."""
    return int(word) if _YEAR.fullmatch(word) else None
