"""Places by score: the highest is first, equal scores share the better place, and what has no score has no place."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from manas.engines.composite.normalize import ranks_upward
from manas.engines.composite.table import Array

# Scores that differ by less are equal: such a difference comes from the order in which a machine adds.
EQUAL_TO = 9


def places(scores: Array, periods: Sequence[str]) -> Array:
    """This function will give each row its place within its period; NaN without a score. Scores are rows, or draws × rows."""
    result, falling, at = np.full(scores.shape, np.nan), -np.round(scores, EQUAL_TO), np.array(periods)
    for period in dict.fromkeys(periods):
        members = at == period
        result[..., members] = ranks_upward(falling[..., members])
    return result


def ties(units: Sequence[str], periods: Sequence[str], ranks: Array) -> tuple[tuple[str, ...], ...]:
    """This function will give the units that share a place, place by place, period by period."""
    shared: dict[tuple[str, float], list[str]] = {}
    for unit, period, rank in zip(units, periods, ranks.tolist(), strict=True):
        if not np.isnan(rank):
            shared.setdefault((period, rank), []).append(unit)
    return tuple(tuple(shared[key]) for key in sorted(shared) if len(shared[key]) > 1)
