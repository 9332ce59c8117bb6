"""A prompt in the terminal: each line mentions the bot in a channel of the local Slack, and its thread is printed.

Lines go on in the same thread; an empty one begins a new thread, a number presses that button of the last answer.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from handlers.kit import Mrkdwn, plain
from playground.delivery import NotAcknowledged
from playground.feed import NothingHappened
from playground.message import Message
from playground.server import LocalSlack

HELP: Final = (
    "Ask in your own words; an empty line begins a new thread, a number presses a button, "
    "/as NAME makes you somebody else, /quit ends."
)
_PATIENCE: Final = 15.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message for the terminal. buttons: action ids, in the order of their numbers."""

    lines: tuple[str, ...]
    buttons: tuple[str, ...]


def drawn(message: Message) -> Drawn:
    """A message's blocks as lines, with its buttons numbered from 1; its text where it has no blocks."""
    buttons = [one for block in message.blocks if block["type"] == "actions" for one in block["elements"]]
    labels = [f"[{number}] {one['text']['text']}" for number, one in enumerate(buttons, 1)]
    lines = [line for block in message.blocks for line in _written(block)] or [plain(Mrkdwn(message.text))]
    return Drawn((*lines, *(["  ".join(labels)] if labels else [])), tuple(one["action_id"] for one in buttons))


def _written(block: Mapping[str, Any]) -> Iterator[str]:
    match block["type"]:
        case "section" if "text" in block:
            yield from plain(Mrkdwn(block["text"]["text"])).splitlines()
        case "context":
            grey = [line for one in block["elements"] for line in plain(Mrkdwn(one["text"])).splitlines()]
            yield from (f"({line})" for line in grey)


class Prompt:
    """Somebody at the terminal, in one channel of a local Slack.

    name: whose hands they are; anybody's, where nobody is called that. channel: its id. say: prints a line.
    """

    def __init__(self, slack: LocalSlack, name: str, channel: str, say: Callable[[str], None]) -> None:
        self._slack = slack
        self._people = _people(slack)
        self._user = self._people.get(name) or next(iter(self._people.values()))
        self._channel = channel
        self._say = say
        self._thread: str | None = None
        self._last: Message | None = None

    async def follow(self, lines: AsyncIterator[str]) -> None:
        """Do what the lines say, until they end or one is `/quit`."""
        self._say(HELP)
        async for line in lines:
            words = line.split()
            match words:
                case []:
                    self._begin_anew()
                case ["/quit"]:
                    return
                case ["/as", name]:
                    self._become(name)
                case [number] if number.isascii() and number.isdigit():
                    await self._press(int(number))
                case _:
                    await self._ask(line.strip())

    def _begin_anew(self) -> None:
        self._thread = self._last = None
        self._say("A new thread.")

    def _become(self, name: str) -> None:
        found = self._people.get(name.lower().lstrip("@"))
        if found is None:
            self._say(f"Nobody here is called {name}; there are {', '.join(self._people)}.")
            return
        self._user = found
        self._begin_anew()

    async def _ask(self, text: str) -> None:
        asked = await self._slack.driver.mention(self._user, self._channel, _on_the_wire(text), self._thread)
        self._thread = asked.thread
        try:
            self._show(await self._slack.driver.wait_for_reply(asked, within=_PATIENCE))
        except NothingHappened:
            self._say("No answer came.")

    async def _press(self, number: int) -> None:
        buttons = drawn(self._last).buttons if self._last else ()
        if self._last is None or not 1 <= number <= len(buttons):
            self._say("There is no such button.")
            return
        before = self._last
        pressed = asyncio.create_task(self._next_after(before))
        try:
            await self._slack.driver.press(self._user, before, buttons[number - 1])
            self._show(await pressed)
        except (NothingHappened, NotAcknowledged):
            self._say("No answer came.")
        finally:
            pressed.cancel()

    async def _next_after(self, before: Message) -> Message:
        """The message as it was changed in place, or the next one of its thread."""
        driver = self._slack.driver

        def changed() -> Message | None:
            now = driver.shown_now(before)
            later = [one for one in driver.thread(before) if one.ts > before.ts and one.app_id == before.app_id]
            return now if now.blocks != before.blocks else next(iter(later), None)

        return await driver.until(changed, "an answer", _PATIENCE)

    def _show(self, message: Message) -> None:
        self._last = message
        for line in drawn(message).lines:
            self._say(f"    {line}")


def _people(slack: LocalSlack) -> Mapping[str, str]:
    """The ids of everybody in the workspace, by name."""
    people = slack.workspace.people
    return {user["name"]: id_ for id_, user in sorted(people.users.items()) if not people.is_bot(id_)}


def _on_the_wire(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


async def lines_from(descriptor: int, invite: Callable[[], None]) -> AsyncIterator[str]:
    """The lines typed into a terminal or sent down a pipe, without a thread that would outlive us.

    invite: called before each line.
    """
    loop = asyncio.get_running_loop()
    typed: asyncio.Queue[bytes] = asyncio.Queue()
    loop.add_reader(descriptor, lambda: typed.put_nowait(os.read(descriptor, 65_536)))
    rest = b""
    try:
        invite()
        while chunk := await typed.get():
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                yield line.decode(errors="replace")
                invite()
    finally:
        loop.remove_reader(descriptor)
