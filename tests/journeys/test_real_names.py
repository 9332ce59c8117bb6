"""Names as real companies write them and people mistype them: published catalogs, with misspellings and near twins."""

import csv
from collections import Counter
from functools import cache

import yaml

from bot.folding import key_of, words_of
from bot.names import Names
from bot.ranking import ranked
from bot.resolve import Found, resolve
from catalog_client import Entity, EntityRef, Snapshot
from tests.bot.test_resolve import AT, called
from tests.shared import shared_data


@cache
def _published(catalog: str) -> Names:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entities = []
    for path in sorted(shared_data("catalogs", catalog).glob("*.yaml")):
        for one in yaml.load_all(path.read_text(encoding="utf-8"), Loader=loader):
            if one and one["kind"] != "Location":
                meta = one["metadata"]
                ref = EntityRef.of(one["kind"], meta.get("namespace", "default"), meta["name"])
                entities.append(Entity(ref, one["kind"], meta["name"], title=str(meta.get("title") or "")))
    return Names.of(Snapshot.of(entities, AT))


def test_real_misspellings_of_real_names_find_the_name() -> None:
    path = shared_data("typos", "names.tsv")
    folders = {"benwilcock/backstage-catalogs": "insurance", "giantswarm/backstage-catalogs": "giantswarm"}
    outcome: Counter[str] = Counter()
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t"):
        index, wanted = _published(folders[row["catalog"]]), EntityRef.parse(row["ref"])
        if wanted not in index:
            continue
        best = [ref.name for ref, _ in ranked(words_of(row["typed"]), index)[:5]]
        outcome["rows"] += 1
        outcome["first"] += best[:1] == [wanted.name]
        outcome["among five"] += wanted.name in best
    assert outcome["first"] >= 0.99 * outcome["rows"] > 0
    assert outcome["among five"] >= 0.998 * outcome["rows"]


def _slips(name: str) -> list[str]:
    """The name with each letter left out, doubled or swapped with the next."""
    places = range(1, len(name) - 1)
    return [
        *(name[:at] + name[at + 1 :] for at in places),
        *(name[:at] + name[at] + name[at:] for at in places),
        *(name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in places),
    ]


def test_real_near_twins_are_never_silently_swapped() -> None:
    path = shared_data("typos", "near-twins.tsv")
    swapped = []
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t"):
        one, other = row["name_a"].lower(), row["name_b"].lower()
        if key_of(words_of(one)) == key_of(words_of(other)):
            continue
        both = called(one, other)
        for name, twin in ((one, other), (other, one)):
            exact = resolve([name], both)
            assert isinstance(exact, Found)
            assert exact.ref.name == name
            for typed in _slips(name):
                found = resolve([typed], both)
                if typed not in {one, other} and isinstance(found, Found) and found.ref.name == twin:
                    swapped.append((typed, name, twin))
    assert [row for row in swapped if key_of(words_of(row[0])) not in {key_of(words_of(row[2]))}] == []
