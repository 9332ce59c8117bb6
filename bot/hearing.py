"""From the raw text of a Slack message to tokens: what was written as words, mentions, channels, links, code.

Nothing is understood here; only Slack's markup is read, contractions are written out (`who's`, `whos`), and the
few compound words that people spell in three ways are joined (`on-call`, `on call`, `oncall`).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import msgspec
from msgspec.structs import replace

from bot.folding import flat
from bot.logged import pasted, without_stamps

MOST_CHARACTERS: Final = 40_000
MOST_TOKENS: Final = 400
MOST_LETTERS: Final = 200
"""What is longer is no word that somebody typed, but pasted."""
_MOST_REMEMBERED: Final = 4096
"""Written words; people use the same ones over and over."""

WORD: Final = "word"
CODE: Final = "code"
PASTE: Final = "paste"
USER: Final = "user"
CHANNEL: Final = "channel"
LINK: Final = "link"
MAIL: Final = "mail"
REF: Final = "ref"
BREAK: Final = "break"
COMMA: Final = "comma"


class Token(msgspec.Struct, frozen=True):
    """One piece of a message.

    kind: one of the constants above. word: what grammar sees: lower case, without accents; `|` and `,` for breaks.
    text: what was written; for a mention, channel or link its id or address.
    label: what Slack shows in its place, where it says.
    """

    kind: str
    word: str
    text: str
    label: str = ""


_PIECE: Final = re.compile(
    r"""```(?P<paste>.*?)(?:```|\Z)
      | (?<!\S)(?P<log>[\w.-]{1,60}=[^\s`]{1,300}(?:[ ]+[\w.-]{1,60}=[^\s`]{1,300})+)
      | `(?P<code>[^`\n]+)`
      | <@(?P<user>[UW][A-Z0-9]+)(?:\|[^<>]*)?>
      | <\#(?P<channel>[CGD][A-Z0-9]+)(?:\|(?P<channel_name>[^<>]*))?>
      | <mailto:(?P<mail>[^|<>\s]+)(?:\|[^<>]*)?>
      | <(?P<link>https?://[^|<>\s]+)(?:\|(?P<link_label>[^<>]*))?>
      | <![^<>]*>
      | (?P<bare_link>https?://[^\s<>|,]+[^\s<>|,.!?;:)\]'"”])
      | (?<!\w):(?P<emoji>[a-z0-9_+'-]+(?:::[a-z0-9-]+)?):(?!\w)
      | (?P<instant>\d{4}-\d\d-\d\dt\d\d:?\d\d(?::?\d\d)?(?:[.,]\d{1,9})?(?:z|[+-]\d\d:?\d\d)?(?!\w))
      | (?P<offset>(?:\b(?:utc|gmt)[+-]\d{1,2}:|(?<![\w.])\+\d\d:|(?<=\d)\+\d\d:)\d\d\b)
      | (?P<time>\d{4}-\d\d-\d\dt[\d:.]+z?|\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m\b)?)
      | (?P<ref>(?<![\w.])[a-z][a-z0-9.]*:(?:[\w.-]+/)?\w(?:[\w.-]*\w)?(?![\w:/]))
      | (?P<bare_mail>(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w)
      | (?P<bare_channel>(?<![\w&])\#[a-z][\w-]{1,79})
      | (?P<possessive>(?<=[>`])['’]s\b)
      | (?P<word>[\w@$€£][\w'’./@+$*\#-]*)
      | (?P<break>[.!?;\n•()\[\]{}|<>]+)
      | (?P<comma>[,:…/\\–—=]+|(?<!-)-+(?=\s|\Z))
      | (?P<percent>%)
      | (?P<plus>[+&])
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_LIST_MARK: Final = re.compile(r"(?m)^[^\S\n]*(?:\d{1,2}[.)]|[-*•·])\s+")
_EMPHASIS: Final = re.compile(r"(?<!\S)([*_~])([^\s*_~](?:[^*_~\n]*[^\s*_~])?)\1(?![\w*_~])")
"""Bold, italic and struck words, as Slack writes them."""
_FIRST: Final = re.compile(r"(?<!\S)1[.)]\s")
_SECOND: Final = re.compile(r"(?<!\S)2[.)]\s")
_MOST_BETWEEN: Final = 400
"""Characters between the first two marks of a list within a line: `1. owner 2. repo`."""
_NUMBER: Final = re.compile(r"(?<!\S)\d[.)](?=\s)")
_SMART: Final = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": " ", "”": " ", "„": " ", "«": " ", "»": " ", '"': " "}
)
_TRAILING: Final = "./'@+-"

_QUALIFIED: Final = re.compile(r"(?=\S*[a-z][A-Z])[A-Za-z_]\w*(?:[.$]\w+){2,}\.?")
"""A class or a method with its package: `io.ferry.seats.SeatMap.get`."""
_SPELLED_OUT: Final = (
    (re.compile(r"(?i)\b(?:question mark|exclamation mark|full stop|new paragraph|new line)(?!\w)"), " | "),
    (re.compile(r"(?:(?<=[a-z]) |^)n (?=[a-z])"), " and "),
    (re.compile(r"(?i)\bincl\.?(?=\s)"), "including"),
    (re.compile(r"(?i)(?<=\w) comma (?=\w)"), ", "),
    (re.compile(r"(?i)\bwho['’]?s (?=[\w -]{2,40} (?:is|are) (?:it|this|that|these)\b)"), "whose "),
    (re.compile(r"(?i)^\s*(?:wo|ho) (?=owns|own|is|are|has|runs)"), "who "),
    (re.compile(r"(?i)\bversion (?=\d|(?:one|two|three|four|five)\b)"), "v "),
    (re.compile(r"(?i)\bwho['’]?s is\b"), "whose is"),
    (re.compile(r"(?i)\b(who|what|which team)['’]?s (got|been)\b"), r"\1 has \2"),
    (
        re.compile(r"(?i)(?<=[a-z]) 4 (?=[a-z])(?!(?:hours?|days?|weeks?|min|months?|am|pm|people|times|of)\b)"),
        " for ",
    ),
    (
        re.compile(
            r"(?i)\b(runbook|playbook|docs|wiki|owner|owners|maintainer|team|squad|dashboard|repo)s?/(?=[a-z])"
        ),
        r"\1 ",
    ),
    (re.compile(r"(?i)\bwho[’']?s (?=(?:got|been|taken|done|had|joined|left)\b)"), "who has "),
)
"""Spellings that are one thing to the ear and another to grammar."""
_CONTRACTED: Final = {
    "whos": "who is",
    "sry": "sorry",
    "em": "them",
    "r": "are",
    "far's": "far is",
    "soz": "sorry",
    "who's": "who is",
    "who're": "who are",
    "whose's": "whose",
    "whoever's": "whoever is",
    "what's": "what is",
    "whats": "what is",
    "what're": "what are",
    "wats": "what is",
    "wat": "what",
    "wot": "what",
    "wich": "which",
    "whom": "who",
    "bout": "about",
    "pls": "please",
    "where's": "where is",
    "wheres": "where is",
    "when's": "when is",
    "whens": "when is",
    "how's": "how is",
    "hows": "how is",
    "which's": "which is",
    "why's": "why is",
    "that's": "that is",
    "thats": "that is",
    "it's": "it is",
    "there's": "there is",
    "here's": "here is",
    "i'm": "i am",
    "im": "i am",
    "i've": "i have",
    "ive": "i have",
    "i'd": "i would",
    "i'll": "i will",
    "we're": "we are",
    "we've": "we have",
    "you're": "you are",
    "they're": "they are",
    "you've": "you have",
    "they've": "they have",
    "he's": "he is",
    "she's": "she is",
    "isn't": "is not",
    "isnt": "is not",
    "aren't": "are not",
    "don't": "do not",
    "dont": "do not",
    "doesn't": "does not",
    "doesnt": "does not",
    "didn't": "did not",
    "can't": "can not",
    "cant": "can not",
    "cannot": "can not",
    "won't": "will not",
    "wasn't": "was not",
    "who'd": "who would",
    "who'll": "who will",
    "let's": "lets",
    "w/o": "without",
    "wo": "without",
    "w/": "with",
    "gonna": "going to",
    "wanna": "want to",
    "gimme": "give me",
    "u": "you",
    "ur": "your",
    "wher": "where",
    "b/c": "because",
    "cuz": "because",
    "hw": "how",
    "2ndary": "secondary",
    "2ry": "secondary",
    "1ry": "primary",
    "halp": "help",
    "hlp": "help",
    "sb": "somebody",
    "smb": "somebody",
    "smbd": "somebody",
    "sth": "something",
    "smth": "something",
    "abt": "about",
}
_JOINED: Final = {
    ("on", "call"): "oncall",
    ("on", "calls"): "oncall",
    ("on", "cal"): "oncall",
    ("on", "cll"): "oncall",
    ("onn", "call"): "oncall",
    ("in", "call"): "oncall",
    ("on", "duty"): "oncall",
    ("note", "taker"): "notetaker",
    ("note", "takers"): "notetaker",
    ("notes", "taker"): "notetaker",
    ("note", "taking"): "notetaking",
    ("minute", "taker"): "notetaker",
    ("minutes", "taker"): "notetaker",
    ("run", "book"): "runbook",
    ("run", "books"): "runbook",
    ("dash", "board"): "dashboard",
    ("read", "me"): "readme",
    ("feature", "flag"): "flag",
    ("feature", "flags"): "flags",
    ("feature", "toggle"): "flag",
    ("feature", "toggles"): "flags",
    ("feature", "switch"): "flag",
    ("feature", "switches"): "flags",
    ("half", "way"): "halfway",
    ("other", "than"): "except",
    ("apart", "from"): "except",
    ("roll", "out"): "rollout",
    ("roll", "outs"): "rollouts",
    ("rolled", "out"): "rolledout",
    ("rolling", "out"): "rolledout",
}
_HYPHENATED: Final = {"-".join(pair): one for pair, one in _JOINED.items()} | {
    "on-calls": "oncall",
    "oncalls": "oncall",
    "note-takers": "notetaker",
    "notetakers": "notetaker",
    "run-book": "runbook",
}


@lru_cache(maxsize=4)
def hear(text: str) -> tuple[Token, ...]:
    """The tokens of a raw Slack message; at most 400 of them, of at most 40,000 characters."""
    bare = (
        without_stamps(pasted(text[:MOST_CHARACTERS]))
        .replace("\0", " ")
        .replace("&lt;", " ")
        .replace("&gt;", " ")
        .replace("&amp;", "&")
    )
    marked = _EMPHASIS.sub(r"\2", bare)
    first = _FIRST.search(marked)
    if first is not None and _SECOND.search(marked, first.end(), first.end() + _MOST_BETWEEN):
        marked = _NUMBER.sub(" | ", marked)
    marked = _LIST_MARK.sub(" | ", marked)
    for slip, meant in _SPELLED_OUT:
        marked = slip.sub(meant, marked)
    tokens: list[Token] = []
    for match in _PIECE.finditer(marked):
        tokens.extend(_tokens_of(match))
        if len(tokens) >= MOST_TOKENS:
            break
    return tuple(_joined(tokens[:MOST_TOKENS]))


def _tokens_of(match: re.Match[str]) -> Iterator[Token]:
    value = match[match.lastgroup or 0] if match.lastgroup else ""
    match match.lastgroup:
        case "paste" | "log":
            yield Token(BREAK, "|", "|")
            yield Token(PASTE, "§", value)
            yield Token(BREAK, "|", "|")
        case "code":
            yield from _code(value.strip())
        case "user":
            yield Token(USER, "§", value)
        case "channel" | "channel_name":
            yield Token(CHANNEL, "§", match["channel"], match["channel_name"] or "")
        case "bare_channel":
            yield Token(CHANNEL, "§", value, value.lstrip("#"))
        case "mail" | "bare_mail":
            yield Token(MAIL, "§", value)
        case "link" | "link_label" | "bare_link":
            address = match["link"] or match["bare_link"]
            yield Token(LINK, "§", address, match["link_label"] or "")
        case "ref":
            yield from _ref(value)
        case "instant":
            yield Token(WORD, re.sub(r"[.,]\d+", "", value.lower()), value)
        case "offset":
            yield Token(WORD, f"utc{value.lower().removeprefix('utc').removeprefix('gmt')}", value)
        case "time":
            yield Token(WORD, value.lower().replace(" ", ""), value)
        case "possessive":
            yield Token(WORD, "'s", "'s")
        case "word":
            yield from _words(value)
        case "break":
            yield Token(BREAK, "|", value.strip() or "\n")
        case "comma":
            yield Token(COMMA, ",", value)
        case "percent":
            yield Token(WORD, "percent", "%")
        case "plus":
            yield Token(WORD, "and", value)
        case _:
            return


def _code(value: str) -> Iterator[Token]:
    """Code ticks hold one name as a rule; longer code is pasted text."""
    if not value:
        return
    if len(value.split()) > 4 or len(value) > 120:
        yield Token(PASTE, "§", value)
    elif re.fullmatch(r"[a-z]+:(?:[\w.-]+/)?[\w.-]+", value):
        yield Token(REF, "§", value)
    else:
        yield Token(CODE, flat(value), value)


def _ref(value: str) -> Iterator[Token]:
    head, _, tail = value.partition(":")
    if re.fullmatch(r"\d+", tail.split("/")[0]) or re.fullmatch(r"\d+", head):
        yield from _words(value)
        return
    yield Token(REF, "§", value)


def _words(value: str) -> tuple[Token, ...]:
    """One written word: possessives are split off, contractions written out; what only programs write is pasted."""
    return _written(value) if len(value) <= MOST_LETTERS else (Token(PASTE, "§", value),)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _written(value: str) -> tuple[Token, ...]:
    return tuple(_read(value))


def _read(value: str) -> Iterator[Token]:
    if _QUALIFIED.fullmatch(value):
        yield Token(PASTE, "§", value)
        return
    trimmed = value.translate(_SMART).strip().rstrip(_TRAILING)
    entity = trimmed if trimmed else value
    lower = flat(entity.replace("'", "’")) if "'" not in entity else entity.lower()
    if lower in _CONTRACTED:
        yield from (Token(WORD, word, word) for word in _CONTRACTED[lower].split())
    elif lower in _HYPHENATED:
        yield Token(WORD, _HYPHENATED[lower], entity)
    elif lower.endswith("'s") and len(lower) > 3:
        yield Token(WORD, flat(entity[:-2]), entity[:-2])
        yield Token(WORD, "'s", "'s")
    else:
        word = flat(lower)
        yield Token(WORD, word, entity)
    if value.endswith((".", "...")) and entity != value:
        yield Token(BREAK, "|", ".")


def _joined(tokens: Sequence[Token]) -> Iterator[Token]:
    at = 0
    while at < len(tokens):
        one = tokens[at]
        pair = (one.word, tokens[at + 1].word) if at + 1 < len(tokens) else None
        if pair in _JOINED:
            yield replace(one, word=_JOINED[pair], text=f"{one.text} {tokens[at + 1].text}")
            at += 2
        else:
            yield one
            at += 1
