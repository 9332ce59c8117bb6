"""Anybody can work a pick out again from its receipt, and a changed one shows."""

import json

import pytest

from handlers.fairness import Account
from handlers.receipt import LeftOut, Receipt, faults, read, receipt, write
from tests.company import NOW
from tests.ferry_picks import INES, OLAV, PRIIT, SANA, TICKETS

ACCOUNTS = {one: Account(0.25, 2, 0) for one in (OLAV, INES, SANA)}


def of_a_pick() -> Receipt:
    return receipt(TICKETS, "note-taker", NOW, 4, ACCOUNTS, (LeftOut(PRIIT, "away"),))


def test_a_receipt_is_read_as_it_was_written_and_has_no_faults() -> None:
    text = write(of_a_pick())
    assert read(text) == of_a_pick()
    assert faults(text) == ()


def test_who_drops_out_leaves_the_seed_and_the_next_one_in_is_picked() -> None:
    first = of_a_pick()
    assert first.picked is not None
    second = first.without(LeftOut(first.picked, "can not today"))
    assert second.seed == first.seed
    assert second.picked not in {None, first.picked}
    assert faults(write(second)) == ()


def test_without_candidates_nobody_is_picked() -> None:
    alone = receipt(TICKETS, "note-taker", NOW, 1, {}, (LeftOut(PRIIT, "away"),))
    assert alone.picked is None
    assert alone.shares == {}
    assert faults(write(alone)) == ()


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("picked", "user:default/nobody", "Worked out again it is"),
        ("at", "2026-03-02T10:00:00.000001Z", "The seed is not the one"),
        ("left_out", [], "The seed is not the one"),
        ("seed", "00", "The seed is not the one"),
        ("size", 40, "It was changed after it was written."),
    ],
)
def test_a_tampered_receipt_shows(name: str, value: object, fault: str) -> None:
    tampered = json.dumps({**json.loads(write(of_a_pick())), name: value})
    found = faults(tampered)
    assert "It was changed after it was written." in found
    assert any(fault in one for one in found)


@pytest.mark.parametrize("text", ["", "{}", "[]", "nonsense", write(of_a_pick()).replace("group:", "")])
def test_what_is_no_receipt_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="This is no receipt of a pick"):
        faults(text)
