"""How benchmarks print what they measured."""

import gc
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence

Step = Callable[[], Awaitable[object]]


async def side_by_side(steps: Mapping[str, Step], rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Run all steps in turn, again and again, so that whatever slows the machine slows them alike.

    Gives seconds of the clock and of our own processor for each run of each step.
    """
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            gc.collect()
            clock, processor = time.perf_counter(), time.process_time()
            await step()
            runs[name].append((time.perf_counter() - clock, time.process_time() - processor))
    return runs


def median_ms(runs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The median of each: milliseconds of the clock, of the processor."""
    return tuple(statistics.median(run[which] for run in runs) * 1000 for which in (0, 1))  # type: ignore[return-value]


def show(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table; numbers to the right."""
    cells = [[*map(_written, row)] for row in [heads, *rows]]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    print(f"\n{title}")
    for row in cells:
        first, *others = (
            cell.ljust(width) if not at else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  " + "  ".join([first, *others]))


def _written(value: object) -> str:
    return (
        f"{value:,.2f}"
        if isinstance(value, float) and value < 10
        else f"{value:,.0f}"
        if isinstance(value, float)
        else str(value)
    )
