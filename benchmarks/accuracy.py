"""How well questions are understood: labelled questions and conversations, through the command line as anybody runs it.

`python -m benchmarks.accuracy [--wrong] [--kinds]`. The example company's questions are in `benchmarks/questions/`;
those of other companies are asked where `../shared/data` is beside the project.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks._scored import Line, Score, Scored, by_row
from benchmarks._table import show
from bot.example import USERS

_HERE = Path(__file__).parent
_SHARED = _HERE.parent.parent / "shared" / "data"
_WORLD = _SHARED / "worlds" / "insurance"
_LABELS = frozenset({"id", "expect"})


@dataclass(frozen=True, slots=True)
class Sample:
    """Labelled questions about one company. settings: where its sources are."""

    name: str
    path: Path
    settings: Mapping[str, str]


def samples() -> list[Sample]:
    """Those that are here."""
    example = {"REVERB_SLACK_USERS": str(USERS)}
    insurance = {
        "REVERB_CATALOG": f"{_SHARED}/catalogs/insurance/*.yaml {_WORLD}/overlay.yaml",
        "REVERB_SLACK_USERS": f"{_WORLD}/slack-users.json",
        "REVERB_ROLLOUTS": f"flagd:{_WORLD}/flags.flagd.json",
        "REVERB_ONCALL": " ".join(f"ical:{one.stem}={one}" for one in sorted(_WORLD.glob("oncall/*.ics"))),
    }
    all_of_them = [
        Sample("example: questions", _HERE / "questions" / "example.jsonl", example),
        Sample("example: conversations", _HERE / "questions" / "example-threads.jsonl", example),
        Sample("insurance: questions", _SHARED / "questions" / "dev.jsonl", insurance),
        Sample("insurance: conversations", _SHARED / "questions" / "dev-threads.jsonl", insurance),
    ]
    return [one for one in all_of_them if one.path.exists()]


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
        rows += [_row(sample.name, Score.of(found))]
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
