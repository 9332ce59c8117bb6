"""Finds what in a message surely names something, before its grammar is looked at.

Names hold words of grammar (`alerting on-call service`, `where for dinner`), so names are taken out first: mentions,
links, refs, code, and every longest run of words that is somebody's name. A single everyday word (`search`, `status`)
is left in place: it is a name only where the grammar expects one.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final
from urllib.parse import urlsplit

import msgspec

from bot.english import is_common, is_english
from bot.folding import key_of, words_of
from bot.hearing import CHANNEL, CODE, LINK, MAIL, PASTE, REF, USER, WORD, Token
from bot.names import Names
from bot.naming import DERIVED, EXACT, address_of
from bot.resolve import Found, Resolution, Unclear, Unknown, exact, resolve
from bot.scene import Scene
from bot.vocabulary import FILLERS, KIND_WORDS, PRONOUNS, STOP_WORDS
from catalog_client import EntityRef
from handlers.question import Subject

_PEOPLE: Final = frozenset({"people", "ppl", "peeps", "folks", "guys"})
"""They tell a team from other kinds, but are also what is asked for: `iam people`."""
_SAYS_LITTLE: Final = STOP_WORDS | FILLERS | KIND_WORDS.keys()
_LONGEST_NAME: Final = 9
_FILE: Final = re.compile(r"[\w.@/+-]+/[\w.+-]+\.[a-z]{1,5}", re.IGNORECASE)
"""The path of a file, as in a stack trace."""
_HOST: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/|$)", re.IGNORECASE)
"""A web address without its scheme."""
_ENTITY_PAGE: Final = re.compile(r"/catalog/([^/]+)/([^/]+)/([^/?#]+)")


class Span(msgspec.Struct, frozen=True):
    """Some tokens of a message that name something.

    start, end: numbers of tokens. typed: the words as written, for names. rank: of the surest name.
    """

    start: int
    end: int
    kind: str
    typed: tuple[str, ...]
    rank: int = EXACT


def spans_of(tokens: Sequence[Token], names: Names, grammar: frozenset[str]) -> list[Span]:
    """The spans of a message, in order, none overlapping. grammar: words that questions are made of."""
    found = [_pointing(number, token, names) for number, token in enumerate(tokens)]
    pointing = [span for span in found if span is not None]
    taken = {span.start for span in pointing}
    named = sorted(_named(tokens, names, grammar, taken), key=lambda span: (-_size(span, tokens), span.start))
    chosen: list[Span] = [*pointing]
    for span in named:
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            chosen.append(span)
    return sorted(chosen, key=lambda span: span.start)


def _size(span: Span, tokens: Sequence[Token]) -> int:
    return sum(len(words_of(tokens[number].text)) * 10 - 1 for number in range(span.start, span.end))


def _pointing(number: int, token: Token, names: Names) -> Span | None:
    """A token that is a pointer by its form: a mention, link, ref, code."""
    if token.kind == REF and token.text.partition(":")[0].lower() not in {*names.kinds, "rollout"}:
        return None
    if token.kind in {USER, CHANNEL, LINK, MAIL, REF, CODE, PASTE}:
        return Span(number, number + 1, token.kind, (token.text,))
    if (
        token.kind == WORD
        and _FILE.fullmatch(token.text)
        and any(map(partial(_beginning, names=names), token.text.split("/")))
    ):
        return Span(number, number + 1, PASTE, (token.text,))
    if token.kind == WORD and _HOST.match(token.text) and names.at(address_of(f"https://{token.text}")):
        return Span(number, number + 1, LINK, (token.text,))
    return None


def _named(tokens: Sequence[Token], names: Names, grammar: frozenset[str], taken: set[int]) -> Iterator[Span]:
    """Every run of words that is a name as it stands."""
    flat = [words_of(token.text) if token.kind == WORD and token.word != "'s" else () for token in tokens]
    flat = [("s",) if token.word == "'s" else words for token, words in zip(tokens, flat, strict=True)]
    for start in range(len(tokens)):
        if start in taken or tokens[start].kind != WORD or tokens[start].word == "'s":
            continue
        words: tuple[str, ...] = ()
        for end in range(start + 1, min(len(tokens), start + _LONGEST_NAME) + 1):
            token = tokens[end - 1]
            if token.kind != WORD or end - 1 in taken:
                break
            words += flat[end - 1]
            rank = _rank(words, names)
            if (
                rank
                and flat[end - 1]
                and _sure(tokens[start:end], words, rank, grammar)
                and not _is_talk(words, names)
            ):
                yield Span(start, end, WORD, tuple(one.text for one in tokens[start:end]), rank)
            if words and words[0] not in KIND_WORDS and not names.may_go_on(key_of(words)):
                break


def _rank(words: tuple[str, ...], names: Names) -> int:
    """The surest rank these words have as a name, with or without a word for a kind at an end; 0 for none."""
    key = key_of(words)
    ranks = [hit.rank for hit in names.exactly(key)] if names.has(key) else []
    if not ranks and len(words) > 1:
        for rest, word in ((words[:-1], words[-1]), (words[1:], words[0])):
            if word in KIND_WORDS and word not in _PEOPLE:
                ranks += [hit.rank for hit in names.exactly(key_of(rest)) if hit.ref.kind in KIND_WORDS[word]]
    return min(ranks, default=0)


def _sure(tokens: Sequence[Token], words: tuple[str, ...], rank: int, grammar: frozenset[str]) -> bool:
    """Whether the words can hardly be anything but the name."""
    if len(words) == 1:
        word = words[0]
        if len(word) < 3 and not (rank == EXACT and tokens[0].text.isupper()):
            return False
        if rank == EXACT and not is_english(word):
            return word not in FILLERS and word not in KIND_WORDS
        return not (word in grammar or word in _SAYS_LITTLE or is_common(word))
    if len(tokens) == 1 or (rank == EXACT and not all(word in STOP_WORDS or word in PRONOUNS for word in words)):
        return True
    if words[0] in STOP_WORDS or words[-1] in STOP_WORDS - {"us", "we", "i"}:
        return rank == EXACT and not all(word in STOP_WORDS or word in grammar for word in words)
    return not all(word in grammar or word in PRONOUNS for word in words)


def _is_talk(words: tuple[str, ...], names: Names) -> bool:
    """Whether everyday words only run together to a name: "am I" is not AMI."""
    if len(words) < 2 or not all(is_common(word) for word in words):
        return False
    refs = [hit.ref for hit in names.exactly(key_of(words))]
    return bool(refs) and not any(words == form[: len(words)] for ref in refs for form in names.forms_of(ref))


def meaning_of(span: Span, tokens: Sequence[Token], scene: Scene, subject: Subject) -> Resolution:
    """What a span means to a question about `subject`."""
    token = tokens[span.start]
    match span.kind:
        case "user":
            ref = scene.people.get(token.text)
            return Found(ref, EXACT) if ref is not None else Unknown()
        case "channel":
            return _one_of(scene.names.in_channel(token.text, token.label), "the channel is theirs")
        case "mail":
            return _one_of(scene.names.at(token.text.lower()), "the address is theirs")
        case "link":
            return _at(token.text, scene.names)
        case "ref":
            return _referred(token.text, scene.names, subject)
        case "paste":
            return _pasted(token.text, scene.names)
        case _:
            found = exact(span.typed, scene.names, subject) or resolve(span.typed, scene.names, subject)
            if isinstance(found, Unknown) and span.kind == CODE and len(token.text.split()) > 1:
                pasted = _pasted(token.text, scene.names)
                return found if isinstance(pasted, Unknown) else pasted
            return found


def _one_of(refs: Sequence[EntityRef], how: str) -> Resolution:
    if not refs:
        return Unknown()
    return Found(refs[0], EXACT, how) if len(refs) == 1 else Unclear(tuple(refs[:5]), how)


def _at(url: str, names: Names) -> Resolution:
    page = _ENTITY_PAGE.search(urlsplit(url).path)
    if page is not None:
        ref = EntityRef.of(page[2], page[1], page[3])
        if ref in names:
            return Found(ref, EXACT, "the link is its page")
    address = address_of(url if "://" in url else f"https://{url}")
    found = names.at(address)
    if not found:
        parts = address.split("/")
        if len(parts) >= 3:
            found = names.at("/".join((parts[0].rpartition(".")[0] + ".com/project-slug", *parts[1:3])))
    return _one_of(found, "the link is one of its addresses")


def _referred(text: str, names: Names, subject: Subject) -> Resolution:
    try:
        ref = EntityRef.parse(text)
    except ValueError:
        return Unknown()
    if ref in names:
        return Found(ref, EXACT)
    if "/" not in text:
        named = [hit.ref for hit in names.exactly(key_of(words_of(ref.name))) if hit.ref.kind == ref.kind]
        if named:
            return _one_of(named, "")
    return Unknown(names.near(ref.name, (ref.kind,)))


def _beginning(text: str, names: Names) -> list[EntityRef]:
    """Whose name of several words `text` begins with, the longest: `seat-map-7d9f5c8b6-x2x4p` is a pod of seat-map."""
    words = words_of(text)
    for end in range(len(words), 1, -1):
        if found := [hit.ref for hit in names.exactly(key_of(words[:end])) if hit.rank == EXACT]:
            return found
    return []


def _pasted(text: str, names: Names) -> Resolution:
    """Which entity a stack trace or log line names: by the names of several words that stand in it."""
    refs: dict[EntityRef, None] = {}
    for run in re.findall(r"[A-Za-z][\w.-]*[\w]", text[:8000]):
        for piece in dict.fromkeys((run, *run.split("."))):
            refs.update(dict.fromkeys(_beginning(piece, names)))
    if not refs:
        for run in re.findall(r"[A-Za-z][\w-]{3,}", text[:8000]):
            word = words_of(run)
            hits = names.exactly(key_of(word)) if len(word) == 1 and not is_common(word[0]) else ()
            refs.update(dict.fromkeys(hit.ref for hit in hits if hit.rank <= DERIVED))
    components = [ref for ref in refs if ref.kind == "component"]
    return _one_of(components[:1] or list(refs), "it stands in the pasted text")
