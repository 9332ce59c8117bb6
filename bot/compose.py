"""What is said → the message that is posted: sections, buttons, the grey last line. Pure.

Theory: an answer has a passage for each thing asked, its buttons below it, and one grey block at the end that says
how the words were read and how fresh the sources are. What does not fit Slack's limits is left out from the end and
counted; the grey block always fits. A question of ours back offers candidates as buttons that answer in its place.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count as numbers
from typing import Final

from bot.reply import ASK, CHOOSE, INSTEAD, NEITHER
from bot.resolution import Whose
from catalog_client import Entity
from handlers.addresses import Address, linked
from handlers.asked import Asked
from handlers.kit import (
    MOST_BLOCKS,
    MOST_ID,
    MOST_MESSAGE,
    MOST_TEXT,
    MOST_VALUE,
    Block,
    Button,
    Message,
    Mrkdwn,
    Passage,
    code,
    context,
    cut,
    escape,
    label,
    plain,
    section,
    shortened,
    size,
)
from handlers.lines import ago, kind_word, moment, name_of
from handlers.sources import Freshness, Reader

MOST_OFFERED: Final = 5
_MOST_PASSAGES_WITH_BUTTONS: Final = 3
_MOST_GREY: Final = 1500
_MOST_WORDS: Final = 80
_ROOM_FOR_END: Final = 5000
"""Characters of JSON kept free for the grey block, for counting what is left out, and for a button to share it."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button of ours; pressing it asks one question or several, or none: then it says that nothing here is meant.

    fills: the slot of the one question that is chosen by typing; then it is a field.
    """

    label: str
    asks: tuple[Asked, ...] = ()
    in_place: bool = True
    fills: str = ""


def asks_of(value: str) -> tuple[Asked, ...]:
    """What the value of a button asks, one question a line. Raises: ValueError, when it is none of ours."""
    return tuple(Asked.parse(line) for line in value.split("\n"))


def choice_of(action_id: str) -> tuple[str, Asked]:
    """The slot that a field fills, and what it asks then. Raises: ValueError, when it is none of ours."""
    field, slot, asked = (*action_id.split(":", 2), "", "")[:3]
    if field != CHOOSE or not slot.isidentifier():
        raise ValueError(f"not a field of ours: {action_id!r}")
    return slot, Asked.parse(asked)


def answer(
    passages: Sequence[Passage],
    freshness: Sequence[Freshness],
    reader: Reader,
    *,
    known_kinds: frozenset[str],
    footnotes: Sequence[Mrkdwn] = (),
    offers: Iterable[Press] = (),
    asks: Sequence[Asked] = (),
) -> Message:
    """The message that says `passages`.

    freshness: of every source; those the passages rest on are shown. footnotes: how the words were read.
    known_kinds: the kinds of question there are; buttons for others are left out, and so are those for `asks`, what
        this message answers. offers: further buttons, about the whole message.
    """
    with_buttons = len(passages) <= _MOST_PASSAGES_WITH_BUTTONS
    rows = [[*_presses(one.buttons, known_kinds, asks)] if with_buttons else [] for one in passages]
    rows[-1].extend(offers)
    rested_on = {name for one in passages for name in one.sources}
    grey = [*footnotes, *freshness_line([one for one in freshness if one.name in rested_on], reader)]
    return Message(_text(passages, grey), (*_fitted(passages, rows), *_grey_block(grey)))


def calls(passages: Iterable[Passage]) -> Message | None:
    """The lines that mention somebody, as a message of their own; None where there are none."""
    lines = [one.call for one in passages if one.call]
    return _sentence(Mrkdwn("\n".join(lines))) if lines else None


def which_one(
    asks: Sequence[Asked], candidates: Sequence[Entity], because: str = "", beside: Sequence[Asked] = ()
) -> Message:
    """A question back: each of `asks` about which of the candidates? Pressing a candidate adds it to their entities.

    because: a sentence on why it is unclear. beside: what each button asks besides.
    """
    headline = escape(f"Which one? {because or 'The words fit several.'}")
    presses = _offers(asks, candidates[:MOST_OFFERED], beside)
    neither = Press("Neither" if len(presses) == 2 else "None of these")
    return _with_choice(headline, presses, [*presses, neither])


def no_such_thing(
    asks: Sequence[Asked], words: str, near: Sequence[Entity] = (), beside: Sequence[Asked] = ()
) -> Message:
    """That nothing is called `words`, and what is called something like it. beside: as in `which_one`."""
    named = f"Nothing in the catalog is called {code(shortened(words, _MOST_WORDS))}"
    presses = _offers(asks, near[:MOST_OFFERED], beside)
    if not presses:
        hint = "If it is new, its catalog-info.yaml may not be registered yet."
        return _sentence(Mrkdwn(f"{named}, nor anything close. {hint}"))
    headline = Mrkdwn(f"{named}. The nearest {'name is' if len(presses) == 1 else 'names are'} below.")
    return _with_choice(headline, presses, presses)


def nobody_known(whose: Whose, slack_id: str = "", is_known: bool = False) -> Message:
    """That it is not known who asks, in which team, or whose channel this is, and how to tell.

    slack_id: of whoever asks, where that is known. is_known: whether the catalog knows who asks.
    """
    if whose == "this channel":
        hint = "A Group or Component can, by the annotation `reverb.dev/slack-channel`."
        return _sentence(Mrkdwn(f"Nobody in the catalog says that this channel is theirs. {hint}"))
    if whose == "your team" and is_known:
        return _sentence(Mrkdwn("You are in no group of the catalog. Name the team you mean, and I will look there."))
    value = f": {code(slack_id)}" if slack_id else ""
    hint = f"Your User can say so, by your e-mail in its profile or by the annotation `reverb.dev/slack-user`{value}."
    return _sentence(Mrkdwn(f"I do not know who you are in the catalog. {hint}"))


def nothing_else(words: str) -> Message:
    """That nothing is left that `words` may mean; empty where nobody said any."""
    named = f" for {code(shortened(words, _MOST_WORDS))}" if words else ""
    hint = "Write more of the name, or paste a link to it, and I will look again."
    return _sentence(Mrkdwn(f"That was the last I can think of{named}. {hint}"))


def _with_choice(headline: Mrkdwn, listed: Sequence[Press], row: Sequence[Press]) -> Message:
    text = "\n".join([plain(headline), *(f"{at}. {one.label}" for at, one in enumerate(listed, 1))])
    return Message(text, (section(headline), {"type": "actions", "elements": _row(row, numbers())}))


def not_understood(examples: Sequence[str] = (), see: Sequence[Address] = ()) -> Message:
    """That this is no question we know, what is, and where else the answer may be found.

    examples: questions as a person would put them. see: links of the thing that was asked about.
    """
    tell = " or ".join(code(one) for one in examples[:3])
    known = (
        f"I answer from the software catalog, for example {tell}." if tell else "I answer from the software catalog."
    )
    elsewhere = f"\nThat may be found here: {linked(see, 3)}." if see else ""
    return _sentence(Mrkdwn(f"That is not a question I know. {known}{elsewhere}"))


def freshness_line(freshness: Sequence[Freshness], reader: Reader) -> tuple[Mrkdwn, ...]:
    """`catalog 4 min ago · on-call down, not read since 09:12 (14 min ago)`; nothing where there is no source."""
    written = " · ".join(_fresh(one, reader) for one in freshness)
    return (escape(written),) if written else ()


def _fresh(one: Freshness, reader: Reader) -> str:
    if one.as_of is None:
        return f"{one.name} never read"
    past = ago(one.as_of, reader.now)
    if one.state == "fresh":
        return f"{one.name} {'live' if past == 'just now' else past}"
    return f"{one.name} {one.state}, not read since {moment(one.as_of, reader.now, reader.zone)} ({past})"


def _presses(buttons: Iterable[Button], known_kinds: frozenset[str], asks: Sequence[Asked]) -> Iterator[Press]:
    for one in buttons:
        if one.asks.kind in known_kinds and (one.in_place or one.asks not in asks):
            yield Press(one.label, (one.asks,), one.in_place, one.fills)


def _offers(asks: Sequence[Asked], candidates: Sequence[Entity], beside: Sequence[Asked]) -> list[Press]:
    """One button for each candidate, with what tells it from the others."""
    short = [f"{name_of(one)}, {kind_word(one.ref.kind)}" for one in candidates]
    return [
        Press(
            words if short.count(words) == 1 else str(one.ref),
            (*(replace(ask, entities=(*ask.entities, one.ref)) for ask in asks), *beside),
        )
        for words, one in zip(short, candidates, strict=True)
    ]


def _row(presses: Iterable[Press], number: Iterator[int]) -> list[Block]:
    """Buttons and fields as Slack wants them; one that is too long for it is left out."""
    drawn = (_field(one) if one.fills else _button(one, number) for one in presses)
    return [one for one in drawn if one is not None]


def _field(press: Press) -> Block | None:
    """A field that offers what fits from the first letter on, and before it."""
    action_id = f"{CHOOSE}:{press.fills}:{press.asks[0]}"
    if len(action_id) > MOST_ID:
        return None
    return {
        "type": "external_select",
        "action_id": action_id,
        "placeholder": label(press.label),
        "min_query_length": 0,
    }


def _button(press: Press, number: Iterator[int]) -> Block | None:
    value = "\n".join(map(str, press.asks))
    if len(value) > MOST_VALUE:
        return None
    if not press.asks:
        return {"type": "button", "action_id": NEITHER, "text": label(press.label)}
    action_id = f"{INSTEAD if press.in_place else ASK}:{next(number)}"
    return {"type": "button", "action_id": action_id, "text": label(press.label), "value": value}


def _fitted(passages: Sequence[Passage], rows: Sequence[Sequence[Press]]) -> Iterator[Block]:
    """The passages with their buttons, as many as fit; then how many did not."""
    number = numbers()
    blocks_left, room = MOST_BLOCKS - 2, MOST_MESSAGE - _ROOM_FOR_END
    for at, (passage, presses) in enumerate(zip(passages, rows, strict=True)):
        row = _row(presses, number)
        drawn = [section(_lines(passage)), *([{"type": "actions", "elements": row}] if row else [])]
        blocks_left, room = blocks_left - len(drawn), room - size(drawn)
        if at and min(blocks_left, room) < 0:
            yield section(Mrkdwn(f"and {len(passages) - at} more; please ask about fewer things at once."))
            return
        yield from drawn if room >= 0 else drawn[:1]


def _lines(passage: Passage) -> Mrkdwn:
    return Mrkdwn("\n".join([passage.headline, *passage.details]))


def _grey_block(lines: Sequence[Mrkdwn]) -> tuple[Block, ...]:
    return (context(cut(Mrkdwn("\n".join(lines)), _MOST_GREY)),) if lines else ()


def _text(passages: Sequence[Passage], grey: Sequence[Mrkdwn]) -> str:
    """The same as plain text; where it is too long, the answer is cut, not the grey lines."""
    end = "\n".join(plain(cut(line, _MOST_GREY)) for line in grey)
    body = "\n\n".join(one.text() for one in passages)
    room = MOST_TEXT - len(end) - 2
    return "\n".join([body if len(body) <= room else body[:room] + "…", *([end] if end else [])])


def _sentence(text: Mrkdwn) -> Message:
    return Message(plain(text), (section(text),))
