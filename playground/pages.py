"""The pages in people's browsers: the files a page is made of, and a line to each page that is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import web

from playground.assets import Assets
from playground.delivery import Courier
from playground.driver import Driver
from playground.faults import Faults
from playground.inspector import Inspector
from playground.journal import Journal
from playground.pageacts import Acts, Answer
from playground.pagelink import PageLink
from playground.pagestate import beginning, described_faults, viewer_of
from playground.pagestories import PageStories, described_story
from playground.socketmode import SocketMode
from playground.stories import Story
from playground.workspace import Workspace

FOLDER: Final = Path(__file__).parent / "page"
_CLASSIC: Final = "appearance.js"
"""The one script that is no module."""
_MODULES: Final = "<!-- modules -->"
"""Where the HTML has what `_index` puts there."""


@dataclass(frozen=True, slots=True)
class Visit:
    """How a page is begun.

    who: id or name of whoever it is shown as when its address does not say. tries: what to offer to ask.
    stories: what to offer to watch.
    """

    who: str = ""
    tries: Sequence[str] = ()
    stories: Sequence[Story] = ()


class Pages:
    """Serves pages."""

    def __init__(self, workspace: Workspace, sockets: SocketMode, faults: Faults, visit: Visit) -> None:
        self._workspace, self._sockets, self._faults, self._visit = workspace, sockets, faults, visit
        self._assets = Assets(FOLDER)
        self._journal = Journal(workspace.feed)
        self._links: set[PageLink] = set()
        self._driver: Driver
        self._courier: Courier

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/", self.index),
            web.get("/page/live", self.live),
            web.get("/page/{name:.+}", self._assets.serve),
        ]

    def open(self, driver: Driver, courier: Courier) -> None:
        """Let people act through `driver` from now on."""
        self._driver, self._courier = driver, courier

    async def index(self, request: web.Request) -> web.StreamResponse:
        return web.Response(text=_index(self._assets), content_type="text/html")

    async def live(self, request: web.Request) -> web.StreamResponse:
        """The line to one page, shown as whoever `as` names."""
        viewer = viewer_of(request.query.get("as", ""), self._visit.who, self._workspace)
        inspector = Inspector(
            viewer, self._workspace, self._journal, self._courier, self._sockets, self._faults, self._faults_changed
        )
        acts = Acts(viewer, self._workspace, self._driver)
        stories = PageStories(
            self._visit.stories, self._workspace, self._driver, lambda what: link.tell(what), self._typing
        )
        link = PageLink(viewer, self._workspace, self._journal, acts, inspector, stories.by_name, self._typing)
        self._links.add(link)
        try:
            return await link.serve(request, lambda: self._beginning(viewer))
        finally:
            self._links.discard(link)
            await stories.close()

    def _beginning(self, viewer: str) -> Answer:
        now = beginning(viewer, self._workspace, self._faults, self._sockets.connections)
        stories = [described_story(story, self._workspace) for story in self._visit.stories]
        return now | {"tries": list(self._visit.tries), "stories": stories}

    def _typing(self, user: str, channel: str, thread_ts: str | None) -> None:
        place = self._workspace.channels.get(channel)
        readers = place.members if place and user in place.members else set()
        for link in self._links:
            if link.viewer != user and link.viewer in readers:
                link.tell({"t": "typing", "user": user, "channel": channel, "thread_ts": thread_ts})

    def _faults_changed(self) -> None:
        for link in self._links:
            link.tell({"t": "faults", "faults": described_faults(self._faults)})

    async def close(self) -> None:
        """Let every page go; they come back when there is something to come back to."""
        for link in tuple(self._links):
            await link.close()


def _index(assets: Assets) -> str:
    """The page's HTML, which asks for all modules at once instead of one after the other as they name each other."""
    modules = [name for name in assets.names if name.endswith(".js") and name != _CLASSIC]
    links = "".join(f'<link rel="modulepreload" href="/page/{name}">\n    ' for name in modules)
    return assets.asset("index.html").body.decode().replace(_MODULES, links.strip())
