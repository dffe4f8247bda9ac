"""检索质量: how well a ranking serves people's judgments, with the spread that chance alone would give.

Järvelin and Kekäläinen 2002 for nDCG (gain 2^level − 1); intervals by the bootstrap over questions, Efron 1979.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROUNDS = 1000
SEED = 20260701


@dataclass(frozen=True, slots=True)
class Figure:
    """The mean over questions, and between what values it lies in 95 of 100 drawings of as many questions."""

    mean: float
    low: float
    high: float
    questions: int


def reciprocal_rank(ranked: Sequence[int], levels: Mapping[int, int], k: int = 10) -> float:
    """This function will give 1 / the place of the first relevant document among the first k; 0 where there is none."""
    return next((1 / place for place, key in enumerate(ranked[:k], 1) if levels.get(key, 0) > 0), 0.0)


def recall(ranked: Sequence[int], levels: Mapping[int, int], k: int = 100) -> float:
    """This function will give the share of the relevant documents that stand among the first k."""
    relevant = {key for key, level in levels.items() if level > 0}
    return len(relevant & set(ranked[:k])) / len(relevant) if relevant else 0.0


def ndcg(ranked: Sequence[int], levels: Mapping[int, int], k: int = 10) -> float:
    """This function will give the discounted gain of the first k, as a share of what the best order of them would gain."""
    best = _gain(sorted(levels.values(), reverse=True)[:k])
    return _gain([levels.get(key, 0) for key in ranked[:k]]) / best if best else 0.0


def figure(values: Sequence[float]) -> Figure:
    """This function will give the mean of the values of questions, and its interval; at least one question."""
    array = np.array(values, dtype=np.float64)
    drawn = np.random.default_rng(SEED).integers(0, len(array), (ROUNDS, len(array)))
    means: NDArray[np.float64] = array[drawn].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return Figure(float(array.mean()), float(low), float(high), len(array))


def _gain(levels: Sequence[int]) -> float:
    return float(sum((2.0**level - 1) / np.log2(place + 1) for place, level in enumerate(levels, 1)))
