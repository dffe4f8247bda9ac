"""The steps of an assessment one after the other, each done once for the same choices: a rebuild repeats only what changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import numpy as np

from manas.engines.composite.aggregate import aggregated, too_few, upward
from manas.engines.composite.faults import MethodRefused, faults_of
from manas.engines.composite.framework import Framework, Weights, framework, weights_of
from manas.engines.composite.impute import imputed
from manas.engines.composite.method import Aggregation, Goalposts, Imputation, Method, Normalization, Treatment
from manas.engines.composite.normalize import normalized, sides_of
from manas.engines.composite.prepare import prepared
from manas.engines.composite.table import Array, Codes, Flags, Table, applies
from manas.engines.composite.treat import Remedied, treated

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a method chose and might have chosen otherwise; everything here can be varied without another tree or table."""

    imputation: Imputation | None
    treatment: Treatment | None
    normalization: Normalization
    goalposts: tuple[Goalposts | None, ...]
    aggregations: tuple[Aggregation, ...]
    weights: Weights


def chosen(method: Method, tree: Framework) -> Choices:
    """This function will give the choices of a method without faults, the unsaid ones included."""
    return Choices(
        method.imputation,
        method.treatment,
        method.normalization,
        tuple(one.goalposts for one in method.indicators),
        method.aggregations or (Aggregation.ARITHMETIC,) * tree.height,
        weights_of(method, tree),
    )


class Stages:
    """One table under one method, and what was computed of it so far; `nominal` are the method's own choices.

    MethodRefused and TableRefused when method or table will not do. What is kept grows with the choices that were asked for.
    """

    def __init__(self, given: Table, method: Method) -> None:
        if faults := faults_of(method):
            raise MethodRefused(faults)
        self.method: Final = method
        self.tree: Final = framework(method)
        self.nominal: Final = chosen(method, self.tree)
        self.prepared: Final = prepared(given, method)
        self.applicable: Final = self._applicable()
        self._sides: Final = sides_of(method.indicators)
        self._kept: Final[dict[Hashable, Any]] = {}

    def imputed(self, choices: Choices) -> tuple[Array, Codes]:
        """This function will give values and states, rows × indicators, after estimating."""
        ready = self.prepared
        return self._once(
            ("imputed", choices.imputation),
            lambda: imputed(ready.table, ready.values, ready.states, choices.imputation),
        )

    def treated(self, choices: Choices) -> tuple[Array, tuple[Remedied, ...]]:
        """This function will give values after the treatment of outliers, and what was done."""
        return self._once(
            ("treated", choices.imputation, choices.treatment),
            lambda: treated(self.imputed(choices)[0], self.prepared.table.periods, choices.treatment),
        )

    def normalized(self, choices: Choices) -> Array:
        """This function will give the scores of indicators, rows × indicators."""
        return self._once(
            self._scale(choices),
            lambda: normalized(self.treated(choices)[0], self._sides, choices.normalization, choices.goalposts),
        )

    def level(self, choices: Choices, row: int) -> Array:
        """This function will give the scores of one row of the tree (0: indicators), rows × members of that row."""
        if row == 0:
            return self.normalized(choices)
        key = (self._scale(choices), choices.aggregations[:row], choices.weights[:row])
        return self._once(key, lambda: self._raised(choices, row))

    def scores(self, choices: Choices) -> Array:
        """This function will give every row's score of the whole."""
        return self.level(choices, self.tree.height)[:, 0]

    def matrix(self, choices: Choices, row: int) -> Array:
        """This function will give the weights of a row as members × groups above."""
        weights = choices.weights[row]
        return self._once(("matrix", row, weights), lambda: upward(weights, self.tree.parents[row]))

    def _raised(self, choices: Choices, row: int) -> Array:
        members, matrix = self.level(choices, row - 1), self.matrix(choices, row - 1)
        result = aggregated(members, matrix, choices.aggregations[row - 1])
        if self.method.availability:
            present = ~np.isnan(members)
            few = too_few(present, self.applicable[row - 1], matrix, self.method.availability)
            result = np.where(few, np.nan, result)
        return result

    def _scale(self, choices: Choices) -> Hashable:
        scale = choices.normalization
        posts = None if scale.relative else choices.goalposts
        return (choices.imputation, choices.treatment, scale, posts)

    def _applicable(self) -> tuple[Flags, ...]:
        """Where a score is due, row by row of the tree: a group has one where any of its members does."""
        rows = [applies(self.prepared.states)]
        for parents in self.tree.parents:
            belongs = upward((1.0,) * len(parents), parents)
            rows.append((rows[-1] @ belongs) > 0)
        return tuple(rows)

    def _once(self, key: Hashable, make: Callable[[], Result]) -> Result:
        if key not in self._kept:
            self._kept[key] = make()
        result: Result = self._kept[key]
        return result
