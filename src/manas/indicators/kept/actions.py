"""Keeping figures, where counting them takes long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from manas.engines.figures import Figure
from manas.engines.periods import Period
from manas.indicators.declared import INDICATORS
from manas.indicators.kept.models import KeptFigure
from manas.indicators.kept.queries import Key, counted
from manas.indicators.values.queries import through
from manas.indicators.values.tables import back_from
from manas.office.models import Unit, UnitKind

YEARS, QUARTERS = 5, 8
# Seconds that counting one year of everything may take before figures are kept: below, pages count what they show.
LONG = 1.0


def keep(*, at: datetime, quarter: Period, clock: Callable[[], float], long: float = LONG) -> int:
    """This function will count every indicator of every prefecture and its counties and keep the figures; gives how many.

    Nothing is kept where counting this year takes less than `long` seconds by the clock: what was kept is then thrown away, so
    that pages show what records say at the moment.
    """
    began = clock()
    units = list(Unit.objects.filter(kind__in=(UnitKind.GOVERNMENT, UnitKind.COUNTY_GOVERNMENT), merged_into=None))
    for indicator in INDICATORS.values():
        through(indicator, units, [Period(quarter.year)])
    if clock() - began < long:
        KeptFigure.objects.all().delete()
        return 0
    periods = [*back_from(Period(quarter.year), YEARS), *back_from(quarter, QUARTERS)]
    found: dict[Key, Figure] = {}
    for indicator in INDICATORS.values():
        found |= counted(indicator, units, periods)
    return _write(found, at)


@transaction.atomic
def _write(found: dict[Key, Figure], at: datetime) -> int:
    KeptFigure.objects.all().delete()
    rows = [
        KeptFigure(
            indicator=key, period=period, unit_id=unit, known=figure.known, numerator=figure.numerator,
            denominator=figure.denominator, counted_at=at,
        )
        for (key, period, unit), figure in found.items()
    ]  # fmt: skip
    return len(KeptFigure.objects.bulk_create(rows, 1000))
