"""How lopsided and how heavy-tailed values are: the estimates that spreadsheets call SKEW and KURT (type 2 of Joanes and Gill)."""

from __future__ import annotations

import numpy as np

from manas.engines.composite.table import Array


def skewness(values: Array) -> float:
    """This function will give the skewness of known values; NaN for fewer than three, or when all are equal."""
    count, spread = len(values), _central(values)
    square = (spread**2).sum()
    if count < 3 or square == 0:
        return float("nan")
    raw = np.sqrt(count) * (spread**3).sum() / square**1.5
    return float(raw * np.sqrt(count * (count - 1)) / (count - 2))


def kurtosis(values: Array) -> float:
    """This function will give the excess kurtosis of known values; NaN for fewer than four, or when all are equal."""
    count, spread = len(values), _central(values)
    square = (spread**2).sum()
    if count < 4 or square == 0:
        return float("nan")
    raw = count * (spread**4).sum() / square**2 - 3
    return float(((count + 1) * raw + 6) * (count - 1) / ((count - 2) * (count - 3)))


def _central(values: Array) -> Array:
    return np.asarray(values - values.mean() if len(values) else values)
