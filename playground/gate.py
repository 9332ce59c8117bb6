"""The gate: whose requests are taken, and what browsers are told about all that is served.

Theory: the server listens on this machine alone, but any web site somebody has open can make their browser send
requests here, and the tokens of a playground are no secret. So a request is taken only when it is addressed to this
machine by a name of its own (a site whose name is made to point here is refused), when the origin a browser names
is the very address asked, and when no other site set it off: those may at most lead to the page itself.
Source: the Fetch standard (`Origin`), "Fetch Metadata Request Headers" (`Sec-Fetch-Site`, `Sec-Fetch-Mode`).
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

_NAMES: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_OWN_DOING: Final = frozenset({"", "same-origin", "none"})

_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def is_let_in(method: str, path: str, headers: Mapping[str, str]) -> bool:
    """Whether a request with these headers is taken. headers: by their usual names, whatever their case."""
    host = headers.get("Host", "")
    if _name_of(host) not in _NAMES:
        return False
    origin = headers.get("Origin")
    if origin is not None and origin.lower() != f"http://{host.lower()}":
        return False
    if headers.get("Sec-Fetch-Site", "") in _OWN_DOING:
        return True
    return (method, path, headers.get("Sec-Fetch-Mode")) == ("GET", "/", "navigate")


def _name_of(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


@web.middleware
async def gate(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns away what is not let in."""
    if not is_let_in(request.method, request.path, request.headers):
        return web.Response(
            status=403, text="This is a playground on somebody's own machine. It talks to itself only."
        )
    return await handler(request)


async def tell_browsers(request: web.Request, response: web.StreamResponse) -> None:
    """Put on every answer what a browser may do with it; it asks again each time whether a file has changed."""
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-cache")
