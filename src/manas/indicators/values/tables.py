"""Many indicators of many units for one period, and one indicator through time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from manas.engines.figures import Figure
from manas.engines.periods import Period
from manas.indicators.declared import INDICATORS, Head, Indicator
from manas.indicators.values.queries import figures
from manas.office.models import Unit


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator with the figures of units, in their order."""

    indicator: Indicator
    figures: list[Figure]


def lines(units: Sequence[Unit], period: Period, task: str = "") -> dict[Head, list[Line]]:
    """This function will give every indicator under its head; those alone that speak for one task, if it is named."""
    table: dict[Head, list[Line]] = {}
    for indicator in of_task(task) if task else INDICATORS.values():
        found = figures(indicator, units, period)
        table.setdefault(indicator.head, []).append(Line(indicator, [found[unit.pk] for unit in units]))
    return table


def of_task(task: str) -> list[Indicator]:
    """This function will give the indicators that speak for a task of the plan, by its number."""
    return [indicator for indicator in INDICATORS.values() if task in indicator.tasks]


def trend(indicator: Indicator, units: Sequence[Unit], last: Period, count: int) -> list[tuple[Period, list[Figure]]]:
    """This function will give the figures of units for `count` periods of one length, the earliest first, `last` at the end."""
    periods = [last]
    while len(periods) < count:
        periods.append(periods[-1].before)
    found = [(period, figures(indicator, units, period)) for period in reversed(periods)]
    return [(period, [by_unit[unit.pk] for unit in units]) for period, by_unit in found]
