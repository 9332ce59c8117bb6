"""`reverb catalog stats`: what the catalog holds, and how well it is kept."""

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from bot.catalogs import read_catalog
from bot.clock import now
from bot.settings import from_environ, secret
from catalog_client import Snapshot
from catalog_client.relation import OWNED_BY
from handlers.lines import count

_OWNED_KINDS = frozenset({"component", "api", "resource", "system", "domain"})


@dataclass(frozen=True, slots=True)
class Stats:
    """entities: of each kind. relations: of each type. problems: what could not be read.

    unowned, owned_by_nobody: refs of entities that name no owner, or only such as the catalog does not have.
    dangling: how many relations lead to nothing.
    """

    entities: Mapping[str, int]
    relations: Mapping[str, int]
    unowned: tuple[str, ...]
    owned_by_nobody: tuple[str, ...]
    dangling: int
    problems: tuple[str, ...]


def stats_of(catalog: Snapshot) -> Stats:
    relations = Counter(one.type for entity in catalog for one in entity.relations)
    owners = {one.ref: tuple(one.related(OWNED_BY)) for kind in _OWNED_KINDS for one in catalog.of_kind(kind)}
    return Stats(
        entities=dict(sorted(catalog.kinds.items())),
        relations=dict(sorted(relations.items())),
        unowned=tuple(sorted(str(ref) for ref, named in owners.items() if not named)),
        owned_by_nobody=tuple(
            sorted(str(ref) for ref, named in owners.items() if named and not any(map(catalog.get, named)))
        ),
        dangling=sum(catalog.get(one.target) is None for entity in catalog for one in entity.relations),
        problems=tuple(map(str, catalog.problems)),
    )


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["stats"], help="counts of entities, relations, owners and problems")
    parser.add_argument("--json", action="store_true", help="as one JSON object")


def run(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print the counts. Raises: UnusableSettings, CatalogError."""
    settings = from_environ(environ)
    stats = stats_of(asyncio.run(read_catalog(settings.catalog, secret(settings.catalog_token), now)))
    print(json.dumps(asdict(stats), ensure_ascii=False) if options.json else _written(stats))
    return 0


def _written(stats: Stats) -> str:
    rows = [(kind, str(number)) for kind, number in stats.entities.items()]
    rows += [(f"  {type_}", str(number)) for type_, number in stats.relations.items()]
    lines = [f"{name:<24}{number:>8}" for name, number in rows]
    lines += [f"{count(len(stats.unowned), 'entity')} without an owner", *(f"  {ref}" for ref in stats.unowned)]
    lines += [f"{count(len(stats.owned_by_nobody), 'entity')} with an owner that does not exist"]
    lines += [f"  {ref}" for ref in stats.owned_by_nobody]
    lines += [f"{count(stats.dangling, 'relation')} to what does not exist", *(f"  {one}" for one in stats.problems)]
    return "\n".join(lines)
