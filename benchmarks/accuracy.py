"""How well questions are understood: labelled questions and conversations, asked as `reverb ask --batch` asks them.

`python -m benchmarks.accuracy [--wrong] [--kinds]`. The rows with a star are of companies that nothing was learned from.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence

from benchmarks._asked import scored, side_by_side
from benchmarks._samples import HELD_OUT, samples
from benchmarks._scored import Score, Scored, by_row
from benchmarks._table import show


def main(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description="How well questions are understood.")
    parser.add_argument("--wrong", action="store_true", help="list what was not understood")
    parser.add_argument("--kinds", action="store_true", help="a row for each kind of question")
    options = parser.parse_args(words)
    rows = []
    with side_by_side() as pool:
        for sample, found in zip(samples(), pool.map(scored, samples()), strict=True):
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
