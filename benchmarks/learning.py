"""Learns the weights of `bot.likeness`: from the phrases of the grammar, from sentences, and from labelled questions.

`python -m benchmarks.learning [--write]`. Prints how well the questions of each company are told apart by weights that
were learned without it; `--write` then learns from all and writes `bot/likeness.json`.
"""

import argparse
import asyncio
import json
import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from benchmarks._phrases import sampled
from benchmarks._samples import HELD_OUT, Sample, samples
from benchmarks._table import show
from bot.acquaintances import Acquaintances
from bot.asking import Asking, Line
from bot.catalogs import read_catalog
from bot.clock import now
from bot.conversation import Conversation, scene_of
from bot.example import USERS
from bot.likeness import ASKED, Likeness, marks, marks_of, probability_of
from bot.people import read_members
from bot.phrasing import PHRASES
from bot.reply import Topic
from bot.rollouts import called_by, rollout_places, rollouts_of
from bot.settings import from_environ
from bot.stores.memory import MemoryTopics
from bot.understand import Understanding
from bot.understood import phrases_of
from bot.world import Worlds
from catalog_client import EntityRef
from handlers import QUESTIONS
from handlers.asked import Asked

WEIGHTS = Path(__file__).parent.parent / "bot" / "likeness.json"
_ROUNDS = 8
_EACH_PHRASE = 6
"""Sentences made of each phrase."""
_LABELLED = 2
"""A labelled question counts as much as so many made sentences."""
_TOLD = 2
"""So does a sentence."""
_STEP, _SHRINK, _FIRST_BIAS, _BIAS_STEP = 0.5, 2e-4, -2.0, 0.05
_RARE = 3
"""A mark of fewer examples tells nothing."""
_GOOD_ENOUGH = 0.02
_SMALLEST = 0.25
"""Weights below this are not written."""
_SEEDS = 1
_SURE = 0.5
NOTHING = "none"
"""The file of sentences that ask nothing we know."""
_SENTENCES = Path(__file__).parent / "sentences"
_US = "U0PLAYGROUND"
_BEFORE = ("owner", "about", "oncall", "links", "dependencies", "rollouts")
_NAMES = {
    "thing": (
        "stream-gateway",
        "search-service",
        "lyrics-svc",
        "the playlist service",
        "encode-worker",
        "track-store",
    ),
    "api": ("stream-api", "the upload API", "recommendation-api", "playlist-api"),
    "group": ("playback-crew", "studio-tools", "the platform team", "live events", "label-relations"),
    "person": ("theo.park", "Lena Novak", "arjun", "<@U0MARTAOVTN>"),
    "flag": ("gapless-playback", "mood-radio", "instant-payout", "lossless-audio"),
}


@dataclass(frozen=True, slots=True)
class Example:
    """The marks of a message and the kinds of question it asks; others that it may ask too are not learned."""

    marks: frozenset[str]
    kinds: frozenset[str]
    also: frozenset[str] = frozenset()


def learn(examples: Sequence[Example]) -> Likeness:
    """One logistic regression for each kind of question, by gradient descent with a step for each weight (Adagrad)."""
    often = Counter(mark for one in examples for mark in one.marks)
    rows = [(sorted(mark for mark in one.marks if often[mark] >= _RARE), one.kinds, one.also) for one in examples]
    bias, weights = {}, defaultdict[str, dict[str, float]](dict)
    for kind in sorted({kind for one in examples for kind in one.kinds}):
        chance = random.Random(_SEEDS)
        base, own, squares = _FIRST_BIAS, dict[str, float](), defaultdict[str, float](float)
        order = [row for row in rows if kind in row[1] or kind not in row[2]]
        for _ in range(_ROUNDS):
            chance.shuffle(order)
            for found, kinds, _ in order:
                wrong = probability_of(base + sum(own.get(mark, 0.0) for mark in found)) - (kind in kinds)
                if abs(wrong) < _GOOD_ENOUGH:
                    continue
                base -= _BIAS_STEP * wrong
                for mark in found:
                    slope = wrong + _SHRINK * own.get(mark, 0.0)
                    squares[mark] += slope * slope
                    own[mark] = own.get(mark, 0.0) - _STEP * slope / math.sqrt(1 + squares[mark])
        bias[kind] = round(base, 2)
        for mark, weight in own.items():
            if abs(weight) >= _SMALLEST:
                weights[mark][kind] = round(weight, 2)
    return Likeness(bias, weights)


def made() -> list[Example]:
    """Examples made of the phrases."""
    chance = random.Random(_SEEDS)
    return [
        Example(marks(words, ["topic:none", *([ASKED] if chance.random() < 0.5 else [])]), frozenset([kind]))
        for kind, words in sampled(PHRASES, _EACH_PHRASE, chance)
    ]


Ear = Callable[[Line, Topic | None], frozenset[str] | None]
"""Hears a line, in a thread that is about something, and gives its marks; None where it says nothing."""


@asynccontextmanager
async def listening(settings: Mapping[str, str], users: bytes) -> AsyncIterator[Ear]:
    """An ear that knows the names of one company. users: its people, as in Slack."""
    read = from_environ(settings)
    catalog = await read_catalog(read.catalog, "", now)
    people = read_members(users)
    understanding = Understanding(phrases_of(QUESTIONS))
    async with rollouts_of(rollout_places(read), now) as rollouts:
        known = Acquaintances(people, lambda: worlds.users())
        worlds: Worlds = Worlds(tuple, called_by(rollouts), rollouts, acquaintances=known)
        await worlds.take(catalog)
        conversation = Conversation(QUESTIONS, understanding, worlds, MemoryTopics(timedelta(hours=1), lambda: 0.0))
        asking = Asking(conversation, people, worlds.users, now, lambda: 0.0)

        def hear(line: Line, topic: Topic | None) -> frozenset[str] | None:
            said = asking.utterance(line)
            heard = understanding.heard(said.text, scene_of(said, worlds(), topic))
            return None if heard is None else marks_of(heard)

        yield hear


async def labelled(sample: Sample, lines: Sequence[str], users: bytes) -> list[Example]:
    """The examples of one sample, each in the thread it was said in as that should have gone."""
    async with listening(sample.settings, users) as hear:
        found, topics = [], dict[str | None, Topic | None]()
        for written in lines:
            line = json.loads(written)
            asked = Line.of(line)
            if (marks_heard := hear(asked, topics.get(asked.thread))) is not None:
                found.append(_example(marks_heard, line["expect"]))
            if asked.thread:
                topics[asked.thread] = _topic_after(topics.get(asked.thread), asked, line["expect"])
        return found


def _topic_after(before: Topic | None, line: Line, label: dict[str, Any]) -> Topic | None:
    """What a thread is about after a line that was replied to as it should be."""
    speaker = str(line.asker or "")
    if asks := tuple(_asks(label)):
        return Topic(asks, now(), lead=asks, answered=speaker)
    if before is not None and label["status"] == "ignored" and before.answered != speaker:
        return replace(before, interrupted=True)
    return before


async def told(sentences: Mapping[str, Sequence[str]], users: bytes) -> list[Example]:
    """The examples that sentences of each kind make, with names of the example company; `> ` begins a follow-up."""
    chance, found = random.Random(_SEEDS), []
    async with listening({"REVERB_SLACK_USERS": str(USERS)}, users) as hear:
        for kind, written in sentences.items():
            for number, sentence in enumerate(written):
                follows, text = sentence.startswith("> "), filled(sentence.removeprefix("> "), chance)
                asked = Asked(chance.choice(_BEFORE), (EntityRef.parse("component:default/search-service"),))
                topic = Topic((asked,), now(), lead=(asked,)) if follows else None
                # Nobody mentions us in every follow-up; what is for nobody is mostly said between people.
                hears_us = not follows or (kind != NOTHING and bool(number % 2))
                mention = f"<@{_US}> " if follows and hears_us else ""
                line = Line(mention + text, thread=f"t{number % 2}" if follows else None)
                if (marks_heard := hear(line, topic)) is not None:
                    found.append(Example(marks_heard, frozenset(kind.split("+")) - {NOTHING}))
    return found


def filled(sentence: str, chance: random.Random) -> str:
    """A sentence with names in place of `{thing}`, `{api}`, `{group}`, `{person}` and `{flag}`."""
    return re.sub(r"\{(\w+)\}", lambda match: chance.choice(_NAMES[match[1]]), sentence)


def _example(found: frozenset[str], label: dict[str, Any]) -> Example:
    asks = label["asks"] if label["status"] in {"answered", "ambiguous", "unknown_entity"} else ()
    also = [ask["kind"] for others in label.get("also_right", ()) for ask in others]
    return Example(found, frozenset(ask["kind"] for ask in asks), frozenset(also))


def _asks(label: dict[str, Any]) -> Iterator[Asked]:
    if label["status"] == "answered":
        for ask in label["asks"]:
            with suppress(ValueError):
                yield Asked.parse(" ".join([ask["kind"], *ask.get("entities", ())]))


def told_apart(likeness: Likeness, examples: Sequence[Example]) -> tuple[float, float]:
    """The share of examples whose kinds are those that are likelier than not; that of wrong ones among the others."""
    got = [{each.kind for each in likeness(one.marks) if each.probability > _SURE} for one in examples]
    right = sum(kinds == one.kinds for kinds, one in zip(got, examples, strict=True))
    wrong = sum(bool(kinds) and kinds != one.kinds for kinds, one in zip(got, examples, strict=True))
    return right / len(examples), wrong / len(examples)


def sentences() -> dict[str, list[str]]:
    """Kind of question, or several with `+` between -> sentences that ask it, from `benchmarks/sentences/`."""
    return {
        path.stem: [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        for path in sorted(_SENTENCES.glob("*.txt"))
    }


def by_company() -> dict[str, list[Example]]:
    """The examples of each company that may be learned from."""
    found = defaultdict[str, list[Example]](list)
    for sample in samples():
        if sample.company not in HELD_OUT:
            lines = sample.path.read_text(encoding="utf-8").splitlines()
            users = Path(sample.settings["REVERB_SLACK_USERS"]).read_bytes()
            found[sample.company] += asyncio.run(labelled(sample, lines, users))
    return found


def main(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description="Learns what questions look like.")
    parser.add_argument("--write", action="store_true", help="write the weights that were learned from all")
    options = parser.parse_args(words)
    examples = by_company()
    phrases = [*made(), *asyncio.run(told(sentences(), USERS.read_bytes())) * _TOLD]
    rows = []
    for company, own in examples.items():
        others = [one for other, found in examples.items() if other != company for one in found]
        right, wrong = told_apart(learn([*others * _LABELLED, *phrases]), own)
        rows.append((company, len(own), f"{right:.1%}", f"{wrong:.1%}"))
    show(
        "Kinds of question told apart, learned from phrases, sentences and the other companies",
        ("", "lines", "right", "wrong"),
        rows,
    )
    if options.write:
        everything = [one for found in examples.values() for one in found]
        WEIGHTS.write_bytes(learn([*everything * _LABELLED, *phrases]).written())


if __name__ == "__main__":
    main(sys.argv[1:])
