"""The local Slack, put together: a workspace, its Web API, its response URLs, the line to the app, and its pages."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

from aiohttp import ClientSession, web

from playground.clock import Now, machine_time
from playground.delivery import Courier, Line, Timing
from playground.driver import Driver
from playground.faults import Faults
from playground.gate import gate, tell_browsers
from playground.interactions import Interactions
from playground.limits import Limits
from playground.pages import Pages, Visit
from playground.passes import Passes
from playground.requesturl import RequestUrl
from playground.responses import Responses
from playground.seed import App, Seed
from playground.socketmode import SocketMode
from playground.webapi import WebApi
from playground.workspace import Workspace
from playground.world import World

HOST = "127.0.0.1"
LOOK_SECONDS = 0.1
"""How often it is looked for scheduled messages that are due."""


class LocalSlack:
    """A Slack on this machine: `start` it, connect an app to `api_url`, act through `driver`, then `stop` it.

    now: seconds since the epoch. limited: whether the Web API has rate limits. port: 0 for a free one.
    visit: how a page is begun.
    """

    def __init__(
        self,
        seed: Seed,
        *,
        now: Now = machine_time,
        timing: Timing | None = None,
        limited: bool = True,
        port: int = 0,
        visit: Visit | None = None,
    ) -> None:
        self._timing = timing or Timing()
        self._port = port
        self.workspace = Workspace(seed, now)
        self.faults = Faults()
        self.sockets = SocketMode(seed.app, self.workspace.ids, self.faults, self.workspace.feed)
        self._passes = Passes(
            self.workspace.ids,
            now,
            trigger_seconds=self._timing.trigger,
            response_seconds=self._timing.response_url,
        )
        world = World(self.workspace, self._passes, self._socket_url)
        self._api = WebApi(world, Limits(now) if limited else None, self.faults)
        self._responses = Responses(world)
        self._pages = Pages(self.workspace, self.sockets, self.faults, visit or Visit())
        self._runner: web.AppRunner | None = None
        self._session: ClientSession | None = None
        self._posting: asyncio.Task[None] | None = None
        self.origin = ""
        self.courier: Courier
        self.interactions: Interactions
        self.driver: Driver

    @property
    def app(self) -> App:
        return self.workspace.app

    @property
    def api_url(self) -> str:
        """The base of the Web API, as `https://slack.com/api/` is Slack's."""
        return f"{self.origin}/api/"

    def _socket_url(self) -> str:
        return f"ws://{self.origin.removeprefix('http://')}/link/?ticket={self.sockets.ticket()}&app_id={self.app.id}"

    def routes(self) -> list[web.AbstractRouteDef]:
        """What is served."""
        return [
            web.get("/api/{method}", self._api.handle),
            web.post("/api/{method}", self._api.handle),
            web.post("/hooks/{kind}/{team}/{secret}", self._responses.handle),
            web.get("/link/", self.sockets.link),
            *self._pages.routes(),
        ]

    async def start(self) -> Self:
        """Listen on this machine alone, and deliver what happens from now on."""
        application = web.Application(client_max_size=2**22, middlewares=[gate])
        application.on_response_prepare.append(tell_browsers)
        application.add_routes(self.routes())
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.origin = f"http://{HOST}:{self._port}"
        self.courier = Courier(self.workspace, self._line(), self._timing, self.faults)
        self.interactions = Interactions(self.workspace, self._passes, f"{self.origin}/hooks")
        self.driver = Driver(self.workspace, self.interactions, self.courier)
        self._pages.open(self.driver, self.courier)
        self._posting = asyncio.get_running_loop().create_task(self._post_when_due())
        return self

    def _line(self) -> Line:
        if self.app.request_url is None:
            return self.sockets
        self._session = ClientSession()
        return RequestUrl(self.app.request_url, self.app.signing_secret, self._session, self.workspace.now)

    async def _post_when_due(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            self.workspace.post_due()

    async def stop(self) -> None:
        """Stop delivering and listening; started again, it is where and as it was."""
        await self._pages.close()
        if self._posting is not None:
            self._posting.cancel()
        await self.courier.close()
        await self.sockets.close()
        if self._session:
            await self._session.close()
        if self._runner:
            await self._runner.cleanup()


@asynccontextmanager
async def local_slack(
    seed: Seed, *, now: Now = machine_time, timing: Timing | None = None, limited: bool = True
) -> AsyncIterator[LocalSlack]:
    """A Slack on a free port of this machine, for as long as the block runs."""
    slack = LocalSlack(seed, now=now, timing=timing, limited=limited)
    await slack.start()
    try:
        yield slack
    finally:
        await slack.stop()
