"""Questions from a script: JSON lines into the command line, JSON lines out of it."""

import json
import subprocess
import sys

from bot.example import USERS


def ran(asked: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "bot", "ask", "--batch", "-"]
    settings = {"REVERB_SLACK_USERS": str(USERS)}
    return subprocess.run(command, input=asked, env=settings, capture_output=True, text=True)


def test_each_line_is_answered_by_a_line_and_threads_go_on() -> None:
    lines = [
        {"question": "who owns stream-gateway?", "thread": "t1"},
        {"question": "what does it depend on?", "thread": "t1"},
        {"question": "who is on call for it?", "thread": "t2"},
    ]
    done = ran("".join(json.dumps(one) + "\n" for one in lines))
    owner, depends, nothing = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 0
    assert [one["question"] for one in (owner, depends, nothing)] == [one["question"] for one in lines]
    assert [ask["kind"] for ask in owner["asks"] + depends["asks"]] == ["owner", "dependencies"]
    assert owner["asks"][0]["entities"] == depends["asks"][0]["entities"] != []
    assert nothing["status"] != "answered"


def test_a_line_that_cannot_be_asked_is_named_and_nothing_is_answered() -> None:
    done = ran('{"question": "who owns checkout?"}\n{"ask": "who owns checkout?"}\n')
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr.splitlines()[-1]
        == 'Line 2 of the batch cannot be asked: a line is a JSON object with a text "question".'
    )
