"""Questions of real people stay understood: labelled sets, asked as `reverb ask --batch` asks them."""

import runpy
from collections.abc import Iterator, Mapping
from concurrent.futures import Future

import pytest

from benchmarks._asked import scored, side_by_side
from benchmarks._samples import samples
from benchmarks._scored import Score, Scored
from tests.shared import shared_data

pytestmark = pytest.mark.timeout(600)
"""Whichever test comes last waits for everything."""

LEAST = {
    "accounting: questions": 0.96,
    "accounting: conversations": 0.93,
    "adtech: questions": 0.96,
    "adtech: conversations": 0.94,
    "airline: questions": 0.95,
    "airline: conversations": 0.93,
    "airport: questions": 0.96,
    "airport: conversations": 0.95,
    "bank: questions": 0.96,
    "bank: conversations": 0.95,
    "bicycles: questions": 0.93,
    "bicycles: conversations": 0.95,
    "broadcaster: questions": 0.96,
    "broadcaster: conversations": 0.91,
    "carsharing: questions": 0.95,
    "carsharing: conversations": 0.96,
    "charity: questions": 0.95,
    "charity: conversations": 0.95,
    "coffee: questions": 0.96,
    "coffee: conversations": 0.95,
    "concerts: questions": 0.96,
    "concerts: conversations": 0.95,
    "dating: questions": 0.96,
    "dating: conversations": 0.96,
    "elearning: questions": 0.94,
    "elearning: conversations": 0.95,
    "energy: questions": 0.95,
    "energy: conversations": 0.92,
    "esports: questions": 0.96,
    "esports: conversations": 0.95,
    "example: questions": 0.97,
    "example: conversations": 0.94,
    "furniture: questions": 0.96,
    "furniture: conversations": 0.95,
    "games: questions": 0.93,
    "games: conversations": 0.92,
    "groceries: questions": 0.96,
    "groceries: conversations": 0.95,
    "handymen: questions": 0.95,
    "handymen: conversations": 0.96,
    "hospital: questions": 0.96,
    "hospital: conversations": 0.96,
    "hotels: questions": 0.96,
    "hotels: conversations": 0.95,
    "jobs: questions": 0.96,
    "jobs: conversations": 0.95,
    "law: questions": 0.95,
    "law: conversations": 0.96,
    "libraries: questions": 0.96,
    "libraries: conversations": 0.96,
    "mealkits: questions": 0.96,
    "mealkits: conversations": 0.96,
    "museums: questions": 0.95,
    "museums: conversations": 0.95,
    "newspaper: questions": 0.95,
    "newspaper: conversations": 0.93,
    "parcels: questions": 0.96,
    "parcels: conversations": 0.96,
    "payroll: questions": 0.95,
    "payroll: conversations": 0.93,
    "pharmacy: questions": 0.96,
    "pharmacy: conversations": 0.96,
    "port: questions": 0.96,
    "port: conversations": 0.96,
    "railway: questions": 0.95,
    "railway: conversations": 0.93,
    "satellites: questions": 0.97,
    "satellites: conversations": 0.97,
    "scooters: questions": 0.93,
    "scooters: conversations": 0.94,
    "skiing: questions": 0.95,
    "skiing: conversations": 0.96,
    "solar: questions": 0.96,
    "solar: conversations": 0.96,
    "taxes: questions": 0.96,
    "taxes: conversations": 0.95,
    "telecom: questions": 0.96,
    "telecom: conversations": 0.96,
    "tractors: questions": 0.94,
    "tractors: conversations": 0.95,
    "university: questions": 0.94,
    "university: conversations": 0.95,
    "vets: questions": 0.95,
    "vets: conversations": 0.95,
    "water: questions": 0.96,
    "water: conversations": 0.96,
    "weather: questions": 0.94,
    "weather: conversations": 0.95,
    "winery: questions": 0.96,
    "winery: conversations": 0.94,
    "insurance: questions": 0.97,
    "insurance: conversations": 0.93,
}
"""Share of right lines, by sample."""
MOST_FALSELY_CONFIDENT = {"insurance: questions": 0.01, "insurance: conversations": 0.01}
OTHERWISE = 0.06
"""Of the two to four dozen lines of a company that must not be answered."""


Asked = Mapping[str, Future[list[Scored]]]
"""The answers to each sample, as they come."""


@pytest.fixture(scope="module")
def asked(request: pytest.FixtureRequest) -> Iterator[Asked]:
    """All samples that tests were chosen for, asked side by side from the first of these tests on."""
    chosen = {name for item in request.session.items for name in LEAST if f"[{name}]" in item.name}
    with side_by_side() as pool:
        yield {one.name: pool.submit(scored, one) for one in samples() if one.name in chosen}


@pytest.mark.parametrize("name", LEAST)
def test_questions_are_understood(name: str, asked: Asked) -> None:
    score = Score.of(_answers(name, asked))
    assert score.right >= LEAST[name]
    assert score.false_confident <= MOST_FALSELY_CONFIDENT.get(name, OTHERWISE)


@pytest.mark.parametrize("name", MOST_FALSELY_CONFIDENT)
def test_a_line_is_judged_as_the_scorer_beside_the_questions_judges_it(name: str, asked: Asked) -> None:
    understood = runpy.run_path(str(shared_data("questions", "score.py")))["understood"]
    judged = _answers(name, asked)
    assert [one.is_right for one in judged] == [understood(one.label, one.got) for one in judged]


def _answers(name: str, asked: Asked) -> list[Scored]:
    if name.startswith("insurance"):
        shared_data("questions", "dev.jsonl")
    return asked[name].result()
