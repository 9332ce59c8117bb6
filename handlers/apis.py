"""Which APIs something provides and consumes, and who consumes an API."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from catalog_client import Entity
from catalog_client.relation import API_CONSUMED_BY, API_PROVIDED_BY, CONSUMES_API, DEPENDENCY_OF
from handlers.asked import Asked
from handlers.entity_question import entity_question
from handlers.inside import across, apis_of, inside_of, owners_among, spoken
from handlers.kit import Button, Facts, Mrkdwn, Passage, escape
from handlers.lines import (
    Mentioned,
    all_mentioned,
    count,
    mentioned,
    missing,
    names,
    refs,
    sentence_start,
    strong,
    tally,
)
from handlers.question import Subject
from handlers.sources import Sources

BOTH: Final = ""


@dataclass(frozen=True, slots=True)
class Apis:
    """The APIs something provides and consumes. direction: the one asked for, `provides` or `consumes`, else BOTH."""

    subject: Mentioned
    direction: str
    provides: tuple[Mentioned, ...]
    consumes: tuple[Mentioned, ...]

    @property
    def asked_for(self) -> tuple[Mentioned, ...]:
        wanted = (
            *(self.provides * (self.direction != "consumes")),
            *(self.consumes * (self.direction != "provides")),
        )
        return tuple(dict.fromkeys(wanted))


def _find_apis(entity: Entity, asked: Asked, sources: Sources) -> Apis:
    catalog = sources.catalog
    inside = inside_of(catalog, entity)
    direction = str(asked.slots.get("direction", BOTH))
    return Apis(
        mentioned(catalog, entity.ref),
        direction if direction in {"provides", "consumes"} else BOTH,
        all_mentioned(catalog, apis_of(catalog, inside)),
        all_mentioned(catalog, across(catalog, inside, CONSUMES_API)),
    )


def _draw_apis(found: Apis) -> Passage:
    subject, ref = sentence_start(spoken(found.subject)), found.subject.ref
    clauses = [_clause("provides", found.provides), _clause("consumes", found.consumes)]
    if found.direction == "provides":
        clauses = clauses[:1]
    elif found.direction == "consumes":
        clauses = clauses[1:]
    itself = Mrkdwn(f"{subject} is an API itself.")
    headline = itself if ref.kind == "api" else Mrkdwn(f"{subject} {'; it '.join(clauses)}.")
    consumers = [Button("Who consumes them", Asked("consumers", (ref,)))] if found.provides else []
    buttons = (*consumers, Button("About", Asked("about", (ref,))))
    return Passage(headline, (*_other_way(found), *missing(found.asked_for)), buttons)


def _clause(verb: str, apis: tuple[Mentioned, ...]) -> str:
    return f"{verb} {count(len(apis), 'API')}{': ' if apis else ''}{names(apis, 10)}"


def _other_way(found: Apis) -> Iterator[Mrkdwn]:
    """Where the asked way has nothing, that the other way has something."""
    if found.direction == "provides" and not found.provides and found.consumes:
        yield Mrkdwn(f"It consumes {count(len(found.consumes), 'API')}: {names(found.consumes, 10)}.")
    if found.direction == "consumes" and not found.consumes and found.provides:
        yield Mrkdwn(f"It provides {count(len(found.provides), 'API')}: {names(found.provides, 10)}.")


def _api_facts(found: Apis) -> Facts:
    return {
        "entities": refs(found.asked_for),
        "provides": refs(found.provides),
        "consumes": refs(found.consumes),
    }


@dataclass(frozen=True, slots=True)
class Consumers:
    """Who consumes an API, or the APIs of what was asked about.

    apis: those APIs. consumers: what declares that it consumes them. depending: what only declares that it depends on
    them. owners: whose all these are. providers: who provides the API.
    """

    subject: Mentioned
    apis: tuple[Mentioned, ...]
    consumers: tuple[Mentioned, ...]
    depending: tuple[Mentioned, ...]
    owners: tuple[Mentioned, ...]
    providers: tuple[Mentioned, ...]


def _find_consumers(entity: Entity, asked: Asked, sources: Sources) -> Consumers:
    catalog = sources.catalog
    inside = inside_of(catalog, entity)
    apis = apis_of(catalog, inside)
    providers = across(catalog, apis, API_PROVIDED_BY)
    consumers = across(catalog, apis, API_CONSUMED_BY) - inside
    depending = across(catalog, apis, DEPENDENCY_OF) - inside - consumers - providers
    return Consumers(
        mentioned(catalog, entity.ref),
        all_mentioned(catalog, apis),
        all_mentioned(catalog, consumers),
        all_mentioned(catalog, depending),
        owners_among(catalog, consumers | depending),
        all_mentioned(catalog, providers - {entity.ref}),
    )


def _draw_consumers(found: Consumers) -> Passage:
    ref, number = found.subject.ref, len(found.consumers)
    buttons = (Button("What depends on it", Asked("dependents", (ref,))), Button("Owner", Asked("owner", (ref,))))
    if not found.apis:
        nothing = f"{sentence_start(spoken(found.subject))} provides no API, so nothing can consume one."
        return Passage(Mrkdwn(nothing), buttons=buttons)
    whose = strong(found.subject) if ref.kind == "api" else Mrkdwn(f"an API of {spoken(found.subject)}")
    verb = "consumes" if number == 1 else "consume"
    headline = f"{escape(tally(found.consumers))} {verb} {whose}: {names(found.consumers)}."
    nobody = f"Nothing in the catalog declares that it consumes {whose}."
    return Passage(Mrkdwn(headline if number else nobody), tuple(_around_consumers(found)), buttons)


def _around_consumers(found: Consumers) -> Iterator[Mrkdwn]:
    if found.subject.ref.kind != "api":
        yield Mrkdwn(f"Its {'API' if len(found.apis) == 1 else 'APIs'}: {names(found.apis, 8)}.")
    if found.depending:
        verb = "depends" if len(found.depending) == 1 else "depend"
        yield Mrkdwn(f"{names(found.depending, 8)} {verb} on it without declaring to consume it.")
    if found.owners:
        yield Mrkdwn(f"Owners to tell: {names(found.owners, 6)}.")
    if found.providers:
        yield Mrkdwn(f"Provided by {names(found.providers, 4)}.")
    yield from missing(found.consumers)


def _consumer_facts(found: Consumers) -> Facts:
    return {"entities": refs(found.consumers), "depending": refs(found.depending)}


APIS: Final = entity_question(
    name="apis",
    asks="which APIs X provides or consumes",
    phrases=("which APIs does {entity} provide", "what APIs does {entity} call", "APIs of {entity}"),
    subject=Subject(prefers=(frozenset({"component", "system"}),)),
    answer=_find_apis,
    render=_draw_apis,
    facts=_api_facts,
)

CONSUMERS: Final = entity_question(
    name="consumers",
    asks="who consumes an API",
    phrases=("who consumes {entity}", "clients of {entity}", "consumers of {entity}"),
    subject=Subject(prefers=(frozenset({"api"}), frozenset({"component", "system"}))),
    answer=_find_consumers,
    render=_draw_consumers,
    facts=_consumer_facts,
)
