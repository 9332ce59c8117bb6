"""Servers of calendar feeds, spoken to by the real client without a network."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx


@dataclass(slots=True)
class FakeFeeds:
    """Answers by address: a text with an ETag, a redirect, a status, or not at all. asked: every request, in turn."""

    pages: dict[str, str] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    is_down: bool = False
    asked: list[httpx.Request] = field(default_factory=list)

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        url = str(request.url)
        if self.is_down:
            raise httpx.ConnectError(f"cannot reach {url}", request=request)
        if url in self.redirects:
            return httpx.Response(302, headers={"location": self.redirects[url]})
        if self.status != httpx.codes.OK or url not in self.pages:
            return httpx.Response(self.status if self.status != httpx.codes.OK else 404)
        mark = f'"{hash(self.pages[url])}"'
        if request.headers.get("if-none-match") == mark:
            return httpx.Response(304)
        return httpx.Response(200, text=self.pages[url], headers={"etag": mark})
