"""Many figures at once: as they were kept, where counting takes long, and counted now otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from manas.engines.figures import Figure
from manas.engines.periods import Period
from manas.indicators.declared import Indicator
from manas.indicators.kept.models import KeptFigure
from manas.indicators.values.queries import through
from manas.office.models import Unit

# What was kept longer ago is not shown any more: then nobody keeps figures, and a page counts by itself.
FRESH = timedelta(hours=1)
Key = tuple[str, str, int]


@dataclass(frozen=True)
class Book:
    """Figures by indicator, period and unit. `as_of` is when the oldest of them was kept; absent where all were counted now."""

    found: Mapping[Key, Figure]
    as_of: datetime | None = None

    def of(self, indicator: Indicator, unit: Unit, period: Period) -> Figure:
        """This function will give one of the figures asked for."""
        return self.found[indicator.key, period.code, unit.pk]

    def row(self, indicator: Indicator, units: Sequence[Unit], period: Period) -> list[Figure]:
        """This function will give the figures of units in their order."""
        return [self.of(indicator, unit, period) for unit in units]


def book(
    indicators: Iterable[Indicator],
    units: Sequence[Unit],
    periods: Sequence[Period],
    at: datetime,
    *,
    anew: bool = False,
) -> Book:
    """This function will give the figures of indicators for units and periods; `anew`: all counted now."""
    asked = list(indicators)
    kept = [] if anew else _kept(asked, units, periods, at)
    scales = {indicator.key: indicator.scale for indicator in asked}
    found: dict[Key, Figure] = {
        (one.indicator, one.period, one.unit_id): one.figure(scales[one.indicator]) for one in kept
    }
    for indicator in asked:
        lacking = [
            period for period in periods if any((indicator.key, period.code, unit.pk) not in found for unit in units)
        ]
        found |= counted(indicator, units, lacking)
    return Book(found, min((one.counted_at for one in kept), default=None))


def counted(indicator: Indicator, units: Sequence[Unit], periods: Sequence[Period]) -> dict[Key, Figure]:
    """This function will count an indicator for periods."""
    if not periods:
        return {}
    return {
        (indicator.key, period.code, unit): figure
        for period, by_unit in zip(periods, through(indicator, units, periods), strict=True)
        for unit, figure in by_unit.items()
    }


def _kept(
    indicators: Sequence[Indicator], units: Sequence[Unit], periods: Sequence[Period], at: datetime
) -> list[KeptFigure]:
    return list(
        KeptFigure.objects.filter(
            indicator__in=[indicator.key for indicator in indicators],
            period__in=[period.code for period in periods],
            unit__in=units,
            counted_at__gt=at - FRESH,
        )
    )
