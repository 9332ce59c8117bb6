"""Asks labelled questions as `reverb ask --batch` does, many samples in a process, and a process on each core."""

import argparse
import io
import json
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from multiprocessing import cpu_count, get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks._samples import Sample
from benchmarks._scored import Line, Scored
from bot.commands import ask

_LABELS: Final = frozenset({"id", "expect"})


class NotAsked(RuntimeError):
    """The command could not ask; the message is what it said."""


def scored(sample: Sample) -> list[Scored]:
    """Ask all questions of a sample. Raises: NotAsked."""
    lines: list[Line] = [json.loads(one) for one in sample.path.read_text(encoding="utf-8").splitlines()]
    with TemporaryDirectory() as folder:
        batch = Path(folder) / "batch.jsonl"
        batch.write_text("".join(_unlabelled(one) for one in lines), encoding="utf-8")
        answered = _answered(batch, sample)
    return [Scored(line, json.loads(answer)) for line, answer in zip(lines, answered, strict=True)]


@contextmanager
def side_by_side() -> Iterator[Executor]:
    """What runs `scored` on every core; what is not begun by the end is left."""
    pool = ProcessPoolExecutor(cpu_count(), get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _unlabelled(line: Line) -> str:
    return json.dumps({name: value for name, value in line.items() if name not in _LABELS}) + "\n"


def _answered(batch: Path, sample: Sample) -> list[str]:
    parser = argparse.ArgumentParser()
    ask.arguments(parser)
    options = parser.parse_args(["--batch", str(batch)])
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as said:
        code = ask.run(options, sample.settings)
    if code:
        raise NotAsked(said.getvalue())
    return out.getvalue().splitlines()
