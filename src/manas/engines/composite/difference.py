"""What drives a difference: between two units or two periods, indicator by indicator; between two methods, choice by choice.

Every decomposition sums to the difference. Between two rows it is the symmetric one (each effect weighed by the mean of both
sides' shares), so that exchanging the sides only changes signs. Between two methods it is Shapley's: the mean of what a choice
changes over all orders of changing the choices one after another (Shapley 1953), so that no order is preferred.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from manas.engines.composite.aggregate import MEANS, secant, shares
from manas.engines.composite.assess import Assessment
from manas.engines.composite.contribution import CannotDecompose
from manas.engines.composite.method import Aggregation, Method
from manas.engines.composite.stages import Choices, Stages
from manas.engines.composite.table import Array, Table

# What is changed together: a treatment or goalposts mean nothing without the scale that they are for.
ASPECTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "imputation": ("imputation",),
        "scale": ("treatment", "normalization", "goalposts"),
        "aggregations": ("aggregations",),
        "weights": ("weights",),
    }
)


class CannotCompare(ValueError):
    """Two things have no difference that could be taken apart."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What one member of the tree does to the difference of the whole: by its score, and by its share.

    Shares differ where something is missing on one side. The effect by score of a group is the sum of its members' effects.
    """

    key: str
    by_score: float
    by_share: float


@dataclass(frozen=True, slots=True)
class Difference:
    """The first row's score less the second's. `rows[0]` are the indicators, then the groups row by row, less the whole.

    The indicators' effects by score and everybody's effects by share sum to `total`.
    """

    total: float
    rows: tuple[tuple[Effect, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class MethodDifference:
    """The first method's scores less the second's, one for each row, and the effects of the aspects that differ: they sum to it."""

    total: Array
    effects: Mapping[str, Array]


def between_rows(assessment: Assessment, first: int, second: int) -> Difference:
    """This function will tell what drives the difference of two rows. CannotDecompose with contests of two.

    CannotCompare where one of them has no score.
    """
    stages = assessment.stages
    if Aggregation.COPELAND in stages.nominal.aggregations:
        raise CannotDecompose
    total = float(assessment.scores[first] - assessment.scores[second])
    if np.isnan(total):
        raise CannotCompare("其中一个单位没有总分，不能比较。")
    rows: list[tuple[Effect, ...]] = []
    groups, passing = assessment.levels[-1][[first, second]], np.ones(1)
    for row in reversed(range(stages.tree.height)):
        members = assessment.levels[row][[first, second]]
        share = shares(assessment.levels[row], stages.matrix(stages.nominal, row))[[first, second]]
        filled = _filled(members)
        by_score, by_share, passing = (
            _effects(filled, share, groups[:, stages.tree.parents[row]], stages.nominal.aggregations[row])
            * passing[list(stages.tree.parents[row])]
        )
        passing = np.where(np.isnan(members).any(axis=0), 0.0, passing)
        groups = filled
        told = zip(stages.tree.keys[row], by_score.tolist(), by_share.tolist(), strict=True)
        rows.insert(0, tuple(Effect(*one) for one in told))
    return Difference(total, tuple(rows))


def between_methods(given: Table, first: Method, second: Method) -> MethodDifference:
    """This function will tell what drives the difference of two methods over the same table and the same tree.

    CannotCompare when their indicators, groups or demands on completeness differ; CannotAggregate when a mixture of both
    would need the mean of scores that are not positive.
    """
    one, other = Stages(given, first), Stages(given, second)
    if _frame(one) != _frame(other):
        raise CannotCompare("两个办法的指标、分组或者数据完整率的要求不同，只能比较结果，不能逐项分解。")
    differ = [aspect for aspect, names in ASPECTS.items() if _parts(one.nominal, names) != _parts(other.nominal, names)]

    def scores(changed: tuple[str, ...]) -> Array:
        """The scores when the changed aspects are the second method's."""
        parts: dict[str, Any] = {}
        for aspect in changed:
            parts |= _parts(other.nominal, ASPECTS[aspect])
        return one.scores(replace(one.nominal, **parts))

    effects = {}
    for aspect in differ:
        others = [name for name in differ if name != aspect]
        effect = np.zeros(len(one.prepared.table.units))
        for size in range(len(others) + 1):
            for changed in combinations(others, size):
                effect += (scores(changed) - scores((*changed, aspect))) / comb(len(others), size) / len(differ)
        effects[aspect] = effect
    return MethodDifference(scores(()) - scores(tuple(differ)), MappingProxyType(effects))


def _effects(members: Array, share: Array, groups: Array, aggregation: Aggregation) -> Array:
    """By score, by share, and how much of a change of score passes on to the group (3 × members); two sides given of each."""
    mean = MEANS[aggregation]
    slope = secant(aggregation, groups[0], groups[1])
    passing = share.mean(axis=0) * secant(aggregation, members[0], members[1]) / slope
    above_middle = mean.forward(members).mean(axis=0) - mean.forward(groups).mean(axis=0)
    return np.array([passing * (members[0] - members[1]), (share[0] - share[1]) * above_middle / slope, passing])


def _filled(members: Array) -> Array:
    """Two sides' scores, each missing one as the other side's (then only its share differs); missing on both counts nothing."""
    either = np.where(np.isnan(members), members[::-1], members)
    return np.where(np.isnan(either), 1.0, either)


def _parts(choices: Choices, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(choices, name) for name in names}


def _frame(stages: Stages) -> tuple[object, ...]:
    """What two methods must have in common; names may differ."""
    method = stages.method
    asked = tuple((one.key, one.denominator, one.direction, one.target) for one in method.indicators)
    return asked, stages.tree, method.screening, method.availability
