"""Slack's Web API over one shared HTTP session: the only place where it is called.

A read that got no answer is tried again. A write is tried again only when Slack said that it did nothing (429): one
that was carried out and never confirmed would be posted twice. Source: Slack's "Rate limits".
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final, NoReturn
from urllib.parse import urlsplit

import aiohttp
import msgspec
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

Sleep = Callable[[float], Awaitable[None]]

MOST_TRIES: Final = 3
LONGEST_WAIT: Final = 30.0
"""Seconds; a person waits for the answer, and whoever asks for a longer pause is told that Slack is too busy."""
_THIS_MACHINE: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_PATIENCE: Final = aiohttp.ClientTimeout(total=15, sock_connect=5)
_UNANSWERED: Final = (aiohttp.ClientError, TimeoutError, UnicodeDecodeError)
"""What the SDK raises where nothing came back that could be read."""
_sdk_log: Final = logging.getLogger(f"{__name__}.sdk")


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

    client: the SDK's client, for Bolt and Socket Mode too. It shares our session and never tries again by itself.
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
        return await self._until_answered(lambda: self._call(method, "POST", json=arguments), SlackBusy)

    async def respond(self, response_url: str, **body: Any) -> None:
        """Post to the address a payload came with. Raises: SlackError."""
        await self._until_answered(lambda: self._respond(response_url, body), SlackBusy)

    async def scopes(self) -> tuple[Mapping[str, Any], frozenset[str]]:
        """Who we are (`auth.test`), and the scopes our token was granted. Raises: SlackError."""
        response = await self._send("auth.test", "POST", json={})
        granted = response.headers.get("x-oauth-scopes", "") if response.headers else ""
        return _object(response.data), frozenset(scope.strip() for scope in granted.split(",") if scope.strip())

    async def socket_address(self, app_token: str) -> str:
        """A fresh address to connect to in Socket Mode; good for one connection. Raises: SlackError."""
        try:
            response = await self.client.apps_connections_open(app_token=app_token)
        except (SlackApiError, *_UNANSWERED) as error:
            _raise_named("apps.connections.open", error)
        return str(response["url"])

    async def _call(self, method: str, verb: str, **arguments: Any) -> Mapping[str, Any]:
        return _object((await self._send(method, verb, **arguments)).data)

    async def _send(self, method: str, verb: str, **arguments: Any) -> Any:
        try:
            return await self.client.api_call(method, http_verb=verb, **arguments)
        except (SlackApiError, *_UNANSWERED) as error:
            _raise_named(method, error)

    async def _respond(self, response_url: str, body: dict[str, Any]) -> Mapping[str, Any]:
        hook = AsyncWebhookClient(response_url, session=self._session, retry_handlers=[], logger=_sdk_log)
        hook.proxy = self.client.proxy  # left to itself it takes the one of the environment, also on this machine
        try:
            answer = await hook.send_dict(body)
        except _UNANSWERED as error:
            _raise_named("response_url", error)
        said = _error_of(answer.body)
        if answer.status_code != 200 or said:
            _raise_answer("response_url", answer.status_code, answer.headers, said)
        return {}

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
    _sdk_log.setLevel(logging.WARNING)
    async with aiohttp.ClientSession(timeout=_PATIENCE, json_serialize=_written) as session:
        client = AsyncWebClient(token=token, base_url=api_url, session=session, retry_handlers=[], logger=_sdk_log)
        if urlsplit(api_url).hostname in _THIS_MACHINE:
            client.proxy = None  # the SDK takes the proxy of the environment, whatever NO_PROXY says
        yield Web(client, session, sleep)


def _written(arguments: Any) -> str:
    return msgspec.json.encode(arguments).decode()


def _raise_named(method: str, error: Exception) -> NoReturn:
    """Raise the SDK's or the network's error by our name for what happened."""
    if not isinstance(error, SlackApiError):
        raise SlackUnreachable(f"{method}: {type(error).__name__}") from error
    response = error.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    data = _object(getattr(response, "data", None))
    said = str(data.get("error") or "")
    try:
        _raise_answer(method, status, response.headers, said, str(data.get("needed") or ""))
    except SlackError as named:
        raise named from error


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
        data = _object(json.loads(answer))
    except ValueError:
        return "unreadable"
    return "" if data.get("ok") is True else str(data.get("error") or "unknown")


def _seconds(retry_after: str) -> float:
    return float(retry_after) if retry_after.isascii() and retry_after.isdigit() else 1.0


def _object(data: Any) -> Mapping[str, Any]:
    return data if isinstance(data, Mapping) else {}
