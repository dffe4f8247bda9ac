"""Where a score comes from: the points that every group and indicator adds to it, summing to the score exactly.

For arithmetic means a member adds its share times its score. The other means have no such sum of their own; one is stated
here that is exact for all three: each member starts with its share of the full score and loses in proportion to what it falls
short of it, the proportion being the slope of the mean between the two (for the geometric mean the logarithmic-mean
decomposition of Ang 2004, Energy Policy 32:1131). For the arithmetic mean both are the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from manas.engines.composite.aggregate import secant, shares
from manas.engines.composite.assess import Assessment, indicator_ranks
from manas.engines.composite.method import Aggregation
from manas.engines.composite.table import Array, Misfit, State, TableRefused
from manas.engines.composite.treat import Remedy


class CannotDecompose(ValueError):
    """Contests of two give an order and no score that could be taken apart."""

    def __init__(self) -> None:
        super().__init__("科普兰法只排先后、不给分数，结果不能分解到指标。")


@dataclass(frozen=True, slots=True, eq=False)
class Contributions:
    """For each row of the tree below the whole, rows × members: points in the group's score and in that of the whole.

    A member without a score adds 0; under a group (or in a row) without a score there is nothing to add to: NaN.
    `shares` is what share of the whole each stands for in that row, after missing ones handed theirs to the others.
    """

    to_group: tuple[Array, ...]
    to_whole: tuple[Array, ...]
    shares: tuple[Array, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """The way of one indicator's value in one row. None where there is no such step or no value.

    `counted` and `base` are as given, `value` after division; `estimated` stands in for a missing value; `treated` is what an
    outlier became by `remedy`. Then the score, its share of the whole, its points there, its place among the units.
    """

    key: str
    state: State
    counted: float | None
    base: float | None
    value: float | None
    estimated: float | None
    treated: float | None
    remedy: Remedy | None
    score: float | None
    share: float
    points: float | None
    rank: int | None


def contributions(assessment: Assessment) -> Contributions:
    """This function will take every score apart. CannotDecompose where contests of two took part."""
    stages, full = assessment.stages, assessment.method.normalization.high
    choices = stages.nominal
    if Aggregation.COPELAND in choices.aggregations:
        raise CannotDecompose
    whole = ~np.isnan(assessment.levels[-1])
    standing, passing = np.where(whole, 1.0, np.nan), np.where(whole, 1.0, np.nan)
    to_group, to_whole, standings = list[Array](), list[Array](), list[Array]()
    for row in reversed(range(stages.tree.height)):
        members, parents = assessment.levels[row], list(stages.tree.parents[row])
        groups, mean = assessment.levels[row + 1][:, parents], choices.aggregations[row]
        share = shares(members, stages.matrix(choices, row))
        slopes = secant(mean, members, np.array(full)) / secant(mean, groups, np.array(full))
        passed = _or_zero(share * slopes, members + groups)
        short = _or_zero(members - full, members)
        points = share * full + passed * short
        to_group.insert(0, np.where(np.isnan(groups), np.nan, points))
        standing, passing = standing[:, parents] * share, passing[:, parents] * passed
        to_whole.insert(0, standing * full + passing * short)
        standings.insert(0, standing)
    return Contributions(tuple(to_group), tuple(to_whole), tuple(standings))


def row_of(assessment: Assessment, unit: str, period: str = "") -> int:
    """This function will find the row of a unit in a period. TableRefused where it is not assessed."""
    rows = assessment.prepared.table
    for place, one in enumerate(zip(rows.units, rows.periods, strict=True)):
        if one == (unit, period):
            return place
    raise TableRefused(Misfit.NO_ROW, unit)


def reasons(assessment: Assessment, found: Contributions, row: int) -> tuple[Reason, ...]:
    """This function will tell the way of every indicator's value in one row."""
    ranks, ready = indicator_ranks(assessment)[row], assessment.prepared
    told = []
    for place, key in enumerate(assessment.stages.tree.keys[0]):
        state = State(int(assessment.states[row, place]))
        value, treated = _or_none(assessment.values[row, place]), _or_none(assessment.treated[row, place])
        moved = treated != value
        told.append(
            Reason(
                key,
                state,
                _or_none(ready.counted[row, place]),
                _or_none(ready.bases[row, place]),
                _or_none(ready.values[row, place]),
                value if state is State.IMPUTED else None,
                treated if moved else None,
                _remedy(assessment, row, place) if moved else None,
                _or_none(assessment.levels[0][row, place]),
                float(np.nan_to_num(found.shares[0][row, place])),
                _or_none(found.to_whole[0][row, place]),
                None if np.isnan(ranks[place]) else int(ranks[place]),
            )
        )
    return tuple(told)


def _remedy(assessment: Assessment, row: int, place: int) -> Remedy | None:
    period = assessment.prepared.table.periods[row]
    done = [one.remedy for one in assessment.remedied if (one.indicator, one.period) == (place, period)]
    return done[0] if done else None


def _or_none(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def _or_zero(numbers: Array, scores: Array) -> Array:
    """Zero where there is no score."""
    return np.where(np.isnan(scores), 0.0, numbers)
