"""The playground runs the real bot on a local Slack, and leaves nothing behind."""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_KEPT = {"PATH", "HOME", "LANG", "TMPDIR"}


@contextmanager
def _playing(state: Path, stdin: int, *options: str) -> Iterator["subprocess.Popen[str]"]:
    environ = {name: value for name, value in os.environ.items() if name in _KEPT}
    command = [sys.executable, "-m", "bot", "play", "--port", "0", *options]
    process = subprocess.Popen(
        command, stdin=stdin, stdout=subprocess.PIPE, text=True, env={**environ, "REVERB_STATE": str(state)}
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _until(process: "subprocess.Popen[str]", words: str) -> str:
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return line
    raise AssertionError("".join(lines))


def test_a_question_at_the_terminal_is_answered_in_a_thread(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with _playing(tmp_path / "state", theirs, "--prompt") as process:
        _until(process, "Ask in your own words")
        os.write(ours, b"whose is the stream gatway\n")
        assert "Playback Crew" in _until(process, "stream-gateway belongs to")
        os.write(ours, b"2\n/quit\n")
        assert process.wait(timeout=20) == 0
    os.close(ours)
    os.close(theirs)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_without_a_terminal_it_stays_until_it_is_stopped(tmp_path: Path, stop: signal.Signals) -> None:
    with _playing(tmp_path / "state", subprocess.DEVNULL) as process:
        assert "http://127.0.0.1:" in _until(process, "Reverb is at")
        process.send_signal(stop)
        assert process.wait(timeout=20) == 0
    assert not (tmp_path / "state" / "valkey.sock").exists()
