"""What answers about a rollout where the question is one about things of the catalog: who owns it, who is on call. Pure.

A rollout has no owner, channel or shift of its own in the catalog; what it belongs to has.
"""

from catalog_client import EntityRef
from handlers.flag_links import behind
from handlers.flags import ROLLOUT
from handlers.kit import Mrkdwn, bold
from handlers.lines import mentioned, strong
from handlers.sources import Sources


def stand_in(ref: EntityRef, source: str, sources: Sources) -> tuple[EntityRef, Mrkdwn] | None:
    """What a question is answered about instead of `ref`, and a line that says so; None where it stands for itself.

    source: what the question needs besides the catalog.
    """
    if ref.kind != ROLLOUT or source == "rollouts" or sources.rollouts is None:
        return None
    flag = sources.rollouts.index().get(ref)
    other = behind(sources.catalog, flag) if flag is not None else None
    if flag is None or other is None:
        return None
    verb = "is owned by" if other.kind in {"group", "user"} else "belongs to"
    line = f"The rollout {bold(flag.key)} {verb} {strong(mentioned(sources.catalog, other))}."
    return other, Mrkdwn(line)
