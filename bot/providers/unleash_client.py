"""Asks one Unleash over HTTP; what is asked is in `unleash_requests`, what replies mean in `unleash_wire`."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

import httpx

from bot.providers.unleash_requests import Request, quota_of
from bot.providers.unleash_wire import AWAY, Reply, UnleashFailed, reason_of
from bot.rests import Rests
from catalog_client.trusted import trusted

_TIMEOUT: Final = httpx.Timeout(10, connect=3)


class UnleashClient:
    """One Unleash. After it failed nobody waits for it for a while. clock: seconds, monotonic."""

    def __init__(self, client: httpx.AsyncClient, clock: Callable[[], float]) -> None:
        self._client = client
        self._rests = Rests(clock)

    async def ask(self, request: Request) -> Reply:
        """What it replies, whatever that is. Raises: UnleashFailed, when it does not; at once while it rests."""
        quota = quota_of(request)
        if reason := self._rests.reason(quota):
            raise UnleashFailed(reason)
        headers = {"if-none-match": request.etag} if request.etag else {}
        if request.body is not None:
            headers["content-type"] = "application/json"
        method = "GET" if request.body is None else "POST"
        try:
            got = await self._client.request(method, request.path, headers=headers, content=request.body)
        except httpx.HTTPError as error:
            self._rests.failed(quota, "Unleash does not answer")
            raise UnleashFailed("Unleash does not answer") from error
        reply = Reply(got.status_code, {name.lower(): value for name, value in got.headers.items()}, got.content)
        if reply.status in AWAY:
            self._rests.failed(quota, reason_of(reply))
        else:
            self._rests.answered(quota)
        return reply


def base_of(url: str) -> str:
    """The address of Unleash's web pages, given that or the address of its API."""
    return url.rstrip("/").removesuffix("/api")


@asynccontextmanager
async def connected(url: str, token: str, clock: Callable[[], float]) -> AsyncIterator[UnleashClient]:
    """The Unleash at `url`; token: a personal access token of a user who may view."""
    headers = {"authorization": token, "accept": "application/json"}
    async with httpx.AsyncClient(
        verify=trusted(), base_url=f"{base_of(url)}/", headers=headers, timeout=_TIMEOUT
    ) as client:
        yield UnleashClient(client, clock)
