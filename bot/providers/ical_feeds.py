"""Calendars of on-call shifts, read from files and over HTTP: `ical:NAME=URL-or-path`.

The address of a feed is a secret, for who has it can read the calendar: it stands in no message and no log. Where an
address leads is not ours to choose, so a redirect may neither leave encryption nor lead into a private network, and a
body has an end. Source: RFC 9110 on conditional requests.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

import httpx

from bot.providers.ical_calendar import NotACalendar, Rotation, read_calendar
from bot.schedule_source import NoSuchSchedule, NotTold
from catalog_client.trusted import trusted
from handlers.shifts import Rota

MOST_BYTES: Final = 10_000_000
_MOST_REDIRECTS: Final = 5
_TIMEOUT: Final = httpx.Timeout(10, connect=5)
_FRESH: Final = 20.0
"""Seconds in which a feed is not fetched twice."""

Resolve = Callable[[str], Awaitable[Sequence[str]]]


class Place(Protocol):
    """Where one calendar lies."""

    async def text(self) -> str:
        """The very same object while nothing changed. Raises: NotTold."""
        ...


class CalendarFile:
    """A calendar in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mark: tuple[int, int] | None = None
        self._text = ""

    async def text(self) -> str:
        try:
            return await asyncio.to_thread(self._read)
        except OSError as error:
            raise NotTold(f"its calendar file {self._path.name} cannot be read: {error.strerror}") from None

    def _read(self) -> str:
        found = self._path.stat()
        mark = (found.st_mtime_ns, found.st_size)
        if mark == self._mark:
            return self._text
        if found.st_size > MOST_BYTES:
            raise NotTold(f"its calendar file {self._path.name} is larger than 10 MB")
        self._text, self._mark = _decoded(self._path.read_bytes()), mark
        return self._text


class CalendarUrl:
    """A calendar behind a secret address. clock: seconds, monotonic. resolve: a host's addresses."""

    def __init__(self, client: httpx.AsyncClient, url: str, clock: Callable[[], float], resolve: Resolve) -> None:
        self._client = client
        self._url = httpx.URL(url)
        self._clock = clock
        self._resolve = resolve
        self._marks: dict[str, str] = {}
        self._body = b""
        self._text = ""
        self._fetched_at: float | None = None

    async def text(self) -> str:
        if self._fetched_at is None or self._clock() - self._fetched_at >= _FRESH:
            try:
                await self._fetch(self._url, _MOST_REDIRECTS)
            except httpx.HTTPError:
                # The error names the address, so nothing of it may go on.
                raise NotTold("its calendar feed does not answer") from None
            self._fetched_at = self._clock()
        return self._text

    async def _fetch(self, url: httpx.URL, redirects: int) -> None:
        async with self._client.stream("GET", url, headers=self._marks) as reply:
            if reply.has_redirect_location:
                target = url.join(reply.headers["location"])
            elif reply.status_code == httpx.codes.NOT_MODIFIED:
                return
            elif reply.status_code != httpx.codes.OK:
                raise NotTold(f"its calendar feed answers {reply.status_code}")
            else:
                self._take(await _limited(reply), reply.headers)
                return
        if not redirects or not await self._may_lead_to(target):
            raise NotTold("its calendar feed leads to where I must not follow")
        await self._fetch(target, redirects - 1)

    def _take(self, body: bytes, headers: httpx.Headers) -> None:
        if body != self._body:
            self._body, self._text = body, _decoded(body)
        sent = {"if-none-match": headers.get("etag", ""), "if-modified-since": headers.get("last-modified", "")}
        self._marks = {name: value for name, value in sent.items() if value}

    async def _may_lead_to(self, target: httpx.URL) -> bool:
        if target.scheme not in {"http", "https"} or (self._url.scheme == "https" and target.scheme != "https"):
            return False
        if target.host == self._url.host:
            return True
        try:
            found = await self._resolve(target.host)
        except OSError:
            return False
        return bool(found) and all(ipaddress.ip_address(one).is_global for one in found)


async def _limited(reply: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in reply.aiter_bytes():
        body += chunk
        if len(body) > MOST_BYTES:
            raise NotTold("its calendar feed is larger than 10 MB")
    return bytes(body)


def _decoded(body: bytes) -> str:
    return body.decode("utf-8-sig", errors="replace")


async def resolved(host: str) -> Sequence[str]:
    """The addresses of a host. Raises: OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(one[4][0]).partition("%")[0] for one in found]


def feed_client() -> httpx.AsyncClient:
    """A client for feeds; redirects are followed by us, one by one."""
    return httpx.AsyncClient(
        verify=trusted(), timeout=_TIMEOUT, follow_redirects=False, headers={"accept": "text/calendar"}
    )


@dataclass(frozen=True, slots=True)
class _Read:
    text: str
    rotation: Rotation


class IcalFeeds:
    """All calendars, by name. now: aware, UTC."""

    def __init__(self, places: Mapping[str, Place], now: Callable[[], datetime]) -> None:
        self._places = {name.lower(): place for name, place in places.items()}
        self._now = now
        self._read: dict[str, _Read] = {}

    def behind(self, schedule: str) -> str:
        return f"the calendar {schedule}"

    async def read(self, schedule: str, start: datetime, end: datetime) -> Rota:
        """The shifts of the calendar called `schedule` that meet a span. Raises: NotTold."""
        place = self._places.get(schedule.lower())
        if place is None:
            raise NoSuchSchedule(f"REVERB_ONCALL names no calendar called {schedule}")
        as_of, text = self._now(), await place.text()
        try:
            rotation = await self._rotation(schedule, text)
            shifts = rotation.between(start, end)
        except NotACalendar as error:
            raise NotTold(str(error)) from None
        return Rota(schedule, shifts, as_of, rotation.name)

    async def _rotation(self, schedule: str, text: str) -> Rotation:
        known = self._read.get(schedule)
        if known is None or known.text is not text:
            known = _Read(text, await asyncio.to_thread(read_calendar, text))
            self._read[schedule] = known
        return known.rotation
