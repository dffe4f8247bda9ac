"""Months, quarters and years: read, written, cut into parts, and the ones before."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.periods import Period, PeriodUnknown, Span

periods = st.one_of(
    st.builds(Period, st.integers(1990, 2100), st.just(Span.MONTH), st.integers(1, 12)),
    st.builds(Period, st.integers(1990, 2100), st.just(Span.QUARTER), st.integers(1, 4)),
    st.builds(Period, st.integers(1990, 2100)),
)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_first_and_last_day(written: str, first: date, last: date) -> None:
    assert (Period.read(written).first, Period.read(written).last) == (first, last)


@given(periods)
def test_what_is_written_is_read_again(period: Period) -> None:
    assert Period.read(period.code) == period


@given(periods)
def test_the_one_before_ends_on_the_day_before(period: Period) -> None:
    assert period.before.last + timedelta(days=1) == period.first
    assert period.before.span == period.span


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(Span))
def test_a_day_lies_in_its_period(day: date, span: Span) -> None:
    assert Period.of(day, span).first <= day <= Period.of(day, span).last


@given(periods)
def test_parts_fill_the_whole_without_a_gap(period: Period) -> None:
    months = period.parts(Span.MONTH)
    assert (months[0].first, months[-1].last, len(months)) == (period.first, period.last, int(period.span))
    assert all(later.before == earlier for earlier, later in itertools.pairwise(months))


def test_the_same_period_of_the_year_before() -> None:
    assert Period.read("2026Q3").year_before == Period.read("2025Q3")


@pytest.mark.parametrize(
    "written", ["", "2026Q5", "2026-13", "2026-00", "26", "2026Q", "2026-1", "2026 ", "二〇二六", "0001"]
)
def test_what_is_no_period_is_refused(written: str) -> None:
    with pytest.raises(PeriodUnknown):
        Period.read(written)


def test_a_quarter_has_no_years() -> None:
    with pytest.raises(PeriodUnknown, match="no years"):
        Period.read("2026Q1").parts(Span.YEAR)
