"""Annuities: the price of the year, what is reduced, what lateness adds, what restoring costs. F1–F5, T07–T10."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.fees.annuity import (
    Annuity,
    annuity_bill,
    compensation_bill,
    rate_of_lateness,
    refundable,
    surcharge_still_due,
)
from manas.engines.fees.model import Bill, BillRefused, PatentKind, Reduction, Refusal, Surcharge, Why
from manas.engines.fees.months import anniversary, months_after, months_begun, year_of_life
from manas.facts import fees

PATENT = fees.tariff("patent")
SINGLE, JOINT, OPEN = (fees.reduction(key) for key in ("single", "joint", "open-licence"))
INVENTION, MODEL, DESIGN = PatentKind
FILED = date(2021, 9, 6)


def surcharge() -> Surcharge:
    assert PATENT.surcharge is not None
    return PATENT.surcharge


def bill(kind: PatentKind, year: int, *reductions: Reduction, late: timedelta = timedelta(0)) -> Bill:
    """The bill of a patent filed so that the year falls due on 6 September 2026, paid so long after that."""
    due = date(2026, 9, 6)
    annuity = Annuity(kind, anniversary(due, 1 - year), year, due + late)
    return annuity_bill(annuity, PATENT, reductions)


def amounts(found: Bill) -> list[Decimal]:
    return [line.amount for line in found.lines]


def test_the_fifth_year_of_an_invention_at_85_per_cent_less() -> None:
    assert bill(INVENTION, 5, SINGLE).total == Decimal("180.00")


def test_three_and_a_half_months_late_adds_15_per_cent_of_the_full_annuity() -> None:
    found = annuity_bill(Annuity(INVENTION, date(2022, 3, 1), 5, date(2026, 6, 15)), PATENT, [SINGLE])
    assert amounts(found) == [Decimal("180.00"), Decimal("180.00")]
    assert found.total == Decimal("360.00")
    assert (found.lines[1].name, found.lines[1].share) == ("年费滞纳金", Decimal("0.15"))


def test_a_design_lives_fifteen_years_if_it_was_filed_late_enough() -> None:
    annuity = Annuity(DESIGN, date(2021, 6, 1), 12, date(2032, 6, 1))
    assert annuity_bill(annuity, PATENT).total == Decimal("3000.00")
    with pytest.raises(BillRefused) as refused:
        annuity_bill(Annuity(DESIGN, date(2021, 5, 31), 12, date(2032, 5, 31)), PATENT)
    assert refused.value.refusal is Refusal.YEAR_BEYOND_TERM


def test_an_open_licence_takes_15_per_cent() -> None:
    assert bill(INVENTION, 8, OPEN).total == Decimal("1700.00")


@pytest.mark.parametrize("order", [(SINGLE, OPEN), (OPEN, SINGLE)])
def test_only_the_best_reduction_counts(order: tuple[Reduction, ...]) -> None:
    found = bill(INVENTION, 8, *order)
    assert found.total == Decimal("300.00")
    assert found.lines[0].reduction == SINGLE
    assert [(remark.why, remark.name) for remark in found.remarks] == [(Why.WEAKER_REDUCTION, OPEN.name)]


FULL = {
    INVENTION: [900] * 3 + [1200] * 3 + [2000] * 3 + [4000] * 3 + [6000] * 3 + [8000] * 5,
    MODEL: [600] * 3 + [900] * 2 + [1200] * 3 + [2000] * 2,
    DESIGN: [600] * 3 + [900] * 2 + [1200] * 3 + [2000] * 2 + [3000] * 5,
}


@pytest.mark.parametrize("kind", list(PatentKind))
def test_every_year_has_its_price_and_there_is_no_year_after_the_last(kind: PatentKind) -> None:
    filed = date(2025, 1, 1)
    years = range(1, len(FULL[kind]) + 1)
    found = [annuity_bill(Annuity(kind, filed, year, anniversary(filed, year - 1)), PATENT).total for year in years]
    assert found == FULL[kind]
    with pytest.raises(BillRefused):
        annuity_bill(Annuity(kind, filed, len(FULL[kind]) + 1, date(2046, 1, 1)), PATENT)


@pytest.mark.parametrize(
    ("paid", "rate"),
    [
        ("2026-04-10", "0"), ("2026-05-10", "0"), ("2026-05-11", "0.05"), ("2026-06-10", "0.05"), ("2026-06-11", "0.10"),
        ("2026-07-11", "0.15"), ("2026-08-11", "0.20"), ("2026-09-11", "0.25"), ("2026-10-10", "0.25"),
    ],
)  # fmt: skip
def test_the_steps_begin_on_the_day_after_the_corresponding_day(paid: str, rate: str) -> None:
    assert rate_of_lateness(date(2026, 4, 10), date.fromisoformat(paid), surcharge()) == Decimal(rate)


def test_the_end_of_a_short_month_stands_for_its_missing_days() -> None:
    due = date(2026, 1, 31)
    assert rate_of_lateness(due, date(2026, 2, 28), surcharge()) == 0
    assert rate_of_lateness(due, date(2026, 3, 1), surcharge()) == Decimal("0.05")
    assert rate_of_lateness(due, date(2026, 3, 31), surcharge()) == Decimal("0.05")
    assert rate_of_lateness(due, date(2026, 4, 1), surcharge()) == Decimal("0.10")


def test_making_up_for_a_short_surcharge_counts_by_the_day_it_is_made_up() -> None:
    due, full = date(2026, 4, 10), Decimal(900)
    assert rate_of_lateness(due, date(2026, 6, 10), surcharge()) == Decimal("0.05")
    assert surcharge_still_due(full, due, date(2026, 6, 15), Decimal(25), surcharge()) == Decimal("65.00")
    assert surcharge_still_due(full, due, date(2026, 6, 15), Decimal(100), surcharge()) == Decimal("0.00")


def test_what_was_paid_too_much_comes_back() -> None:
    assert refundable(Decimal(600), Decimal(650)) == Decimal("50.00")
    assert refundable(Decimal(600), Decimal(600)) == Decimal("0.00")
    assert refundable(Decimal(600), Decimal(500)) == Decimal("0.00")


def test_after_the_grace_restoring_costs_a_quarter_and_a_thousand() -> None:
    found = annuity_bill(Annuity(INVENTION, date(2020, 3, 5), 5, date(2025, 6, 20), date(2022, 5, 1)), PATENT, [SINGLE])
    assert amounts(found) == [Decimal("180.00"), Decimal("300.00"), Decimal("1000.00")]
    assert [(remark.why, remark.day) for remark in found.remarks if remark.why is Why.TERMINATED] == [
        (Why.TERMINATED, date(2024, 9, 5))
    ]


def test_a_grace_that_ends_after_a_holiday_is_still_grace() -> None:
    end = date(2026, 10, 8)
    annuity = Annuity(INVENTION, date(2022, 4, 1), 5, end, grace_ends_on=end)
    assert amounts(annuity_bill(annuity, PATENT)) == [Decimal("1200.00"), Decimal("300.00")]
    strict = annuity_bill(Annuity(INVENTION, date(2022, 4, 1), 5, end), PATENT)
    assert strict.total == Decimal("2500.00")


def test_a_due_day_after_a_holiday_begins_the_months_there() -> None:
    late = Annuity(INVENTION, date(2022, 10, 1), 5, date(2026, 11, 8), due_on=date(2026, 10, 8))
    assert annuity_bill(late, PATENT).total == Decimal("1200.00")


def test_the_first_ten_years_from_the_year_of_grant_are_reduced() -> None:
    filed, granted = date(2014, 6, 1), date(2017, 8, 1)  # granted in the fourth patent year: years 4 to 13
    inside = annuity_bill(Annuity(INVENTION, filed, 13, date(2026, 6, 1), granted), PATENT, [JOINT])
    outside = annuity_bill(Annuity(INVENTION, filed, 14, date(2027, 6, 1), granted), PATENT, [JOINT])
    assert inside.total == Decimal("1800.00")
    assert outside.total == Decimal("6000.00")
    assert [(remark.why, remark.count) for remark in outside.remarks] == [(Why.WINDOW_OVER, 13)]


def test_an_open_licence_has_no_window() -> None:
    filed, granted = date(2011, 6, 1), date(2013, 8, 1)
    found = annuity_bill(Annuity(INVENTION, filed, 16, date(2026, 6, 1), granted), PATENT, [SINGLE, OPEN])
    assert found.total == Decimal("6800.00")


def test_beyond_the_tenth_year_the_day_of_grant_must_be_known() -> None:
    found = annuity_bill(Annuity(INVENTION, date(2015, 6, 1), 12, date(2026, 6, 1)), PATENT, [SINGLE])
    assert found.total == Decimal("4000.00")
    assert [remark.why for remark in found.remarks] == [Why.WINDOW_UNKNOWN]


def test_the_year_of_grant_follows_the_notice_and_is_never_late() -> None:
    annuity = Annuity(INVENTION, date(2020, 3, 5), 3, date(2026, 5, 1), date(2022, 5, 1))
    found = annuity_bill(annuity, PATENT)
    assert (annuity.grant_year, found.total) == (3, Decimal("900.00"))
    assert [remark.why for remark in found.remarks] == [Why.GRANT_YEAR]


@pytest.mark.parametrize(
    ("annuity", "refusal"),
    [
        (Annuity(INVENTION, FILED, 2, FILED + timedelta(400), date(2024, 1, 1)), Refusal.YEAR_BEFORE_GRANT),
        (Annuity(INVENTION, FILED, 5, date(2026, 1, 1), date(2020, 1, 1)), Refusal.GRANTED_BEFORE_FILED),
        (Annuity(INVENTION, FILED, 5, date(2020, 1, 1)), Refusal.PAID_BEFORE_FILED),
        (Annuity(INVENTION, FILED, 5, date(2026, 1, 1), grace_ends_on=date(2024, 1, 1)), Refusal.GRACE_BEFORE_DUE),
        (Annuity(INVENTION, FILED, 0, date(2026, 1, 1)), Refusal.COUNT_TOO_SMALL),
        (Annuity(MODEL, FILED, 11, date(2031, 9, 6)), Refusal.YEAR_BEYOND_TERM),
    ],
)
def test_a_year_that_cannot_be_is_refused(annuity: Annuity, refusal: Refusal) -> None:
    with pytest.raises(BillRefused) as refused:
        annuity_bill(annuity, PATENT)
    assert refused.value.refusal is refusal


def test_the_open_licence_of_today_lowers_nothing_of_years_before_it_existed() -> None:
    filed = date(2019, 8, 1)
    before = annuity_bill(Annuity(INVENTION, filed, 6, date(2024, 8, 5)), PATENT, [OPEN])
    after = annuity_bill(Annuity(INVENTION, filed, 6, date(2024, 8, 6)), PATENT, [OPEN])
    assert (before.total, after.total) == (Decimal("1200.00"), Decimal("1020.00"))
    assert [remark.why for remark in before.remarks] == [Why.BEFORE_SOURCE, Why.NOT_YET_LATE, Why.NOT_REDUCIBLE]


def test_a_lengthened_term_costs_eight_thousand_a_year_since_its_amount_was_fixed() -> None:
    assert compensation_bill(2, date(2024, 8, 6), PATENT).total == Decimal("16000.00")
    unknown = compensation_bill(2, date(2024, 8, 5), PATENT)
    assert (unknown.total, unknown.is_complete) == (0, False)


def test_patent_years_begin_on_the_filing_day() -> None:
    filed = date(1999, 6, 1)
    assert [year_of_life(filed, day) for day in (filed, date(2000, 5, 31), date(2000, 6, 1), date(2001, 5, 31))] == [
        1, 1, 2, 2,
    ]  # fmt: skip
    annuity = Annuity(INVENTION, date(1997, 6, 3), 6, date(2002, 6, 3), date(2001, 8, 1))
    assert (annuity.grant_year, annuity.due) == (5, date(2002, 6, 3))


DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
KINDS = st.sampled_from(list(PatentKind))
SOME = st.lists(st.sampled_from([SINGLE, JOINT, OPEN]), unique=True)


@given(DAYS, st.integers(0, 400))
def test_months_begun_fit_the_corresponding_days(since: date, days: int) -> None:
    until = since + timedelta(days)
    begun = months_begun(since, until)
    assert until <= months_after(since, begun)
    assert begun == 0 or until > months_after(since, begun - 1)


@given(DAYS, st.integers(0, 400), st.integers(0, 60))
def test_paying_later_never_costs_less(due: date, late: int, more: int) -> None:
    def total(days: int) -> Decimal:
        annuity = Annuity(INVENTION, anniversary(due, -4), 5, due + timedelta(days), due_on=due)
        return annuity_bill(annuity, PATENT).total

    assert total(late) <= total(late + more)


@given(KINDS, st.integers(1, 10), SOME, st.integers(0, 250))
def test_a_reduction_never_raises_and_touches_the_annuity_only(
    kind: PatentKind, year: int, reductions: list[Reduction], late: int
) -> None:
    plain = bill(kind, year, late=timedelta(late))
    less = bill(kind, year, *reductions, late=timedelta(late))
    assert less.total <= plain.total
    assert amounts(less)[1:] == amounts(plain)[1:]
    assert plain.total - less.total == less.saved


@given(KINDS, st.integers(1, 10), SOME, st.integers(0, 250))
def test_the_total_is_the_sum_of_the_lines_in_whole_cents(
    kind: PatentKind, year: int, reductions: list[Reduction], late: int
) -> None:
    found = bill(kind, year, *reductions, late=timedelta(late))
    assert found.total == sum(amounts(found))
    assert all(amount == amount.quantize(Decimal("0.01")) for amount in amounts(found))
    assert all(line.citations for line in found.lines)
