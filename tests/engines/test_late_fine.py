"""A fine that is not paid in time grows by the day, and never beyond itself."""

from datetime import date
from decimal import Decimal

import pytest

from manas.engines.late_fine import LateFine, Surcharge, surcharge
from manas.facts.late_fine import late_fine

RULE = LateFine(Decimal("0.03"), Decimal(1))
DUE = date(2026, 4, 7)


@pytest.mark.parametrize(
    ("until", "found"),
    [
        (date(2026, 4, 1), Surcharge(0, Decimal("0.00"), False)),
        (DUE, Surcharge(0, Decimal("0.00"), False)),
        (date(2026, 4, 8), Surcharge(1, Decimal("30.00"), False)),
        (date(2026, 5, 10), Surcharge(33, Decimal("990.00"), False)),
        (date(2026, 5, 11), Surcharge(34, Decimal(1000), True)),
        (date(2027, 5, 11), Surcharge(399, Decimal(1000), True)),
    ],
)
def test_it_grows_from_the_day_after_up_to_the_fine(until: date, found: Surcharge) -> None:
    assert surcharge(Decimal(1000), RULE, due_on=DUE, until=until) == found


@pytest.mark.parametrize(
    ("contested", "days"),
    [
        ((date(2026, 4, 1), date(2026, 4, 10)), 7),
        ((date(2026, 4, 10), date(2026, 4, 12)), 7),
        ((date(2026, 4, 10), None), 2),
        ((date(2026, 4, 1), None), 0),
        ((date(2026, 3, 1), date(2026, 4, 7)), 10),
        ((date(2026, 4, 18), None), 10),
    ],
)
def test_days_of_a_remedy_are_not_counted(contested: tuple[date, date | None], days: int) -> None:
    found = surcharge(Decimal(1000), RULE, due_on=DUE, until=date(2026, 4, 17), contested=contested)
    assert (found.days, found.amount) == (days, Decimal(30) * days)


def test_a_cent_is_rounded_half_up() -> None:
    assert surcharge(Decimal("0.50"), RULE, due_on=DUE, until=date(2026, 4, 8)).amount == Decimal("0.02")


def test_a_negative_fine_is_an_error() -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        surcharge(Decimal(-1), RULE, due_on=DUE, until=DUE)


def test_the_rule_is_that_of_the_law() -> None:
    rule, citations, status = late_fine()
    assert rule == RULE
    assert [(citation.law, citation.article) for citation in citations] == [("penalty-law", "72, 73")]
    assert status == "read"
