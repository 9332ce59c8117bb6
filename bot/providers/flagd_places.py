"""Where a flagd file can be: in the file system or at a URL."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx

from bot.providers.flagd_document import UnreadableFlags
from bot.providers.git_history import Version, versions
from catalog_client.trusted import trusted

_MOST_BYTES: Final = 20_000_000
_DEADLINE: Final = 10.0


class FlagFile:
    """A file of this machine; in a git checkout, its commits are its history."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._path = path
        self._mark: tuple[int, int] | None = None
        self._text = b""

    async def read(self) -> bytes:
        """Raises: UnreadableFlags."""
        try:
            self._text = await asyncio.to_thread(self._changed)
        except OSError as error:
            raise UnreadableFlags(f"it can not be read ({error.strerror})") from error
        return self._text

    def _changed(self) -> bytes:
        found = self._path.stat()
        mark = (found.st_mtime_ns, found.st_size)
        if mark == self._mark:
            return self._text
        if found.st_size > _MOST_BYTES:
            raise UnreadableFlags("it is too large")
        text = self._path.read_bytes()
        self._mark = mark
        return text

    async def history(self, most: int) -> tuple[Version, ...]:
        return await versions(self._path, most)


class FlagUrl:
    """A file a server hands out; it keeps no history."""

    def __init__(self, client: httpx.AsyncClient, url: str) -> None:
        self.name = urlsplit(url).netloc.rpartition("@")[2]
        self._client = client
        self._url = url
        self._etag = ""
        self._text = b""

    async def read(self) -> bytes:
        """Raises: UnreadableFlags."""
        headers = {"If-None-Match": self._etag} if self._etag else {}
        try:
            reply = await self._client.get(self._url, headers=headers)
        except httpx.HTTPError as error:
            raise UnreadableFlags("it does not answer") from error
        if reply.status_code == httpx.codes.NOT_MODIFIED:
            return self._text
        if reply.status_code != httpx.codes.OK:
            raise UnreadableFlags(f"it answers {reply.status_code}")
        if reply.content != self._text:
            self._text = reply.content
        self._etag = reply.headers.get("ETag", "")
        return self._text

    async def history(self, most: int) -> tuple[Version, ...]:
        return ()


@asynccontextmanager
async def flag_places(places: Sequence[str]) -> AsyncIterator[list[FlagFile | FlagUrl]]:
    """Where these are, paths and URLs; they can be read while the block runs."""
    async with httpx.AsyncClient(verify=trusted(), follow_redirects=True, timeout=_DEADLINE) as client:
        yield [FlagUrl(client, one) if "://" in one else FlagFile(Path(one)) for one in places]
