"""What is asked of Unleash's admin API. Pure.

Everything here may be asked with a Viewer's personal access token. The search of flags is limited to 15 requests a
minute and is asked for archived flags only.
Source: Unleash 8.2's OpenAPI document, and measurements of a running server.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

import msgspec

MOST_EVENTS: Final = 1000
"""Events in one reply; Unleash allows no more."""
TOLD: Final = (
    "feature-environment-enabled",
    "feature-environment-disabled",
    "feature-strategy-add",
    "feature-strategy-update",
    "feature-strategy-remove",
    "feature-stale-on",
    "feature-stale-off",
    "feature-archived",
    "feature-revived",
    "feature-created",
)
"""The events that are changes of a rollout."""


@dataclass(frozen=True, slots=True)
class Request:
    """path: under the base URL. etag: of the reply that is known already; then 304 means it still stands."""

    path: str
    body: bytes | None = None
    etag: str = ""


def projects() -> Request:
    return Request("api/admin/projects")


def index(project: str, etag: str = "") -> Request:
    """All flags of a project that are not archived, without their strategies."""
    return Request(f"api/admin/projects/{quote(project, safe='')}/features", etag=etag)


def detail(project: str, key: str) -> Request:
    return Request(f"api/admin/projects/{quote(project, safe='')}/features/{quote(key, safe='')}")


def segments(etag: str = "") -> Request:
    return Request("api/admin/segments", etag=etag)


def events(most: int = 100, offset: int = 0) -> Request:
    """What happened, the latest first."""
    return Request(f"api/admin/search/events?{urlencode({'limit': most, 'offset': offset})}")


def events_of(keys: Sequence[str]) -> Request:
    """What changed of these flags, the latest first. Keys hold no commas: Unleash allows only what needs no quoting."""
    query = {
        "feature": f"IS_ANY_OF:{','.join(keys)}",
        "type": f"IS_ANY_OF:{','.join(TOLD)}",
        "limit": MOST_EVENTS,
    }
    return Request(f"api/admin/search/events?{urlencode(query)}")


def archived(offset: int = 0) -> Request:
    """A page of archived flags; one of 15 requests a minute."""
    query = {"archived": "IS:true", "limit": 100, "offset": offset, "sortBy": "name", "sortOrder": "asc"}
    return Request(f"api/admin/search/features?{urlencode(query)}")


def quota_of(request: Request) -> str:
    """What a request counts towards: the search has a small quota of its own."""
    return "search" if request.path.startswith("api/admin/search/features") else "all"


def playground(project: str, environments: Iterable[str], subject: str, attributes: Iterable[str]) -> Request:
    """Which flags of a project are on for whoever has `subject` as an id, and as each of `attributes`."""
    context = {
        "appName": "reverb",
        "userId": subject,
        "sessionId": subject,
        "properties": dict.fromkeys(attributes, subject),
    }
    body = {"environments": [*environments], "projects": [project], "context": context}
    return Request("api/admin/playground/advanced", msgspec.json.encode(body))
