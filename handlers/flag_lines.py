"""How rollouts are written, the same in every answer: where one stands, who changed it, what it belongs to."""

from collections.abc import Iterable
from typing import Final

from catalog_client import Snapshot
from handlers.audience_words import CODE_DECIDES, serving, standing
from handlers.flag_links import How, Link
from handlers.flags import Environment, Rollout
from handlers.kit import Mrkdwn, Passage, bold, escape, plain, shortened
from handlers.lines import MOST_NAME, Mentioned, mentioned

SOURCES: Final = ("rollouts",)
NO_SOURCE: Final = Passage(escape("No source is configured for rollouts, so I can not say."), sources=())

_HOW: Final[dict[How, str]] = {
    "names": "as the flag says",
    "annotation": "as its catalog entry says",
    "project": "by the name of the flag's project",
}


def stands(one: Environment, switch: bool) -> Mrkdwn:
    """`on for 25 % of users (by userId)`, `off`, `disabled: the default in the code applies`."""
    if one.state != "live" or one.audience is None:
        return Mrkdwn(" ".join(_without_audience(one)).rstrip())
    if not switch:
        return Mrkdwn(f"serves {serving(one.audience)}")
    word, whom = standing(one.audience)
    return Mrkdwn(f"{word} {whom}".rstrip())


def standing_of(one: Environment, switch: bool = True) -> str:
    """The same as plain text, for changes and facts."""
    return plain(stands(one, switch))


def _without_audience(one: Environment) -> tuple[str, str]:
    match one.state:
        case "off":
            return "off", ""
        case "held":
            return "off", "because of what it depends on"
        case "code":
            return "disabled:", CODE_DECIDES
        case "unknown":
            return "could not be read", ""
        case "live":
            return "on,", "but I could not read for whom"


def sentence(rollout: Rollout, one: Environment) -> Mrkdwn:
    """`*new-player* is on in production for everyone`, without the full stop."""
    name, place = flag_name(rollout), escape(one.name)
    match one.state:
        case "code":
            return Mrkdwn(f"{name} is disabled in {place}, so {CODE_DECIDES}")
        case "unknown":
            return Mrkdwn(f"I could not read how {name} is set up in {place}")
        case "live" if one.audience is None:
            return Mrkdwn(f"{name} is on in {place}, but I could not read for whom")
        case "live" if not rollout.switch and one.audience is not None:
            return Mrkdwn(f"{name} in {place} serves {serving(one.audience)}")
    word, whom = standing(one.audience) if one.state == "live" and one.audience else _without_audience(one)
    return Mrkdwn(f"{name} is {word} in {place} {whom}".rstrip())


def flag_name(rollout: Rollout) -> Mrkdwn:
    return bold(shortened(rollout.flag.key, MOST_NAME))


def belongs(catalog: Snapshot, links: Iterable[Link]) -> tuple[tuple[Mentioned, str], ...]:
    """What a flag belongs to, each with how that is known, in words."""
    return tuple((mentioned(catalog, link.ref), _HOW[link.how]) for link in links)
