"""Plays a story: its people write, press and type as a person would, and wait for what the app does.

Theory: whatever addresses the app (a mention, a message in its direct message, a command, a button) is over once the
app has done something that the person can see; the next step begins then. Between steps there are pauses, to read in;
they end at once when whoever watches is in a hurry.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from playground.delivery import NotAcknowledged
from playground.driver import Driver
from playground.feed import NothingHappened
from playground.fields import elements_in
from playground.happenings import Edited, Happening, Posted, ViewShown
from playground.message import Message
from playground.stories import NAMED, BadStory, Step, Story
from playground.wording import as_sent
from playground.workspace import Workspace

PATIENCE: Final = 15.0
"""Seconds within which the app is to do something."""
_A_LETTER_TYPED: Final = 0.03
_A_LETTER_READ: Final = 0.012
_LEAST: Final = 0.8
_MOST: Final = 4.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a story is. at: steps begun. place, thread_ts: where it is now. why: what kept it from going on."""

    story: Story
    at: int
    state: str
    place: str
    thread_ts: str | None = None
    why: str = ""


Telling = Callable[[Progress], None]
Typing = Callable[[str, str, str | None], None]
"""Told of whoever begins to write: their id, the channel, the thread."""


class Storyteller:
    """One playing of one story. `hurry` it, or cancel whoever awaits `play`."""

    def __init__(self, story: Story, workspace: Workspace, driver: Driver, tell: Telling, typing: Typing) -> None:
        self._story, self._workspace, self._driver = story, workspace, driver
        self._tell, self._typing = tell, typing
        self._hurried = asyncio.Event()
        self._ids = {each["name"]: each["id"] for each in workspace.people.users.values()}
        self._named = {_called(each): str(each["id"]) for each in workspace.people.users.values()}
        self._place = self._found_place()
        self._thread: str | None = None
        self._last: Message | None = None
        self._at = 0

    def hurry(self) -> None:
        """Leave out the pauses from now on."""
        self._hurried.set()

    async def play(self) -> None:
        """Play it to its end, and tell of every step. A story that cannot go on tells why, and ends."""
        try:
            for step in self._story.steps:
                self._at += 1
                self._progress("playing")
                await self._do(step)
        except NotAcknowledged as failed:
            self._progress("stuck", f"The app did not answer ({failed.reason}).")
        except (BadStory, NothingHappened, LookupError, PermissionError) as wrong:
            self._progress("stuck", str(wrong.args[0] if wrong.args else wrong))
        else:
            self._progress("over")

    def _progress(self, state: str, why: str = "") -> None:
        self._tell(Progress(self._story, self._at, state, self._place, self._thread, why))

    async def _do(self, step: Step) -> None:
        user = self._person(step.by)
        match step.verb:
            case "says" | "replies":
                await self._write(user, step)
            case "presses":
                await self._pause(_LEAST)
                place, action_id, chosen = self._button(user, step.words)
                await self._answered(user, lambda: self._driver.act(user, place, action_id, chosen))
            case "types":
                name, _, words = step.words.partition(" ")
                await self._pause(len(words) * _A_LETTER_TYPED)
                await self._answered(user, lambda: self._driver.slash(user, self._place, name, words))

    async def _write(self, user: str, step: Step) -> None:
        thread = self._thread if step.verb == "replies" else None
        self._typing(user, self._place, thread)
        await self._pause(len(step.words) * _A_LETTER_TYPED)
        channels = {each.name: each.id for each in self._workspace.channels.values() if each.name}
        text = as_sent(step.words, self._ids, channels)
        app = self._workspace.app.bot_user
        is_addressed = f"<@{app}>" in text or not self._story.place

        async def said() -> None:
            message = await self._driver.say(user, self._place, text, thread)
            self._thread = message.thread
            self._progress("playing")

        if is_addressed:
            await self._answered(user, said)
        else:
            await said()
            await self._pause(_LEAST)

    async def _answered(self, user: str, act: Callable[[], Any]) -> None:
        """Do something, and wait until the app has done something that `user` sees."""
        with self._workspace.feed.listen() as happenings:
            await act()
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    while not self._is_answer(happening := await happenings.get(), user):
                        pass
                    await self._driver.settled(PATIENCE)
                    while not happenings.empty():
                        self._is_answer(happenings.get_nowait(), user)
                    await self._pause(_letters(happening) * _A_LETTER_READ)
                    return
        raise NothingHappened(f"The app did nothing within {PATIENCE:g} seconds.")

    def _is_answer(self, happening: Happening, user: str) -> bool:
        match happening:
            case Posted(message) | Edited(_, message) if message.app_id == self._workspace.app.id:
                if message.channel != self._place or message.visible_to not in {None, user}:
                    return False
                self._last = message
                return True
            case ViewShown(viewer):
                return viewer == user
        return False

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(min(max(seconds, _LEAST), _MOST)):
                await self._hurried.wait()

    def _person(self, name: str) -> str:
        if name != NAMED:
            if name not in self._ids:
                raise BadStory(f"Nobody here is called {name}.")
            return str(self._ids[name])
        if self._last and self._last.pings.users:
            return min(self._last.pings.users, key=self._last.text.find)
        said = self._last.text if self._last else ""
        found = {name: user for name, user in self._named.items() if name in said}
        if not found:
            raise BadStory("The app named nobody.")
        return found[min(found, key=said.index)]

    def _found_place(self) -> str:
        if not self._story.place:
            return self._workspace.direct_message(self._person(self._story.who)).id
        for each in self._workspace.channels.values():
            if each.name == self._story.place:
                return each.id
        raise BadStory(f"There is no channel {self._story.place}.")

    def _button(self, user: str, label: str) -> tuple[Message, dict[str, Any], dict[str, Any]]:
        """The latest button of that label that `user` sees where the story is."""
        for message in self._seen(user):
            for element in elements_in(message.blocks):
                if element.get("text", {}).get("text") == label:
                    return message, element, {}
        raise BadStory(f"There is no button {label} to press.")

    def _seen(self, user: str) -> Iterator[Message]:
        place = self._workspace.channel(self._place)
        own = (each for each in self._driver.seen_only_by(user, self._place))
        every = [*place.messages.values(), *own]
        return iter(sorted((each for each in every if each.app_id), key=lambda each: each.ts, reverse=True))


def _called(user: Mapping[str, Any]) -> str:
    """What an app calls somebody."""
    return str(user.get("real_name") or user.get("profile", {}).get("real_name") or user["name"])


def _letters(happening: Happening) -> int:
    match happening:
        case Posted(message) | Edited(_, message):
            return len(message.text)
    return 0
