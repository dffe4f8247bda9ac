"""Values of different units made scores on one scale: a table of scalings, each a function of rows × indicators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from manas.engines.composite.method import Direction, Goalposts, Indicator, Normalization, Scaling
from manas.engines.composite.table import Array


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """What scalings ask of the indicators, one place each; NaN where an indicator does not say."""

    directions: Array
    targets: Array


def sides_of(indicators: tuple[Indicator, ...]) -> Sides:
    """This function will gather directions and targets."""
    targets = [np.nan if one.target is None else one.target for one in indicators]
    return Sides(np.array([float(one.direction) for one in indicators]), np.array(targets, dtype=np.float64))


def normalized(
    values: Array, sides: Sides, normalization: Normalization, goalposts: tuple[Goalposts | None, ...]
) -> Array:
    """This function will score values (rows × indicators); NaN stays, and an indicator that tells nobody apart becomes NaN.

    All rows are on one scale, those of several periods too: only so can periods be compared.
    """
    fixed = normalization.scaling is Scaling.GOALPOSTS
    shares = _along(values, goalposts) if fixed else SHARES[normalization.scaling](values, sides)
    return np.asarray(normalization.low + shares * (normalization.high - normalization.low))


def ranks_upward(values: Array) -> Array:
    """This function will rank along the last axis from the smallest (1); equal values share the lowest rank, NaN has none."""
    order = np.argsort(values, axis=-1)
    ordered = np.take_along_axis(values, order, axis=-1)
    first = np.ones(values.shape, dtype=np.bool_)
    first[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    shared = np.maximum.accumulate(np.where(first, np.arange(1.0, values.shape[-1] + 1), 0.0), axis=-1)
    ranks = np.empty(values.shape)
    np.put_along_axis(ranks, order, shared, axis=-1)
    return np.where(np.isnan(values), np.nan, ranks)


def _along(values: Array, goalposts: tuple[Goalposts | None, ...]) -> Array:
    """The share of the way from the worst to the best that each value has gone, cut at both ends."""
    posts = [post for post in goalposts if post is not None]
    worst, best, least, most = np.array([(one.worst, one.best, one.least, one.most) for one in posts]).T
    return np.asarray(np.clip((values - worst) / (best - worst), least, most))


def _quotient(above: Array, below: Array) -> Array:
    """Above divided by below; NaN where below is zero: nothing tells the units apart there."""
    whole = np.broadcast_to(below, above.shape)
    return np.asarray(np.divide(above, whole, out=np.full(above.shape, np.nan), where=whole != 0))


def _min_max(values: Array, sides: Sides) -> Array:
    directed = values * sides.directions
    least, most = np.fmin.reduce(directed), np.fmax.reduce(directed)
    return _quotient(directed - least, most - least)


def _z_score(values: Array, sides: Sides) -> Array:
    directed, known = values * sides.directions, ~np.isnan(values)
    count = np.maximum(known.sum(axis=0), 1)
    spread = directed - np.where(known, directed, 0.0).sum(axis=0) / count
    squares = np.where(known, spread, 0.0) ** 2
    deviation = np.sqrt(squares.sum(axis=0) / np.maximum(count - 1, 1))
    return _quotient(spread, np.where(_flat(directed), 0.0, deviation))


def _rank(values: Array, sides: Sides) -> Array:
    return ranks_upward((values * sides.directions).T).T


def _borda(values: Array, sides: Sides) -> Array:
    return _rank(values, sides) - 1


def _percent_rank(values: Array, sides: Sides) -> Array:
    others = (~np.isnan(values)).sum(axis=0) - 1.0
    return _quotient(_borda(values, sides), others)


def _fraction_of_max(values: Array, sides: Sides) -> Array:
    directed = values * sides.directions
    return _quotient(directed, np.fmax.reduce(directed))


def _distance_to_target(values: Array, sides: Sides) -> Array:
    """The way gone from the worst value among the units to the target."""
    up = sides.directions == Direction.UP
    worst = np.where(up, np.fmin.reduce(values), np.fmax.reduce(values))
    return _quotient(values - worst, sides.targets - worst)


def _flat(values: Array) -> Array:
    return np.asarray(np.fmin.reduce(values) == np.fmax.reduce(values))


SHARES: Final[Mapping[Scaling, Callable[[Array, Sides], Array]]] = MappingProxyType(
    {
        Scaling.MIN_MAX: _min_max,
        Scaling.Z_SCORE: _z_score,
        Scaling.RANK: _rank,
        Scaling.BORDA: _borda,
        Scaling.PERCENT_RANK: _percent_rank,
        Scaling.FRACTION_OF_MAX: _fraction_of_max,
        Scaling.DISTANCE_TO_TARGET: _distance_to_target,
    }
)
