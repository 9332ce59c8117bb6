"""Slack's Web API over one HTTP session: the only place where it is called.

A read that got no answer is tried again. A write is tried again only when Slack said that it did nothing (429): one
that was carried out and never confirmed would be posted twice. Source: Slack's "Rate limits".
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from types import MappingProxyType
from typing import Any, Final, NoReturn
from urllib.parse import urlsplit

import aiohttp
import msgspec
from slack_sdk.web.async_client import AsyncWebClient

Sleep = Callable[[float], Awaitable[None]]

MOST_TRIES: Final = 3
LONGEST_WAIT: Final = 30.0
"""Seconds; a person waits for the answer, and whoever asks for a longer pause is told that Slack is too busy."""
_THIS_MACHINE: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})
_PATIENCE: Final = aiohttp.ClientTimeout(total=15, sock_connect=5)


class SlackError(Exception):
    """Slack did not do what it was asked."""


class SlackUnreachable(SlackError):
    """No usable reply: refused, timed out, 5xx. Trying again later helps."""


class SlackBusy(SlackUnreachable):
    """429: Slack did nothing, and asks for a pause of `seconds`."""

    def __init__(self, method: str, seconds: float) -> None:
        super().__init__(f"{method}: rate limited for {seconds:g} s")
        self.seconds = seconds


class SlackRefused(SlackError):
    """Slack answered `ok: false`; `error` is its word for why, such as `channel_not_found`."""

    def __init__(self, method: str, error: str, needed: str = "") -> None:
        super().__init__(f"{method}: {error}" + (f", needs {needed}" if needed else ""))
        self.method = method
        self.error = error
        self.needed = needed


class Web:
    """Calls Slack.

    client: the SDK's client, for Bolt and Socket Mode; where Slack is and what proxy leads there is taken from it. It
        shares our session and never tries again by itself.
    """

    def __init__(self, client: AsyncWebClient, session: aiohttp.ClientSession, sleep: Sleep = asyncio.sleep) -> None:
        self.client = client
        self._session = session
        self._sleep = sleep

    async def read(self, method: str, **arguments: str) -> Mapping[str, Any]:
        """Call a method that changes nothing. Raises: SlackError."""
        return await self._until_answered(lambda: self._call(method, "GET", params=arguments), SlackUnreachable)

    async def write(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """Call a method that changes something. Raises: SlackError."""
        return await self._until_answered(lambda: self._call(method, "POST", **_json(arguments)), SlackBusy)

    async def respond(self, response_url: str, **body: Any) -> None:
        """Post to the address a payload came with. Raises: SlackError."""
        await self._until_answered(lambda: self._respond(response_url, body), SlackBusy)

    async def scopes(self) -> tuple[Mapping[str, Any], frozenset[str]]:
        """Who we are (`auth.test`), and the scopes our token was granted. Raises: SlackError."""
        said, headers = await self._send("auth.test", "POST", **_json({}))
        granted = headers.get("x-oauth-scopes", "")
        return said, frozenset(scope.strip() for scope in granted.split(",") if scope.strip())

    async def socket_address(self, app_token: str) -> str:
        """A fresh address to connect to in Socket Mode; good for one connection. Raises: SlackError."""
        said, _ = await self._send("apps.connections.open", "POST", token=app_token, **_json({}))
        return str(said["url"])

    async def _call(self, method: str, verb: str, **arguments: Any) -> Mapping[str, Any]:
        said, _ = await self._send(method, verb, **arguments)
        return said

    async def _send(
        self, method: str, verb: str, *, token: str = "", headers: Mapping[str, str] = _NO_HEADERS, **arguments: Any
    ) -> tuple[Mapping[str, Any], Mapping[str, str]]:
        """What Slack answers, with the headers it comes with. token: another than the bot's."""
        signed = {**headers, "Authorization": f"Bearer {token or self.client.token}"}
        try:
            async with self._request(
                verb, f"{self.client.base_url}{method}", headers=signed, **arguments
            ) as response:
                said = _read(await response.read())
                if response.status != 200 or said.get("ok") is not True:
                    error, needed = str(said.get("error") or ""), str(said.get("needed") or "")
                    _raise_answer(method, response.status, response.headers, error, needed)
                return said, response.headers
        except (aiohttp.ClientError, TimeoutError) as error:
            raise SlackUnreachable(f"{method}: {type(error).__name__}") from error

    async def _respond(self, response_url: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            async with self._request("POST", response_url, **_json(body)) as response:
                said = _error_of(await response.text(errors="replace"))
                if response.status != 200 or said:
                    _raise_answer("response_url", response.status, response.headers, said)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise SlackUnreachable(f"response_url: {type(error).__name__}") from error
        return {}

    def _request(self, verb: str, url: str, **arguments: Any) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        return self._session.request(verb, url, proxy=self.client.proxy, **arguments)

    async def _until_answered(
        self, call: Callable[[], Awaitable[Mapping[str, Any]]], passing: type[SlackUnreachable]
    ) -> Mapping[str, Any]:
        for tried in range(1, MOST_TRIES):
            try:
                return await call()
            except passing as error:
                wait = error.seconds if isinstance(error, SlackBusy) else float(tried)
                if wait > LONGEST_WAIT:
                    raise
            await self._sleep(wait)
        return await call()


@asynccontextmanager
async def open_web(token: str, api_url: str, sleep: Sleep = asyncio.sleep) -> AsyncIterator[Web]:
    """A Web API client with a session of its own, closed at the end."""
    # The SDK writes every request and answer out for a logger without a level of its own, wherever that ends.
    logger = logging.getLogger(f"{__name__}.sdk")
    logger.setLevel(logging.WARNING)
    async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
        client = AsyncWebClient(token=token, base_url=api_url, session=session, retry_handlers=[], logger=logger)
        if urlsplit(api_url).hostname in _THIS_MACHINE:
            client.proxy = None  # the SDK takes the proxy of the environment, whatever NO_PROXY says
        yield Web(client, session, sleep)


def _json(body: Mapping[str, Any]) -> dict[str, Any]:
    """How a request says `body`."""
    return {"data": msgspec.json.encode(body), "headers": {"Content-Type": "application/json; charset=utf-8"}}


def _read(answer: bytes) -> Mapping[str, Any]:
    """What an answer says; nothing where it is none of the Web API."""
    try:
        return _object(msgspec.json.decode(answer))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {}


def _raise_answer(
    method: str, status: int, headers: Mapping[str, str] | None, said: str, needed: str = ""
) -> NoReturn:
    if status == 429 or said == "ratelimited":
        raise SlackBusy(method, _seconds((headers or {}).get("Retry-After", "")))
    if status >= 500 or not said:
        raise SlackUnreachable(f"{method}: HTTP {status}")
    raise SlackRefused(method, said[:200], needed)


def _error_of(answer: str) -> str:
    """The error in what a `response_url` answers: `ok`, `{"ok": false, "error": …}`, or a bare word: `used_url`."""
    if not answer.startswith("{"):
        return "" if answer == "ok" else answer
    try:
        data = _object(msgspec.json.decode(answer))
    except msgspec.DecodeError:
        return "unreadable"
    return "" if data.get("ok") is True else str(data.get("error") or "unknown")


def _seconds(retry_after: str) -> float:
    return float(retry_after) if retry_after.isascii() and retry_after.isdigit() else 1.0


def _object(data: Any) -> Mapping[str, Any]:
    return data if isinstance(data, Mapping) else {}
