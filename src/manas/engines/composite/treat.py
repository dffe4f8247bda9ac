"""Outliers: the extreme values of an indicator drawn in to the next ones, or all its values put on a logarithmic scale."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from manas.engines.composite.method import Treatment
from manas.engines.composite.shape import kurtosis, skewness
from manas.engines.composite.table import Array

MARGIN = 0.01  # of the range, so that the smallest value has a logarithm too


class Remedy(StrEnum):
    """What was done to an indicator with outliers."""

    DRAWN_IN = "drawn-in"
    LOGARITHM = "logarithm"
    NOTHING_HELPED = "nothing-helped"


@dataclass(frozen=True, slots=True)
class Remedied:
    """An indicator (its place) in a period that had outliers: the remedy, how many values moved, its shape before and after."""

    indicator: int
    period: str
    remedy: Remedy
    moved: int
    skewness: tuple[float, float]
    kurtosis: tuple[float, float]


def treated(values: Array, periods: tuple[str, ...], treatment: Treatment | None) -> tuple[Array, tuple[Remedied, ...]]:
    """This function will treat each indicator of each period alone (rows × indicators) and tell what it did."""
    if treatment is None:
        return values, ()
    result, told = values.copy(), list[Remedied]()
    for period in dict.fromkeys(periods):
        members = np.array([one == period for one in periods])
        for place in range(values.shape[1]):
            present = members & ~np.isnan(values[:, place])
            column = values[present, place]
            if not passes(column, treatment):
                result[present, place], remedied = _remedied(column, treatment, place, period)
                told.append(remedied)
    return result, tuple(told)


def passes(column: Array, treatment: Treatment) -> bool:
    """This function will tell whether known values are free of outliers: one of the two limits not reached is enough."""
    return not (abs(skewness(column)) >= treatment.skewness and kurtosis(column) >= treatment.kurtosis)


def drawn_in(column: Array, treatment: Treatment) -> tuple[Array, int]:
    """This function will draw in extreme values of the longer tail one by one until they pass or the points are used up.

    Equal values move together and are counted together, those drawn in before included.
    """
    moved, ends = column.copy(), {1: 0, -1: 0}
    while not passes(moved, treatment) and sum(ends.values()) < treatment.points:
        side = 1 if skewness(moved) >= 0 else -1
        extreme = moved == (moved * side).max() * side
        moved[extreme] = (moved[~extreme] * side).max() * side
        ends[side] = int(extreme.sum())
    return moved, sum(ends.values())


def logarithm(column: Array) -> Array:
    """This function will put known values on a logarithmic scale that begins a hundredth of the range below the smallest."""
    least, most = column.min(), column.max()
    return np.asarray(np.log(column - least + MARGIN * (most - least)))


def _remedied(column: Array, treatment: Treatment, place: int, period: str) -> tuple[Array, Remedied]:
    result, moved = drawn_in(column, treatment)
    remedy = Remedy.DRAWN_IN
    if not passes(result, treatment):
        result, moved, remedy = (
            (logarithm(column), len(column), Remedy.LOGARITHM)
            if treatment.logarithm
            else (column, 0, Remedy.NOTHING_HELPED)
        )
    skews, kurts = ((measure(column), measure(result)) for measure in (skewness, kurtosis))
    return result, Remedied(place, period, remedy, moved, skews, kurts)
