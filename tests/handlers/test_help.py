"""Help shows real questions about the asker's own team and its things."""

import pytest

from catalog_client import Snapshot
from handlers.help import as_said
from tests.company import TAKEN_AT, ref
from tests.handlers.asking import BY_NAME, reply


async def test_examples_are_about_the_askers_team() -> None:
    passage, found = await reply("help", asker=ref("user:ines.duarte"))
    assert "Here is what Tickets Team might ask:" in passage.headline
    assert found["examples"] == [
        "who owns ticket-service",
        "who is on call for ticket-service",
        "what depends on ticket-service",
        "runbook for ticket-service",
        "who is in Tickets Team",
        "what does Tickets Team own",
    ]
    assert [button.asks.kind for button in passage.buttons] == ["owner", "oncall", "dependents"]


async def test_a_stranger_gets_examples_with_real_names() -> None:
    passage, found = await reply("help", asker=ref("user:sana"))
    assert "For example:" in passage.headline
    assert found["examples"][0] == "who owns ticket-service"


async def test_an_empty_catalog_still_gets_help() -> None:
    _, found = await reply("help", Snapshot.of((), TAKEN_AT))
    assert found["examples"] == ["list deprecated components"]


async def test_examples_can_be_pressed() -> None:
    passage, _ = await reply("help")
    for button in passage.buttons:
        answered, _ = await reply(str(button.asks))
        assert answered.headline
        assert button.asks.kind in BY_NAME


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("who owns [the] {entity}", "who owns x"),
        ("(runbook|docs) for {entity}", "runbook for x"),
        ("{entity} owner", "x owner"),
    ],
)
def test_a_phrase_as_it_is_said(phrase: str, said: str) -> None:
    assert as_said(phrase, "x") == said
