"""How an entity, a channel, a count and a moment are written in one line, the same in every answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

from catalog_client import DEFAULT_NAMESPACE, Entity, EntityRef, Snapshot
from handlers.kit import Mrkdwn, bold, code, escape, listed, shortened

MOST_NAME: Final = 80
MOST_DESCRIPTION: Final = 300

_KNOWN_BY_TITLE: Final = frozenset({"group", "user", "system", "domain"})
_SINGULAR: Final = {"api": "API", "user": "person"}
_PLURAL: Final = {"person": "people"}


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An entity as an answer mentions it. known: whether the catalog has it; if not, `name` is what refers to it."""

    ref: EntityRef
    name: str
    known: bool = True


def name_of(entity: Entity) -> str:
    """What an answer calls it: people, teams, systems and domains by title, all else as the catalog names it."""
    if entity.ref.kind in _KNOWN_BY_TITLE:
        return shortened(entity.shown_name, MOST_NAME)
    outside = entity.ref.namespace != DEFAULT_NAMESPACE
    return shortened(f"{entity.ref.namespace}/{entity.name}" if outside else entity.name, MOST_NAME)


def mentioned(catalog: Snapshot, ref: EntityRef) -> Mentioned:
    entity = catalog.get(ref)
    return Mentioned(ref, name_of(entity)) if entity else Mentioned(ref, str(ref), known=False)


def all_mentioned(catalog: Snapshot, refs: Iterable[EntityRef]) -> tuple[Mentioned, ...]:
    """These entities as they are mentioned, sorted by name, those the catalog does not have last."""
    return tuple(sorted((mentioned(catalog, ref) for ref in refs), key=lambda one: (not one.known, one.name.lower())))


def strong(one: Mentioned) -> Mrkdwn:
    """The name in bold; a ref that names nothing as it is written."""
    return bold(one.name) if one.known else code(one.name)


def quiet(one: Mentioned) -> Mrkdwn:
    """The name in plain letters; a ref that names nothing as it is written."""
    return escape(one.name) if one.known else code(one.name)


def names(many: Sequence[Mentioned], most: int = 12, last: str = "and") -> Mrkdwn:
    """`a, b and 14 more`, in plain letters; with another word before the last."""
    return listed([quiet(one) for one in many], most, last)


def strong_names(many: Sequence[Mentioned], most: int = 12) -> Mrkdwn:
    """`a, b and 14 more`, in bold."""
    return listed([strong(one) for one in many], most)


def missing(many: Sequence[Mentioned]) -> tuple[Mrkdwn, ...]:
    """A line that says which of these the catalog does not have; none when it has all."""
    unknown = [one for one in many if not one.known]
    if not unknown:
        return ()
    verb = "is" if len(unknown) == 1 else "are"
    return (Mrkdwn(f"Named but not in the catalog {verb} {names(unknown, 5)}."),)


def refs(many: Iterable[Mentioned]) -> list[str]:
    """As facts say them."""
    return [str(one.ref) for one in many]


def kind_word(kind: str) -> str:
    """The word for one entity of a kind: `component`, `API`, `person`."""
    return _SINGULAR.get(kind.lower(), kind.lower())


def an(word: str) -> str:
    """`a component`, `an API`."""
    return f"{'an' if word[:1].lower() in 'aeio' else 'a'} {word}"


def plural(word: str) -> str:
    """`components`, `APIs`, `people`, `libraries`."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return _PLURAL.get(word, word if word.endswith("s") else f"{word}s")


def count(number: int, word: str, before: str = "") -> str:
    """`1 component`, `3 APIs`, `no people`, `2 deprecated systems`."""
    return f"{number or 'no'} {before}{word if number == 1 else plural(word)}"


def tally(many: Sequence[Mentioned], before: str = "") -> str:
    """How many these are, by their kind where they are all of one: `3 components`, `2 more things`."""
    kinds = {one.ref.kind for one in many}
    return count(len(many), kind_word(kinds.pop()) if len(kinds) == 1 else "thing", before)


def sentence_start(text: Mrkdwn) -> Mrkdwn:
    """`text` with a capital at its start, names set in bold left as they are."""
    return Mrkdwn(text[:1].upper() + text[1:])


def channel(written: str) -> Mrkdwn:
    """A Slack channel by `#name` or id; an id becomes Slack's own link to the channel, which pings nobody."""
    if is_channel_id(written):
        return Mrkdwn(f"<#{written}>")
    return escape(shortened(f"#{written.lstrip('#')}", MOST_NAME))


def is_channel_id(written: str) -> bool:
    """Source: Slack's ids of public and private channels."""
    return len(written) > 8 and written[0] in "CG" and written.isascii() and written.isalnum() and written.isupper()


def ago(since: datetime, now: datetime) -> str:
    """How long something is past: `just now`, `40 s ago`, `4 min ago`, `3 h ago`, `12 days ago`."""
    seconds = int((now - since) / timedelta(seconds=1))
    if seconds < 5:
        return "just now"
    for most, unit, size in ((90, "s", 1), (90 * 60, "min", 60), (48 * 3600, "h", 3600)):
        if seconds < most:
            return f"{seconds // size} {unit} ago"
    return f"{seconds // 86400} days ago"


def moment(at: datetime, now: datetime, zone: tzinfo) -> str:
    """In the reader's zone: `09:12`, `Mon 09:12` within a week, `23 Nov, 09:12`, `23 Nov 2025` in another year."""
    there, here = at.astimezone(zone), now.astimezone(zone)
    if there.date() == here.date():
        return f"{there:%H:%M}"
    if abs(there.date() - here.date()) < timedelta(days=7):
        return f"{there:%a %H:%M}"
    return f"{there.day} {there:%b}, {there:%H:%M}" if there.year == here.year else f"{there.day} {there:%b %Y}"
