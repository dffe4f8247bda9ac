"""A method small enough to reckon by hand: four indicators under two groups under one whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from manas.engines.composite.method import Direction, Goalposts, Group, Indicator, Method, Normalization, Scaling
from manas.engines.composite.table import State, Table, table

KEYS = ("filed", "licensed", "cases", "days")
METHOD = Method(
    (
        Indicator("filed", "专利授权量", "creation", 1.0, goalposts=Goalposts(0, 200)),
        Indicator("licensed", "许可次数", "creation", 3.0, goalposts=Goalposts(0, 50)),
        Indicator("cases", "办案量", "protection", 1.0, goalposts=Goalposts(0, 20)),
        Indicator("days", "平均办理天数", "protection", 1.0, Direction.DOWN, Goalposts(60, 10)),
    ),
    (
        Group("whole", "总分"),
        Group("creation", "创造运用", "whole", 3.0),
        Group("protection", "保护", "whole", 1.0),
    ),
)
MIN_MAX = replace(METHOD, normalization=Normalization(Scaling.MIN_MAX))
FROM_ONE = replace(METHOD, normalization=Normalization(low=1.0))
NAN = float("nan")
COUNTIES = ("阿图什市", "阿克陶县", "阿合奇县", "乌恰县")
VALUES = ((100, 25, 10, 35), (50, 50, 20, 10), (200, 0, 5, 60), (100, 25, 10, 35))


def small(
    values: Sequence[Sequence[float]] = VALUES,
    *,
    states: Sequence[Sequence[State]] | None = None,
    **named: Sequence[str],
) -> Table:
    """The four counties, or as many units as rows are given."""
    units = named.pop("units", [*COUNTIES, *(f"单位{place}" for place in range(5, len(values) + 1))][: len(values)])
    return table(units, KEYS, values, states=states, **named)


def one_column(*values: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """A single indicator's values, units × 1."""
    return np.array(values, dtype=np.float64)[:, None]
