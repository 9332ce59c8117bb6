"""Questions of real people stay understood: labelled sets, asked through the command line."""

import runpy

import pytest

from benchmarks._samples import Sample, samples
from benchmarks._scored import Score
from benchmarks.accuracy import scored
from tests.shared import shared_data

LEAST = {
    "example: questions": 0.95,
    "example: conversations": 0.9,
    "insurance: questions": 0.97,
    "insurance: conversations": 0.93,
}
"""Share of right lines, by sample."""
MOST_FALSELY_CONFIDENT = 0.01


@pytest.mark.parametrize("name", LEAST)
def test_questions_are_understood(name: str) -> None:
    score = Score.of(scored(_sample(name)))
    assert score.right >= LEAST[name]
    assert score.false_confident <= MOST_FALSELY_CONFIDENT


@pytest.mark.parametrize("name", LEAST)
def test_a_line_is_judged_as_the_scorer_beside_the_questions_judges_it(name: str) -> None:
    understood = runpy.run_path(str(shared_data("questions", "score.py")))["understood"]
    judged = scored(_sample(name))
    assert [one.is_right for one in judged] == [understood(one.label, one.got) for one in judged]


def _sample(name: str) -> Sample:
    if name.startswith("insurance"):
        shared_data("questions", "dev.jsonl")
    return next(one for one in samples() if one.name == name)
