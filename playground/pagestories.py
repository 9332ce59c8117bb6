"""The stories that one page plays: begun, hurried and stopped on it, one at a time, and gone with it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from playground.driver import Driver
from playground.pageacts import Answer, Given
from playground.stories import BadStory, Story
from playground.storyteller import Progress, Storyteller, Typing
from playground.workspace import Workspace


class PageStories:
    """What a page can do about stories. tell: sends something to the page. typing: as `Storyteller` has it."""

    def __init__(
        self,
        stories: Sequence[Story],
        workspace: Workspace,
        driver: Driver,
        tell: Callable[[Mapping[str, Any]], None],
        typing: Typing,
    ) -> None:
        self._stories = {story.id: story for story in stories}
        self._workspace, self._driver, self._tell, self._typing = workspace, driver, tell, typing
        self._teller: Storyteller | None = None
        self._playing: asyncio.Task[None] | None = None
        self.by_name: Mapping[str, Callable[[Given], Awaitable[Answer]]] = {
            "play_story": self.play,
            "hurry_story": self.hurry,
            "stop_story": self.stop,
        }

    async def play(self, given: Given) -> Answer:
        """Begin a story, instead of one that is under way.

        Given: story, its id; upto, after how many steps it ends, all of them where that is 0 or not given.
        """
        story = self._stories.get(str(given.get("story")))
        if story is None:
            raise LookupError("There is no such story.")
        if isinstance(upto := given.get("upto"), int) and upto > 0:
            story = replace(story, steps=story.steps[:upto])
        await self.close()
        try:
            self._teller = Storyteller(story, self._workspace, self._driver, self._progress, self._typing)
        except BadStory as wrong:
            raise LookupError(str(wrong)) from None
        self._playing = asyncio.get_running_loop().create_task(self._teller.play())
        return {}

    async def hurry(self, given: Given) -> Answer:
        """Leave out the pauses of what is left."""
        if self._teller:
            self._teller.hurry()
        return {}

    async def stop(self, given: Given) -> Answer:
        await self.close()
        return {}

    async def close(self) -> None:
        """Leave the story that is under way."""
        if self._playing:
            self._playing.cancel()
            with suppress(asyncio.CancelledError):
                await self._playing
        self._playing = self._teller = None

    def _progress(self, now: Progress) -> None:
        self._tell({"t": "story", **described_progress(now)})


def described_story(story: Story, workspace: Workspace) -> Answer:
    """A story as a page lists it: what it is called, and who it is told by."""
    who = next((each["id"] for each in workspace.people.users.values() if each["name"] == story.who), "")
    return {"id": story.id, "title": story.title, "about": story.about, "who": who}


def described_progress(now: Progress) -> Answer:
    return {
        "story": now.story.id,
        "at": now.at,
        "of": len(now.story.steps),
        "state": now.state,
        "channel": now.place,
        "thread_ts": now.thread_ts,
        "why": now.why,
    }
