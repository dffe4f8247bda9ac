"""How fast an index is rebuilt under other choices: with stages kept, beside rebuilding each one from nothing.

`python -m bench.composite FOLDER` (the ASEM example; its folder holds `data/`). Both ways draw the same choices in the same
process, in turns; scores are compared to the last place.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bench.composite_example import doubts, example, values
from manas.engines.composite.sensitivity import drivers, intervals
from manas.engines.composite.stages import Choices, Stages
from manas.engines.composite.table import Table

SEED = 20261123


def asked() -> argparse.Namespace:
    """This function will read what is asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rebuilds", type=int, default=1_200)
    parser.add_argument("--naive", type=int, default=60, help="how many of them are also rebuilt from nothing")
    parser.add_argument("--turns", type=int, default=5)
    return parser.parse_args()


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """This function will time one call: on the wall, and of processors, which other work disturbs less."""
    began, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - busy


def told(name: str, times: list[tuple[float, float]], part: float = 1.0) -> float:
    """This function will print medians with the least and the most, and give the median of processor seconds."""
    wall, busy = ([one[way] / part for one in times] for way in range(2))
    spans = [f"{statistics.median(one):8.3f}  ({min(one):.3f}-{max(one):.3f})" for one in (wall, busy)]
    print(f"{name:<28} {spans[0]}   of processors {spans[1]}")
    return statistics.median(busy)


class Rebuilding:
    """The same draws of choices, rebuilt in both ways."""

    def __init__(self, table: Table, folder: Path, rebuilds: int) -> None:
        self.table, self.method = table, example(folder)
        generator = np.random.default_rng(SEED)
        stages = Stages(table, self.method)
        doubted = doubts(stages, generator)
        nominal = stages.nominal
        self.choices = [
            Choices(
                nominal.imputation,
                doubted.treatments[generator.integers(5)],
                doubted.normalizations[generator.integers(2)],
                nominal.goalposts,
                doubted.aggregations[generator.integers(2)],
                doubted.weights[generator.integers(100)],
            )
            for _ in range(rebuilds)
        ]

    def kept(self) -> list[np.ndarray]:
        """This function will rebuild all with one set of stages, which begins empty."""
        stages = Stages(self.table, self.method)
        return [stages.scores(choices) for choices in self.choices]

    def naive(self, count: int) -> list[np.ndarray]:
        """This function will rebuild some, each with stages of its own."""
        return [Stages(self.table, self.method).scores(choices) for choices in self.choices[:count]]


def main() -> None:
    """This function will print the table of both ways, and what a whole analysis takes."""
    options = asked()
    table = values(options.folder)
    work = Rebuilding(table, options.folder, options.rebuilds)
    same = all(
        np.array_equal(a, b, equal_nan=True) for a, b in zip(work.kept(), work.naive(options.naive), strict=False)
    )
    print(
        f"{options.rebuilds:,} rebuilds of 51 units x 49 indicators; seconds, median (least-most) of {options.turns} turns"
    )
    kept = told("stages kept", [seconds(work.kept) for _ in range(options.turns)])
    part = options.naive / options.rebuilds
    turns = [seconds(lambda: work.naive(options.naive)) for _ in range(options.turns)]
    naive = told(f"from nothing ({options.naive} measured)", turns, part)
    print(f"ratio of processor seconds {naive / kept:.0f}; same scores: {same}")

    generator = np.random.default_rng(SEED)
    stages = Stages(table, work.method)
    doubted = doubts(stages, generator)
    told("intervals, 1,200 draws", [seconds(lambda: intervals(stages, doubted, generator))])
    stages = Stages(table, work.method)
    told("drivers, 30,000 rebuilds", [seconds(lambda: drivers(stages, doubted, generator, base=5_000))])


if __name__ == "__main__":
    main()
