"""The command line runs the command that was named, and says in a sentence what it cannot do."""

import argparse
from importlib import import_module

import pytest

from bot.__main__ import COMMANDS, main


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there(name: str) -> None:
    command = import_module(f"bot.commands.{name}")
    command.arguments(argparse.ArgumentParser())
    assert callable(command.run)


@pytest.mark.parametrize("words", [[], ["dance"], ["health", "--loudly"]])
def test_unusable_arguments_end_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: reverb" in capsys.readouterr().err


def test_unusable_settings_end_with_2_and_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVERB_HTTP_PORT", "the usual")
    assert main(["health"]) == 2
    assert capsys.readouterr().err == (
        "REVERB_HTTP_PORT cannot be used: give a port from 0 to 65535, such as 3000; 0 takes any free one.\n"
    )


def test_no_process_is_not_ready(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVERB_HTTP_PORT", "1")
    assert main(["health"]) == 1
    assert capsys.readouterr().err == "Reverb is not ready: nothing answers on port 1.\n"
