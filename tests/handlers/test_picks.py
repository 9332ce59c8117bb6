"""What may happen to a pick, and who may do it."""

from datetime import timedelta

from catalog_client import EntityRef
from handlers.fairness import accounts
from handlers.picks import (
    DECLINED,
    NAMED,
    OPEN_FOR,
    Ledger,
    Pick,
    Refused,
    accepted,
    declined,
    made,
    passed_on,
    swap_asked,
    swapped,
)
from handlers.receipt import LeftOut, receipt
from tests.company import NOW
from tests.ferry_picks import INES, OLAV, PRIIT, SANA, TICKETS

PEOPLE = (INES, OLAV, PRIIT)
TORI = EntityRef("user", "default", "tori")


def fresh(thread: str = "C1:1.1") -> Pick:
    return made(1, thread, receipt(TICKETS, "note-taker", NOW, 3, accounts((), PEOPLE), ()))


def changed(found: Pick | Refused) -> Pick:
    assert isinstance(found, Pick), found
    return found


def refused(found: Pick | Refused) -> str:
    assert isinstance(found, Refused), found
    return found.reason


def holder_of(pick: Pick) -> EntityRef:
    assert pick.holder is not None
    return pick.holder


def test_only_whoever_was_picked_accepts_and_only_once() -> None:
    pick = fresh()
    assert "Only whoever was picked" in refused(accepted(pick, SANA, NOW))
    assert "Only whoever was picked" in refused(accepted(pick, None, NOW))
    done = changed(accepted(pick, holder_of(pick), NOW))
    assert done.accepted
    assert "settled already" in refused(accepted(done, holder_of(pick), NOW))


def test_not_today_hands_on_in_the_order_of_the_race_until_nobody_is_left() -> None:
    pick, asked = fresh(), []
    while pick.holder is not None:
        asked.append(pick.holder)
        pick = changed(declined(pick, pick.holder, NOW))
    assert sorted(map(str, asked)) == sorted(map(str, PEOPLE))
    assert pick.declined == tuple(asked)
    assert Ledger(TICKETS, "note-taker", (pick.entry,)).turns == ()
    assert "said so already" in refused(declined(pick, asked[0], NOW))


def test_declining_keeps_the_debt() -> None:
    pick = fresh()
    first = holder_of(pick)
    later = changed(declined(pick, first, NOW))
    [turn] = Ledger(TICKETS, "note-taker", (later.entry,)).turns
    assert accounts([turn], PEOPLE)[first].debt > 0
    assert later.receipt.left_out[0].reason == DECLINED


def test_a_swap_moves_the_turn_only_when_the_other_agrees() -> None:
    pick = fresh()
    first = holder_of(pick)
    other = next(one for one in PEOPLE if one != first)
    assert "can not be picked" in refused(swap_asked(pick, first, SANA, NOW))
    assert "somebody else" in refused(swap_asked(pick, first, first, NOW))
    asked = changed(swap_asked(pick, first, other, NOW))
    assert asked.holder == first
    assert "asked already" in refused(swap_asked(asked, first, other, NOW))
    assert "Only whoever was asked" in refused(swapped(asked, first, NOW))
    agreed = changed(swapped(asked, other, NOW))
    assert (agreed.holder, agreed.accepted, agreed.swap_with) == (other, True, None)
    assert "Nobody is asked" in refused(swapped(agreed, other, NOW))
    third = changed(declined(agreed, other, NOW))
    assert third.holder not in {first, other}


def test_whoever_is_left_out_today_may_swap_all_the_same_but_nobody_who_never_can() -> None:
    out = (LeftOut(SANA, "on call"), LeftOut(TORI, "a bot"))
    pick = made(1, "C1:1.1", receipt(TICKETS, "note-taker", NOW, 4, accounts((), PEOPLE), out))
    assert "can not be picked" in refused(swap_asked(pick, pick.holder, TORI, NOW))
    agreed = changed(swapped(changed(swap_asked(pick, pick.holder, SANA, NOW)), SANA, NOW))
    known = accounts(Ledger(TICKETS, "note-taker", (agreed.entry,)).turns, [*PEOPLE, SANA])
    assert (agreed.holder, known[SANA].done) == (SANA, 1)
    assert abs(sum(one.debt for one in known.values())) < 1e-4


def test_keeping_it_ends_a_swap_that_was_asked_for() -> None:
    pick = fresh()
    other = next(one for one in PEOPLE if one != pick.holder)
    kept = changed(accepted(changed(swap_asked(pick, pick.holder, other, NOW)), pick.holder, NOW))
    assert "Nobody is asked" in refused(swapped(kept, other, NOW))


def test_somebody_else_is_asked_for() -> None:
    pick = fresh()
    again = passed_on(pick, [one for one in PEOPLE if one != pick.holder][:1])
    assert again.holder not in {pick.holder, None}
    assert len(again.receipt.left_out) == 2


def test_whoever_drops_out_for_two_reasons_is_named_with_the_first() -> None:
    pick = fresh()
    again = passed_on(pick, [holder_of(pick)])
    assert [(one.ref, one.reason) for one in again.receipt.left_out] == [(pick.holder, NAMED)]


def test_after_a_while_a_pick_stands_as_it_is() -> None:
    pick, later = fresh(), NOW + OPEN_FOR
    for found in (accepted(pick, pick.holder, later), declined(pick, pick.holder, later), swapped(pick, INES, later)):
        assert "over" in refused(found)
    ledger = Ledger(TICKETS, "note-taker", (pick.entry,))
    assert ledger.in_thread("C1:1.1", later - timedelta(seconds=1)) == pick.entry
    assert ledger.in_thread("C1:1.1", later) is None
    assert ledger.in_thread("", NOW) is None
    assert len(ledger.turns) == 1
