"""The rollouts of a thing, a team or a person, all of them or those in one state."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from catalog_client import EntityRef
from handlers.asked import Asked, SlotValue
from handlers.entity_question import Gone, gone
from handlers.flag_lines import NO_SOURCE, SOURCES, flag_name, stands
from handlers.flag_links import How, Link, flags_of
from handlers.flags import Environment, Rollout, same_environment
from handlers.kit import Button, Facts, Mrkdwn, Passage, escape, listed
from handlers.lines import Mentioned, count, mentioned, names, strong
from handlers.question import Question, Subject
from handlers.sources import Reader, Sources

_MOST_LISTED: Final = 10
_MOST_READ: Final = 200
_STATES: Final = {"partial": "half way", "on": "fully on", "off": "off", "stale": "stale"}
_LINKED: Final[dict[How, str]] = {
    "names": "by what the flags say themselves",
    "annotation": "by its catalog entry",
    "project": "by the flags' project",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """The rollouts of something.

    rollouts: those in the wanted state, by key. all: how many there are in any state. links: what links each, by ref.
    environment: which was asked for. unread: how many more there are that were not looked at.
    """

    subject: Mentioned
    state: str
    environment: str
    rollouts: tuple[Rollout, ...]
    all: int
    links: tuple[tuple[EntityRef, Link, Mentioned], ...] = ()
    unread: int = 0


async def _find(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Listed | Gone | None:
    if about is None:
        raise ValueError("'rollouts' asks about an entity")
    if sources.rollouts is None:
        return None
    entity = sources.catalog.get(about)
    if entity is None:
        return Gone(about)
    links = flags_of(sources.catalog, entity, sources.rollouts.index())
    refs = sorted(links)
    found = [one for one in await sources.rollouts.read(refs[:_MOST_READ]) if not one.flag.archived]
    state, environment = str(asked.slots.get("state", "")), str(asked.slots.get("environment", ""))
    kept = tuple(one for one in found if _is_in(one, state, environment))
    return Listed(
        mentioned(sources.catalog, about),
        state,
        environment,
        kept,
        len(found),
        tuple((one.ref, links[one.ref], mentioned(sources.catalog, links[one.ref].ref)) for one in kept),
        len(refs) - len(refs[:_MOST_READ]),
    )


def _is_in(rollout: Rollout, state: str, environment: str) -> bool:
    """Whether a rollout is in a state, in the environment asked for, else in production."""
    if state == "stale":
        return rollout.flag.stale
    first = next(iter(rollout.ordered(environment)), None)
    if not state or first is None or (environment and not same_environment(first.name, environment)):
        return not state
    if not rollout.switch:
        return state == "partial" and _is_split(first)
    match state:
        case "on":
            return first.percentage == 100
        case "off":
            return first.enabled is False
        case _:
            return first.enabled is True and first.percentage != 100


def _is_split(one: Environment) -> bool:
    """Whether different people get different variants."""
    rules = one.audience.rules if one.audience is not None else ()
    return len({share.name for rule in rules for share in rule.variants}) > 1


# Drawing


def _draw(found: Listed | Gone | None, reader: Reader) -> Passage:
    if found is None:
        return NO_SOURCE
    if isinstance(found, Gone):
        return gone(found)
    shown = found.rollouts[:_MOST_LISTED]
    lines = [_line(one, found) for one in shown]
    return Passage(_headline(found), (*lines, *_rest(found)), tuple(_buttons(found)), ("catalog", *SOURCES))


def _headline(found: Listed) -> Mrkdwn:
    how_many, state = len(found.rollouts), _STATES.get(found.state, found.state)
    suffix = f" {escape(state)}" if state else ""
    where = f" in {escape(found.environment)}" if found.environment else ""
    if not found.all:
        return Mrkdwn(f"I know of no rollouts of {strong(found.subject)}.")
    if not how_many:
        none = "The one rollout" if found.all == 1 else f"None of the {found.all} rollouts"
        verb = "is not" if found.all == 1 else "is"
        return Mrkdwn(f"{none} of {strong(found.subject)} {verb}{suffix}{where}.")
    of_all = f" of {found.all}" if found.state and found.all > how_many else ""
    noun = escape(count(found.all if of_all else how_many, "rollout").split(" ", 1)[1])
    return Mrkdwn(f"{strong(found.subject)} has {how_many}{of_all} {noun}{suffix}{where}:")


def _line(rollout: Rollout, found: Listed) -> Mrkdwn:
    """`• *new-player*: on for 25 % of users · staging: off`, production unnamed."""
    environments = rollout.ordered(found.environment)
    said = [_in_environment(one, rollout, found) for one in environments[:3]]
    stale = " · stale" if rollout.flag.stale and found.state != "stale" else ""
    return Mrkdwn(f"• {flag_name(rollout)}: {' · '.join(said) or 'no environment'}{stale}")


def _in_environment(one: Environment, rollout: Rollout, found: Listed) -> str:
    named = one.production or same_environment(one.name, found.environment)
    return f"{'' if named else f'{escape(one.name)}: '}{stands(one, rollout.switch)}"


def _rest(found: Listed) -> Iterator[Mrkdwn]:
    left = found.rollouts[_MOST_LISTED:]
    if left:
        more = listed([escape(one.flag.key) for one in left], 12)
        yield Mrkdwn(f"and {escape(count(len(left), 'rollout', 'more '))}: {more}")
    if found.unread:
        yield Mrkdwn(f"{escape(count(found.unread, 'rollout', 'further '))} I did not look at.")
    through = _through(found)
    if through:
        yield Mrkdwn(f"Known {listed(through)}.")
    partial = sum(1 for one in found.rollouts if one.partial)
    if partial:
        yield Mrkdwn(f"Of {escape(count(partial, 'rollout'))} I could not read everything.")


def _through(found: Listed) -> list[Mrkdwn]:
    """How the rollouts are known to be these."""
    hows = Counter(link.how for _, link, _ in found.links)
    if hows.keys() <= {"names"}:
        return []
    others = {one.ref: one for _, link, one in found.links if link.how == "annotation"}
    by_entry = [one for one in others.values() if one.ref != found.subject.ref]
    said = [Mrkdwn(_LINKED[how]) for how in ("names", "annotation", "project") if how in hows]
    return [*said[:-1], Mrkdwn(f"{said[-1]}{f', that of {names(by_entry, 3)}' if by_entry else ''}")]


def _buttons(found: Listed) -> Iterator[Button]:
    ref = found.subject.ref
    if found.all:
        yield Button("What changed", Asked("rollout_changes", (ref,)))
    if found.all and not found.state:
        slots: dict[str, SlotValue] = {"state": "partial"}
        yield Button("Half way", Asked("rollouts", (ref,), slots))
    yield Button("Owner", Asked("owner", (ref,)))


def _facts(found: Listed | Gone | None) -> Facts:
    return {"entities": [str(one.ref) for one in found.rollouts]} if isinstance(found, Listed) else {}


ROLLOUTS: Final = Question(
    name="rollouts",
    asks="the rollouts of a thing or a team, in a state or in all",
    phrases=(
        "rollouts of {entity}",
        "which toggles does {entity} have half way",
        "stale flags of {entity}",
        "feature flags of {entity}",
    ),
    subject=Subject(
        prefers=(frozenset({"component", "system", "group"}), frozenset({"domain"}), frozenset({"user"}))
    ),
    answer=_find,
    render=_draw,
    facts=_facts,
    source="rollouts",
)
