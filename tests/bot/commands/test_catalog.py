"""`reverb catalog stats` counts what there is, and names what should be mended."""

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands.catalog import stats_of
from catalog_client.relation import OWNED_BY, PART_OF
from tests.company import entity, snapshot


def test_things_nobody_owns_and_owners_that_do_not_exist_are_named() -> None:
    stats = stats_of(
        snapshot(
            entity("Group:crew"),
            entity("ferry", {OWNED_BY: "group:default/crew"}),
            entity("buoy", {PART_OF: "system:default/gone"}),
            entity("fog", {OWNED_BY: "group:default/ghosts"}),
        )
    )
    assert stats.entities == {"component": 3, "group": 1}
    assert stats.unowned == ("component:default/buoy",)
    assert stats.owned_by_nobody == ("component:default/fog",)
    assert stats.dangling == 2


def test_the_example_is_counted_when_no_catalog_is_set(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REVERB_CATALOG", raising=False)
    assert main(["catalog", "stats"]) == 0
    assert "1 entity without an owner\n  component:default/lyrics-svc" in capsys.readouterr().out


def test_a_catalog_that_is_not_there_ends_with_3(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REVERB_CATALOG", str(tmp_path / "nothing"))
    assert main(["catalog", "stats"]) == 3
    assert str(tmp_path / "nothing") in capsys.readouterr().err


def test_the_counts_can_be_had_as_json(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REVERB_CATALOG", raising=False)
    assert main(["catalog", "stats", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["owned_by_nobody"] == ["component:default/track-catalogue"]
