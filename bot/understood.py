"""All the ways to put all the questions there are: each question's own phrases, and the built-in phrasing of English."""

from collections.abc import Iterable

from bot.phrasing import PHRASES
from handlers.question import AnyQuestion


def phrases_of(questions: Iterable[AnyQuestion]) -> dict[str, tuple[str, ...]]:
    """Kind of question -> its phrases, in the order in which they count where they match as well."""
    own = {question.name: question.phrases for question in questions}
    return {kind: (*PHRASES.get(kind, ()), *own.get(kind, ())) for kind in (*PHRASES, *own)}
