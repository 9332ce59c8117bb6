"""Unleash's flags as rollouts. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlsplit

from bot.providers.unleash_strategies import audience_of
from bot.providers.unleash_wire import Detail, DetailEnvironment, IndexEnvironment, IndexFlag, moment
from catalog_client import EntityRef
from handlers.flags import Environment, Flag, Parent, Rollout, ref_of

SOURCE: Final = "unleash"
_ENTITY_PAGE: Final = "/catalog/"


def ref_of_key(key: str) -> EntityRef:
    return ref_of(SOURCE, key)


def flag_of(known: IndexFlag, project: str, base: str, links: Iterable[str] = ()) -> Flag:
    """A flag as answers know it. base: of the web pages. links: addresses on its page, which may be entities' pages."""
    tags = known.tags or ()
    return Flag(
        source=SOURCE,
        key=known.name,
        project=project,
        description=(known.description or "").strip(),
        owners=tuple(tag.value for tag in tags if tag.type == "owner"),
        components=(*(tag.value for tag in tags if tag.type == "component"), *_entities(links)),
        stale=bool(known.stale),
        archived=known.archived_at is not None,
        url=f"{base}/projects/{quote(project, safe='')}/features/{quote(known.name, safe='')}",
        created=moment(known.created_at),
    )


def _entities(links: Iterable[str]) -> Iterable[str]:
    """The refs of entities whose pages in Backstage these are."""
    for link in links:
        _, found, rest = urlsplit(link).path.partition(_ENTITY_PAGE)
        parts = rest.strip("/").split("/")
        if found and len(parts) == 3 and all(parts):
            yield str(EntityRef.of(parts[1], parts[0], parts[2]))


def rollout_of(
    flag: Flag, known: IndexFlag, found: Detail | None, names: Mapping[int, str], as_of: datetime
) -> Rollout:
    """A flag with its environments; without its detail only whether it is switched on. names: of segments, by id."""
    if found is None:
        environments = tuple(_plain(one) for one in known.environments)
        return Rollout(flag, environments, as_of, partial=("for whom it is on",))
    environments = tuple(_full(one, names) for one in found.environments)
    parents = tuple(Parent(one.feature, one.enabled, tuple(one.variants or ())) for one in found.dependencies)
    return Rollout(flag, environments, as_of, parents=parents)


def _plain(one: IndexEnvironment) -> Environment:
    state = "live" if one.enabled else "off"
    return Environment(one.name, state, production=one.type == "production", last_seen=moment(one.last_seen_at))  # type: ignore[arg-type]


def _full(one: DetailEnvironment, names: Mapping[int, str]) -> Environment:
    production, seen = one.type == "production", moment(one.last_seen_at)
    if not one.enabled:
        return Environment(one.name, "off", production=production, last_seen=seen)
    return Environment(one.name, "live", audience_of(one.strategies, names), production=production, last_seen=seen)
