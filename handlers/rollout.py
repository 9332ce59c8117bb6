"""How far one rollout is: in every environment, for whom, since when, by whom, and whose it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from catalog_client import EntityRef, Snapshot
from handlers.asked import Asked
from handlers.flag_index import owners_of_flag
from handlers.flag_lines import NO_SOURCE, SOURCES, belongs, flag_name, sentence, standing_of, stands
from handlers.flag_links import links_of
from handlers.flags import Environment, Flag, Parent, Rollout, Verdict, ref_of, same_environment
from handlers.kit import Button, Facts, Mrkdwn, Passage, bold, code, escape, link, listed, shortened
from handlers.lines import MOST_DESCRIPTION, Mentioned, all_mentioned, names, refs, strong
from handlers.moments import spoken
from handlers.owners import owners_of
from handlers.question import Question, Subject
from handlers.sources import Reader, Rollouts, Sources

_MOST_ENVIRONMENTS: Final = 8
_MOST_LINKED: Final = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a rollout stands.

    environments: the one asked for first. asked: the environment asked for; empty where none was.
    owners: whose it is. linked: what it belongs to, and how that is known. parents: what it depends on, as it stands.
    subject: for whom it was asked; verdicts: whether it is on for them.
    """

    rollout: Rollout
    environments: tuple[Environment, ...]
    asked: str
    owners: tuple[Mentioned, ...]
    linked: tuple[tuple[Mentioned, str], ...]
    parents: tuple[tuple[Parent, Rollout | None], ...] = ()
    subject: str = ""
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Nothing:
    """No source of rollouts is configured; or, with a key, none has this one any more."""

    key: str = ""


async def _find(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Standing | Nothing:
    if about is None:
        raise ValueError("'rollout' asks about an entity")
    if sources.rollouts is None:
        return Nothing()
    found = await sources.rollouts.read((about,))
    if not found:
        return Nothing(about.name)
    rollout, catalog = found[0], sources.catalog
    environment, subject = str(asked.slots.get("environment", "")), str(asked.slots.get("subject", ""))
    verdicts = await sources.rollouts.is_on(about, subject, environment) if subject else ()
    links = links_of(catalog, rollout.flag)
    owners = _owners(sources, rollout.flag, tuple(link.ref for link in links))
    theirs = {one.ref for one in owners}
    return Standing(
        rollout,
        rollout.ordered(environment),
        environment,
        owners,
        belongs(catalog, (link for link in links if link.ref not in theirs)),
        await _parents(sources.rollouts, rollout),
        subject,
        verdicts,
    )


def _owners(sources: Sources, flag: Flag, linked: tuple[EntityRef, ...]) -> tuple[Mentioned, ...]:
    """Whose the flag says it is; else whose the things are that it belongs to."""
    catalog = sources.catalog
    if stated := all_mentioned(catalog, owners_of_flag(flag)):
        return stated
    return all_mentioned(catalog, {ref for one in linked for ref in _owning(catalog, sources, one)})


def _owning(catalog: Snapshot, sources: Sources, ref: EntityRef) -> Iterator[EntityRef]:
    entity = catalog.get(ref)
    if entity is not None and ref.kind == "group":
        yield ref
    elif entity is not None:
        yield from (one.ref for one in owners_of(catalog, sources.names, entity).responsible)


async def _parents(rollouts: Rollouts, rollout: Rollout) -> tuple[tuple[Parent, Rollout | None], ...]:
    if not rollout.parents:
        return ()
    source = rollout.flag.source
    found = {one.ref: one for one in await rollouts.read([ref_of(source, one.key) for one in rollout.parents])}
    return tuple((one, found.get(ref_of(source, one.key))) for one in rollout.parents)


# Drawing


def _draw(found: Standing | Nothing, reader: Reader) -> Passage:
    if isinstance(found, Nothing):
        gone = Passage(Mrkdwn(f"{code(found.key)} is no rollout any more."), sources=SOURCES)
        return gone if found.key else NO_SOURCE
    return Passage(_headline(found), tuple(_details(found, reader)), tuple(_buttons(found)), SOURCES)


def _headline(found: Standing) -> Mrkdwn:
    rollout = found.rollout
    if rollout.flag.archived:
        return Mrkdwn(f"{flag_name(rollout)} is archived: no program should ask for it any more.")
    if found.subject and (decided := [one for one in found.verdicts if one.on is not None or one.variant]):
        return _for_subject(found, decided)
    if not found.environments:
        return Mrkdwn(f"{flag_name(rollout)} has no environment that I may see.")
    return Mrkdwn(f"{sentence(rollout, found.environments[0])}.")


def _for_subject(found: Standing, verdicts: list[Verdict]) -> Mrkdwn:
    name, subject = flag_name(found.rollout), code(shortened(found.subject, 60))
    said = [f"{_verdict(one)} in {escape(one.environment)}" for one in verdicts]
    unknown = sorted({name for one in verdicts for name in one.unknown})
    caveat = f", as far as the id tells; its rules look at {listed([*map(code, unknown)], 4)} too" if unknown else ""
    return Mrkdwn(f"For {subject} {name} is {listed([*map(Mrkdwn, said)])}{caveat}.")


def _verdict(one: Verdict) -> str:
    on = "" if one.on is None else "on" if one.on else "off"
    return " ".join(filter(None, (on, bold(one.variant) if one.variant and not on else escape(one.variant))))


def _details(found: Standing, reader: Reader) -> Iterator[Mrkdwn]:
    rollout = found.rollout
    if others := _others(found):
        yield Mrkdwn(" · ".join(others))
    if found.asked and not any(same_environment(one.name, found.asked) for one in found.environments):
        known = names([Mentioned(rollout.ref, one.name) for one in found.environments])
        yield Mrkdwn(
            f"I know nothing of an environment {code(found.asked)}; {escape(rollout.flag.source)} has {known}."
        )
    if since := [*_since(found, reader)]:
        yield Mrkdwn(" ".join(since))
    yield from (_parent(parent, its) for parent, its in found.parents)
    if remarks := [*_remarks(rollout.flag)]:
        yield Mrkdwn(" · ".join(remarks))
    if rollout.partial:
        yield Mrkdwn(f"Not read: {escape('; '.join(rollout.partial))}.")


def _others(found: Standing) -> list[str]:
    said = bool(found.subject and any(one.on is not None or one.variant for one in found.verdicts))
    others = found.environments if said or found.rollout.flag.archived else found.environments[1:]
    return [f"{escape(one.name)}: {stands(one, found.rollout.switch)}" for one in others[:_MOST_ENVIRONMENTS]]


def _since(found: Standing, reader: Reader) -> Iterator[str]:
    """When it was turned on and last changed, by whom, and whose it is."""
    first = found.environments[0] if found.environments else None
    if first is not None and first.changed is not None:
        by = f", by {escape(shortened(first.changed_by, 80))}" if first.changed_by else ""
        changed = spoken(first.changed, reader.now, reader.zone)
        before = f"; before that {escape(shortened(first.before, 120))}" if first.before else ""
        if first.since is None:
            yield f"Last changed {changed}{by}{before}."
        elif first.since == first.changed:
            yield f"Since {changed}{by}{before}."
        else:
            yield f"On since {spoken(first.since, reader.now, reader.zone)}; last changed {changed}{by}{before}."
    if found.owners:
        yield f"It belongs to {names(found.owners, _MOST_LINKED)}{_through(found)}."
    elif found.linked:
        yield f"It is part of{_through(found)}."


def _through(found: Standing) -> str:
    """`, for card-service (as the flag says)`: what it belongs to, and how that is known."""
    linked = found.linked[:_MOST_LINKED]
    return f", for {listed([Mrkdwn(f'{strong(one)} ({how})') for one, how in linked])}" if linked else ""


def _parent(parent: Parent, its: Rollout | None) -> Mrkdwn:
    state = "on" if parent.on else "off"
    wanted = escape(f"serves {' or '.join(parent.variants)}" if parent.variants else f"is {state}")
    now = f"; {sentence(its, its.ordered()[0])}" if its is not None and its.environments else ""
    return Mrkdwn(f"It is on only for whom {bold(parent.key)} {wanted}{now}.")


def _remarks(flag: Flag) -> Iterator[str]:
    if flag.stale:
        yield "Stale: it should be taken out of the code"
    if flag.lifecycle:
        yield escape(f"lifecycle {flag.lifecycle}")
    if flag.description:
        yield escape(shortened(flag.description, MOST_DESCRIPTION))
    if flag.url:
        yield link(flag.url, f"its page in {flag.source}")


def _buttons(found: Standing) -> Iterator[Button]:
    yield Button("What changed", Asked("rollout_changes", (found.rollout.ref,)))
    owned = [one.ref for one, _ in found.linked if one.known] or [one.ref for one in found.owners if one.known]
    if owned:
        yield Button("Owner", Asked("owner", (owned[0],)))


def _facts(found: Standing | Nothing) -> Facts:
    if isinstance(found, Nothing):
        return {}
    rollout = found.rollout
    flag = rollout.flag
    on = next((one.on for one in found.verdicts if one.on is not None), None)
    return {
        "rollout": {
            "ref": str(rollout.ref),
            "environments": [_environment(one, rollout.switch) for one in found.environments],
            "stale": flag.stale,
            "archived": flag.archived,
            "linked": [str(one.ref) for one, _ in found.linked],
        },
        "owners": refs(found.owners),
        **({"subject_on": on} if on is not None else {}),
    }


def _environment(one: Environment, switch: bool) -> Facts:
    return {
        "name": one.name,
        "enabled": one.enabled,
        "percentage": _number(one.percentage) if switch else None,
        "audience": standing_of(one, switch),
    }


def _number(percentage: float | None) -> float | None:
    """Whole percents as whole numbers."""
    return int(percentage) if percentage is not None and percentage == int(percentage) else percentage


ROLLOUT: Final = Question(
    name="rollout",
    asks="how far a rollout is, in every environment",
    phrases=(
        "is {entity} rolled out",
        "is {entity} on in production",
        "how far is {entity}",
        "what percentage is {entity} at",
        "is {entity} on for user 42",
    ),
    subject=Subject(prefers=(frozenset({"rollout"}),), only=True),
    answer=_find,
    render=_draw,
    facts=_facts,
    source="rollouts",
)
