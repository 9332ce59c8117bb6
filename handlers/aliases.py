"""Which names people here have taught us, and the buttons that teach one and take it back.

A name holds in the channel it was taught in; once enough people mean the same by it, in whatever channels, everywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from catalog_client import EntityRef, Snapshot
from catalog_client.relation import OWNED_BY
from handlers.asked import Asked
from handlers.kit import Button, Facts, Mrkdwn, Passage, code, escape, shortened
from handlers.lines import Mentioned, count, mentioned, strong
from handlers.question import Question, Subject
from handlers.sources import Aliases, Reader, Sources
from handlers.taught import Alias, AliasesAway

WORDS: Final = "words"
"""The slot that holds the name."""
ANNOTATION: Final = "reverb.dev/aliases"

_MOST_SHOWN: Final = 10
_MOST_LABEL: Final = 40


@dataclass(frozen=True, slots=True)
class Known:
    """A learned name and what it means. agreed: how many people mean this by it."""

    words: str
    subject: Mentioned
    channel: str | None
    agreed: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The names of this channel, and those that hold everywhere. forgotten: one that was just taken back."""

    here: tuple[Known, ...]
    everywhere: tuple[Known, ...]
    forgotten: str = ""


@dataclass(frozen=True, slots=True)
class Learned:
    """A name was learned. everywhere: how it holds everywhere since; owner: who could declare it in the catalog."""

    words: str
    subject: Mentioned
    everywhere: Known | None
    owner: Mentioned | None


@dataclass(frozen=True, slots=True)
class Unlearned:
    """Nothing was changed. reason: a sentence for whoever pressed."""

    reason: str


_NOT_KEPT: Final = Unlearned("Nothing is set up here to remember names, so I did not.")
_IN_NO_CHANNEL: Final = Unlearned("A name is learned for a channel; please ask me again in one.")
_UNTELLING: Final = Unlearned("I can not learn that as a name; it has no letters, or too many.")


async def _list(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Listing | Unlearned:
    return _NOT_KEPT if sources.aliases is None else _listing(sources.aliases, sources.catalog, reader)


def _listing(aliases: Aliases, catalog: Snapshot, reader: Reader, forgotten: str = "") -> Listing:
    known = [_known(one, catalog) for one in aliases.listed()]
    return Listing(
        tuple(one for one in known if one.channel is not None and one.channel == reader.channel),
        tuple(one for one in known if one.channel is None),
        forgotten,
    )


def _known(alias: Alias, catalog: Snapshot) -> Known:
    return Known(alias.alias, mentioned(catalog, alias.ref), alias.channel, len(alias.agreed))


async def _learn(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Learned | Unlearned:
    words, by = str(asked.slots.get(WORDS, "")), reader.slack_id or str(reader.asker or "")
    if about is None:
        raise ValueError("'remember_alias' asks about an entity")
    if sources.aliases is None:
        return _NOT_KEPT
    if not reader.channel or not by:
        return _IN_NO_CHANNEL
    try:
        await sources.aliases.remember(words, about, reader.channel, by, reader.now)
    except AliasesAway as away:
        return Unlearned(f"I could not remember that: {away}. Please press again in a minute.")
    except ValueError:
        return _UNTELLING
    wide = (one for one in sources.aliases.listed() if one.channel is None and by in one.agreed)
    everywhere = next((one for one in wide if one.alias == words and one.ref == about), None)
    owner = next(iter(sources.catalog.related(about, OWNED_BY)), None)
    return Learned(
        words,
        mentioned(sources.catalog, about),
        _known(everywhere, sources.catalog) if everywhere is not None else None,
        mentioned(sources.catalog, owner) if owner is not None else None,
    )


async def _forget(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Listing | Unlearned:
    words = str(asked.slots.get(WORDS, ""))
    if sources.aliases is None:
        return _NOT_KEPT
    if not reader.channel:
        return _IN_NO_CHANNEL
    try:
        await sources.aliases.forget(words, reader.channel)
    except AliasesAway as away:
        return Unlearned(f"I could not forget that: {away}. Please press again in a minute.")
    return _listing(sources.aliases, sources.catalog, reader, forgotten=words)


def _draw(found: Listing | Learned | Unlearned, reader: Reader) -> Passage:
    match found:
        case Unlearned(reason):
            return Passage(escape(reason), sources=())
        case Learned():
            means = Mrkdwn(f"From now on {code(found.words)} means {strong(found.subject)} here.")
            return Passage(means, tuple(_for_everybody(found)), (_undo(found.words, found.subject),), ())
        case Listing():
            shown = (*found.here, *found.everywhere)[:_MOST_SHOWN]
            left = len(found.here) + len(found.everywhere) - len(shown)
            more = (Mrkdwn(f"and {left} more; {code('reverb aliases list')} shows them all."),) if left else ()
            buttons = tuple(_undo(one.words, one.subject) for one in shown if one.channel is not None)
            return Passage(_headline(found), (*(_line(one) for one in shown), *more), buttons, ())


def _headline(found: Listing) -> Mrkdwn:
    if found.forgotten:
        return Mrkdwn(f"I have forgotten what {code(found.forgotten)} means here.")
    if not found.here and not found.everywhere:
        how = "When I take your words for the wrong thing, choose the right one, and I offer to remember it."
        return escape(f"Nobody has taught me a name here yet. {how}")
    return escape(f"I have learned {count(len(found.here) + len(found.everywhere), 'name')} that hold here:")


def _line(one: Known) -> Mrkdwn:
    where = f", everywhere, since {one.agreed} people agree" if one.channel is None else ""
    return Mrkdwn(f"• {code(one.words)} means {strong(one.subject)}{where}")


def _for_everybody(found: Learned) -> Iterator[Mrkdwn]:
    if found.everywhere is None:
        return
    yield Mrkdwn(f"{found.everywhere.agreed} people mean that by it, so it holds in every channel.")
    if found.owner is not None:
        written = code(f"{ANNOTATION}: {found.words}")
        where = Mrkdwn(f"in the catalog-info.yaml of {strong(found.subject)}")
        yield Mrkdwn(f"{strong(found.owner)} can make it a name for good, with {written} {where}.")


def _undo(words: str, subject: Mentioned) -> Button:
    asks = Asked("forget_alias", (subject.ref,), {WORDS: words})
    return Button(f"Forget “{shortened(words, _MOST_LABEL)}”", asks, in_place=True)


def _facts(found: Listing | Learned | Unlearned) -> Facts:
    match found:
        case Listing():
            return {"aliases": [_fact(one) for one in (*found.here, *found.everywhere)]}
        case _:
            return {}


def _fact(one: Known) -> Facts:
    return {"alias": one.words, "ref": str(one.subject.ref), "channel": one.channel, "agreed": one.agreed}


ALIASES: Final = Question(
    name="aliases",
    asks="which names people here have taught me",
    phrases=(
        "what aliases do you know",
        "list your aliases",
    ),
    subject=Subject(needed=False),
    answer=_list,
    render=_draw,
    facts=_facts,
)
REMEMBER: Final = Question("remember_alias", "learn a name for a channel", (), Subject(), _learn, _draw, _facts)
FORGET: Final = Question("forget_alias", "take a learned name back", (), Subject(), _forget, _draw, _facts)
