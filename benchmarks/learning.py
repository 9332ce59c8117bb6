"""Learns the weights of `bot.likeness`: from the phrases of the grammar, and from labelled questions of some companies.

`python -m benchmarks.learning [--write]`. Prints how well the questions of each company are told apart by weights that
were learned without it; `--write` then learns from all and writes `bot/likeness.json`.
"""

import argparse
import asyncio
import json
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks._phrases import sampled
from benchmarks._samples import HELD_OUT, Sample, samples
from benchmarks._table import show
from bot.acquaintances import Acquaintances
from bot.asking import Asking, Line
from bot.catalogs import read_catalog
from bot.clock import now
from bot.conversation import Conversation, scene_of
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
from handlers import QUESTIONS
from handlers.asked import Asked

WEIGHTS = Path(__file__).parent.parent / "bot" / "likeness.json"
_ROUNDS = 8
_EACH_PHRASE = 6
"""Sentences made of each phrase."""
_LABELLED = 2
"""A labelled question counts as much as so many made sentences."""
_STEP, _SHRINK, _FIRST_BIAS, _BIAS_STEP = 0.5, 2e-4, -2.0, 0.05
_GOOD_ENOUGH = 0.02
_SMALLEST = 0.2
"""Weights below this are not written."""
_SEEDS = 1
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Example:
    """The marks of a message and the kinds of question it asks; others that it may ask too are not learned."""

    marks: frozenset[str]
    kinds: frozenset[str]
    also: frozenset[str] = frozenset()


def learn(examples: Sequence[Example]) -> Likeness:
    """One logistic regression for each kind of question, by gradient descent with a step for each weight (Adagrad)."""
    often = Counter(mark for one in examples for mark in one.marks)
    rows = [(sorted(mark for mark in one.marks if often[mark] > 1), one.kinds, one.also) for one in examples]
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


async def labelled(sample: Sample, lines: Sequence[str], users: bytes) -> list[Example]:
    """The examples of one sample, each in the thread it was said in as that should have gone. users: as in Slack."""
    settings = from_environ(sample.settings)
    catalog = await read_catalog(settings.catalog, "", now)
    people = read_members(users)
    understanding = Understanding(phrases_of(QUESTIONS))
    async with rollouts_of(rollout_places(settings), now) as rollouts:
        known = Acquaintances(people, lambda: worlds.users())
        worlds: Worlds = Worlds(tuple, called_by(rollouts), rollouts, acquaintances=known)
        await worlds.take(catalog)
        conversation = Conversation(QUESTIONS, understanding, worlds, MemoryTopics(timedelta(hours=1), lambda: 0.0))
        asking = Asking(conversation, people, worlds.users, now, lambda: 0.0)
        found, topics = [], dict[str | None, Topic]()
        for written in lines:
            line = json.loads(written)
            said = asking.utterance(Line.of(line))
            heard = understanding.heard(said.text, scene_of(said, worlds(), topics.get(said.thread)))
            if heard is not None:
                found.append(_example(marks_of(heard), line["expect"]))
            if said.thread and (asks := tuple(_asks(line["expect"]))):
                topics[said.thread] = Topic(asks, said.now, lead=asks)
        return found


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
    examples, phrases = by_company(), made()
    rows = []
    for company, own in examples.items():
        others = [one for other, found in examples.items() if other != company for one in found]
        right, wrong = told_apart(learn([*others * _LABELLED, *phrases]), own)
        rows.append((company, len(own), f"{right:.1%}", f"{wrong:.1%}"))
    show(
        "Kinds of question told apart, learned from the phrases and the other companies",
        ("", "lines", "right", "wrong"),
        rows,
    )
    if options.write:
        everything = [one for found in examples.values() for one in found]
        WEIGHTS.write_bytes(learn([*everything * _LABELLED, *phrases]).written())


if __name__ == "__main__":
    main(sys.argv[1:])
