"""Where on the web something of an entity is: its runbook, dashboard, docs, logs, repository, README."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from catalog_client import Entity, Link
from handlers.kit import Mrkdwn, is_web_address, link, shortened

OTHER: Final = ""
DESCRIPTOR: Final = "descriptor"
CHAT: Final = "chat"

_WORDS: Final = (
    ("runbook", re.compile(r"\b(?:run|play)[ -]?books?\b", re.I)),
    ("logs", re.compile(r"\b(?:logs?|logging|kibana)\b", re.I)),
    ("dashboard", re.compile(r"\b(?:dashboards?|grafana|datadog|metrics|monitoring)\b", re.I)),
    ("readme", re.compile(r"\bread[ -]?me\b", re.I)),
    ("repo", re.compile(r"\b(?:repo|repository|source(?: code)?|github|gitlab|bitbucket)\b", re.I)),
    ("docs", re.compile(r"\b(?:docs?|documentation|confluence|wiki|techdocs|reference|handbook|guide)\b", re.I)),
    (CHAT, re.compile(r"\b(?:chat|slack|support|mailing list)\b", re.I)),
)
"""What a link's type, title or icon says it leads to; the first that fits."""

_PLACES: Final = (
    ("runbook", re.compile(r"^runbooks?\.|/runbooks?/")),
    ("logs", re.compile(r"^(?:logs?|kibana)\.")),
    ("dashboard", re.compile(r"^(?:grafana|dashboards?)\.|\.datadoghq\.")),
    ("docs", re.compile(r"^(?:docs?|wiki|confluence)\.|\.readthedocs\.|/docs?(?:/|$)")),
    (CHAT, re.compile(r"^[^/]*\.?slack\.com/")),
    ("repo", re.compile(r"^(?:git(?:hub|lab)|bitbucket)\.[^/]+/[^/]+/[^/]+/?$")),
)
"""What the host and path of a link say where its words say nothing."""

_SLUGS: Final = ("github.com", "gitlab.com", "bitbucket.org")
_LOCATIONS: Final = (
    ("backstage.io/source-location", "Source code", "repo"),
    ("backstage.io/techdocs-ref", "TechDocs", "docs"),
    ("backstage.io/view-url", "catalog-info.yaml", DESCRIPTOR),
    ("backstage.io/managed-by-location", "catalog-info.yaml", DESCRIPTOR),
)
"""Source: Backstage's "Well-known Annotations"; the values are locations such as `url:https://…` or `dir:.`."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that is safe to show. leads_to: `docs repo runbook dashboard logs readme`, or one of the above."""

    title: str
    url: str
    leads_to: str = OTHER


def addresses_of(entity: Entity) -> tuple[Address, ...]:
    """Every web address the entity gives, its links first, each once."""
    found: dict[str, Address] = {}
    for one in (*_of_links(entity.links), *_of_locations(entity)):
        if is_web_address(one.url):
            found.setdefault(one.url.rstrip("/").lower(), one)
    known = tuple(found.values())
    return (*known, *_of_slugs(entity, known))


def leading_to(wanted: str, addresses: Iterable[Address]) -> tuple[Address, ...]:
    return tuple(one for one in addresses if one.leads_to == wanted)


def linked(addresses: Sequence[Address], most: int = 6) -> Mrkdwn:
    """`Runbook · Dashboard · and 3 more`, each a link."""
    shown = [link(one.url, shortened(one.title, 60)) for one in addresses[:most]]
    left = len(addresses) - len(shown)
    return Mrkdwn(" · ".join([*shown, *([f"and {left} more"] if left else [])]))


def as_facts(addresses: Iterable[Address]) -> list[dict[str, str]]:
    return [{"title": one.title, "url": one.url} for one in addresses]


def _of_links(links: Iterable[Link]) -> Iterator[Address]:
    for one in links:
        yield Address(one.title or one.type or one.url, one.url, _leads_to(one))


def _leads_to(one: Link) -> str:
    for said in (one.type, one.title, one.icon):
        for means, words in _WORDS:
            if words.search(said):
                return means
    try:
        parts = urlsplit(one.url.lower())
    except ValueError:
        return OTHER
    place = f"{parts.netloc}{parts.path}"
    return next((means for means, places in _PLACES if places.search(place)), OTHER)


def _of_locations(entity: Entity) -> Iterator[Address]:
    for annotation, title, means in _LOCATIONS:
        if address := entity.annotations.get(annotation, "").removeprefix("url:"):
            yield Address(title, address, means)


def _of_slugs(entity: Entity, known: Sequence[Address]) -> Iterator[Address]:
    """Repositories named by slug; a company's own GitHub uses the same annotation, so what is known already wins."""
    for host in _SLUGS:
        slug = entity.annotations.get(f"{host}/project-slug", "").strip("/")
        url = f"https://{host}/{slug}"
        if slug and is_web_address(url) and not any(slug.lower() in one.url.lower() for one in known):
            yield Address("Repository", url, "repo")
