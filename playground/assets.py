"""The files a page is made of, served from memory and read anew where one changed.

A browser asks for some sixty at once, and opening each anew would keep it waiting. Whatever it has already, by its
ETag, is not sent again.
"""

import mimetypes
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it was when it was read. changed: when it had changed last, in nanoseconds."""

    body: bytes
    kind: str
    changed: int

    @property
    def tag(self) -> str:
        return f"{self.changed:x}-{len(self.body):x}"


class Assets:
    """Serves what is in a folder when it is made; nothing outside it, and nothing that comes later."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        self._read: dict[str, Asset] = {}

    @property
    def names(self) -> list[str]:
        return sorted(self._paths)

    def asset(self, name: str) -> Asset:
        """Raises: KeyError, for a name that is not there."""
        path = self._paths[name]
        changed = path.stat().st_mtime_ns
        known = self._read.get(name)
        if known is None or known.changed != changed:
            known = self._read[name] = Asset(path.read_bytes(), _kind(path), changed)
        return known

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answers `/…/{name}`."""
        try:
            asset = self.asset(request.match_info["name"])
        except (KeyError, FileNotFoundError):
            return web.Response(status=404, text="There is no such file.")
        headers = {"ETag": f'"{asset.tag}"'}
        if any(asset.tag == tag.value for tag in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        return web.Response(body=asset.body, content_type=asset.kind, charset="utf-8", headers=headers)


def _kind(path: Path) -> str:
    """What a file is, whatever the machine's own table says of scripts."""
    return "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(path.name)[0] or "text/plain"
