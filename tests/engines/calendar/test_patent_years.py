"""The years of a patent, the end of its term, and its annuities."""

from datetime import date

import pytest

from manas.engines.calendar.terms import (
    Annuity,
    BeforeFiling,
    PatentTerm,
    PatentYear,
    annuities,
    patent_term,
    patent_year,
    patent_year_of,
)

FILED = date(1997, 6, 3)


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(1997, 6, 3), 1),
        (date(1998, 6, 2), 1),
        (date(1998, 6, 3), 2),
        (date(1999, 1, 1), 2),
        (date(2001, 8, 1), 5),
        (date(2002, 6, 2), 5),
    ],
    ids=str,
)
def test_a_day_falls_into_a_year_of_the_patent(day: date, number: int) -> None:
    assert patent_year_of(FILED, day).number == number


def test_before_filing_there_is_no_year() -> None:
    with pytest.raises(BeforeFiling):
        patent_year_of(FILED, date(1997, 6, 2))


def test_the_years_of_a_leap_day_neither_overlap_nor_leave_a_gap() -> None:
    filed = date(2024, 2, 29)
    assert [patent_year(filed, number) for number in (1, 2, 5)] == [
        PatentYear(1, date(2024, 2, 29), date(2025, 2, 28)),
        PatentYear(2, date(2025, 3, 1), date(2026, 2, 28)),
        PatentYear(5, date(2028, 2, 29), date(2029, 2, 28)),
    ]


def test_annuities_run_from_the_year_after_grant_to_the_last_year() -> None:
    assert annuities(date(2017, 2, 28), date(2025, 1, 3), 10) == (
        Annuity(9, date(2025, 2, 28)),
        Annuity(10, date(2026, 2, 28)),
    )


def test_a_compensation_that_ends_earlier_than_the_term_changes_nothing() -> None:
    assert patent_term(date(2021, 9, 6), 20, compensated_to=date(2041, 1, 1)) == PatentTerm(
        date(2021, 9, 6), date(2041, 9, 5), date(2041, 9, 5), date(2041, 9, 6)
    )
