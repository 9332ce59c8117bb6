"""The WebSocket of one page: tells it what happens, and does what is asked on it.

Shape: the server sends `{"t": …}` for what happens and `{"re": n, …}` as the answer to the page's `{"n": n, "do":
name, …}`. A page that cannot keep up is let go; it comes back by itself and begins anew.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from aiohttp import WSMsgType, web

from playground.happenings import Called, Delivered, Happening
from playground.inspector import Inspector, summed_up
from playground.journal import Journal
from playground.pageacts import Acts, Answer, Given, done
from playground.pagefeed import told
from playground.storyteller import Typing
from playground.workspace import Workspace

MOST_WAITING: Final = 2_000
_MOST_BYTES: Final = 2**20
_HEARTBEAT: Final = 20.0
_TOO_SLOW: Final = 4008


class PageLink:
    """One page's line. stories: acts about those it can play. typing: tells the other pages that somebody is typing."""

    def __init__(
        self,
        viewer: str,
        workspace: Workspace,
        journal: Journal,
        acts: Acts,
        inspector: Inspector,
        stories: Mapping[str, Callable[[Given], Awaitable[Answer]]],
        typing: Typing,
    ) -> None:
        self.viewer = viewer
        self._workspace, self._journal, self._typing = workspace, journal, typing
        self._acts = {**acts.by_name, **inspector.by_name, **stories, "typing": self._types, "echo": self._echo}
        self._waiting: asyncio.Queue[str] = asyncio.Queue()
        self._doing: set[asyncio.Task[None]] = set()
        self._socket = web.WebSocketResponse(heartbeat=_HEARTBEAT, max_msg_size=_MOST_BYTES)

    async def serve(self, request: web.Request, beginning: Callable[[], Answer]) -> web.WebSocketResponse:
        """Serve the page from the handshake until it goes."""
        await self._socket.prepare(request)
        self.tell(beginning())
        self._workspace.feed.watch(self._notice)
        writer = asyncio.get_running_loop().create_task(self._write())
        try:
            async for frame in self._socket:
                if frame.type is WSMsgType.TEXT:
                    self._begin(frame.data)
        finally:
            self._workspace.feed.unwatch(self._notice)
            await _ended(writer, *self._doing)
        return self._socket

    def tell(self, what: Mapping[str, Any]) -> None:
        """Send something, in its turn."""
        self._waiting.put_nowait(json.dumps(what, ensure_ascii=False, separators=(",", ":"), default=_as_json))

    def _notice(self, happening: Happening) -> None:
        if isinstance(happening, Called | Delivered):
            self.tell(summed_up(self._journal.last))
        elif (what := told(happening, self.viewer, self._workspace)) is not None:
            self.tell(what)

    async def _write(self) -> None:
        with suppress(ConnectionError):
            while self._waiting.qsize() <= MOST_WAITING:
                await self._socket.send_str(await self._waiting.get())
            await self._socket.close(code=_TOO_SLOW, message=b"too far behind")

    def _begin(self, text: str) -> None:
        try:
            asked = json.loads(text)
        except ValueError:
            return
        if isinstance(asked, dict):
            task = asyncio.get_running_loop().create_task(self._do(asked))
            self._doing.add(task)
            task.add_done_callback(self._doing.discard)

    async def _do(self, asked: Given) -> None:
        answer = await done(self._acts, str(asked.get("do")), asked)
        self.tell({"re": asked.get("n"), **answer})

    async def _types(self, given: Given) -> Answer:
        self._typing(self.viewer, str(given.get("channel")), given.get("thread_ts"))
        return {}

    async def _echo(self, given: Given) -> Answer:
        return {"echo": given.get("echo")}

    async def close(self) -> None:
        await self._socket.close(code=1001, message=b"the playground stops")


async def _ended(*tasks: "asyncio.Task[None]") -> None:
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _as_json(value: Any) -> Any:
    """Mappings that are not dicts."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value)} is not JSON")
