"""A corrected calendar: which due days move, from when to when, and which day did it (K1)."""

from datetime import date

from manas.engines.calendar.days import with_region
from manas.engines.calendar.derive import derive
from manas.engines.calendar.model import Place, Span
from manas.engines.calendar.reproject import Cause, Change, changes, reproject
from tests.engines.calendar.days_of import REGION, counting, lasting, national, year

BEFORE = national(y2026=year())
BRIDGE = {date(2026, 3, 6): "节日"}
SATURDAY = {date(2026, 3, 7): "节日"}
AFTER = national(y2026=year(BRIDGE))
FIVE = lasting(5, Span.WORKDAY)
MONDAY = {"e": date(2026, 3, 2)}


def test_a_holiday_added_moves_what_crosses_it() -> None:
    moved = reproject(FIVE, MONDAY, {Place.NATIONAL: BEFORE}, {Place.NATIONAL: AFTER})
    assert moved is not None
    assert (moved.was_on, moved.is_on) == (date(2026, 3, 9), date(2026, 3, 10))
    assert moved.causes == (Cause(Change.OFF_ADDED, Place.NATIONAL, date(2026, 3, 6), "节日"),)
    assert moved.derivation == derive(FIVE, MONDAY, {Place.NATIONAL: AFTER})


def test_a_holiday_taken_back_moves_it_back() -> None:
    moved = reproject(FIVE, MONDAY, {Place.NATIONAL: AFTER}, {Place.NATIONAL: BEFORE})
    assert moved is not None
    assert (moved.was_on, moved.is_on) == (date(2026, 3, 10), date(2026, 3, 9))
    assert moved.causes == (Cause(Change.OFF_REMOVED, Place.NATIONAL, date(2026, 3, 6), "节日"),)


def test_what_does_not_cross_it_stays() -> None:
    away = {"e": date(2026, 3, 9)}
    assert reproject(FIVE, away, {Place.NATIONAL: BEFORE}, {Place.NATIONAL: AFTER}) is None


def test_a_day_off_with_a_weekend_day_worked_may_leave_the_day_where_it_was() -> None:
    swapped = national(y2026=year(BRIDGE, SATURDAY))
    assert reproject(FIVE, MONDAY, {Place.NATIONAL: BEFORE}, {Place.NATIONAL: swapped}) is None
    assert changes(BEFORE, swapped) == (
        Cause(Change.OFF_ADDED, Place.NATIONAL, date(2026, 3, 6), "节日"),
        Cause(Change.WORKED_ADDED, Place.NATIONAL, date(2026, 3, 7), "节日"),
    )


def test_a_notice_that_arrives_makes_a_day_known() -> None:
    unknown = national(range(2024, 2027))
    known = national(range(2024, 2028))
    events = {"e": date(2026, 12, 30)}
    moved = reproject(FIVE, events, {Place.NATIONAL: unknown}, {Place.NATIONAL: known})
    assert moved is not None
    assert (moved.was_on, moved.is_on) == (None, date(2027, 1, 6))
    assert moved.causes == (Cause(Change.YEAR_KNOWN, Place.NATIONAL, date(2027, 1, 1)),)
    back = reproject(FIVE, events, {Place.NATIONAL: known}, {Place.NATIONAL: unknown})
    assert back is not None
    assert (back.is_on, back.causes[0].change, back.derivation) == (None, Change.YEAR_UNKNOWN, None)


def test_a_change_of_the_country_counts_once_though_the_region_stands_on_it() -> None:
    local = lasting(5, Span.WORKDAY, counting(place=Place.LOCAL))
    before = {Place.NATIONAL: BEFORE, Place.LOCAL: with_region(BEFORE, REGION)}
    after = {Place.NATIONAL: AFTER, Place.LOCAL: with_region(AFTER, REGION)}
    moved = reproject(local, MONDAY, before, after)
    assert moved is not None
    assert moved.causes == (Cause(Change.OFF_ADDED, Place.NATIONAL, date(2026, 3, 6), "节日"),)
