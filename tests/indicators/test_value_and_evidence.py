"""The list behind a figure has exactly what the figure says: every indicator, every unit, year and quarters (K10)."""

from datetime import datetime
from decimal import Decimal

import pytest

from manas.engines.figures import Adds, together
from manas.engines.periods import Period, Span
from manas.indicators.declared import INDICATORS, Rows
from manas.indicators.values.queries import evidence, figures
from manas.office.models import Unit, UnitKind

pytestmark = pytest.mark.django_db

YEARS = [Period(2025), Period(2026)]
PERIODS = [*YEARS, Period.read("2026Q4"), Period.read("2026-11")]


def places() -> list[Unit]:
    """The prefecture, its counties and its departments."""
    return list(Unit.objects.filter(kind__in=(UnitKind.GOVERNMENT, UnitKind.COUNTY_GOVERNMENT, UnitKind.DEPARTMENT)))


def judged() -> list[Unit]:
    """The prefecture, its counties, and one department: each list is gone through, and this takes time."""
    return [unit for unit in places() if unit.kind != UnitKind.DEPARTMENT or unit.short_name == "市场监管局"]


def listed(rows: Rows, unit: Unit, period: Period) -> Decimal:
    """What one finds who goes through the list with a pencil."""
    found = list(evidence(rows, unit, period))
    assert len({row.pk for row in found}) == len(found), "a row stands twice in the list"
    return sum((getattr(row, rows.amount) for row in found), Decimal(0)) if rows.amount else Decimal(len(found))


@pytest.mark.parametrize("key", INDICATORS)
def test_the_list_has_what_the_figure_says(year: datetime, key: str) -> None:
    indicator, units = INDICATORS[key], judged()
    for period in PERIODS:
        counted = figures(indicator, units, period)
        for unit in units:
            found = counted[unit.pk]
            assert found.numerator == listed(indicator.counts, unit, period), (unit, period.code)
            if indicator.out_of is not None:
                assert found.denominator == listed(indicator.out_of, unit, period), (unit, period.code)


def test_no_indicator_is_only_ever_counted_as_nought(year: datetime) -> None:
    units, years = places()[:1], [Period(one) for one in range(2018, 2027)]
    empty = {
        key
        for key, indicator in INDICATORS.items()
        if not any(figure.numerator for period in years for figure in figures(indicator, units, period).values())
    }
    assert empty == set()


@pytest.mark.parametrize("key", [key for key, one in INDICATORS.items() if one.adds is Adds.FLOW])
def test_quarters_add_up_to_the_year(year: datetime, key: str) -> None:
    units = places()
    quarters = [figures(INDICATORS[key], units, part) for part in Period(2026).parts(Span.QUARTER)]
    whole = figures(INDICATORS[key], units, Period(2026))
    assert {unit.pk: together(quarter[unit.pk] for quarter in quarters) for unit in units} == whole


@pytest.mark.parametrize("key", [key for key, one in INDICATORS.items() if one.adds is Adds.STOCK])
def test_a_stock_of_the_year_is_that_of_its_last_quarter(year: datetime, key: str) -> None:
    units = places()
    assert figures(INDICATORS[key], units, Period.read("2026Q4")) == figures(INDICATORS[key], units, Period(2026))


def test_what_counts_in_a_county_counts_once_in_the_prefecture(year: datetime) -> None:
    """Patents with two holders in two counties count in both, and once in the prefecture; what is its own counts besides."""
    whole, *parts = sorted(
        (unit for unit in places() if unit.kind != UnitKind.DEPARTMENT),
        key=lambda unit: unit.kind != UnitKind.GOVERNMENT,
    )
    assert parts
    for indicator in INDICATORS.values():
        for period in YEARS:
            everywhere = _rows(indicator.counts, [whole], period)
            assert _rows(indicator.counts, parts, period) <= everywhere, (indicator.key, period.code)
            found = figures(indicator, [whole, *parts], period)
            assert max(found[unit.pk].numerator for unit in parts) <= found[whole.pk].numerator, (
                indicator.key,
                period.code,
            )


def _rows(rows: Rows, units: list[Unit], period: Period) -> set[int]:
    return {row.pk for unit in units for row in evidence(rows, unit, period)}
