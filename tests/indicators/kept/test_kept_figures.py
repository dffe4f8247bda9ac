"""Figures are kept where counting takes long, and only there; what is kept is what would be counted."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from manas.engines.periods import Period, Span
from manas.indicators.declared import INDICATORS
from manas.indicators.kept.actions import keep
from manas.indicators.kept.queries import FRESH, book
from manas.indicators.models import KeptFigure
from manas.indicators.values.queries import figures
from manas.matters.licensing.license_record.models import LicenseRecord
from manas.office.models import Unit, UnitKind

pytestmark = pytest.mark.django_db

LAST = Period(2026, Span.QUARTER, 4)
LICENSES = INDICATORS["licenses_recorded"]


def slow() -> Callable[[], float]:
    """A clock by which everything takes a minute."""
    ticks = iter(range(0, 6000, 60))
    return lambda: float(next(ticks))


def whole() -> Unit:
    return Unit.objects.get(kind=UnitKind.GOVERNMENT)


def test_what_is_kept_is_what_would_be_counted(year: datetime) -> None:
    assert keep(at=year, quarter=LAST, clock=slow()) == KeptFigure.objects.count() > 0
    units = [whole(), *Unit.objects.filter(kind=UnitKind.COUNTY_GOVERNMENT)]
    for period in (Period(2026), Period(2025), LAST):
        found = book(INDICATORS.values(), units, [period], year)
        assert found.as_of == year
        for indicator in INDICATORS.values():
            counted = figures(indicator, units, period)
            assert found.row(indicator, units, period) == [counted[unit.pk] for unit in units]


def test_where_counting_is_quick_nothing_is_kept_and_what_was_is_thrown_away(year: datetime) -> None:
    keep(at=year, quarter=LAST, clock=slow())
    assert keep(at=year, quarter=LAST, clock=lambda: 0.0) == 0
    assert not KeptFigure.objects.exists()
    assert book([LICENSES], [whole()], [LAST], year).as_of is None


def test_a_record_that_changes_is_seen_at_once_by_who_counts_anew(year: datetime) -> None:
    keep(at=year, quarter=LAST, clock=slow())
    before = book([LICENSES], [whole()], [Period(2026)], year).of(LICENSES, whole(), Period(2026)).numerator
    with transaction.atomic():
        LicenseRecord.objects.filter(state="recorded").update(recorded_on=None)
        assert before == book([LICENSES], [whole()], [Period(2026)], year).of(LICENSES, whole(), Period(2026)).numerator
        anew = book([LICENSES], [whole()], [Period(2026)], year, anew=True)
        assert anew.of(LICENSES, whole(), Period(2026)).numerator == 0
        assert anew.as_of is None
        transaction.set_rollback(True)
    assert before > 0


def test_what_nobody_keeps_up_to_date_is_counted(year: datetime) -> None:
    keep(at=year, quarter=LAST, clock=slow())
    assert book([LICENSES], [whole()], [LAST], year + FRESH - timedelta(seconds=1)).as_of == year
    assert book([LICENSES], [whole()], [LAST], year + FRESH).as_of is None


def test_a_period_that_is_not_kept_is_counted_beside_those_that_are(year: datetime) -> None:
    keep(at=year, quarter=LAST, clock=slow())
    month = Period(2026, Span.MONTH, 11)
    found = book([LICENSES], [whole()], [LAST, month], year)
    assert found.of(LICENSES, whole(), month) == figures(LICENSES, [whole()], month)[whole().pk]


def test_a_figure_is_kept_once(year: datetime) -> None:
    keep(at=year, quarter=LAST, clock=slow())
    one = KeptFigure.objects.latest("pk")
    one.pk = None
    with pytest.raises(IntegrityError, match=r"kept_figure_once|UNIQUE"), transaction.atomic():
        one.save(force_insert=True)
