"""From stored inputs to scores, places and their intervals, and to the hash that says whether they are still the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

import numpy as np

from manas.engines.composite import assess as engine
from manas.engines.composite.faults import faults_of
from manas.engines.composite.method import (
    Aggregation,
    Direction,
    Goalposts,
    Group,
    Indicator,
    Method,
    Normalization,
    Scaling,
)
from manas.engines.composite.sensitivity import Uncertainty, intervals, moved_goalposts, noisy_weights
from manas.engines.composite.stages import Stages
from manas.engines.composite.table import State, Table, table
from manas.engines.figures import Known
from manas.indicators.assessment.models import (
    Assessment,
    AssessmentInput,
    AssessmentMethod,
    GrantedPoints,
)
from manas.indicators.declared import INDICATORS
from manas.office.models import Unit

WHOLE: Final = "whole"
STATES: Final = {
    Known.VALUE: State.KNOWN,
    Known.MISSING: State.MISSING,
    Known.NOT_APPLICABLE: State.NOT_APPLICABLE,
    Known.NOT_LOADED: State.NOT_LOADED,
}
# What might as well have been chosen: points up to a quarter more or less, the ends of a scale by a tenth of its length.
POINTS_IN_DOUBT: Final = 0.25
SCALES_IN_DOUBT: Final = 0.1
ALTERNATIVES: Final = 60
DRAWS: Final = 1_200
SEED: Final = 2023
PLACES: Final = 9
# The geometric mean knows no zero: the worst is one point of a hundred.
LOWEST: Final = {Aggregation.ARITHMETIC: 0.0, Aggregation.GEOMETRIC: 1.0}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out for one unit; absent where there is no score, or no place is given. Numbers to nine decimals."""

    unit: Unit
    score: Decimal | None
    added: Decimal
    total: Decimal | None
    rank: Decimal | None
    rank_low: Decimal | None
    rank_high: Decimal | None


def method_of(kept: AssessmentMethod) -> Method:
    """This function will give a method as the engine takes it: indicators under the five heads, a head with its points' sum."""
    rows = list(kept.indicators.all())
    heads = {INDICATORS[row.indicator].head for row in rows}
    groups = [Group(WHOLE, "总分")]
    for head in sorted(heads):
        points = sum(float(row.points) for row in rows if INDICATORS[row.indicator].head == head)
        groups.append(Group(f"head-{head.value}", str(head.label), WHOLE, points))
    aggregation = Aggregation(kept.aggregation)
    return Method(
        indicators=tuple(
            Indicator(
                key=row.indicator,
                name=str(INDICATORS[row.indicator].name),
                parent=f"head-{INDICATORS[row.indicator].head.value}",
                weight=float(row.points),
                direction=_direction(row.indicator),
                goalposts=_goalposts(row.worst, row.best),
            )
            for row in rows
        ),
        groups=tuple(groups),
        aggregations=(aggregation, aggregation),
        normalization=Normalization(Scaling(kept.scaling), low=LOWEST[aggregation]),
    )


def _direction(key: str) -> Direction:
    return Direction.DOWN if INDICATORS[key].more_is_better is False else Direction.UP


def _goalposts(worst: Decimal | None, best: Decimal | None) -> Goalposts | None:
    return None if worst is None or best is None else Goalposts(float(worst), float(best))


def faults(kept: AssessmentMethod) -> list[str]:
    """This function will say what is wrong with a method, a sentence each; none when it can be signed."""
    rows = list(kept.indicators.all())
    if not rows:
        return ["考核办法中没有指标。"]
    found = [str(fault) for fault in faults_of(method_of(kept))]
    total = sum(row.points for row in rows)
    if total != 100:
        found.append(f"各指标分值合计应为100分，现为{total}分。")
    neither = [str(INDICATORS[row.indicator].name) for row in rows if INDICATORS[row.indicator].more_is_better is None]
    if neither:
        found.append(f"{'、'.join(neither)}本身没有好坏之分，不能用于考核。")
    return found


class Reckoned:
    """One assessment reckoned from its stored inputs; everything on the page comes from here."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.inputs = list(assessment.inputs.select_related("unit"))
        self.granted = list(assessment.granted.select_related("addition"))
        self.units = list({row.unit_id: row.unit for row in self.inputs}.values())
        self.method = method_of(assessment.method)

    @cached_property
    def table(self) -> Table:
        """The inputs as the engine takes them: units × indicators."""
        return as_table(self.units, [one.key for one in self.method.indicators], self.inputs)

    @cached_property
    def stages(self) -> Stages:
        """Every step, kept for rebuilds."""
        return Stages(self.table, self.method)

    @cached_property
    def found(self) -> engine.Assessment:
        """Scores and places by the method itself."""
        return engine.assessment_of(self.stages, self.table)

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """What came out for each unit, best first."""
        added = np.array([float(points_of(self.granted, unit)) for unit in self.units])
        interval = intervals(self.stages, _doubts(self.stages), np.random.default_rng(SEED), DRAWS, added)
        rows = [
            Outcome(
                unit,
                _rounded(self.found.scores[place]),
                _rounded(added[place]) or Decimal(0),
                _rounded(self.found.scores[place] + added[place]),
                _place(interval.nominal[place]),
                _place(interval.low[place]),
                _place(interval.high[place]),
            )
            for place, unit in enumerate(self.units)
        ]
        return sorted(rows, key=lambda row: (row.rank is None, row.rank or Decimal(0), row.unit.position, row.unit.pk))

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of method, inputs, additions, results and the version that made them, as canonical JSON."""
        kept = self.assessment
        content = {
            "code_version": kept.code_version,
            "period": kept.period,
            "method": _told_method(kept.method),
            "inputs": sorted(_told_input(row) for row in self.inputs),
            "granted": sorted(
                [row.unit.code, row.addition.label, f"{row.points:.2f}", row.source] for row in self.granted
            ),
            "results": sorted(_told_outcome(row) for row in self.outcomes),
        }
        said = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(said.encode()).hexdigest()


def as_table(units: Sequence[Unit], keys: Sequence[str], inputs: Iterable[AssessmentInput]) -> Table:
    """This function will put stored inputs into the engine's table; what an office exempted does not apply."""
    values = np.full((len(units), len(keys)), np.nan)
    states = np.full(values.shape, State.MISSING)
    rows, columns = {unit.pk: row for row, unit in enumerate(units)}, {key: place for place, key in enumerate(keys)}
    for one in inputs:
        row, column = rows[one.unit_id], columns[one.indicator]
        states[row, column] = State.NOT_APPLICABLE if one.exempt else STATES[Known(one.known)]
        if not one.exempt and one.value is not None:
            values[row, column] = float(one.value)
    return table([unit.code for unit in units], keys, values, states=states)


def points_of(granted: Iterable[GrantedPoints], unit: Unit) -> Decimal:
    """This function will add up what a unit was given, and take off what it lost."""
    return sum((row.points for row in granted if row.unit_id == unit.pk), Decimal(0))


def _doubts(stages: Stages) -> Uncertainty:
    generator = np.random.default_rng(SEED + 1)
    nominal = stages.nominal
    noise = [POINTS_IN_DOUBT] * len(nominal.weights)
    relative = stages.method.normalization.relative
    posts = nominal.goalposts
    moved = () if relative else moved_goalposts(posts, generator, share=SCALES_IN_DOUBT, count=ALTERNATIVES)
    return Uncertainty(
        weights=noisy_weights(nominal.weights, generator, noise=noise, count=ALTERNATIVES), goalposts=moved
    )


def _rounded(number: float) -> Decimal | None:
    return None if np.isnan(number) else Decimal(f"{number:.{PLACES}f}")


def _place(number: float) -> Decimal | None:
    return None if np.isnan(number) else Decimal(f"{number:.1f}")


def _told_method(kept: AssessmentMethod) -> dict[str, Any]:
    rows = kept.indicators.all()
    told = [[row.indicator, f"{row.points:.2f}", _said(row.worst, 2), _said(row.best, 2)] for row in rows]
    named = {"name": kept.name, "version": kept.version, "scaling": kept.scaling, "aggregation": kept.aggregation}
    return {**named, "indicators": sorted(told)}


def _told_input(row: AssessmentInput) -> list[str]:
    return [row.unit.code, row.indicator, row.known, _said(row.value, 4), str(row.approved), row.exempt]


def _told_outcome(row: Outcome) -> list[str]:
    numbers = (row.score, row.added, row.total)
    ranks = (row.rank, row.rank_low, row.rank_high)
    return [row.unit.code, *(_said(one, PLACES) for one in numbers), *(_said(one, 1) for one in ranks)]


def _said(number: Decimal | None, places: int) -> str:
    return "" if number is None else f"{number:.{places}f}"
