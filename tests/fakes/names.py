"""Near names without the real index: by the standard library's likeness of strings."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from catalog_client import EntityRef, Snapshot


@dataclass(frozen=True, slots=True)
class LikelyNames:
    """Stands behind `handlers.sources.NearNames`."""

    catalog: Snapshot

    def near(self, text: str, kinds: Sequence[str] = (), limit: int = 5) -> tuple[EntityRef, ...]:
        named = {one.name: one.ref for one in self.catalog if not kinds or one.ref.kind in kinds}
        return tuple(named[name] for name in get_close_matches(text, named, limit))
