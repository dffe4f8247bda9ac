"""Scores of members made the score of their group: three means of one form, and contests of two.

The three means are quasi-arithmetic: the score is back(Σ share × forward(member)). That one form gives all of them the same
treatment of missing members (shares are those of the members present) and the same exact decomposition.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from manas.engines.composite.method import Aggregation
from manas.engines.composite.table import Array, Flags

# From here on two numbers are near enough for the slope between them to be that at their middle (error: its square).
NEAR: Final = 1e-7


class CannotAggregate(ValueError):
    """Scores of zero or less have no geometric or harmonic mean."""

    def __init__(self) -> None:
        super().__init__("有得分为 0 或负数，不能用几何平均或调和平均合成；请改用算术平均，或把计分下限改为大于 0。")


@dataclass(frozen=True, slots=True)
class Mean:
    """A quasi-arithmetic mean; `slope` is the derivative of `forward`."""

    forward: Callable[[Array], Array]
    back: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    positive_only: bool = True


MEANS: Final[Mapping[Aggregation, Mean]] = MappingProxyType(
    {
        Aggregation.ARITHMETIC: Mean(lambda x: x, lambda x: x, np.ones_like, positive_only=False),
        Aggregation.GEOMETRIC: Mean(np.log, np.exp, np.reciprocal),
        Aggregation.HARMONIC: Mean(np.reciprocal, np.reciprocal, lambda x: -1.0 / x**2),
    }
)


def upward(weights: tuple[float, ...], parents: tuple[int, ...]) -> Array:
    """This function will give the weights of a row as a matrix, members × groups, zero but at each one's parent."""
    matrix = np.zeros((len(parents), max(parents) + 1))
    matrix[np.arange(len(parents)), parents] = weights
    return matrix


def aggregated(members: Array, matrix: Array, aggregation: Aggregation) -> Array:
    """This function will give the scores of groups (rows × groups) from those of their members (rows × members).

    A group without any member's score is NaN. CannotAggregate where the mean needs positive scores and meets another.
    """
    if aggregation is Aggregation.COPELAND:
        return np.column_stack([copeland(members[:, of > 0], of[of > 0]) for of in matrix.T])
    mean, present = MEANS[aggregation], ~np.isnan(members)
    if mean.positive_only and (members <= 0).any():
        raise CannotAggregate
    total = present @ matrix
    moved = np.where(present, mean.forward(members), 0.0) @ matrix
    return mean.back(np.divide(moved, total, out=np.full(total.shape, np.nan), where=total > 0))


def too_few(present: Flags, applicable: Flags, matrix: Array, availability: float) -> Flags:
    """This function will flag the groups (rows × groups) of whose applicable members too small a share has a score."""
    belongs = (matrix > 0).astype(np.float64)
    return np.asarray((present @ belongs) < availability * (applicable @ belongs))


def shares(members: Array, matrix: Array) -> Array:
    """This function will give the share each present member has in its group (rows × members); 0 for one that is missing."""
    present = ~np.isnan(members)
    total = (present @ matrix) @ (matrix > 0).T
    return np.asarray(np.divide(matrix.sum(axis=1), total, out=np.zeros(members.shape), where=present))


def secant(aggregation: Aggregation, first: Array, second: Array) -> Array:
    """This function will give the slope of the mean's `forward` between two arrays of scores; where they meet, the tangent."""
    mean = MEANS[aggregation]
    apart = first - second
    near = np.abs(apart) <= NEAR * np.maximum(np.abs(first), np.abs(second))
    tangent = mean.slope((first + second) / 2)
    return np.where(near, tangent, (mean.forward(first) - mean.forward(second)) / np.where(near, 1.0, apart))


def outranking(members: Array, weights: Array) -> Array:
    """This function will give for each row the weighted share of members in which it beats each other row (rows × rows).

    A draw counts half; of two rows only what both have is compared (NaN where there is nothing); 0 on the diagonal.
    """
    rows = len(members)
    won, compared = np.zeros((rows, rows)), np.zeros((rows, rows))
    for column, weight in zip(members.T, weights, strict=True):
        one, other = column[:, None], column[None, :]
        won += weight * ((one > other) + 0.5 * (one == other))
        compared += weight * ~(np.isnan(one) | np.isnan(other))
    share = np.asarray(np.divide(won, compared, out=np.full((rows, rows), np.nan), where=compared > 0))
    np.fill_diagonal(share, 0.0)
    return share


def copeland(members: Array, weights: Array) -> Array:
    """This function will give for each row the contests of two it wins less those it loses; NaN for a row without scores."""
    share = outranking(members, weights)
    # Shares are sums of fractions: a draw is one half but for the last digits.
    contests = np.sign(np.round(np.nan_to_num(share, nan=0.5) - 0.5, 12))
    np.fill_diagonal(contests, 0.0)
    return np.where(np.isnan(members).all(axis=1), np.nan, contests.sum(axis=1))
