"""Which days are working days: weekends, holidays, weekend days worked, what a region adds, years nobody knows."""

from datetime import date

import pytest

from manas.engines.calendar.days import BeyondCalendar, NamedDay, with_region
from manas.engines.calendar.model import Place
from tests.engines.calendar.days_of import CALENDARS, COUNTRY, REGION, national, year

WORKING = [
    (date(2026, 2, 13), True),  # a Friday
    (date(2026, 2, 14), True),  # a Saturday that is worked
    (date(2026, 2, 15), False),
    (date(2026, 2, 18), False),  # a Wednesday off
    (date(2026, 2, 24), True),
    (date(2026, 2, 28), True),
    (date(2026, 3, 1), False),
    (date(2026, 5, 27), True),
]


@pytest.mark.parametrize(("day", "works"), WORKING, ids=str)
def test_a_day_is_worked_or_not(day: date, *, works: bool) -> None:
    assert COUNTRY.is_workday(day) is works


ADDED = [
    (date(2026, 2, 13), 1, date(2026, 2, 14)),
    (date(2026, 2, 13), 2, date(2026, 2, 24)),
    (date(2026, 2, 16), 1, date(2026, 2, 24)),
    (date(2026, 2, 24), -1, date(2026, 2, 14)),
    (date(2026, 2, 16), -1, date(2026, 2, 14)),
    (date(2026, 2, 16), 0, date(2026, 2, 16)),
]


@pytest.mark.parametrize(("day", "count", "expected"), ADDED, ids=str)
def test_working_days_are_added_both_ways(day: date, count: int, expected: date) -> None:
    assert COUNTRY.add_workdays(day, count) == expected


def test_the_nearest_working_day_is_the_day_itself_when_it_is_worked() -> None:
    assert COUNTRY.next_workday(date(2026, 2, 14)) == date(2026, 2, 14)
    assert COUNTRY.next_workday(date(2026, 2, 15)) == date(2026, 2, 24)
    assert COUNTRY.previous_workday(date(2026, 2, 23)) == date(2026, 2, 14)


def test_days_between_are_counted_with_both_ends() -> None:
    assert COUNTRY.workdays_between(date(2026, 2, 13), date(2026, 2, 24)) == 3
    assert COUNTRY.workdays_between(date(2026, 2, 24), date(2026, 2, 13)) == 0


def test_rest_days_and_weekend_days_worked_carry_the_name_of_their_holiday() -> None:
    assert COUNTRY.rest_days(date(2026, 2, 22), date(2026, 3, 1)) == (
        NamedDay(date(2026, 2, 22), "春节"),
        NamedDay(date(2026, 2, 23), "春节"),
        NamedDay(date(2026, 3, 1)),
    )
    assert COUNTRY.worked_weekends(date(2026, 2, 13), date(2026, 3, 1)) == (
        NamedDay(date(2026, 2, 14), "春节"),
        NamedDay(date(2026, 2, 28), "春节"),
    )


def test_a_year_nobody_knows_is_said_with_its_calendar() -> None:
    with pytest.raises(BeyondCalendar, match="全国: the holidays of 2032 are not known") as beyond:
        COUNTRY.is_workday(date(2032, 1, 5))
    assert (beyond.value.year, beyond.value.calendar) == (2032, "全国")


def test_counting_stops_at_the_edge_of_the_calendar() -> None:
    with pytest.raises(BeyondCalendar):
        COUNTRY.add_workdays(date(2031, 12, 31), 1)
    with pytest.raises(BeyondCalendar):
        COUNTRY.next_workday(date(2024, 1, 1).replace(year=2032))


def test_a_year_known_in_part_is_not_known() -> None:
    calendar = national([], y2016=year({date(2016, 9, 15): "中秋节"}, partial=True))
    assert calendar.knows(2016) is False
    with pytest.raises(BeyondCalendar):
        calendar.is_workday(date(2016, 9, 15))


def test_a_region_adds_its_days_and_says_which_years_it_does_not_know() -> None:
    local = CALENDARS[Place.LOCAL]
    assert local.is_workday(date(2026, 5, 27)) is False
    assert local.rest_days(date(2026, 5, 27), date(2026, 5, 27)) == (NamedDay(date(2026, 5, 27), "古尔邦节"),)
    assert local.years_without_region(date(2025, 12, 1), date(2027, 1, 1)) == (2025, 2027)


def test_a_regional_year_known_in_part_gives_its_days_and_stays_open() -> None:
    region = national([], y2026=year({date(2026, 3, 20): "肉孜节"}, partial=True))
    local = with_region(COUNTRY, region)
    assert local.is_workday(date(2026, 3, 20)) is False
    assert 2026 in local.without_region


def test_what_the_region_fixed_wins_over_the_country() -> None:
    region = national([], y2026=year({date(2026, 2, 28): "调整"}, {date(2026, 2, 22): "调整"}))
    local = with_region(COUNTRY, region)
    assert local.is_workday(date(2026, 2, 28)) is False
    assert local.is_workday(date(2026, 2, 22)) is True


def test_a_year_that_only_the_region_knows_is_not_known() -> None:
    assert with_region(national([2025]), REGION).knows(2026) is False
