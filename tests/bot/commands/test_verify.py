"""`reverb verify` gives the same name again from the receipt alone, and tells a tampered one."""

from io import StringIO
from pathlib import Path

import pytest

from bot.__main__ import main
from handlers.fairness import Account
from handlers.receipt import receipt, write
from tests.company import NOW
from tests.ferry_picks import INES, OLAV, TICKETS

RECEIPT = write(receipt(TICKETS, "note-taker", NOW, 2, {INES: Account(0.5, 1, 0), OLAV: Account(-0.5, 0, 1)}, ()))


def test_a_genuine_receipt_gives_the_same_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", RECEIPT]) == 0
    assert capsys.readouterr().out == f"{INES} is picked as note-taker of {TICKETS}, again.\n"


def test_a_receipt_may_be_in_a_file_or_come_from_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "receipt.json").write_text(RECEIPT + "\n")
    monkeypatch.setattr("sys.stdin", StringIO(RECEIPT + "\n"))
    assert [main(["verify", given]) for given in (str(tmp_path / "receipt.json"), "-")] == [0, 0]
    assert capsys.readouterr().out.count(str(INES)) == 2


def test_a_tampered_receipt_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", RECEIPT.replace(f'"picked":"{INES}"', f'"picked":"{OLAV}"')]) == 1
    said = capsys.readouterr().err
    assert said.startswith("This receipt is not genuine.\nIt was changed after it was written.\n")
    assert f"Worked out again it is {INES}, not {OLAV}." in said


@pytest.mark.parametrize("given", ["{}", "no/such/file"])
def test_what_is_no_receipt_ends_with_2(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", given]) == 2
    assert capsys.readouterr().err.count("\n") == 1
