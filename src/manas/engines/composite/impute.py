"""Missing values estimated; what does not apply, and what was only not loaded, never is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from manas.engines.composite.method import Estimate, Imputation
from manas.engines.composite.table import Array, Codes, State, Table

CENTRES: Final[Mapping[Estimate, Callable[[Array], np.float64]]] = MappingProxyType(
    {Estimate.MEAN: np.mean, Estimate.MEDIAN: np.median}
)


def imputed(rows: Table, values: Array, states: Codes, imputation: Imputation | None) -> tuple[Array, Codes]:
    """This function will fill missing cells (rows × indicators) where there is something to estimate from, and mark them.

    Means and medians are over the known values of the same period (and peer group); the latest value is the unit's own of
    the last period before, in the order of the periods' names.
    """
    if imputation is None:
        return values, states
    estimates = _latest(rows, values) if imputation.estimate is Estimate.LATEST else _centres(rows, values, imputation)
    filled = (states == State.MISSING) & ~np.isnan(estimates)
    return np.where(filled, estimates, values), np.where(filled, State.IMPUTED, states).astype(np.uint8)


def _centres(rows: Table, values: Array, imputation: Imputation) -> Array:
    centre, estimates = CENTRES[imputation.estimate], np.full(values.shape, np.nan)
    peers = rows.peers if imputation.among_peers else ("",) * len(rows.units)
    together = list(zip(rows.periods, peers, strict=True))
    for block in dict.fromkeys(together):
        members = np.array([one == block for one in together])
        for place in range(values.shape[1]):
            known = values[members, place]
            known = known[~np.isnan(known)]
            if known.size:
                estimates[members, place] = centre(known)
    return estimates


def _latest(rows: Table, values: Array) -> Array:
    estimates, last = np.full(values.shape, np.nan), dict[str, Array]()
    for row in sorted(range(len(rows.units)), key=lambda row: rows.periods[row]):
        unit = rows.units[row]
        before = last.get(unit, np.full(values.shape[1], np.nan))
        estimates[row] = before
        last[unit] = np.where(np.isnan(values[row]), before, values[row])
    return estimates
