"""Value and evidence of an indicator: the list behind a figure is the very query that was counted."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from manas.engines.figures import Figure, Known
from manas.engines.periods import Period
from manas.indicators.declared import Indicator, Rows
from manas.office.models import Unit


def evidence(rows: Rows, unit: Unit, period: Period) -> QuerySet[Any]:
    """This function will give the rows that count for a unit (and all below it) in a period.

    Of an amount, only rows that have one: a row without adds nothing and proves nothing.
    """
    found = rows.during(period).filter(rows.place.within(unit))
    return found.filter(**{f"{rows.amount}__isnull": False}) if rows.amount else found


def figures(indicator: Indicator, units: Sequence[Unit], period: Period) -> dict[int, Figure]:
    """This function will give the figure of each unit, by its number: one query for the numerator, one for the denominator."""
    parts = [_sums(rows, units, period) for rows in indicator.parts.values()]
    if any(part is None for part in parts):
        return {unit.pk: Figure(Known.NOT_LOADED) for unit in units}
    numerators, *others = [part for part in parts if part is not None]
    return {
        unit.pk: Figure.counted(numerators[unit.pk], others[0][unit.pk] if others else None, indicator.scale)
        for unit in units
    }


def figure(indicator: Indicator, unit: Unit, period: Period) -> Figure:
    """This function will give the figure of one unit."""
    return figures(indicator, [unit], period)[unit.pk]


def _sums(rows: Rows, units: Sequence[Unit], period: Period) -> dict[int, Decimal] | None:
    """This function will count, or add up, for each unit at once; nothing where the rows were never brought in."""
    if rows.loaded is not None and not rows.loaded():
        return None
    columns = {f"unit_{unit.pk}": _sum(rows, rows.place.within(unit)) for unit in units}
    found = rows.during(period).aggregate(**columns)
    return {unit.pk: Decimal(found[f"unit_{unit.pk}"] or 0) for unit in units}


def _sum(rows: Rows, here: Q) -> Count | Sum:
    return Sum(rows.amount, filter=here) if rows.amount else Count("pk", filter=here)
