"""Finding a misspelled name among 100 000: our index beside rapidfuzz over all names, in one run.

Names are generated with the shapes that catalogs have: kebab, snake and camel case, acronyms, near twins. Each
question is a name with one or two typing errors. `python -m benchmarks.resolve [names]`.
"""

import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from rapidfuzz import fuzz, process

from bot.folding import key_of, words_of
from bot.names import Names
from bot.resolve import Found, Unclear, Unknown, resolve
from catalog_client import Entity, EntityRef, Snapshot

_STEMS = (
    "account address adjust admin alert analytics archive asset audit auth backup badge balance basket batch billing "
    "booking bridge broker budget bundle cache calendar campaign capacity capture card cart catalog "
    "channel charge chat "
    "checkout claim client cluster collector comment compute config connector consent content "
    "contract control cookie "
    "courier coupon credit crew currency customer dashboard delivery demand deploy device digest "
    "dispatch document domain "
    "draft email engine event export facade feature feed fleet forecast form fraud gateway geo grant "
    "graph health history "
    "identity image import index ingest insight inventory invoice journal label ledger library "
    "license limit listing loan "
    "locale location lottery loyalty machine mail mapping market matcher media member menu merchant "
    "message meter metric "
    "mirror mobile model monitor mortgage notice offer onboarding operator order outbox owner "
    "package parcel partner patch "
    "payment payout pension permission photo pipeline player playlist policy portal price print "
    "privacy product profile "
    "promo proxy publish query queue quota quote rating receipt recommend refund region registry relay render report "
    "reserve resource retail review reward risk route router rule sales scan schedule score search "
    "secret segment sensor "
    "session settle share shelf shipment signal snapshot social source splitter stock storage stream "
    "survey sync tariff "
    "tax telemetry template tenant theme ticket token tracker trade traffic transfer transit "
    "translate treasury trip upload "
    "usage user vault vehicle vendor video viewer visit voucher wallet warehouse watch webhook "
    "widget worker workflow zone"
).split()
_TAILS = ("service", "api", "worker", "app", "job", "ui", "gateway", "adapter", "v2", "lib", "db", "system")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def company(size: int, chance: random.Random) -> list[str]:
    """`size` different names; one in twenty is a near twin of another."""
    names: dict[str, None] = {}
    while len(names) < size:
        words = chance.sample(_STEMS, chance.choice((2, 2, 3, 3, 4)))
        if chance.random() < 0.7:
            words.append(chance.choice(_TAILS))
        if chance.random() < 0.15:
            words.insert(0, "".join(chance.choice(_LETTERS) for _ in range(3)))
        shape = chance.random()
        if shape < 0.75:
            name = "-".join(words)
        elif shape < 0.85:
            name = "_".join(words)
        else:
            name = words[0] + "".join(word.capitalize() for word in words[1:])
        names.setdefault(name)
        if chance.random() < 0.05:
            names.setdefault(mistyped(name, 1, chance))
    return list(names)[:size]


def mistyped(name: str, errors: int, chance: random.Random) -> str:
    """`name` with letters swapped, left out, doubled or wrong."""
    letters = list(name)
    for _ in range(errors):
        at = chance.randrange(1, len(letters) - 1)
        match chance.randrange(4):
            case 0:
                letters[at], letters[at - 1] = letters[at - 1], letters[at]
            case 1:
                del letters[at]
            case 2:
                letters.insert(at, letters[at])
            case _:
                letters[at] = chance.choice(_LETTERS)
    return "".join(letters)


def snapshot_of(names: Sequence[str]) -> Snapshot:
    entities = (Entity(EntityRef.of("component", "default", name), "Component", name) for name in names)
    return Snapshot.of(entities, datetime(2026, 1, 1, tzinfo=UTC))


def timed(ask: Callable[[str], str | None], questions: Sequence[tuple[str, str]]) -> tuple[list[float], float]:
    """Microseconds of each question, and the share whose first answer was right."""
    taken: list[float] = []
    right = 0
    for typed, wanted in questions:
        started = time.perf_counter()
        found = ask(typed)
        taken.append((time.perf_counter() - started) * 1e6)
        right += found == wanted
    return taken, right / len(questions)


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def ours(names: Names) -> Callable[[str], str | None]:
    def ask(typed: str) -> str | None:
        match resolve(typed.split(), names):
            case Found(ref):
                return ref.name
            case Unclear(candidates):
                return candidates[0].name
            case Unknown(near):
                return near[0].name if near else None

    return ask


def theirs(keys: Sequence[str], names: Sequence[str], scorer: Callable[..., float]) -> Callable[[str], str | None]:
    def ask(typed: str) -> str | None:
        found = process.extract(key_of(words_of(typed)), keys, scorer=scorer, limit=5)
        return names[found[0][2]].lower() if found else None

    return ask


def measure(size: int, questions: int, chance: random.Random, *, compare: bool) -> None:
    written = company(size, chance)
    started = time.perf_counter()
    catalog = snapshot_of(written)
    tracemalloc.start()
    names = Names.of(catalog)
    memory = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    started = time.perf_counter()
    Names.of(catalog)
    built = time.perf_counter() - started
    changed = [Entity(one.ref, one.kind, one.name, title=one.name + " again") for one in list(catalog)[: size // 100]]
    later = Snapshot.of((*catalog, *changed), datetime(2026, 1, 2, tzinfo=UTC))
    started = time.perf_counter()
    names.renewed(later)
    renewed = time.perf_counter() - started
    asked = [
        (mistyped(name, chance.choice((1, 2)), chance), name.lower()) for name in chance.sample(written, questions)
    ]
    own, own_right = timed(ours(names), asked)
    print(
        f"{size:>8} names: index {memory:6.1f} MB, built in {built:5.2f} s, 1 % renewed in {renewed * 1000:6.0f} ms"
    )
    rows = [("ours", own, own_right)]
    if compare:
        keys = [key_of(words_of(name)) for name in written]
        few = asked[: max(50, questions // 5)]
        rows = [("ours, same few", *timed(ours(names), few)), *rows]
        for label, scorer in (("rapidfuzz ratio", fuzz.ratio), ("rapidfuzz WRatio", fuzz.WRatio)):
            taken, right = timed(theirs(keys, written, scorer), few)
            rows.append((label, taken, right))
    for label, taken, right in rows:
        median = statistics.median(taken)
        ratio = median / statistics.median(own)
        print(
            f"    {label:18} median {median:9.0f} µs  p99 {percentile(taken, 0.99):9.0f} µs "
            f"({percentile(taken, 0.99) / median:4.1f}× the median)  {ratio:6.1f}× ours  first is right {right:6.1%}"
        )


def main() -> None:
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for size in (1_000, 10_000, 100_000):
        if size <= largest:
            measure(size, min(1000, size), random.Random(7), compare=size == largest)


if __name__ == "__main__":
    main()
