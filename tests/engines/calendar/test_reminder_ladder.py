"""The reminder ladder: counted in working days, never on a rest day."""

from datetime import date

import pytest

from manas.engines.calendar.days import BeyondCalendar
from manas.engines.calendar.ladder import Rung, rungs
from tests.engines.calendar.days_of import COUNTRY


def test_rungs_are_counted_in_working_days() -> None:
    assert rungs(date(2026, 2, 25), [0, -5, -1, 1, -1], COUNTRY) == (
        Rung(-5, date(2026, 2, 11)),
        Rung(-1, date(2026, 2, 24)),
        Rung(0, date(2026, 2, 25)),
        Rung(1, date(2026, 2, 26)),
    )


def test_a_due_day_on_a_rest_day_is_reminded_of_before_it() -> None:
    assert rungs(date(2026, 2, 17), [-1, 0, 1], COUNTRY) == (
        Rung(-1, date(2026, 2, 14)),
        Rung(0, date(2026, 2, 14)),
        Rung(1, date(2026, 2, 24)),
    )


def test_a_rung_in_a_year_nobody_knows_is_no_rung() -> None:
    with pytest.raises(BeyondCalendar):
        rungs(date(2031, 12, 30), [3], COUNTRY)
