"""Weights suggested by judgement or by data. A method's weights are what the office signs; these only help it to think.

Weights from data (entropy, spread, CRITIC) reward whatever happens to differ between these units, and change with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from manas.engines.composite.table import Array

# The mean inconsistency of random judgements of 1 to 10 things: Saaty, The Analytic Hierarchy Process, 1980.
RANDOM: Final = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
ACCEPTABLE: Final = 0.1
# Amounts below this are what rounding leaves of zero.
NOTHING: Final = 1e-12


class CannotWeigh(ValueError):
    """Judgements or values from which no weights follow; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Weights from judgements two by two, and how far these contradict one another (to be looked at again above 0.1)."""

    weights: tuple[float, ...]
    inconsistency: float

    @property
    def acceptable(self) -> bool:
        """Whether the judgements agree well enough."""
        return self.inconsistency <= ACCEPTABLE


def by_judgement(judgements: npt.ArrayLike) -> Judged:
    """This function will give weights from a square of judgements (row over column, 层次分析法): its principal vector, sum 1.

    CannotWeigh unless every pair of judgements is positive and reciprocal, for 1 to 10 things.
    """
    square = np.array(judgements, dtype=np.float64)
    count = len(square)
    if square.shape != (count, count) or not 1 <= count <= len(RANDOM):
        raise CannotWeigh(f"判断矩阵应当是方阵，最多 {len(RANDOM)} 项。")
    if not (square > 0).all() or not np.allclose(square * square.T, 1):
        raise CannotWeigh("判断矩阵的数应当大于 0，并且两两互为倒数。")
    values, vectors = np.linalg.eig(square)
    largest = int(values.real.argmax())
    vector = np.abs(vectors[:, largest].real)
    excess = (values[largest].real - count) / (count - 1) if count > 1 else 0.0
    inconsistency = excess / RANDOM[count - 1] if RANDOM[count - 1] else 0.0
    return Judged(tuple((vector / vector.sum()).tolist()), float(max(inconsistency, 0.0)))


def by_entropy(values: Array) -> tuple[float, ...]:
    """This function will weigh indicators (units × indicators, not negative) by how unevenly they are spread (熵权法)."""
    if (values < 0).any() or not (values.sum(axis=0) > 0).all() or len(values) < 2:
        raise CannotWeigh("熵权法要求至少两个单位，数值不为负，且每个指标不全为 0。")
    part = values / values.sum(axis=0)
    entropy = -(part * np.log(np.where(part > 0, part, 1.0))).sum(axis=0) / np.log(len(values))
    return _shared(np.maximum(1 - entropy, 0.0))


def by_spread(values: Array) -> tuple[float, ...]:
    """This function will weigh indicators (units × indicators, on one scale) by their standard deviations."""
    return _shared(values.std(axis=0, ddof=1))


def by_conflict(values: Array) -> tuple[float, ...]:
    """This function will weigh indicators (units × indicators, on one scale) by spread and by disagreement with the others.

    CRITIC: Diakoulaki, Mavrotas and Papayannakis 1995, Computers & Operations Research 22:763.
    """
    deviation = values.std(axis=0, ddof=1)
    if not (deviation > 0).all():
        raise CannotWeigh("有指标在各单位之间没有差别，无法据以计算权重。")
    return _shared(deviation * (1 - np.corrcoef(values.T)).sum(axis=0))


def _shared(amounts: Array) -> tuple[float, ...]:
    if not amounts.sum() > NOTHING:
        raise CannotWeigh("各指标在各单位之间没有差别，无法据以计算权重。")
    return tuple((amounts / amounts.sum()).tolist())
