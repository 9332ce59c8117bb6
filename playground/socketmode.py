"""Socket Mode: tickets, connections, and envelopes over them.

An app opens up to ten connections, each with a ticket that works once; an envelope goes to any of them, in turn here,
and is acknowledged by its id on whichever connection. Source: Slack's "Using Socket Mode".
"""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Final, Literal

from aiohttp import WSMsgType, web

from playground.clock import Ids
from playground.delivery import NotAcknowledged, Parcel
from playground.faults import Faults
from playground.feed import Feed
from playground.happenings import Connections, Happening
from playground.seed import App

MOST_CONNECTIONS: Final = 10
_USUAL_TIME: Final = 18060
_DEBUG_TIME: Final = 360

DisconnectReason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]


class SocketMode:
    """The app's connections."""

    def __init__(self, app: App, ids: Ids, faults: Faults, feed: Feed[Happening]) -> None:
        self._app, self._ids, self._faults, self._feed = app, ids, faults, feed
        self._tickets: set[str] = set()
        self._connections: list[web.WebSocketResponse] = []
        self._requests: dict[web.WebSocketResponse, web.Request] = {}
        self._turn = 0
        self._awaited: dict[str, asyncio.Future[Mapping[str, Any]]] = {}

    @property
    def connections(self) -> int:
        return len(self._connections)

    def ticket(self) -> str:
        """A ticket for one connection."""
        ticket = self._ids.next("ticket-")
        self._tickets.add(ticket)
        return ticket

    async def connected(self, at_least: int = 1, within: float = 10.0) -> None:
        """Wait until the app has so many connections. Raises: NothingHappened."""
        await self._feed.until(lambda: self.connections >= at_least or None, f"{at_least} connections", within)

    async def disconnected(self, within: float = 10.0) -> None:
        """Wait until the app has no connection. Raises: NothingHappened."""
        await self._feed.until(lambda: self.connections == 0 or None, "no connections", within)

    async def link(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection, from the handshake to its end."""
        if self._faults.take("handshake"):
            return web.Response(status=503, text="the handshake is refused")
        if request.query.get("ticket", "") not in self._tickets:
            return web.Response(status=403, text="this ticket is unknown or was used before")
        self._tickets.discard(request.query["ticket"])
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if self.connections >= MOST_CONNECTIONS:
            await socket.send_json(self._notice("too_many_websockets"))
            await socket.close()
            return socket
        await self._serve(socket, request)
        return socket

    async def _serve(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self._connections.append(socket)
        self._requests[socket] = request
        try:
            await socket.send_json(self._hello(_DEBUG_TIME if "debug_reconnects" in request.query else _USUAL_TIME))
            self._feed.tell(Connections(self.connections))
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._acknowledged(frame.data)
        finally:
            self._connections.remove(socket)
            del self._requests[socket]
            self._feed.tell(Connections(self.connections))

    def _hello(self, seconds: int) -> dict[str, Any]:
        debug = {"host": "applink-playground", "build_number": 1, "approximate_connection_time": seconds}
        return {
            "type": "hello",
            "num_connections": self.connections,
            "debug_info": debug,
            "connection_info": {"app_id": self._app.id},
        }

    def _notice(self, reason: DisconnectReason) -> dict[str, Any]:
        return {
            "type": "disconnect",
            "reason": reason,
            "num_connections": self.connections,
            "debug_info": {"host": "applink-playground"},
            "connection_info": {"app_id": self._app.id},
        }

    def _acknowledged(self, text: str) -> None:
        try:
            said = json.loads(text)
        except ValueError:
            return
        awaited = self._awaited.get(said.get("envelope_id", "")) if isinstance(said, dict) else None
        if awaited and not awaited.done():
            awaited.set_result(said.get("payload") or {})

    async def send(self, parcel: Parcel, within: float) -> Mapping[str, Any]:
        """Deliver over the connection whose turn it is. Raises: NotAcknowledged."""
        if not self._connections:
            raise NotAcknowledged("connection_failed")
        self._turn += 1
        socket = self._connections[self._turn % self.connections]
        envelope = self._enveloped(parcel)
        awaited: asyncio.Future[Mapping[str, Any]] = asyncio.get_running_loop().create_future()
        self._awaited[envelope["envelope_id"]] = awaited
        try:
            async with asyncio.timeout(within):
                await socket.send_json(envelope)
                return await awaited
        except TimeoutError:
            raise NotAcknowledged("timeout") from None
        except ConnectionError:
            raise NotAcknowledged("connection_failed") from None
        finally:
            del self._awaited[envelope["envelope_id"]]

    def _enveloped(self, parcel: Parcel) -> dict[str, Any]:
        envelope: dict[str, Any] = {
            "envelope_id": self._ids.next("envelope-"),
            "payload": parcel.payload,
            "type": parcel.kind,
            "accepts_response_payload": parcel.accepts_response,
        }
        if parcel.kind == "events_api":
            envelope |= {"retry_attempt": parcel.attempt, "retry_reason": parcel.reason}
        return envelope

    async def disconnect(self, reason: DisconnectReason = "refresh_requested") -> None:
        """Tell every connection to go, as Slack does every few hours; a `warning` only announces it."""
        for socket in tuple(self._connections):
            await socket.send_json(self._notice(reason))
            if reason == "link_disabled":
                await socket.close()

    def abort(self) -> None:
        """Cut every connection without a word, as a broken network does."""
        for request in self._requests.values():
            if request.transport:
                request.transport.abort()

    async def close(self) -> None:
        for socket in tuple(self._connections):
            await socket.close()
