"""Every name one entity goes by, and how sure a name is.

Ranks: EXACT, what somebody wrote down as a name of it (name, title, alias). DERIVED, what follows from those: the
repository, an acronym, the name without a generic word, a person's first or last name. A lower rank never beats a
higher one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from bot.folding import words_of
from catalog_client import Entity, EntityRef

EXACT: Final = 1
DERIVED: Final = 2
WRITTEN: Final = frozenset("-_")
"""What names as written have and English words lack."""

GENERIC: Final = frozenset({"service", "svc", "api", "system", "app", "team"})
"""Words that say what kind of thing a name is of, and that people leave out at its end (`team` at its start too)."""

ALIASES: Final = "reverb.dev/aliases"
CHANNEL: Final = "reverb.dev/slack-channel"

_SLUGS: Final = ("github.com/project-slug", "gitlab.com/project-slug", "bitbucket.org/project-slug")
_LOCATIONS: Final = ("backstage.io/source-location", "backstage.io/view-url", "backstage.io/edit-url")
_BRACKETED: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_IDENTIFIER: Final = re.compile(r"(?:-id|-key|-name|-slug|-label|/id|/key|/slug)$")
_FOREIGN: Final = re.compile(r"^(?:backstage\.io/managed|reverb\.dev/)")
_SHORTEST_ACRONYM: Final = 3
_LONGEST_ADDRESS: Final = 2000


@dataclass(frozen=True, slots=True)
class Called:
    """A further name for something, from outside the catalog: a flag's key, a learned alias.

    learned: whether people taught it; then it yields to what a channel means by the same words.
    """

    ref: EntityRef
    text: str
    rank: int = EXACT
    learned: bool = False


def names_of(entity: Entity) -> Iterator[tuple[tuple[str, ...], int]]:
    """The words of each name of `entity`, with the name's rank; the surest first, doubles possible."""
    texts = _written_names(entity)
    written = [words for text in texts if (words := words_of(text))]
    yield from ((words, EXACT) for words in written)
    yield from ((words_of(alias), EXACT) for alias in aliases_of(entity))
    yield from ((words, DERIVED) for text in texts if (words := _without_brackets(text)))
    for words in dict.fromkeys(written):
        yield from ((shorter, DERIVED) for shorter in without_generic(words))
        if len(words) >= _SHORTEST_ACRONYM and entity.ref.kind != "user":
            yield (("".join(word[0] for word in words),), DERIVED)
    yield from ((words_of(text), DERIVED) for text in _identifiers(entity))
    if entity.ref.kind == "user":
        yield from (((part,), DERIVED) for words in written for part in (words[0], words[-1]))


def _written_names(entity: Entity) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in (entity.name, entity.title, entity.display_name) if text))


def _without_brackets(text: str) -> tuple[str, ...]:
    """The words of a name that are not in brackets, where some are: "Event Hub" of "Event Hub (Kafka)"."""
    outside = _BRACKETED.sub(" ", text)
    return words_of(outside) if outside != text else ()


def aliases_of(entity: Entity) -> tuple[str, ...]:
    """The further names its annotation lists."""
    return tuple(part for one in entity.annotations.get(ALIASES, "").split(",") if (part := one.strip()))


def without_generic(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """`words` without a generic word at the end, or without `team` at the start."""
    if len(words) > 1 and words[-1] in GENERIC:
        yield words[:-1]
    if len(words) > 1 and words[0] == "team":
        yield words[1:]


def _identifiers(entity: Entity) -> Iterator[str]:
    for key, value in entity.annotations.items():
        if key in _SLUGS:
            yield value
            yield value.rpartition("/")[2]
        elif _IDENTIFIER.search(key) and not _FOREIGN.match(key) and 2 < len(value) < 64 and " " not in value:
            yield value


def addresses_of(entity: Entity) -> Iterator[str]:
    """The web and mail addresses that mean this entity, as `address_of` writes them."""
    yield from (address for one in entity.links if (address := address_of(one.url)))
    for key in _LOCATIONS:
        value = entity.annotations.get(key, "")
        if address := address_of(value.removeprefix("url:")):
            yield address
    for key in _SLUGS:
        if slug := entity.annotations.get(key):
            yield f"{key.partition('/')[0]}/{slug.lower()}"
    if entity.email:
        yield entity.email.lower()


def address_of(url: str) -> str:
    """A web address as it is compared: host and path, in lower case; empty for anything else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or len(url) > _LONGEST_ADDRESS:
        return ""
    path = unquote(parts.path).lower().rstrip("/").removesuffix(".git")
    for marker in ("/tree/", "/blob/", "/-/"):
        head, found, tail = path.partition(marker)
        if found and (marker == "/-/" or tail.count("/") == 0):
            path = head
    return parts.hostname.removeprefix("www.") + path


def channels_of(entity: Entity) -> tuple[str, ...]:
    """The Slack channels that are this entity's: ids as written, names without `#`, in lower case."""
    return tuple(
        part.lstrip("#").lower() for one in entity.annotations.get(CHANNEL, "").split(",") if (part := one.strip())
    )
