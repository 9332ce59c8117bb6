"""The straight line: what was said → what was asked → the answer → the message; and what the thread is about.

Everything a message needs to be understood is gathered in a `Scene`; only answers may wait on the outside world.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot import compose
from bot.explain import EXPLAIN, explained, lines_of
from bot.follow import asks_why, chosen, next_best, plain_words, rejects, sibling
from bot.hearing import hear
from bot.names import Names
from bot.naming import EXACT
from bot.reply import Reply, Topic, Topics
from bot.resolve import Found, Resolution, Unclear, Unknown
from bot.scene import Scene
from bot.stand_ins import stand_in
from bot.understand import Meant, Understanding
from bot.users import Users, teams_of
from bot.utterance import Utterance
from catalog_client import Entity, EntityRef, Snapshot
from catalog_client.relation import OWNED_BY
from handlers.asked import Asked, SlotValue
from handlers.kit import Facts, Mrkdwn, Passage, code, escape
from handlers.picks import USUAL, Terms
from handlers.question import AnyQuestion
from handlers.sources import Acquaintances, Freshness, Picks, Reader, Rollouts, Rotas, Sources

_CORRECTIONS: Final = frozenset({"no", "nope", "nah", "sorry", "i", "mean", "meant", "rather", "actually"})
_MISSING_SOURCE: Final = {
    "oncall": "on-call",
    "oncall_next": "on-call",
    "my_oncall": "on-call",
    "rollout": "rollouts",
    "rollouts": "rollouts",
    "rollout_changes": "rollouts",
    "pick": "the note-taker's history",
    "pick_history": "the note-taker's history",
    "pick_odds": "the note-taker's history",
}


@dataclass(frozen=True, slots=True)
class World:
    """What can be asked about right now. names and users belong to the snapshot. freshness: the catalog first."""

    catalog: Snapshot
    names: Names
    users: Users
    freshness: tuple[Freshness, ...] = ()
    rollouts: Rollouts | None = None
    rotas: Rotas | None = None
    acquaintances: Acquaintances | None = None
    picks: Picks | None = None
    pick_terms: Terms = USUAL


@dataclass(frozen=True, slots=True)
class _Answered:
    asked: Asked
    passages: tuple[Passage, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)


class Conversation:
    """Answers utterances and presses of buttons, one kind of question by one `Question`."""

    def __init__(
        self,
        questions: Iterable[AnyQuestion],
        understanding: Understanding,
        world: Callable[[], World],
        topics: Topics,
        examples: Sequence[str] = ("who owns payments-api", "what depends on payments-api", "help"),
    ) -> None:
        self._questions = {question.name: question for question in questions}
        self._understanding = understanding
        self._world = world
        self._topics = topics
        self._examples = tuple(examples)

    async def reply(self, said: Utterance) -> Reply:
        """Answer `said`, or say what is missing to answer it; `ignored` where it is not for us."""
        world = self._world()
        topic = await self._topics.recall(said.thread) if said.thread else None
        scene = _scene(said, world, topic)
        meant = self._meant(said, scene)
        if not meant:
            return _not_for_us(said) or self._not_understood()
        reply = await self._answer(meant, said, scene, world)
        if said.thread and reply.status != "not_understood":
            await self._topics.remember(said.thread, _topic_of(reply, meant, said, topic))
        return reply

    async def press(self, asks: Sequence[Asked], said: Utterance) -> Reply:
        """Answer what a button asks; `said` tells who pressed it, where and when."""
        world = self._world()
        scene = _scene(said, world, None)
        meant = tuple(
            Meant(one.kind, tuple(Found(ref, EXACT) for ref in one.entities), one.slots, "a button", 0.0)
            for one in asks
        )
        reply = await self._answer(meant, said, scene, world)
        if said.thread and all(one.kind in self._questions and self._questions[one.kind].phrases for one in asks):
            await self._topics.remember(said.thread, _topic_of(reply, meant, said, None))
        return reply

    # What is meant

    def _meant(self, said: Utterance, scene: Scene) -> tuple[Meant, ...]:
        if scene.topic is not None and (follow := self._follow_up(said.text, scene, scene.topic)) is not None:
            return follow
        meant = self._understanding(said.text, scene)
        return tuple(_as_rollout(one) for one in meant)

    def _follow_up(self, text: str, scene: Scene, topic: Topic) -> tuple[Meant, ...] | None:
        """What the message means as a reply to what was said last; None when it stands for itself."""
        tokens = hear(text)
        if topic.candidates and (ref := chosen(tokens, topic, scene)) is not None:
            return tuple(_about(asked, ref, "a choice among what was offered") for asked in topic.asks)
        if asks_why(tokens):
            return (Meant(EXPLAIN, tuple(Found(ref, EXACT) for ref in _entities(topic)), {}, "why?", 2.0),)
        if scene.addressed and not topic.candidates and topic.asks and rejects(tokens):
            found = next_best(topic.asks[0], (), scene)
            return (
                tuple(
                    Meant(asked.kind, (found,), asked.slots, "not this one", 2.0, str(topic.asks[0].entities[:1]))
                    for asked in topic.asks
                    if asked.entities
                )
                or None
            )
        if not topic.candidates and (ref := sibling(_uncorrected(plain_words(tokens)), topic, scene)) is not None:
            return tuple(_about(asked, ref, "the same name of another kind") for asked in topic.asks)
        return None

    # The answer

    async def _answer(self, meant: Sequence[Meant], said: Utterance, scene: Scene, world: World) -> Reply:
        why = lines_of(meant)
        if any(isinstance(one, Unclear) for each in meant for one in each.subjects):
            return _which_one(meant, world, why)
        missing = [each for each in meant if each.subjects and all(isinstance(one, Unknown) for one in each.subjects)]
        sources = _sources(world)
        if any(self._is_configured(each.kind, sources) for each in missing):
            return _no_such_thing(missing, world, why)
        if meant[0].kind == EXPLAIN:
            return explained(meant[0], scene.topic)
        reader = Reader(said.now, said.zone, scene.asker, said.channel, said.thread or "", said.text)
        answered = [await self._one(_asked(each), sources, reader) for each in meant]
        asks = tuple(one.asked for one in answered)
        passages = [passage for one in answered for passage in one.passages]
        # A source may have been read to answer, so how fresh they are is asked again.
        freshness = self._world().freshness
        message = compose.answer(
            passages,
            freshness,
            reader,
            known_kinds=frozenset(self._questions),
            footnotes=_footnotes(meant, world),
            not_this=_not_this(meant, scene),
            asks=asks,
        )
        used = {name for passage in passages for name in passage.sources}
        shown = tuple(one for one in freshness if one.name in used)
        return Reply("answered", asks, (), message, _merged(one.facts for one in answered), shown, why)

    async def _one(self, asked: Asked, sources: Sources, reader: Reader) -> _Answered:
        question = self._questions.get(asked.kind)
        if question is None or not sources.has(question.source):
            return _Answered(asked, (_no_source(asked.kind),))
        about: tuple[EntityRef | None, ...] = asked.entities or (None,)
        found = [await self._about(question, ref, asked, sources, reader) for ref in about]
        return _Answered(asked, tuple(passage for passage, _ in found), _merged(facts for _, facts in found))

    async def _about(
        self, question: AnyQuestion, ref: EntityRef | None, asked: Asked, sources: Sources, reader: Reader
    ) -> tuple[Passage, Facts]:
        """The answer about one thing; about a rollout, where that has none itself, by what it belongs to."""
        if ref is None or ref.kind != "rollout" or question.source == "rollouts":
            return await question.reply(ref, asked, sources, reader)
        other = stand_in(ref, question.source, sources)
        if other is None:
            return await self._questions.get("rollout", question).reply(ref, asked, sources, reader)
        passage, facts = await question.reply(other[0], asked, sources, reader)
        sources_too = (*passage.sources, "rollouts")
        return replace(passage, details=(*passage.details, other[1]), sources=sources_too), facts

    def _is_configured(self, kind: str, sources: Sources) -> bool:
        """Whether such a question could be answered at all, whatever it is about."""
        return kind not in self._questions or sources.has(self._questions[kind].source)

    def _not_understood(self) -> Reply:
        return Reply("not_understood", message=compose.not_understood(self._examples))


def _sources(world: World) -> Sources:
    return Sources(
        world.catalog,
        world.names,
        world.freshness,
        world.rollouts,
        world.rotas,
        world.acquaintances,
        world.picks,
        world.pick_terms,
    )


def _scene(said: Utterance, world: World, topic: Topic | None) -> Scene:
    asker = said.asker_ref or (world.users.ref_of(said.asker) if said.asker is not None else None)
    return Scene(
        names=world.names,
        now=said.now,
        zone=said.zone,
        asker=asker,
        teams=teams_of(asker, world.catalog),
        here=world.names.in_channel(said.channel, said.channel_name),
        people=world.users.among(said.people.values()),
        topic=topic,
        topic_teams=_teams_behind(topic, world.catalog),
        addressed=said.addressed,
    )


def _teams_behind(topic: Topic | None, catalog: Snapshot) -> tuple[EntityRef, ...]:
    """Who "they" and "that team" are, when the thread is about a thing or a person."""
    refs = _entities(topic) if topic is not None else ()
    groups = [ref for one in refs for ref in (*catalog.related(one, OWNED_BY), *teams_of(one, catalog))]
    return tuple(dict.fromkeys(ref for ref in groups if ref.kind == "group"))


def _not_for_us(said: Utterance) -> Reply | None:
    return None if said.addressed else Reply("ignored")


def _uncorrected(words: Sequence[str]) -> tuple[str, ...]:
    """A correction without the words that say it is one: `no, i meant the api`."""
    kept = list(words)
    while kept and kept[0] in _CORRECTIONS:
        kept.pop(0)
    return tuple(kept)


def _entities(topic: Topic) -> tuple[EntityRef, ...]:
    return tuple(dict.fromkeys(ref for asked in topic.asks for ref in asked.entities))


def _about(asked: Asked, ref: EntityRef, rule: str) -> Meant:
    return Meant(asked.kind, (Found(ref, EXACT),), asked.slots, rule, 2.0)


def _as_rollout(meant: Meant) -> Meant:
    """What a flag is, is how far it is."""
    refs = [one.ref for one in meant.subjects if isinstance(one, Found)]
    if meant.kind == "about" and refs and all(ref.kind == "rollout" for ref in refs):
        return replace(meant, kind="rollout")
    return meant


def _asked(meant: Meant) -> Asked:
    refs = tuple(dict.fromkeys(one.ref for one in meant.subjects if isinstance(one, Found)))
    return Asked(meant.kind, refs, dict(meant.slots))


def _open(meant: Meant) -> Asked:
    """What was asked, without what it is about."""
    return Asked(meant.kind, (), dict(meant.slots))


def _topic_of(reply: Reply, meant: Sequence[Meant], said: Utterance, before: Topic | None) -> Topic:
    if reply.status == "answered":
        asks = tuple(asked for asked in reply.asks if asked.kind != EXPLAIN)
        named = tuple(asked for asked, one in zip(reply.asks, meant, strict=False) if one.words)
        return Topic(
            asks or (before.asks if before else ()),
            said.now,
            why=reply.why,
            lead=named or (before.lead if before else ()),
        )
    return Topic(tuple(_open(one) for one in meant), said.now, reply.candidates, reply.why)


def _which_one(meant: Sequence[Meant], world: World, why: tuple[str, ...]) -> Reply:
    unclear = next(one for each in meant for one in each.subjects if isinstance(one, Unclear))
    asks = tuple(_open(each) for each in meant)
    message = compose.which_one(asks, _known(unclear.candidates, world))
    return Reply("ambiguous", asks, unclear.candidates, message, why=why, sources=world.freshness[:1])


def _no_such_thing(missing: Sequence[Meant], world: World, why: tuple[str, ...]) -> Reply:
    near = tuple(dict.fromkeys(ref for each in missing for one in each.subjects for ref in _near(one)))[:5]
    asks = tuple(_open(each) for each in missing)
    message = compose.no_such_thing(asks, missing[0].words or "that", _known(near, world))
    return Reply("unknown_entity", asks, near, message, why=why, sources=world.freshness[:1])


def _near(resolution: Resolution) -> tuple[EntityRef, ...]:
    return resolution.near if isinstance(resolution, Unknown) else ()


def _known(refs: Iterable[EntityRef], world: World) -> tuple[Entity, ...]:
    """The entities to offer; what is no entity of the catalog (a flag) stands as one for its name."""
    return tuple(world.catalog.get(ref) or Entity(ref, ref.kind, ref.name) for ref in refs)


def _footnotes(meant: Sequence[Meant], world: World) -> list[Mrkdwn]:
    """How words were read that are no name as they stand."""
    notes: dict[Mrkdwn, None] = {}
    for each in meant:
        for one in each.subjects:
            if isinstance(one, Found) and one.how and each.words:
                entity = world.catalog.get(one.ref)
                name = entity.name if entity is not None else one.ref.name
                notes.setdefault(Mrkdwn(f"{code(each.words)} read as {escape(name)} ({escape(one.how)})"))
            if isinstance(one, Found) and one.also:
                others = ", ".join(escape(str(ref)) for ref in one.also[:3])
                notes.setdefault(Mrkdwn(f"The same name also stands for {others}."))
    return list(notes)


def _not_this(meant: Sequence[Meant], scene: Scene) -> tuple[Asked, ...]:
    """What "Not this one" asks instead, where the match was not exact."""
    unsure = [each for each in meant if any(isinstance(one, Found) and one.rank != EXACT for one in each.subjects)]
    if len(unsure) != len(meant) or not meant or len(meant[0].subjects) != 1:
        return ()
    found = next_best(_asked(meant[0]), (), scene)
    if not isinstance(found, Found):
        return ()
    return tuple(replace(_open(each), entities=(found.ref,)) for each in meant)


def _no_source(kind: str) -> Passage:
    source = _MISSING_SOURCE.get(kind)
    if source is None:
        return Passage(escape("This installation does not answer that kind of question."), sources=())
    return Passage(escape(f"No source is configured for {source}, so I can not say."), sources=())


def _merged(facts: Iterable[Facts]) -> dict[str, Any]:
    """The facts of several answers as one: lists are joined without doubles, of other values the first stands."""
    merged: dict[str, Any] = {}
    for each in facts:
        for name, value in each.items():
            if isinstance(value, list | tuple) and name in merged:
                merged[name] = [*merged[name], *(one for one in value if one not in merged[name])]
            else:
                merged.setdefault(name, list(value) if isinstance(value, tuple) else value)
    return merged


__all__ = ["Conversation", "SlotValue", "World"]
