"""What the buttons and the field under a pick do: take it, not today, swap, show the receipt."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final

from catalog_client import EntityRef
from handlers.asked import Asked
from handlers.kit import MOST_SECTION, Facts, Mrkdwn, Passage, code, escape
from handlers.lines import mentioned, strong
from handlers.pick_keeping import Kept, Unremembered, kept, unremembered
from handlers.pick_lines import Standing, drawn, facts, left_out_line, people, standing, task_of, words
from handlers.pick_reminding import USUAL, in_step, moment_of, reminded, times
from handlers.picks import (
    Entry,
    Ledger,
    Pick,
    Refused,
    accepted,
    declined,
    forgotten,
    may_be_reminded,
    swap_asked,
    swap_refused,
    swapped,
)
from handlers.question import AnyQuestion, Question, Subject, Suggest
from handlers.receipt import write
from handlers.sources import Reader, Sources
from handlers.type_ahead import Offer, offered

_MOST_OFFERED: Final = 8
_MOST_RECEIPT: Final = MOST_SECTION // 2


@dataclass(frozen=True, slots=True)
class NoPick:
    """The pick the button belongs to is not remembered any more."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Nothing changed, so the message with the button stays as it is, and only whoever pressed is told why."""

    found: Standing | NoPick | Unremembered


Found = Standing | NoPick | Unremembered | Aside
Press = Callable[[Pick, Asked, Reader], Pick | Refused]


class _Forgotten(Exception):
    """There is no such pick."""


async def _changed(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader, press: Press) -> Found:
    """The pick after a button was pressed."""
    found = await _kept(about, asked, sources, reader, press)
    return _shown(await in_step(found, sources) if isinstance(found, Kept) else found, asked, sources)


async def _kept(
    about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader, press: Press
) -> Kept | NoPick | Unremembered:
    if about is None or sources.picks is None:
        return NoPick()

    def which(ledger: Ledger) -> Entry | None:
        return _entry_of(ledger, asked, reader)

    async def change(ledger: Ledger, pick: Pick | None) -> tuple[Pick, str]:
        if pick is None:
            raise _Forgotten
        found = press(pick, asked, reader)
        return (pick, found.reason) if isinstance(found, Refused) else (found, "")

    try:
        return await kept(sources.picks, about, task_of(asked), which, change)
    except _Forgotten:
        return NoPick()


def _shown(found: Kept | NoPick | Unremembered, asked: Asked, sources: Sources) -> Found:
    shown = _standing(found, sources) if isinstance(found, Kept) else found
    changed = isinstance(found, Kept) and (not found.note or found.pick != found.before)
    return Aside(shown) if "pick" in asked.slots and not changed else shown


def _entry_of(ledger: Ledger, asked: Asked, reader: Reader) -> Entry | None:
    """The pick a button is of; said in words, the one of the thread."""
    number = str(asked.slots.get("pick", ""))
    return ledger.numbered(int(number)) if number.isdecimal() else ledger.in_thread(reader.thread, reader.now)


def _standing(found: Kept, sources: Sources) -> Standing:
    return standing(
        sources.catalog,
        found.ledger,
        found.pick,
        note=found.note,
        kit=sources.pick_terms.notes,
        can_remind=sources.reminders is not None,
    )


def _accept(pick: Pick, asked: Asked, reader: Reader) -> Pick | Refused:
    return accepted(pick, reader.asker, reader.now)


def _decline(pick: Pick, asked: Asked, reader: Reader) -> Pick | Refused:
    return declined(pick, reader.asker, reader.now)


def _swap(pick: Pick, asked: Asked, reader: Reader) -> Pick | Refused:
    return swap_asked(pick, reader.asker, _other(asked), reader.now)


def _agree(pick: Pick, asked: Asked, reader: Reader) -> Pick | Refused:
    return swapped(pick, reader.asker, reader.now)


def _look(pick: Pick, asked: Asked, reader: Reader) -> Pick | Refused:
    return pick


def _other(asked: Asked) -> EntityRef:
    return EntityRef.parse(str(asked.slots["with"]), kind="user")


async def _ask_to_swap(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Found:
    """Ask somebody to swap, and mention them, as they may not be reading along."""
    if "with" not in asked.slots:
        named = str(asked.slots.get("named", "them"))
        unclear = Refused(f"I can not tell whom you mean by {named}.")
        return await _changed(about, asked, sources, reader, lambda *_: unclear)
    found = await _changed(about, asked, sources, reader, _swap)
    if not isinstance(found, Standing) or found.note or sources.acquaintances is None:
        return found
    other = await sources.acquaintances.person(found.pick.swap_with)
    return replace(found, call=other.slack_id) if other is not None else found


async def _say_no(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Found:
    """Whoever was asked can not swap, and whoever asked reads so."""
    found = await _changed(about, asked, sources, reader, lambda pick, _, by: swap_refused(pick, by.asker, by.now))
    if not isinstance(found, Standing) or found.note or reader.asker is None:
        return found
    return replace(found, note=f"{mentioned(sources.catalog, reader.asker).name} can not swap.")


async def _remind(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Found:
    """Set a reminder for the holder; `whoever` is for the turn, and anybody may ask for it."""
    whoever = asked.slots.get("whoever") == "yes"
    found = await _kept(
        about, asked, sources, reader, lambda pick, _, by: may_be_reminded(pick, by.asker, by.now, whoever)
    )
    if not isinstance(found, Kept) or found.note:
        return _shown(found, asked, sources)
    at = moment_of(str(asked.slots.get("at", USUAL)), reader)
    if at is None:
        note = "I can remind somebody from a minute on, up to 100 days ahead."
        return _shown(replace(found, note=note), asked, sources)
    return _shown(await reminded(found, at, whoever, sources), asked, sources)


async def _times(asked: Asked, typed: str, sources: Sources) -> tuple[Offer, ...]:
    return times(typed)


def _forget_reminder(pick: Pick, asked: Asked, reader: Reader) -> Pick | Refused:
    return forgotten(pick, reader.asker, reader.now)


async def _others(asked: Asked, typed: str, sources: Sources) -> tuple[Offer, ...]:
    """Who else may take the turn: the likeliest first, then those left out today, with the reason."""
    number = str(asked.slots.get("pick", ""))
    if sources.picks is None or not asked.entities or not number.isdecimal():
        return ()
    pick = await sources.picks.one(asked.entities[0], task_of(asked), int(number))
    if pick is None:
        return ()
    shares, reasons = pick.receipt.shares, {one.ref: one.reason for one in pick.receipt.left_out}
    others = [mentioned(sources.catalog, ref) for ref in pick.everybody if ref != pick.holder]
    others.sort(key=lambda one: (one.ref in reasons, -shares.get(one.ref, 0.0), one.name.lower()))
    return offered((Offer(str(one.ref), one.name, reasons.get(one.ref, "")) for one in others), typed)


def _draw(found: Found, reader: Reader) -> Passage:
    match found:
        case Aside(Standing() as stands):
            return Passage(escape(stands.note), sources=(), aside=True)
        case Aside(why):
            return replace(_draw(why, reader), aside=True)
        case Standing():
            return drawn(found, reader)
        case Unremembered():
            return unremembered(found)
        case NoPick():
            return Passage(escape("I do not remember that pick any more; please ask for a new one."), sources=())


def _draw_receipt(found: Found, reader: Reader) -> Passage:
    if not isinstance(found, Standing):
        return _draw(found, reader)
    receipt, text = found.pick.receipt, write(found.pick.receipt)
    likeliest = sorted(found.shares, key=lambda each: -each[1])
    candidates = Mrkdwn(f"It was between {people(likeliest, _MOST_OFFERED)}.") if likeliest else Mrkdwn("")
    whole = (
        code(text) if len(text) <= _MOST_RECEIPT else Mrkdwn(f"Seed {code(receipt.seed)}; the whole is in an export.")
    )
    left_out = (left_out_line(found.left_out),) if found.left_out else ()
    check = Mrkdwn(f"{code('reverb verify')} works it out again:") if len(text) <= _MOST_RECEIPT else Mrkdwn("")
    details = tuple(line for line in (candidates, *left_out, check, whole) if line)
    return Passage(Mrkdwn(f"The receipt of the {words(found.task)} of {strong(found.team)}."), details)


def _facts(found: Found) -> Facts:
    stands = found.found if isinstance(found, Aside) else found
    return facts(stands) if isinstance(stands, Standing) else {}


def _button(name: str, asks_: str, press: Press) -> AnyQuestion:
    async def answer(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Found:
        return await _changed(about, asked, sources, reader, press)

    return _of(name, asks_, answer)


def _of(
    name: str,
    what: str,
    answer: Callable[[EntityRef | None, Asked, Sources, Reader], Awaitable[Found]],
    suggest: Suggest | None = None,
) -> AnyQuestion:
    return Question(name, what, (), Subject(), answer, _draw, _facts, suggest=suggest)


async def _receipt(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Found:
    return await _changed(about, asked, sources, reader, _look)


PICK_BUTTONS: Final[tuple[AnyQuestion, ...]] = (
    _button("pick_accept", "take a turn one was picked for", _accept),
    _button("pick_decline", "say that one can not today", _decline),
    _button("pick_swapped", "agree to swap", _agree),
    _of("pick_remind", "to be reminded of a turn", _remind, _times),
    _button("pick_unremind", "not to be reminded any more", _forget_reminder),
    _of("pick_unswapped", "say that one can not swap", _say_no),
    _of("pick_swap", "ask somebody to swap", _ask_to_swap, _others),
    Question("pick_receipt", "what decided a pick", (), Subject(), _receipt, _draw_receipt, _facts),
)
