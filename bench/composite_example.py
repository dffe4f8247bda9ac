"""The ASEM example (51 countries, 49 indicators) read from its folder as a table and a method, for the benchmark and the test.

The folder holds `data/` as published with the R package COINr 1.1.14, and in `expected/` what that package computes of it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from manas.engines.composite.method import (
    Aggregation,
    Direction,
    Estimate,
    Group,
    Imputation,
    Indicator,
    Method,
    Normalization,
    Scaling,
    Treatment,
)
from manas.engines.composite.sensitivity import Uncertainty, noisy_weights
from manas.engines.composite.stages import Stages
from manas.engines.composite.table import Table, table

Array = npt.NDArray[np.float64]
MIN_MAX = Normalization(Scaling.MIN_MAX)


def rows(path: Path) -> list[dict[str, str]]:
    """This function will read a table of text, one mapping a row."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float:
    """This function will read a number; nothing and NA are NaN."""
    return float("nan") if text in ("", "NA") else float(text)


def numbers(read: Sequence[Mapping[str, str]], columns: Sequence[str]) -> Array:
    """This function will read columns of numbers, rows × columns."""
    return np.array([[number(row[column]) for column in columns] for row in read])


def values(folder: Path, name: str = "ASEM_iData.csv", peers: str = "EurAsia_group") -> Table:
    """This function will read indicators and denominators, in the order of the countries' codes (and of years)."""
    read = sorted(rows(folder / "data" / name), key=lambda row: (row["Time"], row["uCode"]))
    meta = rows(folder / "data" / "ASEM_iMeta.csv")
    columns = [row["iCode"] for row in meta if row["Type"] in ("Indicator", "Denominator")]
    units, periods = [row["uCode"] for row in read], [row["Time"] for row in read]
    return table(units, columns, numbers(read, columns), periods=periods, peers=[row[peers] for row in read])


def method(folder: Path, *, divided: bool = False) -> Method:
    """This function will read the tree with its weights, directions and targets, by min–max and arithmetic means."""
    meta = rows(folder / "data" / "ASEM_iMeta.csv")
    indicators = tuple(
        Indicator(
            row["iCode"],
            row["iName"],
            row["Parent"],
            float(row["Weight"]),
            Direction(int(row["Direction"])),
            denominator=row["Denominator"] if divided else "",
            smallest_denominator=0.0,
            target=float(row["Target"]),
        )
        for row in meta
        if row["Type"] == "Indicator"
    )
    groups = tuple(
        Group(row["iCode"], row["iName"], row["Parent"], float(row["Weight"]))
        for row in meta
        if row["Type"] == "Aggregate"
    )
    return Method(indicators, groups, normalization=MIN_MAX)


def example(folder: Path) -> Method:
    """This function will give the package's example index: divided, estimated among peers, treated, min–max, means."""
    return replace(
        method(folder, divided=True), imputation=Imputation(Estimate.MEAN, among_peers=True), treatment=Treatment()
    )


def doubts(stages: Stages, generator: np.random.Generator) -> Uncertainty:
    """This function will give the four doubts of the package's sensitivity analysis, with 100 sets of weights."""
    mean, geometric = Aggregation.ARITHMETIC, Aggregation.GEOMETRIC
    height = stages.tree.height
    return Uncertainty(
        treatments=tuple(Treatment(points) for points in range(1, 6)),
        normalizations=(Normalization(Scaling.MIN_MAX, 1, 100), Normalization(Scaling.Z_SCORE, 10, 12)),
        weights=noisy_weights(stages.nominal.weights, generator, noise=(0.0, 0.25, 0.25), count=100),
        aggregations=((mean,) * height, (geometric,) * height),
    )
