"""一致性: how far two people who judged the same patents agree, beyond what chance would make them (Cohen 1960, 1968)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEVELS = 3
Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many patents both judged, the share on which they say the same, and kappa: plain, and weighted by the square of
    how far they lie apart. A kappa is None where both always say one and the same: chance cannot be told from agreement."""

    both: int
    same: float
    kappa: float | None
    weighted: float | None


def agreement(first: Sequence[int], second: Sequence[int]) -> Agreement:
    """This function will compare the levels (0, 1, 2) that two people gave, in the same order; at least one.

    Raises ValueError where one gave more than the other, none at all, or another level.
    """
    if len(first) != len(second) or not first or not {*first, *second} <= set(range(LEVELS)):
        raise ValueError("Two people give equally many levels of 0, 1 and 2.")
    table = np.zeros((LEVELS, LEVELS))
    np.add.at(table, (np.array(first), np.array(second)), 1.0)
    apart = np.subtract.outer(np.arange(LEVELS), np.arange(LEVELS)) ** 2
    return Agreement(
        both=len(first),
        same=float(np.trace(table) / len(first)),
        kappa=_kappa(table, (apart > 0).astype(np.float64)),
        weighted=_kappa(table, apart.astype(np.float64)),
    )


def _kappa(table: Table, cost: Table) -> float | None:
    """One less the cost of what was said, as a share of the cost if both had said as much without looking at each other."""
    chance = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    expected = float((cost * chance).sum())
    return 1.0 - float((cost * table).sum()) / expected if expected > 0 else None
