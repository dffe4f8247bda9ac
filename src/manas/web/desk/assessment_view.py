"""Assessments in words: places with their intervals drawn, every score with the figure behind it, what drives differences."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manas.engines.composite.aggregate import CannotAggregate
from manas.engines.composite.contribution import CannotDecompose, contributions
from manas.engines.composite.difference import CannotCompare, between_methods, between_rows
from manas.engines.composite.table import Array
from manas.indicators.assessment.models import Assessment, AssessmentInput
from manas.indicators.assessment.queries import outcomes
from manas.indicators.assessment.reckoning import Outcome, Reckoned, method_of
from manas.indicators.declared import INDICATORS
from manas.indicators.statistics.models import KNOWN
from manas.indicators.values.words import number
from manas.office.models import Unit
from manas.web.desk.indicator_view import behind

WORDS: Final = dict(KNOWN)
# Width of the drawing of places, and the margin before the first and behind the last.
WIDE, MARGIN = 100.0, 6.0

# The choices of a method in the words of those who make them.
CHOICES: Final = {
    "imputation": gettext_lazy("缺项处理"),
    "scale": gettext_lazy("计分标准"),
    "aggregations": gettext_lazy("合成方法"),
    "weights": gettext_lazy("指标分值"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's line in the table of results; `low`, `high` and `at` are positions on the drawn scale of places."""

    outcome: Outcome
    score: str
    added: str
    total: str
    rank: str
    interval: str
    low: float
    high: float
    at: float

    @property
    def width(self) -> float:
        """This function will give the length of the drawn interval; an interval of one place is a dot wide."""
        return max(self.high - self.low, 1.0)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one unit: its words, the score it gives, the points it brings, where it opens."""

    unit: Unit
    words: str
    address: str
    score: str
    points: str
    approved: bool
    exempt: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator across all units."""

    key: str
    name: str
    measure: str
    points: str
    scale: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Driver:
    """What one indicator does to the difference of two units."""

    name: str
    effect: str
    share: float
    up: bool


def places(assessment: Assessment) -> list[Place]:
    """This function will write the results, best first."""
    found = outcomes(assessment)
    return [_placed(one, len(found)) for one in found]


def _placed(one: Outcome, count: int) -> Place:
    low, high = one.rank_low or Decimal(1), one.rank_high or Decimal(1)
    known = one.rank is not None
    return Place(
        outcome=one,
        score=_points(one.score),
        added=f"+{_points(one.added)}" if one.added > 0 else _points(one.added),
        total=_points(one.total),
        rank=_rank(one.rank) if known else "–",
        interval=f"{_rank(low)}–{_rank(high)}" if known else "–",
        low=_position(low, count),
        high=_position(high, count),
        at=_position(one.rank or Decimal(1), count),
    )


def _position(rank: Decimal, count: int) -> float:
    """Where a place stands on the drawing: the first at the left, the last at the right."""
    return MARGIN + (WIDE - 2 * MARGIN) * float(rank - 1) / max(count - 1, 1)


def _points(value: Decimal | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _rank(value: Decimal | None) -> str:
    return "–" if value is None else f"{value.normalize():f}"


def table(reckoned: Reckoned) -> list[Row]:
    """This function will write every indicator with every unit's figure, score and points."""
    assessment, found = reckoned.assessment, reckoned.found
    brought = _brought(reckoned)
    given = {(row.unit_id, row.indicator): row for row in reckoned.inputs}
    placed = {code: row for row, code in enumerate(found.prepared.table.units)}
    columns = {key: column for column, key in enumerate(found.stages.tree.keys[0])}
    rows = []
    for kept in assessment.method.indicators.all():
        indicator, column = INDICATORS[kept.indicator], columns[kept.indicator]
        cells = []
        for unit in reckoned.units:
            row = placed.get(unit.code)
            score = np.nan if row is None else found.levels[0][row, column]
            points = np.nan if row is None or brought is None else brought[row, column]
            cells.append(_cell(assessment, given[unit.pk, kept.indicator], unit, float(score), float(points)))
        ends = "" if kept.worst is None or kept.best is None else f"{number(kept.worst)} → {number(kept.best)}"
        measure = str(indicator.measure)
        rows.append(Row(indicator.key, str(indicator.name), measure, f"{kept.points.normalize():f}", ends, cells))
    return rows


def _brought(reckoned: Reckoned) -> Array | None:
    try:
        return contributions(reckoned.found).to_whole[0]
    except (CannotDecompose, CannotAggregate):
        return None


def _cell(assessment: Assessment, given: AssessmentInput, unit: Unit, score: float, points: float) -> Cell:
    words = str(WORDS[given.known]) if given.value is None else number(round(given.value, 2))
    return Cell(
        unit=unit,
        words=words,
        address=behind(INDICATORS[given.indicator], unit, assessment.time, "counts"),
        score="–" if np.isnan(score) else f"{score:.1f}",
        points="–" if np.isnan(points) else f"{points:.2f}",
        approved=given.approved,
        exempt=given.exempt,
        counted=given.value is not None,
    )


def warnings(reckoned: Reckoned) -> list[str]:
    """This function will say what a reader of scores and places must know."""
    names = {one.key: one.name for one in reckoned.method.indicators} | {
        unit.code: unit.short_name for unit in reckoned.units
    }
    return [one.sentence(names.get(one.about, "")) for one in reckoned.found.warned]


def drivers(reckoned: Reckoned, first: Unit, second: Unit) -> list[Driver]:
    """This function will tell by what one unit is ahead of another or behind it, the strongest first; CannotCompare."""
    listed = reckoned.found.prepared.table.units
    if first.code not in listed or second.code not in listed:
        raise CannotCompare("其中一个单位没有总分，不能比较。")
    found = between_rows(reckoned.found, listed.index(first.code), listed.index(second.code))
    effects = [(one.key, one.by_score + one.by_share) for one in found.rows[0]]
    most = max((abs(effect) for _key, effect in effects), default=0.0) or 1.0
    ordered = sorted(effects, key=lambda one: -abs(one[1]))
    return [
        Driver(str(INDICATORS[key].name), f"{effect:+.2f}", round(100 * abs(effect) / most, 1), effect > 0)
        for key, effect in ordered
        if effect
    ]


@dataclass(frozen=True, slots=True)
class MethodChoices:
    """What the choices of two methods do to scores: a column a choice that differs, a row a unit; or why that cannot be told."""

    heads: list[str]
    rows: list[tuple[Unit, list[str]]]
    refusal: str = ""


def choices(found: Assessment, second: Assessment) -> MethodChoices:
    """This function will tell what the second method would change of the first one's scores, over the first one's figures."""
    reckoned = Reckoned(found)
    try:
        told = between_methods(reckoned.table, method_of(second.method), reckoned.method)
    except (CannotCompare, CannotAggregate) as refusal:
        return MethodChoices([], [], str(refusal))
    columns = [told.total, *told.effects.values()]
    placed = {code: row for row, code in enumerate(reckoned.found.prepared.table.units)}
    rows = [
        (unit, [_changed(float(column[placed[unit.code]])) for column in columns])
        for unit in reckoned.units
        if unit.code in placed
    ]
    return MethodChoices([_("得分变化"), *(str(CHOICES[aspect]) for aspect in told.effects)], rows)


def _changed(points: float) -> str:
    return "–" if np.isnan(points) else f"{points:+.2f}"
