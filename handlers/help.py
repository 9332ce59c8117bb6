"""What can be asked, by example: with the asker's own team and its things, where they are known."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from catalog_client import Entity, EntityRef, Snapshot
from catalog_client.relation import MEMBER_OF, OWNED_BY, OWNER_OF
from handlers.asked import Asked
from handlers.facets import EXAMPLE, EXAMPLE_SLOTS
from handlers.kit import Button, Facts, Mrkdwn, Passage, code, escape
from handlers.lines import name_of
from handlers.question import AnyQuestion, Question, Subject
from handlers.sources import Reader, Sources

_SHOWN: Final = ("owner", "oncall", "dependents", "links", "members", "owned", "rollouts", "pick", "search")
"""Which kinds of question are shown, in order, as far as the menu has them."""
_MOST_EXAMPLES: Final = 6
_MOST_BUTTONS: Final = 3


@dataclass(frozen=True, slots=True)
class Example:
    """A question to try. text: as a person would put it; asks: what it means."""

    text: str
    asks: Asked


@dataclass(frozen=True, slots=True)
class Help:
    """team: whose things the examples are about; empty where they are anybody's."""

    examples: tuple[Example, ...]
    team: str = ""


def help_question(menu: Sequence[AnyQuestion]) -> Question[Help]:
    """The question "what can I ask", about the questions of `menu`."""

    async def find(about: EntityRef | None, asked: Asked, sources: Sources, reader: Reader) -> Help:
        team = _team_of(sources.catalog, reader.asker)
        known = _well_known(sources.catalog, team)
        answered = [question for question in menu if sources.has(question.source)]
        return Help(tuple(_examples(answered, known))[:_MOST_EXAMPLES], name_of(team) if team else "")

    return Question(
        name="help",
        asks="what can be asked",
        phrases=("help", "what can you do", "hi"),
        subject=Subject(needed=False),
        answer=find,
        render=_draw,
        facts=_facts,
    )


def _team_of(catalog: Snapshot, asker: EntityRef | None) -> Entity | None:
    """The asker's team, the one with the most to ask about."""
    teams = catalog.neighbours(asker, MEMBER_OF) if asker else ()
    return max(teams, key=lambda one: sum(1 for _ in one.related(OWNER_OF)), default=None)


def _well_known(catalog: Snapshot, team: Entity | None) -> Mapping[str, Entity]:
    """For each kind, an entity to ask about: the team and its most connected things, else those of anybody."""
    owned = catalog.neighbours(team.ref, OWNER_OF) if team else ()
    known: dict[str, Entity] = {"group": team} if team else {}
    for one in sorted(owned, key=lambda one: -len(one.relations)):
        known.setdefault(one.ref.kind, one)
    for kind in catalog.kinds:
        known.setdefault(kind, _most_connected(catalog.of_kind(kind)))
    return known


def _most_connected(entities: Sequence[Entity]) -> Entity:
    owned = [one for one in entities if any(one.related(OWNED_BY))]
    return max(owned or entities, key=lambda one: len(one.relations))


def _examples(menu: Sequence[AnyQuestion], known: Mapping[str, Entity]) -> Iterator[Example]:
    questions = {question.name: question for question in menu}
    for name in _SHOWN:
        question = questions.get(name)
        about = _fitting(question, known) if question else None
        if question and (about or not question.subject.needed):
            text = as_said(question.phrases[0], name_of(about) if about else "")
            slots = dict(EXAMPLE_SLOTS) if "{facets}" in question.phrases[0] else {}
            yield Example(text, Asked(name, (about.ref,) if about else (), slots))


def _fitting(question: AnyQuestion, known: Mapping[str, Entity]) -> Entity | None:
    """Something the question is best asked about."""
    if "{entity}" not in question.phrases[0]:
        return None
    wished = [*(question.subject.prefers or (frozenset({"component"}),)), frozenset(known)]
    return next((known[kind] for kinds in wished for kind in sorted(kinds, key=_likeliest) if kind in known), None)


def _likeliest(kind: str) -> tuple[bool, str]:
    return (kind != "component", kind)


def as_said(phrase: str, name: str) -> str:
    """One way to say a phrase: without what may be left out, with the first of each `(this|or that)`."""
    spoken = re.sub(r"\(([^|()]*)[^()]*\)", r"\1", re.sub(r"\[[^\]]*\]", "", phrase))
    return " ".join(spoken.replace("{entity}", name).replace("{facets}", EXAMPLE).split())


def _draw(found: Help, reader: Reader) -> Passage:
    whose = f" Here is what {escape(found.team)} might ask:" if found.team else " For example:"
    headline = Mrkdwn(f"Ask me in your own words about anything in the software catalog.{whose}")
    buttons = (Button(one.text, one.asks) for one in found.examples if one.asks.entities)
    lines = (Mrkdwn(f"• {code(one.text)}") for one in found.examples)
    return Passage(headline, tuple(lines), tuple(buttons)[:_MOST_BUTTONS])


def _facts(found: Help) -> Facts:
    return {"examples": [one.text for one in found.examples]}
