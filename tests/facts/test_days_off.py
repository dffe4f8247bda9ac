"""Days off come from the notice of each year; a year without a notice is not known."""

from datetime import date, time

import pytest

from manas.engines.calendar.days import BeyondCalendar
from manas.engines.calendar.model import Place, Status
from manas.facts.calendars import NATIONAL, NoSuchCalendar, calendar, estimates, load, local, office_hours, regions
from manas.facts.entries import FactsWrong

XINJIANG = "650000"


def workdays(place: str, year: int) -> int:
    days = calendar(place) if place == NATIONAL else local(place)
    return days.workdays_between(date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize(("year", "count"), [(2022, 249), (2023, 249), (2025, 248), (2026, 248)])
def test_a_national_year_has_the_working_days_it_had(year: int, count: int) -> None:
    assert workdays(NATIONAL, year) == count


@pytest.mark.parametrize("year", [2022, 2023, 2025])
def test_xinjiang_has_four_working_days_fewer_where_its_notice_is_known(year: int) -> None:
    assert workdays(XINJIANG, year) == workdays(NATIONAL, year) - 4


def test_a_saturday_worked_in_exchange_is_a_working_day_by_its_name() -> None:
    year = calendar(NATIONAL).years[2026]
    assert calendar(NATIONAL).is_workday(date(2026, 2, 14))
    assert (year.worked[date(2026, 2, 14)], year.off[date(2026, 2, 15)]) == ("春节", "春节")


def test_the_feast_of_2023_was_kept_on_the_day_before() -> None:
    assert local(XINJIANG).years[2023].off[date(2023, 4, 21)] == "肉孜节"
    assert not local(XINJIANG).is_workday(date(2023, 4, 21))
    assert calendar(NATIONAL).is_workday(date(2023, 4, 21))


def test_every_year_from_2001_to_2026_is_known_and_none_beyond() -> None:
    assert sorted(calendar(NATIONAL).years) == list(range(2001, 2027))
    with pytest.raises(BeyondCalendar, match="2027"):
        calendar(NATIONAL).is_workday(date(2027, 1, 4))


def test_a_notice_known_in_part_does_not_make_the_year_known() -> None:
    region = calendar(XINJIANG)
    assert [year for year in sorted(region.years) if region.knows(year)] == [2022, 2023, 2025]
    assert {2013, 2016, 2024, 2026} <= local(XINJIANG).without_region


def test_an_estimate_stands_apart_and_counts_for_nothing() -> None:
    assert {(estimate.year, estimate.name) for estimate in estimates(XINJIANG)} == {
        (2026, "肉孜节"),
        (2026, "古尔邦节"),
    }
    assert local(XINJIANG).is_workday(date(2026, 3, 20))
    assert local(XINJIANG).is_workday(date(2026, 5, 27))


def test_the_feasts_fall_on_no_day_that_the_country_has_off_anyway() -> None:
    for year in (2022, 2023, 2025):
        added = calendar(XINJIANG).years[year].off
        assert [day for day in added if not calendar(NATIONAL).is_workday(day)] == []


def test_offices_open_at_ten_by_beijing_time() -> None:
    summer, winter = office_hours(XINJIANG)
    assert (summer.from_month, summer.morning, summer.afternoon) == (5, (time(10), time(14)), (time(16), time(20)))
    assert (winter.from_month, winter.afternoon) == (10, (time(15, 30), time(19, 30)))
    assert office_hours(NATIONAL) == ()


def test_how_well_a_year_is_known_is_said() -> None:
    assert calendar(NATIONAL).years[2026].status is Status.SECOND_HAND
    assert calendar(XINJIANG).years[2025].status is Status.READ
    assert calendar(NATIONAL).years[2026].source == "国务院办公厅关于2026年部分节假日安排的通知"
    assert (regions(), local(XINJIANG).place) == ((XINJIANG,), Place.LOCAL)


@pytest.mark.parametrize("place", ["110000", "../laws", ""])
def test_a_place_without_days_of_its_own_is_absent(place: str) -> None:
    with pytest.raises(NoSuchCalendar):
        calendar(place)


def days(rest: str, worked: str = "[]") -> str:
    return (
        "place: national\nchecked_on: 2026-11-22\nstatus: read\nyears:\n"
        f"- year: 2027\n  source: {{title: 通知}}\n  rest: {rest}\n  worked: {worked}\n"
    )


@pytest.mark.parametrize(
    ("rest", "worked", "fault"),
    [
        ("[{name: 元旦, from: 2028-01-01, to: 2028-01-01}]", "[]", "2028-01-01 belongs to another year"),
        ("[{name: 元旦, from: 2027-01-03, to: 2027-01-01}]", "[]", "2027-01-01 lies before 2027-01-03"),
        ("[{name: 元旦, from: 2027-01-02, to: 2027-01-02}]", "[{name: 元旦, day: 2027-01-02}]", "both off and worked"),
        ("[]", "[{name: 元旦, day: 2027-01-04}]", "2027-01-04 is no weekend day"),
        ("[{name: 元旦, from: new, to: 2027-01-01}]", "[]", "from must be a day"),
    ],
)
def test_a_wrong_year_is_refused_with_its_place(rest: str, worked: str, fault: str) -> None:
    with pytest.raises(FactsWrong) as refused:
        load("days.yaml", days(rest, worked))
    assert str(refused.value).startswith("days.yaml: 2027: ")
    assert fault in str(refused.value)
