"""How well questions are understood: labelled questions and conversations, through the command line as anybody runs it.

`python -m benchmarks.accuracy [--wrong] [--kinds]`. The rows with a star are of companies that nothing was learned from.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence

from benchmarks._samples import HELD_OUT, Sample, samples
from benchmarks._scored import Line, Score, Scored, by_row
from benchmarks._table import show

_LABELS = frozenset({"id", "expect"})


def scored(sample: Sample) -> list[Scored]:
    """Ask all questions of a sample. Raises: CalledProcessError, with what the command line said."""
    lines: list[Line] = [json.loads(one) for one in sample.path.read_text(encoding="utf-8").splitlines()]
    asked = "".join(
        json.dumps({name: value for name, value in one.items() if name not in _LABELS}) + "\n" for one in lines
    )
    answered = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--batch", "-"],
        input=asked,
        env=dict(sample.settings),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    got = [json.loads(one) for one in answered.stdout.splitlines()]
    return [Scored(line, answer) for line, answer in zip(lines, got, strict=True)]


def main(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description="How well questions are understood.")
    parser.add_argument("--wrong", action="store_true", help="list what was not understood")
    parser.add_argument("--kinds", action="store_true", help="a row for each kind of question")
    options = parser.parse_args(words)
    rows = []
    for sample in samples():
        found = scored(sample)
        rows += [_row(sample.name + (" *" if sample.company in HELD_OUT else ""), Score.of(found))]
        rows += [_row(f"  {name}", score) for name, score in by_row(found).items()] if options.kinds else []
        _list(one for one in found if options.wrong and not one.is_right)
    show(
        "Understood, by status, kinds of question and what they are about",
        ("", "lines", "right", "answered wrongly for no answer", "answered something else"),
        rows,
    )


def _row(name: str, score: Score) -> tuple[str, int, str, str, str]:
    shares = (f"{share:.1%}" for share in (score.right, score.false_confident, score.misunderstood))
    return (name, score.lines, *shares)  # type: ignore[return-value]


def _list(wrong: Iterable[Scored]) -> None:
    for one in wrong:
        print(f"{one.line.get('id', '')}: {one.line['question']!r}")
        print(f"    wanted {one.label['status']} {json.dumps(one.label['asks'])}")
        print(f"    got    {one.got['status']} {json.dumps(one.got['asks'])} {one.got['candidates']}")


if __name__ == "__main__":
    main(sys.argv[1:])
