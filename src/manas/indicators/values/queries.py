"""Value and evidence of an indicator: the list behind a figure is the very query that was counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from manas.engines.figures import Figure, Known
from manas.engines.periods import Period
from manas.indicators.declared import Indicator, Rows
from manas.indicators.declared.model import Sums
from manas.office.models import Unit


def evidence(rows: Rows, unit: Unit, period: Period) -> QuerySet[Any]:
    """This function will give the rows that count for a unit (and all below it) in a period.

    Of an amount, only rows that have one: a row without adds nothing and proves nothing.
    """
    found = rows.during(period).filter(rows.place.within(unit))
    return found.filter(**{f"{rows.amount}__isnull": False}) if rows.amount else found


def through(indicator: Indicator, units: Sequence[Unit], periods: Sequence[Period]) -> list[dict[int, Figure]]:
    """This function will give the figures of periods, each by the number of the unit."""
    if not loaded(indicator):
        return [{unit.pk: Figure(Known.NOT_LOADED) for unit in units} for _period in periods]
    sums = measured(indicator, units, periods)
    return [{unit.pk: put_together(indicator, sums, (unit.pk, n)) for unit in units} for n in range(len(periods))]


def put_together(indicator: Indicator, sums: Sequence[Sums], key: tuple[int, int]) -> Figure:
    """This function will put parts together; without a part that somebody outside owes the figure is missing."""
    owed = [rows.given and key not in part for rows, part in zip(indicator.parts.values(), sums, strict=True)]
    numerator, *others = [part.get(key, Decimal(0)) for part in sums]
    found = Figure.counted(numerator, others[0] if others else None, indicator.scale)
    return replace(found, known=Known.MISSING) if any(owed) else found


def measured(indicator: Indicator, units: Sequence[Unit], periods: Sequence[Period]) -> list[Sums]:
    """This function will measure what counts and, of a ratio, what it is out of; a share with its whole in one statement."""
    counts, out_of = indicator.counts, indicator.out_of
    if out_of is not None and counts.only is not None and counts.is_part_of(out_of):
        return out_of.sums(units, periods, counts.only)[::-1]
    return [rows.sums(units, periods)[0] for rows in indicator.parts.values()]


def loaded(indicator: Indicator) -> bool:
    """This function will tell whether all that an indicator is counted from was ever brought in."""
    return all(rows.loaded is None or rows.loaded() for rows in indicator.parts.values())


def figures(indicator: Indicator, units: Sequence[Unit], period: Period) -> dict[int, Figure]:
    """This function will give the figure of each unit for a period, by its number."""
    return through(indicator, units, [period])[0]


def figure(indicator: Indicator, unit: Unit, period: Period) -> Figure:
    """This function will give the figure of one unit."""
    return figures(indicator, [unit], period)[unit.pk]
