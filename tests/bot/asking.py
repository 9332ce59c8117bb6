"""Understanding a message as somebody of the tests' company would say it."""

from datetime import UTC, datetime
from functools import cache

from bot.names import Names
from bot.naming import Called
from bot.reply import Topic
from bot.resolve import Found, Unclear, Unknown
from bot.scene import Scene
from bot.understand import Meant, Understanding
from bot.understood import phrases_of
from catalog_client import EntityRef, Snapshot
from handlers import QUESTIONS
from handlers.asked import Asked
from tests.company import company

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
"""A Wednesday."""


@cache
def understanding() -> Understanding:
    return Understanding(phrases_of(QUESTIONS))


@cache
def names() -> Names:
    return names_of(company())


def names_of(catalog: Snapshot) -> Names:
    return Names.of(catalog, [Called(EntityRef("rollout", "flagd", "night-fares"), "night-fares")])


def scene(
    topic: Topic | None = None, *, addressed: bool = True, asker: str = "", team: str = "", here: str = ""
) -> Scene:
    """The surroundings of a message; refs as text."""
    return Scene(
        names=names(),
        now=NOW,
        zone=UTC,
        asker=EntityRef.parse(asker) if asker else None,
        teams=(EntityRef.parse(team),) if team else (),
        here=(EntityRef.parse(here),) if here else (),
        topic=topic,
        addressed=addressed,
    )


def about(kind: str, *refs: str) -> Topic:
    """A thread that was last about this."""
    asked = Asked(kind, tuple(EntityRef.parse(ref) for ref in refs))
    return Topic((asked,), NOW, lead=(asked,))


def said(text: str, where: Scene | None = None) -> list[str]:
    """What `text` asks, each as `kind ref ref`; `?a|b` where one of several is meant, `!words` for no one's name."""
    return [_written(one) for one in understanding()(text, where or scene())]


def _written(meant: Meant) -> str:
    return " ".join([meant.kind, *(_subject(one, meant.words) for one in meant.subjects)])


def _subject(one: Found | Unclear | Unknown, words: str) -> str:
    match one:
        case Found(ref):
            return str(ref)
        case Unclear(candidates):
            return "?" + "|".join(sorted(map(str, candidates)))
        case _:
            return f"!{words}"
