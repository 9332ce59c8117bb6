"""The straight line: what was said → what was asked → the answer → the message; and what the thread is about.

Everything a message needs to be understood is gathered in a `Scene`; only answers may wait on the outside world.
"""

from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from msgspec.structs import replace

from bot import compose
from bot.beside import another, footnotes, remember
from bot.correction import Correction, called, without_correction
from bot.explain import EXPLAIN, explained, lines_of
from bot.follow import NEXT_NEAREST, Followed, entities_of, follow_up, puts_right
from bot.left_out import with_left_out
from bot.names import Names
from bot.naming import EXACT
from bot.reply import Reply, Topic, Topics
from bot.resolution import Whose
from bot.resolve import Found, Resolution, Unclear, Unknown
from bot.scene import Scene
from bot.stand_ins import stand_in
from bot.taught import Taught
from bot.topic import open_asks, topic_after
from bot.understand import Meant, Understanding
from bot.users import Users, teams_of
from bot.utterance import Utterance
from catalog_client import Entity, EntityRef, Snapshot
from catalog_client.relation import OWNED_BY
from handlers.asked import Asked, SlotValue
from handlers.kit import Facts, Passage, escape
from handlers.picks import USUAL, Terms
from handlers.question import AnyQuestion, Subject
from handlers.sources import Acquaintances, Freshness, Picks, Reader, Reminders, Rollouts, Rotas, Sources
from handlers.type_ahead import Offer

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
    """What can be asked about right now. names and users belong to the snapshot. freshness: as in `Sources`."""

    catalog: Snapshot
    names: Names
    users: Users
    freshness: Callable[[], tuple[Freshness, ...]] = tuple
    rollouts: Rollouts | None = None
    rotas: Rotas | None = None
    acquaintances: Acquaintances | None = None
    picks: Picks | None = None
    pick_terms: Terms = USUAL
    taught: Taught | None = None
    reminders: Reminders | None = None


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
        return await (await self.understood(said))()

    async def understood(self, said: Utterance) -> Callable[[], Coroutine[Any, Any, Reply]]:
        """What answers `said`, which is understood now. Until that is called nothing is changed anywhere."""
        world = self._world()
        topic = await self._topics.recall(said.thread) if said.thread and not said.begins else None
        scene = scene_of(said, world, topic)
        return partial(self._reply, self._followed(said, scene), said, scene, world)

    async def _reply(self, followed: Followed, said: Utterance, scene: Scene, world: World) -> Reply:
        if not followed.meant:
            await self._keep_speaker(said, scene.topic)
            return _not_for_us(said) or self._not_understood()
        followed = replace(followed, meant=with_left_out(followed.meant, said.text, scene, world.catalog))
        reply = await self._answer(followed, said, scene, world)
        await self._keep(reply, followed, said, scene.topic)
        return reply

    async def press(self, asks: Sequence[Asked], said: Utterance) -> Reply:
        """Answer what a button asks; `said` tells who pressed it, where and when."""
        world = self._world()
        scene = scene_of(said, world, None)
        asked, correction = without_correction(asks)
        followed = Followed(tuple(_pressed(one, correction) for one in asked), correction)
        reply = await self._answer(followed, said, scene, world)
        await self._keep(reply, followed, said, None)
        return reply

    async def _keep(self, reply: Reply, followed: Followed, said: Utterance, before: Topic | None) -> None:
        """Remember what the thread is about now; what only buttons ask changes nothing about that."""
        unspoken = frozenset(name for name, question in self._questions.items() if not question.phrases)
        if said.thread and (topic := topic_after(reply, followed, said, before, unspoken)) is not None:
            await self._topics.remember(said.thread, topic)

    async def _keep_speaker(self, said: Utterance, topic: Topic | None) -> None:
        """Remember whom we talk with, though we know no answer, and that others talk too."""
        if not said.thread or topic is None or (topic.answered == said.speaker and not said.addressed):
            return
        speaker = said.speaker if said.addressed else topic.answered
        now = replace(topic, answered=speaker, interrupted=not said.addressed)
        if now != topic:
            await self._topics.remember(said.thread, now)

    # What is meant

    def _followed(self, said: Utterance, scene: Scene) -> Followed:
        if (follow := follow_up(said.text, scene, self._subject)) is not None:
            return follow
        meant = tuple(_as_rollout(one) for one in self._understanding(said.text, scene))
        return Followed(meant, puts_right(said.text, meant, scene.topic))

    def _subject(self, kind: str) -> Subject:
        return self._questions[kind].subject if kind in self._questions else Subject()

    # The answer

    async def _answer(self, followed: Followed, said: Utterance, scene: Scene, world: World) -> Reply:
        meant, why = followed.meant, lines_of(followed.meant)
        if any(isinstance(one, Unclear) for each in meant for one in each.subjects):
            return _which_one(meant, called(meant, said.text), world, why)
        missing = [each for each in meant if each.subjects and all(isinstance(one, Unknown) for one in each.subjects)]
        sources = _sources(world)
        if any(self._is_configured(each.kind, sources) for each in missing):
            if followed.correction is not None:
                message = compose.nothing_else(followed.correction.words)
                return Reply("unknown_entity", open_asks(missing), message=message, why=why)
            if whose := _whose(missing):
                reader = _reader(said, scene)
                message = compose.nobody_known(whose, reader.slack_id, reader.asker is not None)
                return Reply("unknown_entity", open_asks(missing), message=message, why=why)
            return _no_such_thing(missing, called(missing, said.text), world, why)
        if meant[0].kind == EXPLAIN:
            return explained(meant[0], scene.topic)
        return await self._answered(followed, said, scene, sources, why)

    async def _answered(
        self, followed: Followed, said: Utterance, scene: Scene, sources: Sources, why: tuple[str, ...]
    ) -> Reply:
        meant, reader = followed.meant, _reader(said, scene)
        answered = [await self._one(_asked(each), sources, reader) for each in meant]
        asks = tuple(one.asked for one in answered)
        passages = [passage for one in answered for passage in one.passages]
        freshness = sources.freshness()
        channel = said.channel if said.channel and sources.aliases is not None else ""
        message = compose.answer(
            passages,
            freshness,
            reader,
            known_kinds=frozenset(self._questions),
            footnotes=footnotes(meant, sources.catalog),
            offers=(
                *another(followed, said.text, scene, self._subject(meant[0].kind)),
                *remember(followed, asks, scene, channel),
            ),
            asks=asks,
        )
        used = {name for passage in passages for name in passage.sources}
        shown = tuple(one for one in freshness if one.name in used)
        facts, calls = _merged(one.facts for one in answered), compose.calls(passages)
        aside = all(one.aside for one in passages)
        return Reply("answered", asks, (), message, facts, shown, why, calls, aside)

    def is_for_all(self, said: Utterance, asks: Sequence[Asked] = ()) -> bool:
        """Whether the answer is for all to see, also where it was asked for privately; asks: what a button asks."""
        kinds = [one.kind for one in asks]
        if not asks:
            meant = self._followed(said, scene_of(said, self._world(), None)).meant
            if any(not isinstance(one, Found) for each in meant for one in each.subjects):
                return False
            kinds = [one.kind for one in meant]
        return any(kind in self._questions and self._questions[kind].for_all for kind in kinds)

    async def suggest(self, asked: Asked, typed: str) -> tuple[Offer, ...]:
        """What fits into a field of ours after these letters."""
        question = self._questions.get(asked.kind)
        if question is None or question.suggest is None:
            return ()
        return await question.suggest(asked, typed, _sources(self._world()))

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
        return passage.also(other[1], "rollouts"), facts

    def _is_configured(self, kind: str, sources: Sources) -> bool:
        """Whether its name could be known at all: the names of rollouts come from their source."""
        question = self._questions.get(kind)
        return question is None or question.source != "rollouts" or sources.has(question.source)

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
        world.taught,
        world.reminders,
    )


def _reader(said: Utterance, scene: Scene) -> Reader:
    slack_id = said.asker.slack_id if said.asker is not None else ""
    return Reader(said.now, said.zone, scene.asker, said.channel, said.thread or "", said.text, slack_id)


def scene_of(said: Utterance, world: World, topic: Topic | None) -> Scene:
    """All that a message needs to be understood."""
    asker = said.asker_ref or (world.users.ref_of(said.asker) if said.asker is not None else None)
    speaks_on = not said.addressed and said.speaker != "" and topic is not None and topic.answered == said.speaker
    interrupted = topic is not None and topic.interrupted
    goes_on = speaks_on and not interrupted
    return Scene(
        names=world.names.here(world.taught.in_channel(said.channel)) if world.taught else world.names,
        now=said.now,
        zone=said.zone,
        asker=asker,
        teams=teams_of(asker, world.catalog),
        here=world.names.in_channel(said.channel, said.channel_name),
        people=world.users.among(said.people.values()),
        topic=topic,
        topic_teams=_teams_behind(topic, world.catalog),
        addressed=said.addressed or goes_on,
        goes_on=goes_on,
        returns=speaks_on and interrupted,
    )


def _teams_behind(topic: Topic | None, catalog: Snapshot) -> tuple[EntityRef, ...]:
    """Who "they" and "that team" are, when the thread is about a thing or a person."""
    refs = entities_of(topic) if topic is not None else ()
    groups = [ref for one in refs for ref in (*catalog.related(one, OWNED_BY), *teams_of(one, catalog))]
    return tuple(dict.fromkeys(ref for ref in groups if ref.kind == "group"))


def _not_for_us(said: Utterance) -> Reply | None:
    return None if said.addressed else Reply("ignored")


def _pressed(asked: Asked, correction: Correction | None) -> Meant:
    """What a button asks; one that rejects what was answered says how else the words were read."""
    words, how = (correction.words, NEXT_NEAREST) if correction is not None and correction.rejected else ("", "")
    found = tuple(Found(ref, EXACT, how) for ref in asked.entities)
    return Meant(asked.kind, found, asked.slots, "a button", 0.0, words)


def _as_rollout(meant: Meant) -> Meant:
    """What a flag is, and what its flags are, is how far it is."""
    refs = [one.ref for one in meant.subjects if isinstance(one, Found)]
    if meant.kind in {"about", "rollouts"} and refs and all(ref.kind == "rollout" for ref in refs):
        return replace(meant, kind="rollout")
    return meant


def _asked(meant: Meant) -> Asked:
    refs = tuple(dict.fromkeys(one.ref for one in meant.subjects if isinstance(one, Found)))
    return Asked(meant.kind, refs, dict(meant.slots))


def _which_one(meant: Sequence[Meant], words: str, world: World, why: tuple[str, ...]) -> Reply:
    unclear = next(one for each in meant for one in each.subjects if isinstance(one, Unclear))
    asks = open_asks(meant)
    offered = _known(unclear.candidates, world)
    message = compose.which_one(asks, offered, beside=_put_right(words))
    return Reply("ambiguous", asks, unclear.candidates, message, why=why, sources=world.freshness()[:1])


def _whose(missing: Sequence[Meant]) -> Whose:
    """Who or what was pointed to, where nothing else is missing."""
    first = missing[0].subjects[0]
    return first.whose if isinstance(first, Unknown) else ""


def _no_such_thing(missing: Sequence[Meant], words: str, world: World, why: tuple[str, ...]) -> Reply:
    near = tuple(dict.fromkeys(ref for each in missing for one in each.subjects for ref in _near(one)))[:5]
    asks = open_asks(missing)
    named = missing[0].words or "that"
    message = compose.no_such_thing(asks, named, _known(near, world), beside=_put_right(words))
    return Reply("unknown_entity", asks, near, message, why=why, sources=world.freshness()[:1])


def _put_right(words: str) -> tuple[Asked, ...]:
    """What a choice puts right: the words it was offered for."""
    return (Correction(words).line(),) if words else ()


def _near(resolution: Resolution) -> tuple[EntityRef, ...]:
    return resolution.near if isinstance(resolution, Unknown) else ()


def _known(refs: Iterable[EntityRef], world: World) -> tuple[Entity, ...]:
    """The entities to offer; what is no entity of the catalog (a flag) stands as one for its name."""
    return tuple(world.catalog.get(ref) or Entity(ref, ref.kind, ref.name) for ref in refs)


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


__all__ = ["Conversation", "SlotValue", "World", "scene_of"]
