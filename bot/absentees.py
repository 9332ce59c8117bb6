"""Who is not to be picked, by what is said of them beside the question: `sam can't today`, `skip lena`, `not @ana`.

A remark is a name, or several, with something that keeps people from taking a turn, up to the next comma or stop; or
words such as `leave out` with names after them. Remarks are found by their form alone and taken out, so that the rest
can be understood by itself. Whom a name means is looked for in the team only: "sam" is clear there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from bot.folding import flat
from bot.hearing import BREAK, USER, WORD, Token
from catalog_client import EntityRef

_LIKE: Final = 88
"""How alike a misspelt name must be, of 100."""
_SHORTEST_MISSPELT: Final = 4
_NICKNAME: Final = 3
"""Letters a short form of a first name has at least."""

_NOBODY: Final = frozenset(
    """we you they he she it this that these those there who which what somebody someone anybody anyone everybody
    everyone nobody none one team all both people others rest today tomorrow yesterday please and or but not the a an
    our my your his her their if when because since as so pick choose is are was were can will for from of in at on to
    takes take notes note taker retro meeting standup then also fyi btw however notetaker facilitator moderator
    presenter host reviewer person random out leave leaving skip skipping exclude excluding ignore omit spare except
    without""".split()
)
"""Words that are no names of people, and begin none."""

_WORD: Final = rf"(?!(?:{'|'.join(_NOBODY)})(?: |$))@?[^\W\d_][\w'.-]*"
_NAME: Final = rf"(?:§|{_WORD}(?: {_WORD}){{0,2}}?)"
_SEVERAL: Final = rf"(?P<who>{_NAME}(?: (?:, and|, or|,|and|or|nor|plus) {_NAME}){{0,7}})"
_REST: Final = r"(?: (?!and |but )[^\s,|]+)*"
_END: Final = r"(?= [,|]| and | but |\s*$)"
_BEGIN: Final = r"(?:(?<=[|,] )|(?<=because )|(?<=since )|(?<=as )|(?<=and )|(?<=but )|(?<=cause )|(?<=that )|^)"
_OUT: Final = (
    r"(?:out|away|off|sick|ill|unwell|ooo|pto|busy|unavailable|absent|missing|travell?ing|"
    r"presenting|gone|excused|late|too|as well|"
    r"on (?:\w+ )?(?:holidays?|vacation|leave|pto|oncall|call|duty|day off|training|trip)|"
    r"in (?:another|a|other) (?:meeting|call|interview)s?|at (?:a|the) (?:\w+ )?(?:conference|doctor|dentist)s?|"
    r"not (?:here|in|there|around|available|able|joining|coming|present|with us|feeling \w+|up for it))"
)
_BE: Final = r"(?: (?:is|are|am|'s|was|were|will|has|have|be|been|called|still|both|all|also|already|currently|in))*"
_CAN_NOT: Final = r" (?:can|could|will|would|does|do|did|is|are|am|should|may|must)(?: rather| really)? not"
_MUST_GO: Final = r" (?:has|have|had|needs?|must)(?: got)? to (?:leave|go|drop|run|skip|be|miss|prepare)"
_DID: Final = (
    r"(?: (?:just|already|has|have|had|'s))* (?:did|done|took|taken|wrote|written|does) (?:it|them|that|(?:the )?notes)"
    r"(?= (?:last|already|yesterday|before|twice|just|recently|again)|(?: [,|]|\s*$))"
)
_SKIPS: Final = r" (?:skips|is skipping|are skipping|misses|declined|declines|said no|passes)"
_SAID_OF: Final = re.compile(
    rf"{_BEGIN}{_SEVERAL}(?:{_BE} {_OUT}(?= )|{_CAN_NOT}(?= )|{_MUST_GO}(?= )|{_DID}|{_SKIPS}(?= )){_REST}{_END}"
)
_LEAVE_OUT: Final = re.compile(
    r"(?<!\S)(?:skip(?:ping)?|leav(?:e|ing) out|exclud(?:e|ing)|ignor(?:e|ing)|omit(?:ting)?|spare|apart from|"
    r"aside from|other than|except for|except|without|minus|sans|but not|and not|"
    r"(?:(?<=anyone )|(?<=anybody )|(?<=everyone )|(?<=everybody ))but|(?:(?<=[|,] )|^)not)"
    rf" {_SEVERAL}(?: (?:please|today|this time|again|though|out))*{_END}"
)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said of people. start, end: its tokens. names: the tokens of each name."""

    start: int
    end: int
    names: tuple[tuple[Token, ...], ...]


@dataclass(frozen=True, slots=True)
class Absentees:
    """Who is meant by remarks. unknown: names that are nobody's in the team, as they were written."""

    refs: tuple[EntityRef, ...]
    unknown: tuple[str, ...] = ()


def remarks(tokens: Sequence[Token]) -> tuple[Remark, ...]:
    """What is said of people who can not be picked, in order."""
    text = "".join(f"{_heard(token)} " for token in tokens)
    found: dict[int, Remark] = {}
    for pattern in (_SAID_OF, _LEAVE_OUT):
        for match in pattern.finditer(text):
            names = tuple(_names(tokens, *_span(text, match.start("who"), match.end("who"))))
            start, end = _span(text, match.start(), match.end())
            if names and not any(one.start < end and start < one.end for one in found.values()):
                found[start] = Remark(start, end, names)
    return tuple(found[start] for start in sorted(found))


def without(tokens: Sequence[Token], said: Sequence[Remark]) -> tuple[Token, ...]:
    """The message without these remarks; where one stood, a sentence ends."""
    kept: list[Token] = []
    for number, token in enumerate(tokens):
        inside = next((one for one in said if one.start <= number < one.end), None)
        if inside is None:
            kept.append(token)
        elif number == inside.start:
            kept.append(Token(BREAK, "|", ";"))
    return tuple(kept)


def absentees(
    names: Iterable[Sequence[Token]],
    team: Mapping[EntityRef, Sequence[Sequence[str]]],
    mentioned: Mapping[str, EntityRef],
    asker: EntityRef | None,
) -> Absentees:
    """Whom names mean. team: the words of each name that its people go by. mentioned: people by their Slack id."""
    refs: dict[EntityRef, None] = {}
    unknown: list[str] = []
    for name in names:
        found = tuple(_meant(name, team, mentioned, asker))
        refs.update(dict.fromkeys(found))
        if not found and not _is_asker(name):
            unknown.append(" ".join(token.text for token in name))
    return Absentees(tuple(refs), tuple(unknown))


def _meant(
    name: Sequence[Token],
    team: Mapping[EntityRef, Sequence[Sequence[str]]],
    mentioned: Mapping[str, EntityRef],
    asker: EntityRef | None,
) -> Iterator[EntityRef]:
    if name[0].kind == USER:
        yield from (mentioned[name[0].text],) if name[0].text in mentioned else ()
        return
    words = [flat(token.word).removeprefix("@") for token in name]
    if _is_asker(name):
        yield from (asker,) if asker is not None else ()
        return
    for fits in (_is_called, _is_called_in_short, _is_nearly_called):
        if found := [ref for ref, forms in team.items() if any(fits(words, form) for form in forms)]:
            yield from found
            return


def _is_asker(name: Sequence[Token]) -> bool:
    return len(name) == 1 and name[0].word in {"me", "i", "myself"}


def _is_called(words: Sequence[str], form: Sequence[str]) -> bool:
    """By the whole name, or by a part of it."""
    parts = {part for word in words for part in re.split(r"[-.]", word)}
    return parts <= set(form) or "".join(words).replace("-", "").replace(".", "") == "".join(form)


def _is_called_in_short(words: Sequence[str], form: Sequence[str]) -> bool:
    """`alex` for Alexander, `jonas w` for Jonas Weiß."""
    if len(words) > len(form) or len(words[0]) < _NICKNAME:
        return False
    return all(part.startswith(word) for word, part in zip(words, form, strict=False))


def _is_nearly_called(words: Sequence[str], form: Sequence[str]) -> bool:
    """Misspelt: `arjum`."""
    if len(words) > 1:
        return fuzz.ratio(" ".join(words), " ".join(form)) >= _LIKE
    word = words[0]
    return len(word) >= _SHORTEST_MISSPELT and any(fuzz.ratio(word, part) >= _LIKE - 10 for part in form)


def _heard(token: Token) -> str:
    if token.kind == WORD:
        return "'s" if token.word == "'s" else token.word
    return "§" if token.kind == USER else {BREAK: "|"}.get(token.kind, "," if token.kind == "comma" else "¤")


def _span(text: str, start: int, end: int) -> tuple[int, int]:
    first = text.count(" ", 0, start)
    return first, first + len(text[start:end].split())


def _names(tokens: Sequence[Token], start: int, end: int) -> Iterator[tuple[Token, ...]]:
    """The names among some tokens."""
    names: list[list[Token]] = [[]]
    for token in tokens[start:end]:
        if token.kind == USER:
            names += [[token], []]
        elif token.kind != WORD or token.word in {"and", "or", "nor", "plus"}:
            names.append([])
        elif token.word not in {"'s", "both", "all"}:
            names[-1].append(token)
    yield from (tuple(name) for name in names if name)
