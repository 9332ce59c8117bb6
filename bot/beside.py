"""What stands beside an answer: how the words were read, what else they may mean, whether to remember it. Pure."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.compose import Press
from bot.correction import Correction, answered_about, called, is_worth_learning
from bot.follow import Followed, next_best
from bot.meant import Meant
from bot.naming import EXACT
from bot.resolve import Found
from bot.scene import Scene
from catalog_client import Snapshot
from handlers.aliases import REMEMBER, WORDS
from handlers.asked import Asked
from handlers.kit import Mrkdwn, code, escape, shortened
from handlers.question import Subject

_MOST_WORDS: Final = 40
_DIRECT: Final = "D"
"""Ids of direct messages begin with it. Source: Slack's "Conversations API"."""


def footnotes(meant: Sequence[Meant], catalog: Snapshot) -> list[Mrkdwn]:
    """How words were read that are no name as they stand."""
    notes: dict[Mrkdwn, None] = {}
    for each in meant:
        for one in each.subjects:
            if isinstance(one, Found) and one.how and each.words:
                entity = catalog.get(one.ref)
                name = entity.name if entity is not None else one.ref.name
                notes.setdefault(Mrkdwn(f"{code(each.words)} read as {escape(name)} ({escape(one.how)})"))
            if isinstance(one, Found) and one.also:
                others = ", ".join(escape(str(ref)) for ref in one.also[:3])
                notes.setdefault(Mrkdwn(f"The same name also stands for {others}."))
    return list(notes)


def another(followed: Followed, text: str, scene: Scene, subject: Subject) -> Iterator[Press]:
    """ "Not this one", where the match was not exact; where nothing is near, pressing it asks for better words."""
    ref, meant, before = answered_about(followed.meant), followed.meant, followed.correction
    if ref is None or not (_is_unsure(meant) or (before is not None and before.rejected)):
        return
    rejected = before.rejected if before is not None else ()
    words = before.words if before is not None else called(meant, text)
    correction = Correction(words, tuple(dict.fromkeys((*rejected, ref))))
    match next_best(correction, scene, subject):
        case Found(other):
            asks = (Asked(each.kind, (other,), dict(each.slots)) for each in meant)
            yield Press("Not this one", (*asks, correction.line()))
        case _:
            yield Press("Not this one")


def _is_unsure(meant: Sequence[Meant]) -> bool:
    return all(any(isinstance(one, Found) and one.rank != EXACT for one in each.subjects) for each in meant)


def remember(followed: Followed, asks: Sequence[Asked], scene: Scene, channel: str) -> Iterator[Press]:
    """Whether to remember what was put right; the answer stays, and a line joins it. asks: what was answered."""
    ref, correction = answered_about(followed.meant), followed.correction
    if ref is None or correction is None or not channel or not is_worth_learning(correction.words, scene.names):
        return
    words = shortened(correction.words, _MOST_WORDS)
    where = "here" if channel.startswith(_DIRECT) else "for this channel"
    teaching = Asked(REMEMBER.name, (ref,), {WORDS: correction.words})
    yield Press(f"Remember “{words}” {where}", (*asks, teaching))
