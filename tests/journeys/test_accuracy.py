"""Questions of real people stay understood: labelled sets, asked through the command line."""

import runpy

import pytest

from benchmarks._samples import Sample, samples
from benchmarks._scored import Score
from benchmarks.accuracy import scored
from tests.shared import shared_data

LEAST = {
    "airline: questions": 0.95,
    "airline: conversations": 0.93,
    "bank: questions": 0.96,
    "bank: conversations": 0.95,
    "broadcaster: questions": 0.96,
    "broadcaster: conversations": 0.91,
    "concerts: questions": 0.96,
    "concerts: conversations": 0.95,
    "energy: questions": 0.95,
    "energy: conversations": 0.92,
    "example: questions": 0.97,
    "example: conversations": 0.94,
    "games: questions": 0.93,
    "games: conversations": 0.92,
    "groceries: questions": 0.96,
    "groceries: conversations": 0.95,
    "hospital: questions": 0.96,
    "hospital: conversations": 0.96,
    "hotels: questions": 0.96,
    "hotels: conversations": 0.95,
    "newspaper: questions": 0.95,
    "newspaper: conversations": 0.93,
    "parcels: questions": 0.96,
    "parcels: conversations": 0.96,
    "payroll: questions": 0.95,
    "payroll: conversations": 0.93,
    "railway: questions": 0.95,
    "railway: conversations": 0.93,
    "scooters: questions": 0.93,
    "scooters: conversations": 0.94,
    "tractors: questions": 0.94,
    "tractors: conversations": 0.95,
    "university: questions": 0.94,
    "university: conversations": 0.95,
    "insurance: questions": 0.97,
    "insurance: conversations": 0.93,
}
"""Share of right lines, by sample."""
MOST_FALSELY_CONFIDENT = {"insurance: questions": 0.01, "insurance: conversations": 0.01}
OTHERWISE = 0.06
"""Of the two to four dozen lines of a company that must not be answered."""


@pytest.mark.parametrize("name", LEAST)
def test_questions_are_understood(name: str) -> None:
    score = Score.of(scored(_sample(name)))
    assert score.right >= LEAST[name]
    assert score.false_confident <= MOST_FALSELY_CONFIDENT.get(name, OTHERWISE)


@pytest.mark.parametrize("name", MOST_FALSELY_CONFIDENT)
def test_a_line_is_judged_as_the_scorer_beside_the_questions_judges_it(name: str) -> None:
    understood = runpy.run_path(str(shared_data("questions", "score.py")))["understood"]
    judged = scored(_sample(name))
    assert [one.is_right for one in judged] == [understood(one.label, one.got) for one in judged]


def _sample(name: str) -> Sample:
    if name.startswith("insurance"):
        shared_data("questions", "dev.jsonl")
    return next(one for one in samples() if one.name == name)
