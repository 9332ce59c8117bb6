"""Where a Redis is, read from a URL. Pure; nothing here is ever shown with a password.

Shape:
    redis://[user:password@]host[:6379][/db]           rediss:// the same over TLS
    unix://[user:password@]/path/to.sock[?db=0]
    redis+sentinel://[user:password@]host[:26379],host…/service[/db]
    redis+cluster://[user:password@]host[:6379],host…
Options follow as a query: the names in `OPTIONS`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, cast, get_args
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

Scheme = Literal["redis", "rediss", "unix", "redis+sentinel", "redis+cluster"]
Node = tuple[str, int]
"""Host and port."""

OPTIONS: Final[Mapping[str, str]] = {
    "db": "number of the database",
    "tls": "yes: encrypt, for Sentinel and Cluster",
    "ca": "path of the certificates to trust, in PEM",
    "certificate": "path of our own certificate",
    "key": "path of our own certificate's key",
    "sentinel_user": "user for the Sentinels themselves",
    "sentinel_password": "password for the Sentinels themselves",
}

_SCHEMES: Final = frozenset(get_args(Scheme))
_PORTS: Final = {"redis+sentinel": 26379}
_PORT: Final = 6379
_NO_OPTIONS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Address:
    """Where a Redis is and how to enter.

    nodes: the server; the Sentinels; some nodes of the Cluster; none for a Unix socket.
    path: of the Unix socket. service: the name the Sentinels know it by.
    options: the rest, by the names in `OPTIONS`.
    """

    scheme: Scheme
    nodes: tuple[Node, ...] = ()
    path: str = ""
    service: str = ""
    db: int = 0
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    options: Mapping[str, str] = field(default_factory=lambda: _NO_OPTIONS, repr=False)

    @property
    def encrypted(self) -> bool:
        return self.scheme == "rediss" or self.options.get("tls") == "yes"

    @property
    def shown(self) -> str:
        """The address as people may see it: without the user, the password and the options."""
        nodes = ",".join(f"[{host}]:{port}" if ":" in host else f"{host}:{port}" for host, port in self.nodes)
        behind = "/".join(["", *filter(None, [self.service, str(self.db) if self.db else ""])])
        return f"{self.scheme}://{self.path or nodes + behind}"


def shown_url(url: str) -> str:
    """A Redis URL as people may see it: never with a password, not even where it cannot be read."""
    try:
        return address_of(url).shown
    except ValueError:
        return "an unreadable Redis URL"


def address_of(url: str) -> Address:
    """Read a Redis URL. Raises: ValueError with a plain sentence that does not repeat the URL."""
    parts = _parts(url)
    login, _, places = parts.netloc.rpartition("@")
    user, _, password = login.partition(":")
    options = _options(parts)
    scheme = cast(Scheme, parts.scheme)
    path = [unquote(one) for one in parts.path.split("/") if one]
    if scheme == "unix" and (places or not path):
        raise ValueError("A unix:// URL has three slashes and the path of a socket: unix:///run/redis.sock.")
    service = _service(scheme, path)
    return Address(
        scheme=scheme,
        nodes=_nodes(scheme, places),
        path=unquote(parts.path) if scheme == "unix" else "",
        service=service,
        db=_db(scheme, options.pop("db", None), [] if scheme == "unix" else path[bool(service) :]),
        user=unquote(user) or None,
        password=unquote(password) or None,
        options=MappingProxyType(options),
    )


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        raise ValueError("The Redis URL cannot be read: an IPv6 address stands in brackets, [::1]:6379.") from None
    if parts.scheme not in _SCHEMES:
        known = ", ".join(f"{scheme}://" for scheme in get_args(Scheme))
        raise ValueError(f"A Redis URL begins with one of {known}.")
    if "#" in url or ("@" in parts.path and parts.scheme != "unix"):
        raise ValueError("The Redis URL is cut short: in a password write %23 for #, %2F for /, %3F for ?.")
    return parts


def _options(parts: SplitResult) -> dict[str, str]:
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if unknown := options.keys() - OPTIONS.keys():
        raise ValueError(
            f"The Redis URL has options that are not known ({len(unknown)} of them): there are {', '.join(OPTIONS)}."
        )
    if options.get("tls", "yes") not in {"yes", "no"}:
        raise ValueError("The option tls in the Redis URL is yes or no.")
    return options


def _service(scheme: Scheme, path: list[str]) -> str:
    if scheme != "redis+sentinel":
        return ""
    if not path:
        raise ValueError("A redis+sentinel:// URL names the service after the hosts: redis+sentinel://host/mymaster.")
    return path[0]


def _db(scheme: Scheme, given: str | None, path: list[str]) -> int:
    written = path if given is None else [*path, given]
    if len(written) > 1 or not all(one.isascii() and one.isdigit() for one in written):
        raise ValueError("The database in the Redis URL is one number, such as 0.")
    db = int(written[0]) if written else 0
    if db and scheme == "redis+cluster":
        raise ValueError("A Redis Cluster has only the database 0: leave it out of the URL.")
    return db


def _nodes(scheme: Scheme, places: str) -> tuple[Node, ...]:
    if scheme == "unix":
        return ()
    if "," in places and scheme in {"redis", "rediss"}:
        raise ValueError("A redis:// URL has one host: several are for redis+sentinel:// and redis+cluster://.")
    return tuple(_node(place, _PORTS.get(scheme, _PORT)) for place in places.split(","))


def _node(place: str, port: int) -> Node:
    try:
        parts = urlsplit(f"//{place}")
        found = parts.hostname, parts.port
    except ValueError:
        found = None, None
    if not found[0] or place.endswith(":"):
        raise ValueError(
            "The Redis URL needs a host, or host:port, after the slashes; in a password write %2F for /, %3F for ?."
        )
    return unquote(found[0]), found[1] or port
