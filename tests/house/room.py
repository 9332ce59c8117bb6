"""The project's own files, as the tests of the house read them."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("bot", "handlers", "catalog_client", "playground")


def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def sources(*rooms: str) -> Iterator[Path]:
    """The Python files of these rooms."""
    for room in rooms:
        yield from sorted((ROOT / room).rglob("*.py"))
