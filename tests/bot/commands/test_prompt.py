"""What is typed at the prompt becomes messages and presses in the local Slack; what comes of them is printed."""

import os
from collections.abc import AsyncIterator

from bot.commands.prompt import drawn, lines_from
from playground.message import Message


def _message(*blocks: dict[str, object]) -> Message:
    return Message(channel="C1", ts="1.0", user="U1", team="T1", text="&lt;all&gt; of *it*", blocks=blocks)


def test_blocks_become_lines_and_buttons_numbers() -> None:
    buttons = [{"action_id": f"ask:{at}", "text": {"text": name}} for at, name in enumerate(("On call", "About"))]
    message = _message(
        {"type": "section", "text": {"type": "mrkdwn", "text": "*mixer* is Ana&amp;Bo's.\nAsk."}},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "catalog live"}]},
        {"type": "actions", "elements": buttons},
    )
    shown = drawn(message)
    assert shown.lines == ("mixer is Ana&Bo's.", "Ask.", "(catalog live)", "[1] On call  [2] About")
    assert shown.buttons == ("ask:0", "ask:1")


def test_a_message_without_blocks_is_its_text() -> None:
    assert drawn(_message()).lines == ("<all> of it",)


async def _collected(lines: AsyncIterator[str]) -> list[str]:
    return [line async for line in lines]


async def test_lines_are_read_until_the_pipe_ends() -> None:
    reading, writing = os.pipe()
    os.write(writing, "who owns ü\n\nhelp\nunfinished".encode())
    os.close(writing)
    try:
        assert await _collected(lines_from(reading, lambda: None)) == ["who owns ü", "", "help"]
    finally:
        os.close(reading)
