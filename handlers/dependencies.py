"""What something needs, and what needs it.

Theory: `dependsOn` is what a component says it needs; that it calls an API is said apart (`consumesApis`), and does
not say which component answers. So the answer lists the declared dependencies, and what comes by APIs below them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from catalog_client import Entity
from catalog_client.relation import (
    API_CONSUMED_BY,
    API_PROVIDED_BY,
    CONSUMES_API,
    DEPENDENCY_OF,
    DEPENDS_ON,
)
from handlers.asked import Asked
from handlers.entity_question import entity_question
from handlers.inside import across, apis_of, beyond, inside_of, owners_among, spoken
from handlers.kit import Button, Facts, Mrkdwn, Passage, escape
from handlers.lines import Mentioned, all_mentioned, count, mentioned, missing, names, refs, sentence_start, tally
from handlers.question import Subject
from handlers.sources import Sources


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What something needs.

    needs: directly, or however far (`transitive`). behind: how many more those need in turn, when not listed.
    apis: the APIs it consumes. providers: who provides those.
    """

    subject: Mentioned
    needs: tuple[Mentioned, ...]
    behind: int
    transitive: bool
    apis: tuple[Mentioned, ...]
    providers: tuple[Mentioned, ...]


def _find_dependencies(entity: Entity, asked: Asked, sources: Sources) -> Dependencies:
    catalog = sources.catalog
    inside = inside_of(catalog, entity)
    direct = across(catalog, inside, DEPENDS_ON)
    everything = beyond(catalog, inside, DEPENDS_ON)
    transitive = asked.slots.get("transitive") is True
    apis = across(catalog, inside, CONSUMES_API) - direct
    return Dependencies(
        mentioned(catalog, entity.ref),
        all_mentioned(catalog, everything if transitive else direct),
        0 if transitive else len(everything - direct),
        transitive,
        all_mentioned(catalog, apis),
        all_mentioned(catalog, across(catalog, apis, API_PROVIDED_BY) - inside),
    )


def _draw_dependencies(found: Dependencies) -> Passage:
    subject, ref = sentence_start(spoken(found.subject)), found.subject.ref
    if found.needs:
        far = ", directly or not," if found.transitive else ""
        headline = f"{subject} depends{far} on {escape(tally(found.needs))}: {names(found.needs)}."
    elif found.apis:
        headline = f"{subject} declares no dependencies, but calls {names(found.apis, 8)}."
    else:
        headline = f"{subject} declares no dependencies in the catalog."
    whole = Button("All the way down", Asked("dependencies", (ref,), {"transitive": True}))
    buttons = (*([whole] if found.behind else []), Button("What needs it", Asked("dependents", (ref,))))
    return Passage(Mrkdwn(headline), tuple(_around_dependencies(found)), buttons)


def _around_dependencies(found: Dependencies) -> Iterator[Mrkdwn]:
    if found.behind:
        yield _behind(found.needs, found.behind)
    provided = f"provided by {names(found.providers, 6)}"
    if found.apis and found.needs:
        yield Mrkdwn(f"It also calls {names(found.apis, 8)}{f', {provided}' if found.providers else ''}.")
    elif found.providers:
        yield Mrkdwn(f"{'That is' if len(found.apis) == 1 else 'Those are'} {provided}.")
    yield from missing(found.needs)


def _behind(direct: Sequence[Mentioned], further: int) -> Mrkdwn:
    return Mrkdwn(f"Behind {'that' if len(direct) == 1 else 'those'}, {count(further, 'thing', 'more ')}.")


def _dependency_facts(found: Dependencies) -> Facts:
    return {"entities": refs(found.needs), "apis": refs(found.apis), "behind": found.behind}


@dataclass(frozen=True, slots=True)
class Dependents:
    """What needs something.

    needed_by: directly, or however far (`transitive`). behind: how many more need those in turn, when not listed.
    callers: what consumes its APIs without declaring that it depends on it. owners: whose all these are.
    """

    subject: Mentioned
    needed_by: tuple[Mentioned, ...]
    behind: int
    transitive: bool
    callers: tuple[Mentioned, ...]
    owners: tuple[Mentioned, ...]


def _find_dependents(entity: Entity, asked: Asked, sources: Sources) -> Dependents:
    catalog = sources.catalog
    inside = inside_of(catalog, entity)
    relations = (DEPENDENCY_OF, API_CONSUMED_BY) if entity.ref.kind == "api" else (DEPENDENCY_OF,)
    direct = across(catalog, inside, *relations)
    everything = beyond(catalog, inside, *relations)
    transitive = asked.slots.get("transitive") is True
    listed = everything if transitive else direct
    apis = apis_of(catalog, inside | listed if transitive else inside)
    callers = across(catalog, apis, API_CONSUMED_BY) - inside - listed
    return Dependents(
        mentioned(catalog, entity.ref),
        all_mentioned(catalog, listed),
        0 if transitive else len(everything - direct),
        transitive,
        all_mentioned(catalog, callers),
        owners_among(catalog, listed | callers),
    )


def _draw_dependents(found: Dependents) -> Passage:
    subject, ref = spoken(found.subject), found.subject.ref
    number = len(found.needed_by)
    far = ", directly or not" if found.transitive else ""
    if number:
        verb = "depends" if number == 1 else "depend"
        headline = f"{escape(tally(found.needed_by))} {verb} on {subject}{far}: {names(found.needed_by)}."
    elif found.callers:
        headline = f"Nothing declares that it depends on {subject}, but its APIs are called."
    else:
        headline = f"Nothing in the catalog declares that it depends on {subject}."
    whole = Button("Everything behind", Asked("dependents", (ref,), {"transitive": True}))
    buttons = (*([whole] if found.behind else []), Button("What it needs", Asked("dependencies", (ref,))))
    return Passage(Mrkdwn(headline), tuple(_around_dependents(found)), buttons)


def _around_dependents(found: Dependents) -> Iterator[Mrkdwn]:
    if found.behind:
        yield _behind(found.needed_by, found.behind)
    if found.callers:
        more = "more " if found.needed_by else ""
        verb = "calls" if len(found.callers) == 1 else "call"
        callers = f"{escape(tally(found.callers, more))} {verb}"
        yield Mrkdwn(f"{callers} one of {'these' if found.transitive else 'its'} APIs: {names(found.callers)}.")
    if found.owners:
        yield Mrkdwn(f"Owners to tell: {names(found.owners, 6)}.")
    yield from missing(found.needed_by)


def _dependent_facts(found: Dependents) -> Facts:
    return {"entities": refs(found.needed_by), "callers": refs(found.callers), "behind": found.behind}


_OF: Final = Subject(prefers=(frozenset({"component", "system", "resource", "api"}),))

DEPENDENCIES: Final = entity_question(
    name="dependencies",
    asks="what X needs",
    phrases=("what does {entity} depend on", "dependencies of {entity}", "upstreams of {entity}"),
    subject=_OF,
    answer=_find_dependencies,
    render=_draw_dependencies,
    facts=_dependency_facts,
)

DEPENDENTS: Final = entity_question(
    name="dependents",
    asks="what needs X",
    phrases=(
        "what depends on {entity}",
        "who uses {entity}",
        "what breaks if {entity} goes down",
        "blast radius of {entity}",
    ),
    subject=_OF,
    answer=_find_dependents,
    render=_draw_dependents,
    facts=_dependent_facts,
)
